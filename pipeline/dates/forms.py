"""The forms that dates are printed in, each told by the gaps beside the digits of its year."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.dates.cutting import DAY, DECADE, LONG_YEAR, MONTH, YEAR, Cut, Found
from pipeline.dates.eras import Year, year_at
from pipeline.dates.marked import dates_after_year
from pipeline.dates.short import short_dates_at
from pipeline.dates.words import (
    NO_LETTER,
    WORD,
    either,
    month_before,
    month_of,
    roman_month,
    words_of_year,
)


def dates_at(cut: Cut, at: int) -> Iterator[Found]:
    """Yield the dates whose year is the run ``at`` of ``cut``, the most precise first."""
    year = year_at(cut, at)
    if year is None:
        if len(cut.values[at]) == len("57") and cut.text[cut.runs[at][0]].isdecimal():
            yield from short_dates_at(cut, at)
        return
    if cut.number(at + 1):
        yield from _numbers_after(cut, at, year)
    yield from dates_after_year(cut, at, year)
    if len(cut.values[at]) == len("1957"):
        yield from _before_year(cut, at, year)
        yield from _alone(cut, at, year)


_SAME = {sign: re.compile(rf"{re.escape(sign)}\s*") for sign in "./-"}
_TWO_DIGITS = re.compile("0[1-9]|1[0-2]")
_GOES_ON = re.compile(r"[./-]\s?\d")


def _numbers_after(cut: Cut, at: int, year: Year) -> Iterator[Found]:
    """1957-05-26, 1957. 5. 26, S32.5.26, 1957.05 and 1957/58."""
    gap, first, second = cut.gap(at + 1), cut.number(at + 1), cut.number(at + 2)
    same = _SAME.get(gap[0])
    if same is None or not same.fullmatch(gap) or (year.is_era and gap[0] == "-"):
        return
    start, unit = cut.runs[at][0] - year.lead, 2 * at + 1
    if second and same.fullmatch(cut.gap(at + 2)):
        end = cut.runs[at + 2][1]
        yield Found(DAY, start, end, unit, unit + 4, year.value, first, second)
    elif len(gap) == 1 and not year.needs_day and len(first) == 2 and gap != "-":
        end = cut.runs[at + 1][1]
        if _GOES_ON.match(cut.text, end):
            return
        if gap == "/" and int(first) == (int(year.value) + 1) % 100:
            # A season, or a month: the year is sure.
            yield Found(LONG_YEAR, start, end, unit, unit + 2, year.value)
        elif _TWO_DIGITS.fullmatch(first):
            yield Found(MONTH, start, end, unit, unit + 2, year.value, first)


class _Patterns(NamedTuple):
    """What may stand before a year."""

    after_day: re.Pattern[str]  # between the day and the year, with the month
    day_comma: re.Pattern[str]  # between a day and the year, with the month before the day
    month_number: re.Pattern[str]  # between a day and the number of a month
    of_year: re.Pattern[str]  # between the number of a month and the year


@functools.cache
def _patterns() -> _Patterns:
    ordinal = rf"\s?(?:{either('ordinal', NO_LETTER)}|\.)?"
    of, of_year = either("of", r"\s+"), either("of_year", r"\s+")
    day = rf"(?:\s?(?:{either('day', '(?!' + WORD + ')')}))?"
    return _Patterns(
        re.compile(
            rf"{ordinal}\s*(?:{of})?({WORD}(?: {WORD})??)\.?,?\s*(?:{of_year})?"
            rf"|([-/.])({WORD})\.?\2",
            re.IGNORECASE,
        ),
        re.compile(rf"{ordinal}{day}[\s,.]+(?:{of_year})?", re.IGNORECASE),
        re.compile(rf"[\s,]*(?:{either('month_number')})\s*$", re.IGNORECASE),
        re.compile(rf",?\s*(?:{of_year})|,\s*|\s?[/-]\s?", re.IGNORECASE),
    )


def _before_year(cut: Cut, at: int, year: Year) -> Iterator[Found]:
    """The dates that end with a year of four digits: 26 May 1957, 26/05/1957, May 1957."""
    patterns, end, last = _patterns(), cut.runs[at][1], 2 * at + 1
    gap = cut.gap(at)[: -year.lead or None]
    day = cut.number(at - 1)
    if day and gap:
        named = patterns.after_day.fullmatch(gap)
        # Of several days only the month is sure: 26-28 May 1957.
        many = _DAYS.fullmatch(cut.gap(at - 1)) and 0 < int(cut.number(at - 2) or 0) < int(day)
        first = at - 2 if many else at - 1
        start, unit, sure = cut.runs[first][0], 2 * first + 1, "" if many else day
        if named and (month := _month(named[1] or named[3])):
            yield Found(DAY, start, end, unit, last, year.value, str(month), sure)
        elif patterns.day_comma.fullmatch(gap):
            month, width = month_before(cut.before(first))
            if month:
                yield Found(DAY, start - width, end, unit - 1, last, year.value, str(month), sure)
        yield from _numbers_before(cut, at, year.value, gap)
    month, width = month_before(cut.before(at)[: -year.lead or None], words_of_year())
    if month:
        start = cut.runs[at][0] - year.lead - width
        yield Found(MONTH, start, end, last - 1, last, year.value, str(month))


def _month(word: str) -> int:
    return month_of(word) or roman_month(word)


_DAYS = re.compile(r"\.?(?:[-/]| ?– ?)")
_JOINED = re.compile(r"[.,/-]\s?$")


def _numbers_before(cut: Cut, at: int, year: str, gap: str) -> Iterator[Found]:
    """26/05/1957, 26.5 1957, ngày 26 tháng 5 năm 1957, 05/1957."""
    patterns, end, last = _patterns(), cut.runs[at][1], 2 * at + 1
    first, second = cut.number(at - 2), cut.number(at - 1)
    before = cut.gap(at - 1)
    if (
        first
        and gap[0] in _SAME
        and before[0] == gap[0]
        and gap[1:] in _SPACE
        and before[1:] in _SPACE
    ):
        start = cut.runs[at - 2][0]
        yield Found(DAY, start, end, last - 4, last, year, day=first, other=second)
    elif first and before == "." and gap == " " and int(first) <= 31 and 0 < int(second) <= 12:
        yield Found(DAY, cut.runs[at - 2][0], end, last - 4, last, year, day=first, other=second)
    elif patterns.of_year.fullmatch(gap) and (
        mark := patterns.month_number.search(cut.before(at - 1))
    ):
        if first and mark.start() == 0 and len(before) == mark.end():
            yield Found(DAY, cut.runs[at - 2][0], end, last - 4, last, year, second, first)
        start = cut.runs[at - 1][0] - len(mark.group().lstrip(" ,"))
        yield Found(MONTH, start, end, last - 3, last, year, second)
    elif (
        gap in ("/", ".")
        and _TWO_DIGITS.fullmatch(second)
        and not _JOINED.search(cut.before(at - 1))
    ):
        yield Found(MONTH, cut.runs[at - 1][0], end, last - 2, last, year, second)


_SPACE = ("", " ")
_IS_PART = re.compile(r"(?:\d[,.]|[$€£-]|\d )$")
_IS_CUT_OFF = re.compile(r"[,.]?\d")


@functools.cache
def _decade() -> re.Pattern[str]:
    return re.compile(rf"(?:{either('decade')})(?!{WORD})")


def _alone(cut: Cut, at: int, year: Year) -> Iterator[Found]:
    """1957, and 1950s: a year that begins or ends another number is none."""
    start, end = cut.runs[at]
    start -= year.lead
    is_part = _IS_PART.search(cut.text, max(0, start - 2), start)
    if is_part and not (_ends_range(cut, at) or _follows_quarter(cut, at)):
        return
    if _IS_CUT_OFF.match(cut.text, end):
        return
    unit = 2 * at + 1
    if year.value.endswith("0") and (decade := _decade().match(cut.text, end)):
        yield Found(DECADE, start, decade.end(), unit, unit, "")
    else:
        yield Found(YEAR, start, end, unit, unit, year.value)


def _follows_quarter(cut: Cut, at: int) -> bool:
    """Whether a quarter or a half of the year stands before it: Q2 1999."""
    if cut.gap(at) != " " or len(cut.values[at - 1]) != 1:
        return False
    return _quarter().search(cut.before(at - 1)) is not None


@functools.cache
def _quarter() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{either('quarter')})$")


def _ends_range(cut: Cut, at: int) -> bool:
    """Whether a year follows another and a hyphen: 1990-2005."""
    if cut.gap(at) != "-":
        return False
    year, start = year_at(cut, at - 1), cut.runs[at - 1][0]
    return year is not None and not _IS_PART.search(cut.text, max(0, start - 2), start)
