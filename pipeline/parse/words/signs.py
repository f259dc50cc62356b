"""What stands between the pieces of an entry: commas, brackets, dashes, "in", "since"."""

from __future__ import annotations

import functools
import re

from pipeline import reference
from pipeline.parse.words.former import former_pattern
from pipeline.reference import cldr

CLOSE = re.compile(r"\s*[)）\]]")


@functools.cache
def small_words(role: str) -> tuple[str, ...]:
    """Return the words of a role of ``small_words.csv``, and CLDR's "and"; the longest first."""
    words = {row["word"] for row in reference.rows("small_words") if row["role"] == role}
    if role == "and":
        words |= {cldr.joining_word(language) for language in reference.languages()} - {""}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@functools.cache
def joining_words() -> str:
    """Return the words for "and" as a part of a regular expression.

    Without those that lead to a country in another language: Slovene "in", Dutch "en".
    """
    return "|".join(re.escape(word) for word in small_words("and") if word not in small_words("in"))


def possessives() -> tuple[str, ...]:
    """Return what makes an owner of the name before it: "'s", with each apostrophe."""
    return reference.words("small_words", "possessive")


@functools.cache
def _articles() -> tuple[str, ...]:
    return tuple(f"{word} " for word in reference.words("small_words", "name_article"))


def article_at(text: str, start: int, end: int) -> str:
    """Return the article before a name of a state that begins at ``start``, with its space, or "".

    >>> article_at("the Netherlands", 0, 15), article_at("Nepal", 0, 5)
    ('the ', '')
    """
    return next((each for each in _articles() if text.startswith(each, start, end)), "")


def article_before(text: str, at: int) -> str:
    """Return the article that ends at ``at``, with its space, or ""."""
    return next((each for each in _articles() if text.endswith(each, 0, at)), "")


@functools.cache
def _flag() -> re.Pattern[str]:
    before, after = (reference.either("flag_words", place) for place in ("before", "after"))
    return re.compile(rf"^(?:{before})\s+|\s+(?:{after})$", re.IGNORECASE)


def without_flag(words: str) -> str:
    """Return what the words of a flag's picture say that it is the flag of.

    >>> without_flag("Flag of the Netherlands"), without_flag("Japan flag")
    ('Netherlands', 'Japan')
    """
    bare = _flag().sub("", words)
    return bare.removeprefix(article_at(bare, 0, len(bare)))


def alternatives(role: str) -> str:
    """Return the words of a role as a part of a regular expression, each with a space behind it.

    An elided word ("d'") has none.
    """
    return "|".join(
        re.escape(word) + ("" if word.endswith("'") else r"\s+") for word in small_words(role)
    ).replace("'", "['’]")


@functools.cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    in_words, article, of_words = map(alternatives, ("in", "article", "of"))
    former = rf"(?:{article})?(?:{former_pattern()})(?:{article})?"
    lies = alternatives("lies")
    nouns = "|".join(map(re.escape, small_words("container")))
    small = r"[^\W\d_]{1,20}"
    signs = {
        "comma": rf"\s?[,、，]\s*(?:(?:{article}))?",
        "space": r"\s+",
        "bracket": rf"\s*,?\s*[(（\[]\s*(?:{in_words})?(?:{article})?(?:{former})?",
        "former": rf"\s*[,、，–—-]\s*(?:{in_words})?{former}",
        "of": rf"\s+(?:{of_words})(?:{article})?",
        "dash": r"\s*[–—]\s*|\s+-+\s*|-\s+",
        "in": rf",?\s+(?:(?:{lies})?(?:{in_words})|(?:{lies}))(?:{article})?(?:{former})?",
        "within": rf"\s*[,–—-]?\s*(?:{small}\s+){{0,5}}(?:{nouns})\s+(?:{of_words}|{in_words})"
        rf"(?:{article})?",
        "slash": r"\s*[/|]\s*",
        "colon": r"\s*[:：]\s*",
        "dot": r"\s*[.·•]\s+",
        "none": r"・?",
        "aside": rf"\s*[,(（\[–—-]\s*{former}(?:{small}[\s-]+){{1,4}}",
    }
    return tuple((sign, re.compile(words, re.IGNORECASE)) for sign, words in signs.items())


@functools.lru_cache(maxsize=8192)
def sign_of(gap: str) -> str:
    """Return what parts two pieces, "" when more than a sign stands between.

    >>> [sign_of(gap) for gap in (", ", " (", " - ", " in the ", "/", ": ", " and then ")]
    ['comma', 'bracket', 'dash', 'in', 'slash', 'colon', '']
    """
    return next((sign for sign, pattern in _patterns() if pattern.fullmatch(gap)), "")


@functools.cache
def date_words() -> re.Pattern[str]:
    """Return the pattern of what may stand between an entry and its date: " (since ", " - "."""
    words = "|".join(map(re.escape, small_words("date")))
    return re.compile(
        rf"[\s,;:(（\[._·–—|/-]*(?:(?:{words})(?!\w)\.?\s*)*[\s,;:–—(-]*",
        re.IGNORECASE,
    )


@functools.cache
def joins() -> re.Pattern[str]:
    """Return the pattern of what joins two names that share what follows: "Leon and Toluca"."""
    words = "|".join(map(re.escape, small_words("and")))
    return re.compile(rf"\s*[,/&+、，]\s*(?:(?:{words})(?!\w))?\s*|\s+(?:{words})\s+")


@functools.lru_cache(maxsize=8192)
def begins_as_region(words: str) -> bool:
    """Return whether ``words`` begin with a word for a part of a country.

    >>> begins_as_region("État de New York"), begins_as_region("Kyoto Prefecture")
    (True, False)
    """
    found = _region().search(words)
    return found is not None and found.start() == 0 and found.end() < len(words)


@functools.cache
def _region() -> re.Pattern[str]:
    rows = reference.rows("region_words")
    before = "|".join(_spaced(row["word"]) for row in rows if row["sort"] == "before")
    after = "|".join(re.escape(row["word"]) for row in rows if row["sort"] == "after")
    glued = "|".join(re.escape(row["word"]) for row in rows if row["sort"] == "glued")
    return re.compile(rf"^(?:{before})\w|.[ -](?:{after})$|..(?:{glued})$", re.IGNORECASE)


def _spaced(word: str) -> str:
    said = re.escape(word).replace("'", "['’]")
    return said if word.endswith("'") else rf"{said}\s+(?:{alternatives('of_region')})?"


@functools.lru_cache(maxsize=8192)
def names_region(words: str) -> bool:
    """Return whether ``words`` say by themselves that they are a part of a country.

    >>> names_region("Hiroshima Prefecture"), names_region("État de New York"), names_region("Bonn")
    (True, True, False)
    """
    return _region().search(words) is not None
