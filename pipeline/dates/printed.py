"""Finding the dates that are printed in a text, in one pass.

Every date has a year, and every year is a run of digits. So the text is cut at its runs of
digits, and a few fixed questions about the gaps beside each year tell which date it belongs to.
No question looks further than ``GAP`` characters: the time grows as the text does.
"""

from __future__ import annotations

import functools
from operator import attrgetter
from typing import NamedTuple

from pipeline.dates.cutting import Found, cut_at_digits
from pipeline.dates.forms import dates_at


class PrintedDate(NamedTuple):
    """A date as it stands in a text: ``text[start:end]``."""

    start: int
    end: int
    words: str


@functools.lru_cache(maxsize=4096)
def find_dates(text: str) -> tuple[PrintedDate, ...]:
    """Return the dates printed in ``text``, in order, none inside another.

    >>> [date.words for date in find_dates("Bonn (1957), signed on May 26, 1957.")]
    ['1957', 'May 26, 1957']
    >>> find_dates("2,500 communities in 126 nations")
    ()
    """
    return tuple(
        PrintedDate(date.start, date.end, text[date.start : date.end]) for date in read(text)
    )


def read(text: str) -> list[Found]:
    """Return the dates printed in ``text`` with their parts, in order, none inside another."""
    cut = cut_at_digits(text)
    candidates = [found for at in range(len(cut.runs)) for found in dates_at(cut, at)]
    candidates.sort(key=_FIRST)
    kept: list[Found] = []
    near: list[Found] = []  # those that share something with one another
    reach = 0
    for found in candidates:
        if found.first > reach:
            kept += _apart(near)
            near = []
        near.append(found)
        reach = max(reach, found.last)
    return kept + _apart(near)


_FIRST, _START = attrgetter("first"), attrgetter("start")


def whole(text: str) -> Found | None:
    """Return the date that all of ``text`` is, in its most precise form, or None."""
    cut = cut_at_digits(text)
    dates = (found for at in range(len(cut.runs)) for found in dates_at(cut, at))
    return min((date for date in dates if (date.start, date.end) == (0, len(text))), default=None)


def _apart(candidates: list[Found]) -> list[Found]:
    """The most precise of the candidates that share no digits and no month, in order."""
    if len(candidates) < 2:
        return candidates
    taken: set[int] = set()
    kept = []
    for found in sorted(candidates):
        units = range(found.first, found.last + 1)
        if taken.isdisjoint(units):
            taken.update(units)
            kept.append(found)
    return sorted(kept, key=_START)
