"""What the reader asks about words, answered by what names are settled with."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline import reference
from pipeline.places.countries import exact_countries, find_countries
from pipeline.places.country_forms import find_form
from pipeline.places.divisions import find_divisions
from pipeline.places.inflections import nominatives
from pipeline.places.lexicon import NOBODY, Named
from pipeline.places.place import Gazetteer
from pipeline.places.titles import has_title_of_its_own, without_title
from pipeline.text import fold

_LONGEST = 200  # characters of a name
_LARGEST_CACHE = 50_000
# Inhabitants from which a town is meant by a word that in some language is a country's.
_VILLAGE, _TOWN, _LARGE = 5_000, 20_000, 200_000
_SHORTEST = 3  # letters of a country in a language that the page is not in


class Atlas:
    """A ``Lexicon``: answers from the country tables and the gazetteer, each name once."""

    def __init__(
        self, gazetteer: Gazetteer, language: str = "", heir_of: Atlas | None = None
    ) -> None:
        self._gazetteer = gazetteer
        self.language = language
        self.countries = lru_cache(maxsize=_LARGEST_CACHE)(self._countries)
        self.country_codes = lru_cache(maxsize=_LARGEST_CACHE)(self._country_codes)
        self.named = lru_cache(maxsize=_LARGEST_CACHE)(self._named)
        if heir_of is None:
            self._speaking: dict[str, Atlas] = {language: self}
            self.divisions = lru_cache(maxsize=_LARGEST_CACHE)(_divisions)
        else:
            # What does not hang on the language is asked and kept once.
            self._speaking = heir_of._speaking
            self.divisions = heir_of.divisions

    def speaking(self, language: str) -> Atlas:
        """The same atlas for pages in a language: the same one each time."""
        known = language if language in reference.languages() else ""
        if known not in self._speaking:
            self._speaking[known] = Atlas(self._gazetteer, known, self)
        return self._speaking[known]

    def _countries(self, words: str) -> tuple[str, ...]:
        if len(words) > _LONGEST or fold(words) in _towns():
            return ()
        return exact_countries(words) or self._countries_elsewhere(words)

    def _country_codes(self, words: str) -> tuple[str, ...]:
        return find_countries(words, self.language) if len(words) <= _LONGEST else ()

    def _countries_elsewhere(self, words: str) -> tuple[str, ...]:
        """The country that ``words`` mean in another language, unless they name a town.

        In the page's own language a country goes before a small town of the same name.
        """
        form = find_form(words, self.language)
        if form is None:
            return ()
        held = self.named(words)
        if self.language in form.languages:
            is_town = held.population > _TOWN and form.is_inflected
        elif held.countries & set(form.codes):
            is_town = held.population > 0
        else:
            is_town = held.population > _VILLAGE or held.other > _LARGE or len(words) <= _SHORTEST
        return () if is_town else form.codes

    def _named(self, words: str) -> Named:
        key = fold(words) if len(words) <= _LONGEST else ""
        if not key:
            return NOBODY
        found = self._held(key)
        bare = key if found.is_known else _bare(key)
        found = found if bare == key else self._held(bare)
        return found if found.is_known else self._inflected(key)

    def _inflected(self, key: str) -> Named:
        """What it names in another case of the page's language: "Popradem" is Poprad."""
        held = map(self._held, nominatives(key, (self.language,)))
        largest = max(held, key=lambda each: each.population, default=NOBODY)
        return largest if largest.population > _VILLAGE else NOBODY

    def _held(self, key: str) -> Named:
        own, others = self._gazetteer.named(key), self._gazetteer.also_named(key)
        if not (own or others):
            return NOBODY
        # Of two as large, the one whose own name it is: ``max`` takes the first.
        largest = max((*own, *others), key=lambda place: place.population)
        return Named(
            max((place.population for place in own), default=-1),
            max((place.population for place in others), default=-1),
            largest.country_code,
            frozenset(place.country_code for place in (*own, *others)),
            frozenset(place.division for place in (*own, *others)),
        )


def _bare(key: str) -> str:
    """A folded name without the word for a city at its end: "kobe city", "神戸市"."""
    bare = without_title(key) if has_title_of_its_own(key) else key
    return _city_words().sub("", bare)


@lru_cache(maxsize=1)
def _city_words() -> re.Pattern[str]:
    spaced = [row["affix"] for row in reference.rows("place_affixes") if row["role"] == "word"]
    glued = [
        fold(row["affix"]) for row in reference.rows("place_affixes") if row["role"] == "suffix"
    ]
    return re.compile(rf" (?:{'|'.join(map(fold, spaced))})$|(?<=.)(?:{'|'.join(glued)})$")


@lru_cache(maxsize=1)
def _towns() -> frozenset[str]:
    """Folded names of large towns that some language gives to a country too."""
    return frozenset(fold(row["words"]) for row in reference.rows("towns_not_countries"))


def _divisions(words: str) -> frozenset[str]:
    return find_divisions(words) if len(words) <= _LONGEST else frozenset()
