"""CLDR by babel: what a language calls countries and months, and how it joins words."""

from __future__ import annotations

import functools
import pickle
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any, NamedTuple

from babel.localedata import locale_identifiers

from pipeline import reference

# Norwegian is two written languages, and CLDR and ISO's translations hold them apart.
_WRITTEN = {"no": ("no", "nb", "nn")}


def written_forms(language: str) -> tuple[str, ...]:
    """Return the codes under which others know a language (ISO 639-1).

    >>> written_forms("no"), written_forms("de")
    (('no', 'nb', 'nn'), ('de',))
    """
    return _WRITTEN.get(language, (language,))


@functools.cache
def _locales() -> dict[str, tuple[str, ...]]:
    """Each language to its locales: itself, its scripts, and regions that say much otherwise."""
    locales: dict[str, list[str]] = {}
    for identifier in sorted(locale_identifiers()):
        language, *parts = identifier.split("_")
        if all(len(part) == _LETTERS_OF_SCRIPT for part in parts):
            locales.setdefault(language, []).append(identifier)
    for row in reference.rows("regional_locales"):
        locales[row["locale"].partition("_")[0]].append(row["locale"])
    return {language: tuple(each) for language, each in locales.items()}


_LETTERS_OF_SCRIPT = 4  # "Hant", where a region has two


class _Locale(NamedTuple):
    """What a locale says itself, without what it inherits."""

    territories: Mapping[str, str]  # by code
    languages: Mapping[str, str]  # by code
    months: tuple[tuple[str, int], ...]
    pair: str  # the pattern of two things joined: "{0} and {1}"


@functools.cache
def _read(locale: str) -> _Locale:
    """Read a locale from babel's file, once: babel's cache keeps merged and unmerged ones alike."""
    file = resources.files("babel").joinpath("locale-data", f"{locale}.dat")
    data: Mapping[str, Any] = pickle.loads(file.read_bytes())
    forms = data.get("months", {})
    months = []
    for use in ("format", "stand-alone"):
        names = forms.get(use, {}).get("wide", {})
        if isinstance(names, Mapping):  # elsewhere it is an alias of the other use
            months += [(name, int(number)) for number, name in names.items()]
    pair = str(data.get("list_patterns", {}).get("standard", {}).get("2", ""))
    territories, languages = dict(data.get("territories", {})), dict(data.get("languages", {}))
    return _Locale(territories, languages, tuple(months), pair)


def territory_names(language: str) -> Iterator[tuple[str, str]]:
    """Yield each name of a territory in a language (ISO 639-1), after the territory's code.

    In all scripts and regional forms; nothing for a language that CLDR lacks.

    >>> ("CH", "Schweiz") in territory_names("de"), list(territory_names("xx"))
    (True, [])
    """
    for form in written_forms(language):
        for locale in _locales().get(form, ()):
            # What a locale inherits is told by the one that it inherits it from.
            yield from _read(locale).territories.items()


def language_names(language: str) -> Iterator[str]:
    """Yield what a language (ISO 639-1) calls the languages of the world.

    In most languages that is the adjective of the nation too ("francuski", "unkari", "tysk").

    >>> "francuski" in language_names("pl")
    True
    """
    for form in written_forms(language):
        for locale in _locales().get(form, ()):
            yield from _read(locale).languages.values()


def month_names(language: str) -> Iterator[tuple[str, int]]:
    """Yield each name of a month in a language (ISO 639-1) with its number, in all its forms.

    As it stands in a date and alone (genitive and nominative), unshortened, in all scripts;
    nothing for a language that counts its months or that CLDR lacks.

    >>> ("maja", 5) in month_names("pl"), ("maj", 5) in month_names("pl")
    (True, True)
    """
    for form in written_forms(language):
        for locale in _locales().get(form, ()):
            for name, number in _read(locale).months:
                if name.replace(" ", "").isalpha():
                    yield name, number


@functools.cache
def joining_word(language: str) -> str:
    """Return the word for "and" between two things in a language (ISO 639-1), "" for none.

    "" also where it is written as one with the next word, or is a sign.

    >>> joining_word("de"), joining_word("no"), joining_word("ja"), joining_word("ar")
    ('und', 'og', '', '')
    """
    for form in written_forms(language):
        for locale in _locales().get(form, ())[:1]:
            between = _read(locale).pair.removeprefix("{0}").removesuffix("{1}")
            if between.strip().isalpha() and between[0].isspace() and between[-1].isspace():
                return between.strip()
    return ""
