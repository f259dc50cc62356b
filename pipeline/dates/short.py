"""Dates whose year has two digits: '57, 16.07.68, 5 May '68, 5 May 04, July 68."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from pipeline.dates.cutting import SHORT_DAY, YEAR, Cut, Found
from pipeline.dates.words import NO_LETTER, WORD, either, month_before, month_of, roman_month

_APOSTROPHE = re.compile(r"(?:^|[^\w'‘’])['‘’]$")
_DOT = re.compile(r"\.\s*")
_GOES_ON = re.compile(r"['‘’\"%°€$\w]|[.,:/]\d")
_IS_PART = re.compile(r"(?:\d[.,:/]|[\w$€£+.,/])$")
_NAMED = re.compile(rf"([-/.])({WORD})\.?\1")
_CLOSES = re.compile(r"\s?(?:$|[(),;\]（）]|[.。](?:\s|$)|[–—])")
_LONGEST_MONTH = 31  # days: no greater number is a day, so it is a year
_LAST_CENTURY = 30  # ‘94.10.18 is of 1994, ‘12.10.18 of 2012: no tie is older than the 1930s


def short_dates_at(cut: Cut, at: int) -> Iterator[Found]:
    """Yield the dates whose year is the run ``at`` of two digits, where that is unmistakable."""
    if _APOSTROPHE.search(cut.before(at)):
        yield from _year_first(cut, at)
        if not _GOES_ON.match(cut.text, cut.runs[at][1]):
            yield from _after_apostrophe(cut, at)
    elif not _GOES_ON.match(cut.text, cut.runs[at][1]):
        if cut.number(at - 1):
            yield from _numbers(cut, at)
            yield from _named_and_joined(cut, at)
        if _CLOSES.match(cut.text, cut.runs[at][1]):
            yield from _named_and_apart(cut, at)


def _named_and_joined(cut: Cut, at: int) -> Iterator[Found]:
    """5-May-04, 16.VII.68."""
    named = _NAMED.fullmatch(cut.gap(at))
    if named and (month := month_of(named[2]) or roman_month(named[2])):
        start, end, unit = cut.runs[at - 1][0], cut.runs[at][1], 2 * at + 1
        day = cut.number(at - 1)
        yield Found(SHORT_DAY, start, end, unit - 2, unit, cut.values[at], str(month), day)


def _named_and_apart(cut: Cut, at: int) -> Iterator[Found]:
    """5 May 04, May 5, 04 and July 68, where what they stand in ends.

    "5 May 20 guests" counts guests, and "May 5, 12" two days: a year that could be a day is none
    unless its day stands before the month.
    """
    year, end, unit = cut.values[at], cut.runs[at][1], 2 * at + 1
    day, start = cut.number(at - 1), cut.runs[at - 1][0] if at else 0
    named = _spaced().fullmatch(cut.gap(at)) if day else None
    if named and (month := month_of(named[1])):
        yield Found(SHORT_DAY, start, end, unit - 2, unit, year, str(month), day)
    if year[0] != "0" and int(year) <= _LONGEST_MONTH:
        return
    if day and _comma().fullmatch(cut.gap(at)) and "," in cut.gap(at):
        month, width = month_before(cut.before(at - 1))
        if month:
            yield Found(SHORT_DAY, start - width, end, unit - 3, unit, year, str(month), day)
    before = cut.before(at)
    month, width = month_before(before.removesuffix("-")) if year[0] != "0" else (0, 0)
    if month:
        start = cut.runs[at][0] - width - before.endswith("-")
        yield Found(SHORT_DAY, start, end, unit - 1, unit, year, str(month))


def _year_first(cut: Cut, at: int) -> Iterator[Found]:
    """‘94.10.18, as Korean pages print it."""
    month, day, year = cut.number(at + 1), cut.number(at + 2), cut.values[at]
    if month and day and _DOT.fullmatch(cut.gap(at + 1)) and _DOT.fullmatch(cut.gap(at + 2)):
        year = f"19{year}" if int(year) >= _LAST_CENTURY else f"20{year}"
        start, end = cut.runs[at][0] - 1, cut.runs[at + 2][1]
        yield Found(SHORT_DAY, start, end, 2 * at + 1, 2 * at + 5, year, month, day)


def _after_apostrophe(cut: Cut, at: int) -> Iterator[Found]:
    """'57, May '57, 5 May '57, May 5, '57."""
    year, end, unit = cut.values[at], cut.runs[at][1], 2 * at + 1
    day, start = cut.number(at - 1), cut.runs[at - 1][0] if at else 0
    named = _spaced().fullmatch(cut.gap(at)[:-1]) if day else None
    if named and (month := month_of(named[1])):
        yield Found(SHORT_DAY, start, end, unit - 2, unit, year, str(month), day)
    if day and _comma().fullmatch(cut.gap(at)[:-1]):
        month, width = month_before(cut.before(at - 1))
        if month:
            yield Found(SHORT_DAY, start - width, end, unit - 3, unit, year, str(month), day)
    month, width = month_before(cut.before(at)[:-1])
    start = cut.runs[at][0] - 1
    if month:
        yield Found(SHORT_DAY, start - width, end, unit - 1, unit, year, str(month))
    yield Found(YEAR, start, end, unit, unit, year)


@functools.cache
def _comma() -> re.Pattern[str]:
    return re.compile(rf"(?:{either('ordinal', NO_LETTER)})?[\s,.]+")


@functools.cache
def _spaced() -> re.Pattern[str]:
    of = either("of", r"\s+")
    return re.compile(rf"\s?(?:{either('ordinal', NO_LETTER)}|\.)?\s*(?:{of})?({WORD})\.?,?\s*")


def _numbers(cut: Cut, at: int) -> Iterator[Found]:
    """16.07.68, 5-5-04 and 94.10.18: what could not be a day and a month is none."""
    numbers = [cut.number(at - 2), cut.number(at - 1), cut.values[at]]
    sign = cut.gap(at)
    if not numbers[0] or sign not in ("/", ".", "-", ". ") or cut.gap(at - 1) != sign:
        return
    start, end, unit = cut.runs[at - 2][0], cut.runs[at][1], 2 * at + 1
    if _IS_PART.search(cut.text, max(0, start - 2), start):
        return
    if sign == "-" and "-" in (cut.text[start - 1 : start], cut.text[end : end + 1]):
        return  # a telephone number
    first, second, third = map(int, numbers)
    is_number = sign[0] == "." and len(numbers[0]) == len(numbers[1]) == 1 and third > 9
    if min(first, second) > 0 and max(first, second) <= 31 and min(first, second) <= 12:
        if not is_number:  # 1.2.10 numbers a chapter
            yield Found(
                SHORT_DAY, start, end, unit - 4, unit, numbers[2], day=numbers[0], other=numbers[1]
            )
    elif first > 31 and 0 < second <= 12 and 0 < third <= 31:
        yield Found(SHORT_DAY, start, end, unit - 4, unit, *numbers)
