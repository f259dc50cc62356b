"""A text cut at its runs of digits, and what the forms of dates find in it."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import NamedTuple

from pipeline import reference

GAP = 48  # characters; no two numbers of one date stand further apart

# The ranks of what is found: of two that overlap, the one with the lower rank is the date.
DAY, DAY_AFTER_YEAR, SHORT_DAY, MONTH, DECADE, MARKED_YEAR, LONG_YEAR, YEAR = range(8)


class Found(NamedTuple):
    """A printed date: ``text[start:end]``, and its parts as digits; "" for one it lacks."""

    rank: int
    start: int
    end: int
    first: int  # what of the cut it takes, counted as gap 0, run 0, gap 1, run 1, ...
    last: int
    year: str  # of two digits where the text does not say its century; "" for ten years
    month: str = ""
    day: str = ""
    other: str = ""  # beside ``day``: one of the two is the day and one the month


class Cut(NamedTuple):
    """A text with its runs of digits: where each begins and ends, and what it says."""

    text: str
    runs: list[tuple[int, int]]
    values: list[str]  # in ASCII

    def number(self, at: int) -> str:
        """The run of digits at ``at`` when it could be a day or a month, else ""."""
        if 0 <= at < len(self.values) and len(self.values[at]) <= 2:
            return self.values[at]
        return ""

    def gap(self, at: int) -> str:
        """All that stands between the runs ``at - 1`` and ``at``; a NUL when it is too much."""
        if not 0 < at < len(self.runs):
            return "\0"
        start, end = self.runs[at - 1][1], self.runs[at][0]
        return self.text[start:end] if 0 < end - start <= GAP else "\0"

    def before(self, at: int) -> str:
        """The end of what stands between the run at ``at`` and the one before it."""
        start, end = self.runs[at - 1][1] if at else 0, self.runs[at][0]
        return self.text[max(start, end - GAP) : end]

    def after(self, at: int) -> str:
        """The beginning of what stands between the run at ``at`` and the one after it."""
        start = self.runs[at][1]
        end = self.runs[at + 1][0] if at + 1 < len(self.runs) else len(self.text)
        return self.text[start : min(end, start + GAP)]


_RUN = re.compile(r"[0-9]+")
_WIDE = re.compile("[！-～]")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_MAY_HOLD_DATE = re.compile(r"[0-9](?:[0-9]|[./-][0-9])")


@functools.cache
def counted(*roles: str) -> str:
    """Return a pattern of the marks of ``date_words.csv`` in languages with digits of their own."""
    rows = reference.rows("date_words")
    languages = {row["language"] for row in rows if row["role"] == "digit"}
    marks = (r["word"] for r in rows if r["role"] in roles and r["language"] in languages)
    return "|".join(dict.fromkeys(map(re.escape, marks)))


@functools.cache
def _any_run() -> re.Pattern[str]:
    """A run of digits of any script, or of signs that count before the mark of a year or a day."""
    year, mark = counted("lone_year"), counted("lone_year", "lone_month", "lone_day")
    first, signs = (counted(*roles) for roles in (("first_year",), ("digit", "ten")))
    return re.compile(rf"\d+|(?:{first})(?={year})|(?:{signs})+(?=\s?(?:{mark}))")


@functools.cache
def _may_hold_any() -> re.Pattern[str]:
    sign, mark = counted("first_year", "digit", "ten"), counted("lone_year", "lone_month")
    return re.compile(rf"(?:\d|{sign})(?:\d|[./-]\d|\s?(?:{mark}))")


def cut_at_digits(text: str) -> Cut:
    """Return ``text`` cut at its runs of digits; without any when it cannot hold a date.

    Digits of other scripts count, and Chinese ones before the mark of a year, a month or a day.
    Full-width signs become narrow ones, so that positions stay.

    >>> cut_at_digits("平成十年５月").values
    ['010', '5']
    """
    if text.isascii():
        if not _MAY_HOLD_DATE.search(text):
            return Cut(text, [], [])
        matches = list(_RUN.finditer(text))
        return Cut(text, [run.span() for run in matches], [run.group() for run in matches])
    if _WIDE.search(text):
        text = text.translate(_NARROW)
    if not _may_hold_any().search(text):
        return Cut(text, [], [])
    matches = list(_any_run().finditer(text))
    values = [_value(run.group(), text[run.end() : run.end() + 2]) for run in matches]
    return Cut(text, [run.span() for run in matches], values)


def _value(digits: str, after: str = "") -> str:
    """Digits of any script in ASCII, three at least for a year: it is neither day nor month.

    >>> _value("١٩٩٩"), _value("二十三"), _value("一九七九"), _value("十", "年")
    ('1999', '23', '1979', '010')
    """
    if digits.isascii():
        return digits
    if digits.isdecimal():
        return "".join(str(unicodedata.decimal(digit)) for digit in digits)
    is_year = any(mark in after for mark in reference.words("date_words", "lone_year"))
    least = 3 if is_year else 1
    if digits in reference.words("date_words", "first_year"):
        return "001"
    values = [int(unicodedata.numeric(digit)) for digit in digits]
    if _TEN not in values:
        return "".join(map(str, values)).zfill(least)
    at = values.index(_TEN)
    tens, ones = values[:at], values[at + 1 :]
    if len(tens) > 1 or len(ones) > 1 or _TEN in ones:
        return "000"  # no number that a date could hold
    return str(_TEN * sum(tens or [1]) + sum(ones)).zfill(least)


_TEN = 10
