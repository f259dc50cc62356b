"""The town whose page it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.parse.entries import Entry
from pipeline.parse.lexicon import Lexicon
from pipeline.parse.places import name_at
from pipeline.text import fold


@dataclass(frozen=True, slots=True)
class Host:
    """The town whose page it is; empty when nobody knows."""

    name: str = ""

    def is_named(self, words: str) -> bool:
        """Whether ``words`` are the host's name, perhaps as "City of Bonn"."""
        if not self.name or not words:
            return False
        own, said = fold(self.name), fold(words)
        return said == own or said.removeprefix("city of ").removesuffix(" city") == own

    def is_entry(self, entry: Entry) -> bool:
        """Whether ``entry`` is the host itself: a namesake states its region or country."""
        return not entry.country and not entry.region and self.is_named(entry.name)


_SIGNS = re.compile(r"\s+[|–—·»:-]\s+|\s*[|»]\s*")
_OF = re.compile(
    r"(?:^|.*\b)(?:(?:city|town|village|municipality|borough) of|stadt|gemeinde|gemeente|ville de"
    r"|mairie de|commune de|ayuntamiento de|municipio de|c[âa]mara municipal d[eo]|munic[íi]pio de"
    r"|comune di|citt[àa] di)\s+(?P<name>\S.*)$"
    r"|^(?P<council>\S.*?)\s+(?:city|town|borough|district|county) (?:council|hall)$",
    re.IGNORECASE,
)


def host_of(title: str, footer: str, lexicon: Lexicon) -> str:
    """Return the town that a page's own title, else its footer, says it is of.

    "" when they name none: then every tie that the page states is taken for its own.

    >>> from pipeline.parse.lexicon import KnownWords
    >>> host_of("Sister cities | City of Bonn", "", KnownWords(places={"Bonn"}))
    'Bonn'
    """
    lines = [*reversed(_SIGNS.split(title)), *_LINES.split(footer)]
    for line in (line.strip() for line in lines):
        said = _OF.match(line) if len(line) <= _LONGEST else None
        if said is None:
            continue
        name = said.group("name") or said.group("council")
        name = name[: name_at(name, 0)]
        if name and lexicon.is_place(name):
            return name
    return ""


_LINES = re.compile(r"[\n|©·•]+|\.\s|\s{3,}")
_LONGEST = 80  # characters of a line that names the town
