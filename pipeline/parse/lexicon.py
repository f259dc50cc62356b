"""What the parser asks about words; ``run`` hands in what answers."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import Protocol


class Lexicon(Protocol):
    """Answers for countries, places and divisions."""

    def __hash__(self) -> int:
        """By identity: what was read with one lexicon is kept for it alone."""

    def is_country(self, words: str) -> bool:
        """Whether ``words`` are a name of a country."""

    def is_country_code(self, words: str) -> bool:
        """Whether ``words`` are a code or an abbreviation for a country, where one stands."""

    def is_place(self, words: str) -> bool:
        """Whether some place goes by ``words``."""

    def is_town(self, words: str) -> bool:
        """Whether a place of some size goes by ``words``: not one of many small ones."""

    def is_region(self, words: str) -> bool:
        """Whether ``words`` are a first-level division, and no large town of the same name."""

    def is_region_of(self, words: str, name: str) -> bool:
        """Whether ``words`` are a first-level division in which a place ``name`` lies."""

    def lies_in(self, name: str, country: str) -> bool:
        """Whether a place ``name`` lies in the country that the words ``country`` name."""

    def is_region_elsewhere(self, words: str, name: str) -> bool:
        """Whether ``words`` name a country, and a division of another in which ``name`` lies."""


@dataclass(frozen=True, eq=False)  # one lexicon is another than one of the same words
class KnownWords:
    """A lexicon that knows just these words: for examples, and where no gazetteer is at hand."""

    countries: Set[str] = frozenset()
    places: Set[str] = frozenset()

    def is_country(self, words: str) -> bool:
        """Whether ``words`` are one of the countries."""
        return words in self.countries

    is_country_code = is_country

    def is_place(self, words: str) -> bool:
        """Whether ``words`` are one of the places."""
        return words in self.places

    is_town = is_place

    def is_region(self, words: str) -> bool:
        """No division is known."""
        return False

    def is_region_of(self, words: str, name: str) -> bool:
        """No division is known."""
        return False

    is_region_elsewhere = is_region_of
    lies_in = is_region_of
