"""What the parser asks about words, answered by what names are settled with."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.normalise import Gazetteer, find_countries, find_divisions, is_country, main_names
from pipeline.text import fold

_CITY_WORD = re.compile(r" (?:city|district|county|prefecture|province|municipality)$")
_LONGEST = 200_000  # characters of a name; more is none, and costs time to look up
_TOWN = 15_000  # inhabitants
_LARGE = 100_000


class Lexicon:
    """What the parser asks about words: answered by the country tables and the gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        # A page asks for the same few names again and again.
        self.is_place = lru_cache(maxsize=10_000)(self._is_place)
        self.is_town = lru_cache(maxsize=10_000)(self._is_town)
        self.is_region = lru_cache(maxsize=10_000)(self._is_region)
        self.is_region_of = lru_cache(maxsize=10_000)(self._is_region_of)

    def is_country(self, words: str) -> bool:
        """Whether ``words`` are a name of a country."""
        return len(words) <= _LONGEST and is_country(words)

    def _is_place(self, words: str) -> bool:
        """Whether some place goes by ``words``."""
        key = fold(words)
        if self._gazetteer.named(key) or self._gazetteer.also_named(key):
            return True
        bare = _CITY_WORD.sub("", key)
        return bare != key and bool(self._gazetteer.named(bare) or self._gazetteer.also_named(bare))

    def _is_town(self, words: str) -> bool:
        """Whether a place of some size goes by ``words``: not one of many small ones."""
        key = fold(words)
        return any(place.population >= _TOWN for place in self._gazetteer.named(key)) or any(
            place.population >= _LARGE for place in self._gazetteer.also_named(key)
        )

    def is_country_code(self, words: str) -> bool:
        """Whether ``words`` are a code, an abbreviation or a misspelt name of a country."""
        return len(words) <= _LONGEST and bool(find_countries(words))

    def _is_region(self, words: str) -> bool:
        """Whether ``words`` are a first-level division, and no large town of the same name."""
        # The towns first: to look up divisions the first time takes a fifth of a second.
        if any(place.population >= _LARGE for place in self._gazetteer.named(fold(words))):
            return False
        return bool(find_divisions(words))

    def lies_in(self, name: str, country: str) -> bool:
        """Whether a place ``name`` lies in the country that the words ``country`` name."""
        keys = {fold(name), _CITY_WORD.sub("", fold(name))}
        return any(
            self._gazetteer.named(key, code) or self._gazetteer.also_named(key, code)
            for code in find_countries(country)
            for key in keys
        )

    def is_region_elsewhere(self, words: str, name: str) -> bool:
        """Whether ``words`` name a country, and a division of another in which ``name`` lies."""
        if words.lower() not in main_names() or not is_country(words):
            return False
        codes = find_countries(words)
        # Mostly the place lies in the country, and nothing more need be looked up.
        if any(self._gazetteer.named(fold(name), code) for code in codes):
            return False
        is_elsewhere = any(division[:2] not in codes for division in find_divisions(words))
        return is_elsewhere and self.is_region_of(words, name)

    def _is_region_of(self, words: str, name: str) -> bool:
        """Whether ``words`` are a first-level division in which a place ``name`` lies."""
        keys = {fold(name), _CITY_WORD.sub("", fold(name))}
        places = [
            place
            for key in keys
            for place in (*self._gazetteer.named(key), *self._gazetteer.also_named(key))
        ]
        countries = tuple(sorted({place.country_code for place in places}))
        divisions = find_divisions(words, countries) if countries else frozenset()
        return any(place.division in divisions for place in places)
