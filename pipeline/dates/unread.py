"""What looks like a date, or a part of one, and was read as none."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline import reference
from pipeline.dates.cutting import Cut, counted, cut_at_digits
from pipeline.dates.printed import PrintedDate
from pipeline.dates.words import NO_LETTER, WORD, either, eras, month_before, month_of
from pipeline.dates.wordy import wordy_dates


def unread_digits(text: str, dates: Sequence[PrintedDate]) -> tuple[PrintedDate, ...]:
    """Return the pieces of ``text`` that look like a date or a year and lie in none of ``dates``.

    Ten years by their name, a year in Roman numerals or of another calendar, a day without its
    year, the rest of a range. Numbers of people, of telephones, of houses or of a list are none.

    dates: those that were read in the text, in order.

    >>> from pipeline.dates import find_dates
    >>> text = "friends since the 60s, signed on 26 May, renewed 1990-95, 12,500 people"
    >>> [piece.words for piece in unread_digits(text, find_dates(text))]
    ['60s', '26 May', '-95']
    """
    cut = cut_at_digits(text)
    pieces: list[PrintedDate] = []
    after, free = 0, 0  # the next date, and up to where the text is taken
    for at, (start, end) in enumerate(cut.runs):
        while after < len(dates) and dates[after].end <= start:
            after += 1
        near = _Near(
            dates[after - 1].end if after else -1,
            dates[after].start if after < len(dates) else len(text) + 1,
        )
        if start < free or near.after < end:
            continue
        span = _piece(cut, at, near)
        if span and span[0] >= max(free, near.before) and span[1] <= near.after:
            pieces.append(PrintedDate(*span, text[span[0] : span[1]]))
            free = span[1]
    return tuple(_with_wordy(text, pieces, dates))


def _with_wordy(
    text: str, pieces: list[PrintedDate], dates: Sequence[PrintedDate]
) -> list[PrintedDate]:
    """The pieces, in order, and what says a time in words where nothing else stands."""
    wordy = sorted(wordy_dates(text))
    if not wordy:
        return pieces
    taken = sorted([*dates, *pieces])
    free = 0
    for start, end in wordy:
        after = bisect.bisect_right(taken, start, key=_end_of)
        is_taken = after < len(taken) and taken[after].start < end
        if start >= free and not is_taken:
            pieces.append(PrintedDate(start, end, text[start:end]))
            free = end
    return sorted(pieces)


def _end_of(date: PrintedDate) -> int:
    return date.end


class _Near(NamedTuple):
    """Where the last date before a run of digits ends, and the next one begins."""

    before: int
    after: int


class _Patterns(NamedTuple):
    of_month: re.Pattern[str]  # after a day
    era: re.Pattern[str]  # before a year
    calendar: re.Pattern[str]  # before a year, or after it
    address: re.Pattern[str]  # after the number of a house
    marked: re.Pattern[str]  # after a year or a month: what makes the two a date by their marks
    decade: re.Pattern[str]  # ten years of a century that is not said


@functools.cache
def _patterns() -> _Patterns:
    of = either("of", r"\s+")
    month, day = (reference.either("date_words", role) for role in ("lone_month", "lone_day"))
    counted_month = rf"(?:{counted('lone_year')})\s?\d{{1,2}}\s?(?:{counted('lone_month')})"
    era = "|".join(re.escape(word) for word, era in eras().items() if not era.needs_day)
    return _Patterns(
        re.compile(
            rf"\s?(?:{either('ordinal', NO_LETTER)}|\.)?\s*(?:{of})?({WORD})", re.IGNORECASE
        ),
        re.compile(rf"(?:{era})\s?$"),
        re.compile(rf"(?<!\w)(?:{either('calendar', NO_LETTER)})"),
        re.compile(rf"\s?(?:{either('address')}|-)"),
        re.compile(rf"\s?(?:{counted_month}|(?:{month})\s?\d{{1,2}}\s?(?:{day}))"),
        re.compile(rf"[1-9]0(?:{either('short_decade', NO_LETTER)})"),
    )


def _piece(cut: Cut, at: int, near: _Near) -> tuple[int, int] | None:
    """What the run ``at`` belongs to that looks like a part of a date, or None."""
    if len(cut.values[at]) > 4:
        return None
    span = _of_calendar(cut, at)
    if span is None and len(cut.values[at]) <= 2:
        span = _day(cut, at) or _short_year(cut, at) or _joined(cut, at, near)
    return span


def _day(cut: Cut, at: int) -> tuple[int, int] | None:
    """26 May, May 26, 26.05. and 5月26日."""
    (start, end), number = cut.runs[at], int(cut.values[at])
    if marked := _patterns().marked.match(cut.text, end):
        return start, marked.end()
    if not 1 <= number <= 31:
        return None
    if (named := _patterns().of_month.match(cut.after(at))) and month_of(named[1]):
        return start, end + named.end()
    month, width = month_before(cut.before(at))
    if month and not _IS_CUT_OFF.match(cut.text, end):
        return start - width, end
    if cut.gap(at + 1) == "." and (day := _DAY_AND_MONTH.match(cut.text, start)):
        is_part = _IS_PART.search(cut.text, max(0, start - 2), start)
        return None if is_part else (start, day.end())
    return None


_IS_CUT_OFF = re.compile(r"[.,:]?\d|\s?[%°€]")
_IS_PART = re.compile(r"(?:\d[ .,:/-]|[\w$€£+.,/-])$")
_DAY_AND_MONTH = re.compile(r"\d\d\.(?:0[1-9]|1[0-2])\.(?!\d)")


def _short_year(cut: Cut, at: int) -> tuple[int, int] | None:
    """'60s, 80年代 and 20 03; in brackets (57) counts something more often than years."""
    start, end = cut.runs[at]
    if len(cut.values[at]) < 2:
        return None
    has_apostrophe = start > 0 and cut.text[start - 1] in _APOSTROPHES
    is_part = _IS_PART.search(cut.text, max(0, start - 2), start)
    decade = _patterns().decade.match(cut.text, start)
    middle = _MID.search(cut.before(at))
    if decade and (middle or not is_part):
        return start - (len(middle.group()) if middle else has_apostrophe), decade.end()
    if is_part:
        return None
    if has_apostrophe and _ENDS.match(cut.text, end) and not _IS_QUOTED.search(cut.before(at)):
        return start - 1, end
    if apart := _APART.match(cut.text, start):
        return start, apart.end()
    return None


