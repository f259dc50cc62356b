"""CLDR by babel: what a language calls countries and months, and how it joins words."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

from babel.localedata import load, locale_identifiers

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
    """Each language to its locales: its scripts and regional forms."""
    locales: dict[str, list[str]] = {}
    for identifier in sorted(locale_identifiers()):
        locales.setdefault(identifier.partition("_")[0], []).append(identifier)
    return {language: tuple(each) for language, each in locales.items()}


def territory_names(language: str) -> Iterator[tuple[str, str]]:
    """Yield each name of a territory in a language (ISO 639-1), after the territory's code.

    In all scripts and regional forms; nothing for a language that CLDR lacks.

    >>> ("CH", "Schweiz") in territory_names("de"), list(territory_names("xx"))
    (True, [])
    """
    for form in written_forms(language):
        for locale in _locales().get(form, ()):
            # What a locale inherits is told by the one that it inherits it from.
            yield from load(locale, merge_inherited=False).get("territories", {}).items()


def month_names(language: str) -> Iterator[tuple[str, int]]:
    """Yield each name of a month in a language (ISO 639-1) with its number, in all its forms.

    As it stands in a date and alone (genitive and nominative), unshortened, in all scripts;
    nothing for a language that counts its months ("1月") or that CLDR lacks.

    >>> ("października", 10) in month_names("pl"), ("październik", 10) in month_names("pl")
    (True, True)
    """
    for form in written_forms(language):
        for locale in _locales().get(form, ()):
            forms = load(locale, merge_inherited=False).get("months", {})
            for use in ("format", "stand-alone"):
                names = forms.get(use, {}).get("wide", {})
                if isinstance(names, Mapping):  # elsewhere it is an alias of the other use
                    for number, name in names.items():
                        if name.isalpha() or name.replace(" ", "").isalpha():
                            yield name, int(number)


def joining_word(language: str) -> str:
    """Return the word for "and" between two things in a language (ISO 639-1), "" for none.

    "" also where it is written as one with the next word, or is a sign.

    >>> joining_word("de"), joining_word("no"), joining_word("ja"), joining_word("ar")
    ('und', 'og', '', '')
    """
    for form in written_forms(language):
        for locale in _locales().get(form, ())[:1]:
            pattern = str(load(locale).get("list_patterns", {}).get("standard", {}).get("2", ""))
            between = pattern.removeprefix("{0}").removesuffix("{1}")
            if between.strip().isalpha() and between[0].isspace() and between[-1].isspace():
                return between.strip()
    return ""
