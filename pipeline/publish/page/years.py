"""The timeline: how many ties began in each year, as bars on a sheet 1000 units wide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.publish.page.mapping import WIDTH
from pipeline.publish.page.wording import of_kinds
from pipeline.vocabularies import KINDS

_HEIGHT = 110.0  # of the tallest bar, at most
_WIDEST = 14.0  # of a bar
_MARGIN = 24.0
_TALLEST = 22.0  # of one tie


class Bar(NamedTuple):
    """The ties of one kind that began in a year: from y upwards by height, in units."""

    kind: str
    y: float
    height: float


class Year(NamedTuple):
    """A year in which ties began: where its bars stand, and what they show in words."""

    year: int
    x: float
    words: str
    bars: tuple[Bar, ...]


class Tick(NamedTuple):
    """A year to be written below the bars, at x."""

    year: int
    x: float


class Timeline(NamedTuple):
    """Years with bars, the years written below, and how many ties have no date."""

    years: tuple[Year, ...]
    ticks: tuple[Tick, ...]
    undated: int
    height: float = 0.0  # of the tallest year
    bar_width: float = 0.0


def timeline(began: Sequence[tuple[str, str]], until: int) -> Timeline:
    """Return the timeline of ties, each its kind and ISO prefix, up to the year ``until``.

    An empty prefix is a tie without a date. No dated tie gives no bars and no ticks.
    """
    counts = Counter((int(prefix[:4]), kind) for kind, prefix in began if prefix)
    undated = sum(not prefix for _, prefix in began)
    if not counts:
        return Timeline((), (), undated)
    years = Counter(int(prefix[:4]) for _, prefix in began if prefix)
    first = min(years) // 10 * 10
    last = max(until, max(years))
    step = (WIDTH - 2 * _MARGIN) / max(last - first, 1)
    unit = min(_TALLEST, _HEIGHT / max(years.values()))
    tallest = unit * max(years.values())

    def x(year: int) -> float:
        return round(_MARGIN + (year - first) * step, 1)

    told = []
    for year in sorted(years):
        of_kind = {kind: counts[year, kind] for kind in KINDS if counts[year, kind]}
        words = f"{year}: {of_kinds(of_kind)}"
        told.append(Year(year, x(year), words, tuple(_stacked(of_kind, tallest, unit))))
    every = _spacing(last - first)
    ticks = tuple(Tick(year, x(year)) for year in range(first, last + 1, every))
    width = round(min(_WIDEST, max(step - 1, 1)), 1)
    return Timeline(tuple(told), ticks, undated, round(tallest, 1), width)


def _stacked(counts: Mapping[str, int], floor: float, unit: float) -> Iterator[Bar]:
    """Kinds on kinds, always in one order."""
    below = 0
    for kind, count in counts.items():
        yield Bar(kind, round(floor - below * unit, 1), round(count * unit, 1))
        below += count


def _spacing(span: int) -> int:
    """Years between two that are written: at most a dozen of them."""
    return next(every for every in (10, 20, 50, 100, 500) if span <= 12 * every or every == 500)


def in_words(began: Iterable[tuple[str, str]]) -> str:
    """Return the timeline as a sentence, for who cannot see it; "" when no tie is dated.

    >>> in_words([("twin", "1957-05"), ("twin", "1986"), ("sister", "1986-01-02")])
    'The first began in 1957, the latest in 1986; most in 1986 (2).'
    """
    years = Counter(prefix[:4] for _, prefix in began if prefix)
    if not years:
        return ""
    if len(years) == 1:
        return f"All that have a date began in {_plain(min(years))}."
    most = max(years.values())
    busiest = min(year for year, count in years.items() if count == most)
    said = f"The first began in {_plain(min(years))}, the latest in {_plain(max(years))}"
    return f"{said}; most in {_plain(busiest)} ({most})." if most > 1 else f"{said}."


def _plain(year: str) -> str:
    """A year as people write it, without leading zeros."""
    return str(int(year))