_MID = re.compile(r"(?<!\w)[^\W\d_]{1,9}-$")  # "mid-60s"
_APOSTROPHES = ("'", "‘", "’")
_IS_QUOTED = re.compile(r"\w['‘’]$")
_ENDS = re.compile(r"(?!['’\w])")
_APART = re.compile(r"(?:19|20) \d\d(?![\w%°€]|[ .,:/-]\d)")


def _joined(cut: Cut, at: int, near: _Near) -> tuple[int, int] | None:
    """26- before 28 May 1957, and -95 after 1990."""
    start, end = cut.runs[at]
    if near.before == start - 1 and cut.text[start - 1] in "-–/":
        return None if _GOES_ON.match(cut.text, end) else (start - 1, end)
    dash = _DASH.match(cut.text, end)
    if dash and dash.end() == near.after and cut.text[near.after : near.after + 1].isdecimal():
        return start, end
    return None


_GOES_ON = re.compile(r"\w|[.,:/-]\d")
_DASH = re.compile(r"\.?\s?[-–/+&]\s?")


def _of_calendar(cut: Cut, at: int) -> tuple[int, int] | None:
    """昭和32, Showa 32 and 1402 AH: a year by a calendar that we know or not."""
    (start, end), before, patterns = cut.runs[at], cut.before(at), _patterns()
    if (era := patterns.era.search(before)) and not patterns.address.match(cut.text, end):
        return start - len(era.group()), end
    bare = before.rstrip()
    if (word := _LAST.search(bare)) and patterns.calendar.fullmatch(word.group()):
        return start - (len(before) - word.start()), end
    if following := patterns.calendar.match(cut.after(at).lstrip()):
        space = len(cut.after(at)) - len(cut.after(at).lstrip())
        return start, end + space + following.end()
    return None


_LAST = re.compile(r"[^\s,;(]+$")
