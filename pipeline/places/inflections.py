"""Names of towns in the cases of a language: "Popradem" is Poprad, "Čikagom" is Čikago."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping

from babel.languages import get_official_languages

from pipeline import reference

_SHORTEST = 4  # letters of the name in its first case


@functools.cache
def languages_of_country(country_code: str) -> tuple[str, ...]:
    """Return the official languages of a country by CLDR, of those that we have tables of.

    country_code: ISO 3166-1 alpha-2, "" for none that is known. Languages in ISO 639-1, the most
    spoken first; () for an unknown country.

    >>> languages_of_country("FI"), languages_of_country("")
    (('fi', 'sv'), ())
    """
    official = get_official_languages(country_code, regional=True, de_facto=True)
    languages = dict.fromkeys(str(locale).partition("_")[0] for locale in official)
    return tuple(language for language in languages if language in reference.languages())


@functools.cache
def _endings() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Language to the endings of its cases, folded, each with what it stands for."""
    endings: dict[str, list[tuple[str, str]]] = {}
    for row in reference.rows("town_endings"):
        endings.setdefault(row["language"], []).append((row["ending"], row["base"]))
    return {language: tuple(pairs) for language, pairs in endings.items()}


def nominatives(folded: str, languages: Iterable[str]) -> Iterator[str]:
    """Yield what a folded name may be in the first case, if it is in another of a language's.

    languages: in ISO 639-1. Nothing where no ending of theirs fits; most of what is yielded is
    no name at all, so that each must be looked up.

    >>> list(nominatives("popradem", ["pl"]))
    ['poprad', 'poprado']
    """
    bases = (
        folded.removesuffix(ending) + base
        for language in languages
        for ending, base in _endings().get(language, ())
        if folded.endswith(ending)
    )
    yield from (base for base in dict.fromkeys(bases) if len(base) >= _SHORTEST)
