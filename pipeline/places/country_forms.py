"""Countries as many languages say them, in any case of the noun."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import NamedTuple

from pipeline import reference
from pipeline.places import country_names, iso
from pipeline.reference import cldr
from pipeline.text import fold

_LONGEST_ENDING = 6
_FIRST_OF_OTHER_SCRIPTS = chr(0x0370)  # Greek, and all behind it
_Names = Mapping[str, tuple[tuple[str, str], ...]]  # folded, to pairs of codes and language


class Form(NamedTuple):
    """A country as a word of some language means it."""

    codes: tuple[str, ...]  # ISO 3166-1 alpha-2; several for a state with several heirs
    languages: frozenset[str]  # ISO 639-1, in which the word means it
    is_inflected: bool  # the word is no nominative


@functools.lru_cache(maxsize=50_000)
def find_form(words: str, language: str = "") -> Form | None:
    """Return the country that ``words`` name in some language, None for none, or for several.

    language: ISO 639-1 of the page, whose meaning goes before that of others; "" when unknown.

    >>> [find_form(words).codes for words in ("Ruotsi", "Ruotsissa", "Lengyelországban")]
    [('SE',), ('SE',), ('PL',)]
    >>> find_form("Estijoje").languages, find_form("Bonn")
    (frozenset({'lt'}), None)
    """
    folded = fold(words)
    bare = without_state_word(folded)
    names = _names(max(folded, default="") < _FIRST_OF_OTHER_SCRIPTS)
    for name in dict.fromkeys((folded, bare)):
        for found, is_inflected in ((names.get(name, ()), False), (_stripped(name, names), True)):
            own = tuple(pair for pair in found if pair[1] == language)
            if form := _one(own or found, is_inflected):
                return form
    return None


def _one(found: tuple[tuple[str, str], ...], is_inflected: bool) -> Form | None:
    codes = {codes for codes, _ in found}
    if len(codes) != 1:
        return None
    languages = frozenset(language for _, language in found)
    return Form(tuple(codes.pop().split("|")), languages, is_inflected)


@functools.cache
def _state_words(place: str) -> tuple[str, ...]:
    space = " " if place == "before" else ""
    rows = reference.rows("state_words")
    words = {fold(row["words"]) + space for row in rows if row["place"] == place}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def without_state_word(folded: str) -> str:
    """Return a folded name without the word for a state, itself where it has none.

    >>> without_state_word("republika slovenija"), without_state_word("slovenija")
    ('slovenija', 'slovenija')
    """
    before, after = _state_words("before"), _state_words("after")
    if folded.startswith(before):
        word = next(word for word in before if folded.startswith(word))
        return folded[len(word) :]
    if folded.endswith(after):
        word = next(word for word in after if folded.endswith(word))
        return folded[: -len(word)].rstrip() or folded
    return folded


@functools.cache
def _names(is_latin: bool) -> _Names:
    """Each folded name to the countries and languages of which it is a name.

    is_latin: only the languages in Latin letters, which is quicker by half.
    """
    names: dict[str, tuple[tuple[str, str], ...]] = {}
    for language in filter(_is_latin, reference.languages()) if is_latin else reference.languages():
        for name, codes in country_names.said_in(language).items():
            names[name] = (*names.get(name, ()), (codes, language))
    return names


def _is_latin(language: str) -> bool:
    """Whether a language is written in Latin letters, alone or too."""
    france = [name for code, name in cldr.territory_names(language) if code == "FR"]
    return not france or min(france) < _FIRST_OF_OTHER_SCRIPTS


@functools.cache
def _latin_names() -> dict[str, str]:
    """The English names, which many languages only give endings: "Belgiumban"."""
    return {
        fold(name): country.code
        for country in iso.countries()
        for name in (country.common_name, country.name)
        if name
    }


@functools.cache
def _endings() -> dict[str, tuple[tuple[str, str], ...]]:
    """Each ending of a case to the endings of the nominative, with their languages."""
    endings: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in reference.rows("country_endings"):
        ending, base = fold(row["ending"]), fold(row["base"])
        language = row["language"]
        endings[ending] = (*endings.get(ending, ()), (base, language))
    return endings


def _stripped(folded: str, names: _Names) -> tuple[tuple[str, str], ...]:
    """The countries and languages of which ``folded`` is an inflected name; none, mostly."""
    found: list[tuple[str, str]] = []
    for length in range(1, min(_LONGEST_ENDING, len(folded) - 2) + 1):
        stem = folded[:-length]
        for base, language in _endings().get(folded[-length:], ()):
            for code, known in names.get(stem + base, ()):
                if known == language:
                    found.append((code, language))
            if length > 1 and not base and stem in _latin_names():
                found.append((_latin_names()[stem], language))
    return tuple(found)
