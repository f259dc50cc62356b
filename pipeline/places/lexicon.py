"""What the reader asks about words; ``run`` hands in what answers."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol


class Named(NamedTuple):
    """What the gazetteer holds under one name; NOBODY when it holds nothing."""

    population: int = -1  # of the largest place whose own name it is; -1 when there is none
    other: int = -1  # of the largest place of which it is another name; -1 when there is none
    home: str = ""  # ISO 3166-1 alpha-2 of the largest of them, "" when there is none
    countries: frozenset[str] = frozenset()  # ISO 3166-1 alpha-2, in which such places lie
    divisions: frozenset[str] = frozenset()  # GeoNames codes of the divisions in which they lie

    @property
    def is_known(self) -> bool:
        """Whether some place goes by the name."""
        return self.population >= 0 or self.other >= 0

    @property
    def size(self) -> int:
        """The inhabitants of the largest place of the name; -1 when there is none."""
        return max(self.population, self.other)


NOBODY = Named()


class Lexicon(Protocol):
    """Answers for countries, places and divisions."""

    @property
    def language(self) -> str:
        """The language of the pages that are read with it (ISO 639-1), "" for any."""

    def __hash__(self) -> int:
        """By identity: what was read with one lexicon is kept for it alone."""

    def speaking(self, language: str) -> Lexicon:
        """The lexicon for pages in a language (ISO 639-1; "" for any): the same one each time."""

    def countries(self, words: str) -> tuple[str, ...]:
        """The alpha-2 codes of the countries of which ``words`` are a name; () for none."""

    def country_codes(self, words: str) -> tuple[str, ...]:
        """The same where a country is due: abbreviations, codes and misspellings count too."""

    def named(self, words: str) -> Named:
        """What the gazetteer holds under the name ``words``."""

    def divisions(self, words: str) -> frozenset[str]:
        """GeoNames codes of the first-level divisions that ``words`` name; empty for none."""


@dataclass(frozen=True, eq=False)  # one lexicon is another than one of the same words
class KnownWords:
    """A lexicon that knows just these words: for examples, and where no gazetteer is at hand."""

    known_countries: Mapping[str, str] = field(default_factory=dict)  # a name to its alpha-2
    places: Set[str] = frozenset()
    language: str = ""

    def speaking(self, language: str) -> KnownWords:
        """Itself: its words are of no language."""
        return self

    def countries(self, words: str) -> tuple[str, ...]:
        """The code of one of the countries."""
        code = self.known_countries.get(words)
        return (code,) if code else ()

    country_codes = countries

    def named(self, words: str) -> Named:
        """A place of one inhabitant, anywhere."""
        return Named(1) if words in self.places else NOBODY

    def divisions(self, words: str) -> frozenset[str]:
        """No division is known."""
        return frozenset()
