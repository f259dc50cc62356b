"""The town whose page it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.parse.blocks import Block
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
    r"(?:^|.*\b)(?:city|town|village|municipality|borough|stadt|gemeinde|ville|commune|mairie|ciudad"
    r"|ayuntamiento|municipio|cidade|c[âa]mara municipal|citt[àa]|comune|gemeente|stad)"
    r"\s+(?:of|de|di|d'|do|da|van)?\s*(?P<name>\S.*)$",
    re.IGNORECASE,
)


def host_of(title: str, blocks: Sequence[Block], lexicon: Lexicon) -> str:
    """Return the town that a page's own title, else its first or last lines, say it is of.

    "" when they name none: then every tie that the page states is taken for its own.
    """
    lines = [part.strip() for part in reversed(_SIGNS.split(title))]
    lines += [block.text for block in (*blocks[:_FIRST], *blocks[-_LAST:])]
    for line in lines:
        said = _OF.match(line) if len(line) <= _LONGEST else None
        if said is None:
            continue
        name = said.group("name")
        name = name[: name_at(name, 0)]
        if name and lexicon.is_place(name):
            return name
    return ""


_FIRST, _LAST = 3, 8  # blocks in which a page names its town
_LONGEST = 80  # characters of such a line
