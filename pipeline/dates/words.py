"""The words that dates are printed with, from the tables of ``reference``."""

from __future__ import annotations

import functools
import re
import string
import unicodedata
from typing import NamedTuple

from pipeline import reference
from pipeline.reference import cldr
from pipeline.text import fold

IN_DOUBT = 13  # the number of a month that two languages count differently: listopad
# One word: neither white space, digits nor punctuation; the marks of Thai or Hindi belong to it.
WORD = (
    r"[^\s\d!-/:-@\[-`{-~\u00a1-\u00b4\u00b6-\u00bf\u060c\u061b\u061f"
    r"\u2000-\u206f\u3000-\u3005\u3008-\u303f]+"
)
NO_LETTER = r"(?![^\W\d_])"
_NO_LETTERS = frozenset(string.digits + string.punctuation)
LAST_WORD = re.compile(rf"{WORD}$")
_LAST_TWO_WORDS = re.compile(rf"{WORD} {WORD}$")


def is_month(word: str) -> bool:
    """Return whether ``word`` is the name of a month, and not also that of a large town.

    >>> is_month("August"), is_month("Augusta")
    (True, False)
    """
    return fold(word) in _folded_months()


@functools.lru_cache(maxsize=4096)
def month_of(word: str) -> int:
    """Return the month that ``word`` names, 1 to 12, or 0; accents count, capitals do not.

    IN_DOUBT is what a word gives that names two months, in two languages.

    >>> month_of("MÄRZ"), month_of("Marz"), month_of("października"), month_of("listopada")
    (3, 0, 10, 13)
    """
    return _months().get(_key(word), 0)


@functools.cache
def _roman_months() -> dict[str, int]:
    return {row["numeral"]: int(row["month"]) for row in reference.rows("roman_months")}


def roman_month(word: str) -> int:
    """Return the month that a Roman numeral counts, 1 to 12, or 0: 16.VII.1968.

    >>> roman_month("VII"), roman_month("VIIII"), roman_month("May")
    (7, 0, 0)
    """
    return _roman_months().get(word, 0)


def month_before(text: str, of_year: frozenset[str] | None = None) -> tuple[int, int]:
    """Return the month that ``text`` ends with and how far from its end it begins, or 0 and 0.

    of_year: the words that may stand between it and the year after it, besides a comma.

    >>> month_before("signed in May ")
    (5, 4)
    """
    bare = text.rstrip()
    if of_year and len(bare) < len(text):
        head, _, word = bare.rpartition(" ")
        if word.lower() in of_year:
            bare = head.rstrip()
    bare = bare.removesuffix(",") if of_year else bare
    bare = bare.removesuffix(".")
    if not bare or bare[-1] in _NO_LETTERS:
        return 0, 0
    last = LAST_WORD.search(bare.rpartition(" ")[2])
    if not last:
        return 0, 0
    words, month = last.group(), month_of(last.group())
    if not month and words > "\u0600" and (two := _LAST_TWO_WORDS.search(bare)):
        words = two.group()  # the months of the Levant have two words
        month = month_of(words)
    return (month, len(text) - len(bare) + len(words)) if month else (0, 0)


class Era(NamedTuple):
    """A count of years that has a word before it."""

    year_zero: int  # the year before its first
    first: int
    last: int
    needs_day: bool  # a lone letter: S32.5.26 is a date, S32 is none

    def year(self, digits: str) -> str:
        """The year as we count it, or "" where the era has no such year."""
        is_one = self.first <= int(digits) <= self.last
        return str(self.year_zero + int(digits)) if is_one else ""


@functools.cache
def eras() -> dict[str, Era]:
    """Return the eras by the word or the letter before the year."""
    return {
        row["word"]: Era(
            int(row["year_zero"]), int(row["first"]), int(row["last"]), row["needs"] == "day"
        )
        for row in reference.rows("era_words")
    }


@functools.cache
def words_of_year() -> frozenset[str]:
    """Return the words that stand between a month and its year: May of 1957."""
    rows = reference.rows("date_words")
    return frozenset(row["word"] for row in rows if row["role"] == "of_year")


def either(role: str, after: str = "") -> str:
    """Return a pattern for any word of ``role``, the longest first.

    after: what follows a word of letters that are written apart.

    >>> either("day_month", r"\\\\s+")
    '(?!)'
    """
    rows = (row["word"] for row in reference.rows("date_words") if row["role"] == role)
    words = sorted(rows, key=len, reverse=True)
    return (
        "|".join(re.escape(word) + (after if _is_apart(word) else "") for word in words) or "(?!)"
    )


def _is_apart(word: str) -> bool:
    """Whether white space sets a word off: not in Chinese, Thai or after an apostrophe."""
    return word[-1].isalpha() and word[-1] < "\u0e00"


_DOTTED = {0x131: "i"}  # the i without a dot


def _key(word: str) -> str:
    """Capitals do not count, nor the dot of the Turkish i: MAYIS, NİSAN."""
    lowered = word.lower().replace("i\u0307", "i").translate(_DOTTED)
    return lowered if lowered.isascii() else unicodedata.normalize("NFC", lowered)


@functools.cache
def _months() -> dict[str, int]:
    months: dict[str, int] = {}
    for word, month in named_months():
        key = _key(word)
        months[key] = month if months.get(key, month) == month else IN_DOUBT
    return months


@functools.cache
def named_months() -> tuple[tuple[str, int], ...]:
    """Return every word for a month in our tables and in CLDR, with its number."""
    ours = [(row["word"], int(row["month"])) for row in reference.rows("month_words")]
    theirs = (name for language in reference.languages() for name in cldr.month_names(language))
    return (*ours, *theirs)


@functools.cache
def _folded_months() -> frozenset[str]:
    rows = reference.rows("month_words")
    towns = {fold(row["word"]) for row in rows if row["alone"] == "no"}
    return frozenset(fold(word) for word, _ in named_months()) - towns
