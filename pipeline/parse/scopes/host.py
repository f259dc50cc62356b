"""The town whose page it is."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from pipeline import reference
from pipeline.parse.words.entry import Entry, read_entries
from pipeline.places.lexicon import Lexicon
from pipeline.places.titles import article
from pipeline.reference.phrases import plain
from pipeline.text import fold


@dataclass(frozen=True, slots=True)
class Host:
    """The town whose page it is; empty when nobody knows."""

    name: str = ""
    country: str = ""  # ISO 3166-1 alpha-2, "" when it is not known

    def is_named(self, words: str) -> bool:
        """Whether ``words`` are the host's name, perhaps as "City of Bonn"."""
        if not self.name or not words:
            return False
        own, said = fold(self.name), fold(words)
        return said == own or _bare(said) == _bare(own)

    def is_in(self, text: str) -> bool:
        """Whether the host's name stands in ``text`` as whole words, perhaps inflected."""
        if not self.name:
            return False
        lowered = plain(text)
        at = lowered.find(own := plain(self.name))
        while at >= 0:
            if at == 0 or not lowered[at - 1].isalnum():
                return True
            at = lowered.find(own, at + 1)
        return False

    def without(self, text: str) -> str:
        """Return ``text`` without the host's name."""
        return re.sub(re.escape(self.name), " ", text, flags=re.IGNORECASE) if self.name else text

    def is_entry(self, entry: Entry, lexicon: Lexicon) -> bool:
        """Whether ``entry`` is the host itself: a namesake states another region or country."""
        if not self.is_named(entry.name):
            return False
        if entry.country:
            return self.country in lexicon.country_codes(entry.country)
        return not entry.region


@functools.cache
def _titles() -> re.Pattern[str]:
    before, behind = (reference.either("host_words", role) for role in ("before", "behind"))
    return re.compile(rf"^(?:(?:{article()}) )?(?:{before}) | (?:{behind})$")


def _bare(folded: str) -> str:
    """A folded name without the word for a city before or behind it."""
    return _titles().sub("", folded)


_SIGNS = re.compile(r"\s+[|–—·»:-]\s+|\s*[|»]\s*")


def _said(role: str) -> str:
    return "|".join(re.escape(plain(words)) for words in reference.words("host_words", role))


@functools.cache
def _of() -> re.Pattern[str]:
    """A line made plain that says whose site it is: "City of Bonn", "Bonn City Council"."""
    site, council = _said("site"), _said("council")
    return re.compile(
        rf"(?:^|.*\b)(?:{site})\s+(?P<name>\S.*)$|^(?P<council>\S.*?)\s+(?:{council})$"
    )


def host_of(title: str, footer: str, lexicon: Lexicon) -> str:
    """Return the town that a page's own title, else its footer, says it is of.

    "" when they name none: then every tie that the page states is taken for its own.

    >>> from pipeline.places.lexicon import KnownWords
    >>> host_of("Sister cities | City of Bonn", "", KnownWords(places={"Bonn"}))
    'Bonn'
    """
    lines = [*reversed(_SIGNS.split(title)), *_LINES.split(footer)]
    for line in (line.strip() for line in lines):
        said = _of().match(plain(line)) if len(line) <= _LONGEST else None
        if said is None:
            continue
        name = line[slice(*said.span("name" if said["name"] else "council"))]
        entries = read_entries(name, lexicon)
        if entries and entries[0].name_start == 0 and lexicon.named(entries[0].name).is_known:
            return entries[0].name
    return ""


_LINES = re.compile(r"[\n|©·•]+|\.\s|\s{3,}")
_LONGEST = 80  # characters of a line that names the town
