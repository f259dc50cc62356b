"""Countries as the languages of ISO 3166-1's translations say them, in any case of the noun."""

from __future__ import annotations

import functools
from typing import NamedTuple

from pipeline import reference
from pipeline.places import iso
from pipeline.text import fold

# What pycountry translates for us; the languages that countries.py always knows are not repeated.
LANGUAGES = (
    *("pl", "cs", "sk", "hu", "hr", "sl", "sr", "sr@latin", "bs", "mk", "bg", "ru", "uk", "be"),
    *("fi", "et", "lv", "lt", "sv", "nb", "nn", "da", "is", "fo", "el", "tr", "az", "ro", "ca"),
    *("eu", "gl", "ga", "cy", "sq", "ka", "hy", "he", "ar", "fa", "hi", "th", "vi", "id", "ms"),
    *("zh_TW", "uz", "kk", "mn", "de"),
)
_LONGEST_ENDING = 6


class Form(NamedTuple):
    """A country as a word of some language means it."""

    codes: tuple[str, ...]  # ISO 3166-1 alpha-2; several for a state with several heirs
    languages: frozenset[str]  # ISO 639-1, in which the word means it
    is_inflected: bool  # the word is no nominative


@functools.lru_cache(maxsize=50_000)
def find_form(words: str) -> Form | None:
    """Return the country that ``words`` name in some language, None for none, or for several.

    >>> [find_form(words).codes for words in ("Ruotsi", "Ruotsissa", "Lengyelországban")]
    [('SE',), ('SE',), ('PL',)]
    >>> find_form("Estijoje").languages, find_form("Bonn")
    (frozenset({'lt'}), None)
    """
    folded = fold(words)
    if not folded:
        return None
    found = _one(_names().get(folded, ()), False) or _one(_stripped(folded), True)
    bare = folded if found else without_state_word(folded)
    if bare != folded:
        found = _one(_names().get(bare, ()), False) or _one(_stripped(bare), True)
    return found


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
def _names() -> dict[str, tuple[tuple[str, str], ...]]:
    """Each folded name to the countries and languages of which it is a name.

    What people say goes before what ISO says, where the two differ.
    """
    names: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in reference.rows("country_nouns"):
        said = row["country_code"], row["language"]
        names[fold(row["words"])] = (*names.get(fold(row["words"]), ()), said)
    own = set(names)
    for language in LANGUAGES:
        for code, name in iso.translated_names(language).items():
            folded = fold(name)
            if folded not in own:
                names[folded] = (*names.get(folded, ()), (code, language.partition("@")[0][:2]))
    return names


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
        language = row["language"].partition("@")[0]
        endings[ending] = (*endings.get(ending, ()), (base, language))
    return endings


def _stripped(folded: str) -> tuple[tuple[str, str], ...]:
    """The countries and languages of which ``folded`` is an inflected name; none, mostly."""
    found: list[tuple[str, str]] = []
    for length in range(1, min(_LONGEST_ENDING, len(folded) - 2) + 1):
        stem = folded[:-length]
        for base, language in _endings().get(folded[-length:], ()):
            for code, known in _names().get(stem + base, ()):
                if known == language:
                    found.append((code, language))
            if length > 1 and not base and stem in _latin_names():
                found.append((_latin_names()[stem], language))
    return tuple(found)
