"""Dates whose year comes first, with words between the numbers: 1976年11月3日, 1999. május 4."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline import reference
from pipeline.dates.cutting import DAY, DAY_AFTER_YEAR, MARKED_YEAR, MONTH, Cut, Found, counted
from pipeline.dates.eras import Year, year_at
from pipeline.dates.words import NO_LETTER, WORD, either, month_of


class _Patterns(NamedTuple):
    """What may stand between the numbers of a date with its year first."""

    year: re.Pattern[str]  # a mark after the year
    month: re.Pattern[str]  # a mark after the number of the month
    day: re.Pattern[str]  # a mark after the day
    named: re.Pattern[str]  # a mark after the year, and a word that may be a month
    ordinal: re.Pattern[str]  # what follows a day before its month, and the month


@functools.cache
def _patterns() -> _Patterns:
    year = rf"\.?\s?(?:{either('year', NO_LETTER)})"
    mark = rf"(?P<mark>{year}|\.)?"
    after = rf"(?:\s?(?:{either('after_month', NO_LETTER)}))?"
    return _Patterns(
        re.compile(rf"{year}\s*"),
        re.compile(rf"\s?(?:{either('month', NO_LETTER)})\s*"),
        re.compile(rf"\s?(?:{either('day', NO_LETTER)})"),
        re.compile(rf"{mark}\s*(?P<month>{WORD})\.?{after}\s*"),
        re.compile(rf"(?:{either('ordinal', NO_LETTER)}|\.)?\s*(?P<month>{WORD})"),
    )


def dates_after_year(cut: Cut, at: int, year: Year) -> Iterator[Found]:
    """Yield the dates that the run ``at`` begins, whose numbers words or marks set apart."""
    after = cut.after(at)
    if not after or after[0] in ",;:)/-–" or not after.strip():
        return
    start, unit = cut.runs[at][0] - year.lead, 2 * at + 1
    mark = _patterns().year.match(after)
    if "(" in after and _same_again(cut, at, year):
        yield from _month_and_day(cut, start, unit, at + 2, year)
    elif mark and mark.end() == len(cut.gap(at + 1)):
        yield from _month_and_day(cut, start, unit, at + 1, year)
    is_lone = mark and mark.group().strip() in reference.words("date_words", "lone_year")
    if mark and is_lone and not year.needs_day:
        end = cut.runs[at][1] + len(mark.group().rstrip())
        yield Found(MARKED_YEAR, start, end, unit, unit, year.value)
    if not year.is_era and (named := _patterns().named.match(after)):
        yield from _with_word(cut, at, year, named)


def _month_and_day(cut: Cut, start: int, unit: int, at: int, year: Year) -> Iterator[Found]:
    """The dates whose month is the run ``at``: 11月3日, 11月, 30. martā."""
    patterns, month = _patterns(), cut.number(at)
    if not month:
        return
    after = cut.after(at)
    if mark := patterns.month.match(after):
        if cut.number(at + 1) and mark.end() == len(cut.gap(at + 1)):
            day = patterns.day.match(cut.after(at + 1))
            if day or mark.group().strip() not in reference.words("date_words", "lone_month"):
                end = cut.runs[at + 1][1] + (day.end() if day else 0)
                yield Found(
                    DAY, start, end, unit, 2 * at + 3, year.value, month, cut.number(at + 1)
                )
        end = cut.runs[at][1] + len(mark.group().rstrip())
        yield Found(MONTH, start, end, unit, 2 * at + 1, year.value, month)
        return
    named = None if year.is_era else patterns.ordinal.match(after)
    if named and (number := month_of(named["month"])):
        end = cut.runs[at][1] + named.end()
        yield Found(DAY, start, end, unit, 2 * at + 2, year.value, str(number), month)


def _with_word(cut: Cut, at: int, year: Year, named: re.Match[str]) -> Iterator[Found]:
    """1999. május 4., 1994 m. gegužės 5 d., 1999 May 4; without a day only after a mark."""
    month, word, mark = month_of(named["month"]), named["month"], named["mark"]
    if not month or (mark == "." and not word.islower()):
        return  # a full stop ends a sentence, unless a month of Hungarian follows it
    start, unit = cut.runs[at][0] - year.lead, 2 * at + 1
    day = cut.number(at + 1) if named.end() == len(cut.gap(at + 1)) else ""
    if day and not _NO_DAY.match(cut.text, cut.runs[at + 1][1]):
        mark_of_day = _patterns().day.match(cut.after(at + 1))
        end = cut.runs[at + 1][1] + (mark_of_day.end() if mark_of_day else 0)
        yield Found(DAY_AFTER_YEAR, start, end, unit, unit + 2, year.value, str(month), day)
    if mark:
        end = cut.runs[at][1] + named.end("month")
        yield Found(MONTH, start, end, unit, unit + 1, year.value, str(month))


_NO_DAY = re.compile(r"[:%]|[.,][0-9]")


@functools.cache
def _brackets() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands between a year and the same year in a bracket, and what behind that."""
    mark = rf"(?:{counted('lone_year')})?"
    return re.compile(rf"{mark}\s?[(]\S{{0,4}}\s?$"), re.compile(rf"{mark}\s?[)]\s?{mark}\s?$")


def _same_again(cut: Cut, at: int, year: Year) -> bool:
    """Whether the same year follows in brackets by another calendar: 昭和34年（1959年）."""
    opening, closing = _brackets()
    if not opening.match(cut.gap(at + 1)) or not closing.match(cut.gap(at + 2)):
        return False
    again = year_at(cut, at + 1)
    return again is not None and again.is_era != year.is_era and again.value == year.value
