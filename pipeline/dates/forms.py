"""The forms that dates are printed in, each told by the gaps beside the digits of its year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.dates.words import month_of

GAP = 48  # characters; no two numbers of one date stand further apart


class Cut(NamedTuple):
    """A text with its runs of digits: where each begins and ends."""

    text: str
    runs: list[tuple[int, int]]

    def digits(self, at: int) -> str:
        """The run of digits at ``at``; "" when there is none."""
        if not 0 <= at < len(self.runs):
            return ""
        start, end = self.runs[at]
        return self.text[start:end]

    def number(self, at: int) -> str:
        """The run of digits at ``at`` when it could be a day or a month, else ""."""
        if not 0 <= at < len(self.runs):
            return ""
        start, end = self.runs[at]
        return self.text[start:end] if end - start <= 2 else ""

    def before(self, at: int) -> str:
        """The end of what stands between the run at ``at`` and the one before it."""
        start, end = self.runs[at - 1][1] if at else 0, self.runs[at][0]
        return self.text[max(start, end - GAP) : end]

    def gap(self, at: int) -> str:
        """All that stands between the runs ``at - 1`` and ``at``; a NUL when it is too much."""
        start, end = self.runs[at - 1][1], self.runs[at][0]
        return self.text[start:end] if end - start <= GAP else "\0"


class Found(NamedTuple):
    """A printed date: ``text[start:end]``, and its parts as printed; "" for one it lacks."""

    rank: int  # the most precise form has the lowest
    start: int
    end: int
    first: int  # what of the cut it takes, counted as gap 0, run 0, gap 1, run 1, ...
    last: int
    year: str
    month: str = ""  # as a number
    day: str = ""
    other: str = ""  # beside ``day``: one of the two is the day and one the month
    era: str = ""  # in which ``year`` is counted


_YEAR = re.compile("(?:1[5-9]|20)[0-9][0-9]")
_ORDINAL = r"\s?(?:st|nd|rd|th|º|°|er|\.)?"
_WORD = r"[^\W\d_]+"
_AFTER_DAY = re.compile(
    rf"{_ORDINAL}\s*(?:(?:de|of)\s+)?({_WORD})\.?,?\s*(?:del?\s+)?", re.IGNORECASE
)
_DAY_COMMA = re.compile(rf"{_ORDINAL}[\s,.]+", re.IGNORECASE)
_YEAR_MARK = re.compile(r"\s?[年년]")
_MONTH_MARK = re.compile(r"\s?[月월]")
_DAY_MARK = re.compile(r"\s?[日일]")
_ERA = re.compile(r"(昭和|平成|令和)\s?$")
_APOSTROPHE = re.compile(r"(?:^|\W)['‘’]$")
_SAME = {sign: re.compile(rf"{re.escape(sign)}\s*") for sign in "./-"}
_MONTH = re.compile("0[1-9]|1[0-2]")
_GOES_ON = re.compile(r"[./-]")
_NO_YEAR_AFTER = re.compile(r"[,.$€£-]$|[0-9] $")
_NO_YEAR_BEFORE = re.compile(r"[,.][0-9]")
_ONE_SPACE = ("", " ")
_LAST_WORD = re.compile(rf"\b{_WORD}$")
_JOINS = frozenset({"de", "of"})


def dates_at(cut: Cut, at: int) -> Iterator[Found]:
    """Yield the dates whose year is the run ``at`` of ``cut``, the most precise first."""
    digits = cut.digits(at)
    if len(digits) == 4 and _YEAR.fullmatch(digits):
        if cut.number(at + 1):
            yield from _year_first(cut, at, digits)
        yield from _year_last(cut, at, digits)
        yield from _year_alone(cut, at, digits)
    elif len(digits) <= 2:
        yield from _of_era(cut, at, digits)
        if len(digits) == 2:
            yield from _short(cut, at, digits)


def _year_first(cut: Cut, at: int, year: str) -> Iterator[Found]:
    first, second = cut.number(at + 1), cut.number(at + 2)
    gap, gap_2 = cut.gap(at + 1), cut.gap(at + 2) if second else ""
    if gap == gap_2 == "-" and len(first) == len(second) == 2:
        yield _found(0, cut, at, at + 2, year, first, second)
    elif gap[0] in _SAME and _SAME[gap[0]].fullmatch(gap):
        if second and _SAME[gap[0]].fullmatch(gap_2):
            yield _found(4, cut, at, at + 2, year, first, second)
        elif (
            gap in "./"
            and _MONTH.fullmatch(first)
            and not _GOES_ON.match(cut.text, cut.runs[at + 1][1])
        ):
            yield _found(3, cut, at, at + 1, year, first, "")


def _cjk(cut: Cut, at: int, year: str, era: str = "", lead: int = 0) -> Iterator[Found]:
    """The dates that begin with a year and 年: with the month and day after it, or a part.

    lead: how many characters the era before the year takes.
    """
    start = cut.runs[at][0] - lead
    of_year = _YEAR_MARK.match(cut.text, cut.runs[at][1])
    if not of_year:
        return
    month, day = cut.number(at + 1), cut.number(at + 2)
    if month and not cut.gap(at + 1)[of_year.end() - cut.runs[at][1] :].strip():
        of_month = _MONTH_MARK.match(cut.text, cut.runs[at + 1][1])
        if of_month:
            rest = cut.gap(at + 2)[of_month.end() - cut.runs[at + 1][1] :] if day else "-"
            if not rest.strip() and (of_day := _DAY_MARK.match(cut.text, cut.runs[at + 2][1])):
                yield Found(
                    1, start, of_day.end(), 2 * at + 1, 2 * at + 5, year, month, day, era=era
                )
            yield Found(2, start, of_month.end(), 2 * at + 1, 2 * at + 3, year, month, era=era)
    yield Found(12, start, of_year.end(), 2 * at + 1, 2 * at + 1, year, era=era)


def _year_last(cut: Cut, at: int, year: str) -> Iterator[Found]:
    end, last = cut.runs[at][1], 2 * at + 1
    if day := cut.number(at - 1):
        gap, start = cut.gap(at), cut.runs[at - 1][0]
        if _DAY_COMMA.fullmatch(gap):
            month, width = _month_before(cut.before(at - 1))
            if month:
                yield Found(8, start - width, end, last - 3, last, year, month, day)
        if (named := _AFTER_DAY.fullmatch(gap)) and (number := month_of(named.group(1))):
            yield Found(9, start, end, last - 2, last, year, str(number), day)
        other = cut.number(at - 2) if gap[0] in _SAME and gap[1:] in _ONE_SPACE else ""
        if other and cut.gap(at - 1) in (gap[0], f"{gap[0]} "):
            start = cut.runs[at - 2][0]
            yield Found(10, start, end, last - 4, last, year, day=other, other=day)
    month, width = _month_before(cut.before(at), _JOINS)
    if month:
        yield Found(11, cut.runs[at][0] - width, end, last - 1, last, year, month)


def _year_alone(cut: Cut, at: int, year: str) -> Iterator[Found]:
    yield from _cjk(cut, at, year)
    start, end = cut.runs[at]
    is_part = _NO_YEAR_AFTER.search(cut.text[max(0, start - 2) : start])
    if not is_part and not _NO_YEAR_BEFORE.match(cut.text, end):
        yield Found(13, start, end, 2 * at + 1, 2 * at + 1, year)


def _of_era(cut: Cut, at: int, year: str) -> Iterator[Found]:
    if era := _ERA.search(cut.before(at)):
        yield from _cjk(cut, at, year, era.group(1), len(era.group()))


def _short(cut: Cut, at: int, year: str) -> Iterator[Found]:
    """‘94.10.18, as Korean pages print it."""
    month, day = cut.number(at + 1), cut.number(at + 2)
    if not (month and day and _APOSTROPHE.search(cut.before(at))):
        return
    if _SAME["."].fullmatch(cut.gap(at + 1)) and _SAME["."].fullmatch(cut.gap(at + 2)):
        start, end = cut.runs[at][0] - 1, cut.runs[at + 2][1]
        yield Found(7, start, end, 2 * at + 1, 2 * at + 5, year, month, day)


def _month_before(text: str, joins: frozenset[str] = frozenset()) -> tuple[str, int]:
    """The month that ``text`` ends with and how far from its end it begins, or "" and 0."""
    bare = text.rstrip()
    if joins and len(bare) < len(text):
        head, _, word = bare.rpartition(" ")
        if word.lower() in joins:
            bare = head.rstrip()
    bare = bare.removesuffix(",") if joins else bare
    bare = bare.removesuffix(".")
    if (last := _LAST_WORD.search(bare)) and (month := month_of(last.group())):
        return str(month), len(text) - last.start()
    return "", 0


def _found(rank: int, cut: Cut, first: int, last: int, year: str, month: str, day: str) -> Found:
    """The date that begins and ends with a run of digits."""
    start, end = cut.runs[first][0], cut.runs[last][1]
    return Found(rank, start, end, 2 * first + 1, 2 * last + 1, year, month, day)
