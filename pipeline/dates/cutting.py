"""A text cut at its runs of digits, and what the forms of dates find in it."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

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
_KANJI = "〇一二三四五六七八九"
_ANY_RUN = re.compile(rf"\d+|元(?=年)|[十{_KANJI}]+(?=\s?[年月日])")
_WIDE = re.compile("[！-～]")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_MAY_HOLD_DATE = re.compile(r"[0-9](?:[0-9]|[./-][0-9])")
_MAY_HOLD_ANY = re.compile(rf"[\d元十{_KANJI}](?:\d|[./-]\d|\s?[年月])")


def cut_at_digits(text: str) -> Cut:
    """Return ``text`` cut at its runs of digits; without any when it cannot hold a date.

    Digits of other scripts count, and Chinese ones before 年, 月 and 日. Full-width signs become
    narrow ones, so that positions stay.

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
    if not _MAY_HOLD_ANY.search(text):
        return Cut(text, [], [])
    matches = list(_ANY_RUN.finditer(text))
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
    least = 3 if "年" in after else 1
    if digits == "元":
        return "001"
    tens, sign, ones = digits.partition("十")
    if not sign:
        return "".join(str(_KANJI.index(digit)) for digit in digits).zfill(least)
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return "000"  # no number that a date could hold
    number = 10 * (_KANJI.index(tens) if tens else 1) + (_KANJI.index(ones) if ones else 0)
    return str(number).zfill(least)
