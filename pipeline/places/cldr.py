"""CLDR by babel: what a language calls the countries."""

from __future__ import annotations

import functools
from collections.abc import Iterator

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
