"""Where a text speaks of a kind, a status or a beginning, by the words of ``reference/``."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import NamedTuple

from pipeline import reference


class Found(NamedTuple):
    """A phrase of ``reference/`` in a text: ``text[start:end]`` means ``meaning``."""

    start: int
    end: int
    meaning: str


def plain(text: str) -> str:
    """Return ``text`` for matching: small letters, no accents, straight signs, same length.

    Only Latin letters are touched, each by one letter, so that offsets stay true.

    >>> plain("Städte’s – Ýale")
    "stadte's - yale"
    """
    return "".join(map(_plain_letter, text))


@functools.lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    if letter in "\u2018\u2019\u02bc\u00b4`":
        return "'"
    if unicodedata.category(letter) == "Pd":
        return "-"
    base = unicodedata.normalize("NFKD", letter)[0]
    return base.lower() if base.isascii() or "\u00c0" <= letter < "\u0250" else letter


def _phrases(words: list[str]) -> re.Pattern[str]:
    """A pattern of whole phrases, the longest first; a space in one is any space or hyphen."""
    forms = sorted({plain(phrase) for phrase in words}, key=lambda form: (-len(form), form))
    joined = "|".join(re.escape(form).replace(r"\ ", r"[\s-]+") for form in forms)
    return re.compile(rf"\b(?:{joined})(?!\w)")


@functools.cache
def _kinds() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {plain(row["words"]): row["kind"] for row in reference.rows("kind_words")}
    return _phrases(list(table)), table


@functools.cache
def _kind_stems() -> dict[str, str]:
    """First word of a phrase of several words to its kind: "sister" to sister."""
    return {words.split()[0]: kind for words, kind in _kinds()[1].items() if " " in words}


# How far before a phrase words may belong to it. A search from the start of the text would make
# a long line of such phrases cost the square of its length.
_NEAR = 60
_COORDINATED = re.compile(r"\b([a-z]+)\s*(?:,|&|/|\band\b|\bor\b)\s*$")


def find_kinds(text: str) -> list[Found]:
    """Return where ``text`` names a kind of tie, in order.

    "Sister and friendship cities" names two: the first word counts by itself when a phrase
    of another kind follows it across an "and".

    >>> [found.meaning for found in find_kinds("Sister & Friendship Cities")]
    ['sister', 'friendship']
    """
    pattern, table = _kinds()
    found = []
    lowered = plain(text)
    for match in pattern.finditer(lowered):
        before = _COORDINATED.search(lowered, max(0, match.start() - _NEAR), match.start())
        if before and before.group(1) in _kind_stems():
            found.append(Found(*before.span(1), _kind_stems()[before.group(1)]))
        words = re.sub(r"[\s-]+", " ", match.group())
        found.append(Found(*match.span(), table.get(words) or table[match.group()]))
    return found


@functools.cache
def _statuses() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {plain(row["words"]): row["status"] for row in reference.rows("status_words")}
    return _phrases(list(table)), table


def find_statuses(text: str) -> list[Found]:
    """Return where ``text`` names the state of a tie, in order; "proposed" is one of them.

    >>> find_statuses("Former Sister Cities")
    [Found(start=0, end=6, meaning='ended')]
    """
    pattern, table = _statuses()
    lowered = plain(text)
    return [
        Found(*match.span(), table[re.sub(r"[\s-]+", " ", match.group())])
        for match in pattern.finditer(lowered)
    ]


@functools.cache
def _beginnings() -> re.Pattern[str]:
    words = _phrases([row["words"] for row in reference.rows("beginning_words")])
    return re.compile(rf"{words.pattern}\W*(?:\w+\W+){{0,3}}$")


def is_beginning(text_before: str) -> bool:
    """Whether the words just before a date say that something began on it.

    >>> is_beginning("Japan, established on "), is_beginning("we visited in ")
    (True, False)
    """
    return _beginnings().search(plain(text_before[-_NEAR:])) is not None


@functools.cache
def _number_words() -> dict[str, int]:
    return {row["word"]: int(row["number"]) for row in reference.rows("number_words")}


def number(words: str) -> int | None:
    """Return the whole number below a million that ``words`` write; None if they write none.

    >>> number("eight"), number("twenty-one"), number("28"), number("1,234"), number("third")
    (8, 21, 28, 1234, None)
    """
    bare = plain(words).strip()
    if re.fullmatch(r"\d{1,3}(?:,\d{3})|\d{1,6}", bare, re.ASCII):
        return int(bare.replace(",", ""))
    table = _number_words()
    tens, _, units = bare.replace(" ", "-").partition("-")
    if units:
        wanted = table.get(tens, 0) >= 20 and 0 < table.get(units, 0) < 10
        return table[tens] + table[units] if wanted else None
    return table.get(bare)
