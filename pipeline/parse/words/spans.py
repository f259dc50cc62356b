"""Parts of a text that are taken, and what they leave free."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Spans(NamedTuple):
    """Parts of a text in order, none inside or beside another: ``text[starts[n]:ends[n]]``."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def left_of(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the parts of ``text[start:end]`` that no span takes."""
        for at in range(bisect.bisect_right(self.ends, start), len(self.starts)):
            first, last = self.starts[at], self.ends[at]
            if first >= end:
                break
            if first > start:
                yield start, first
            start = last
        if start < end:
            yield start, end

    def meet(self, start: int, end: int) -> bool:
        """Whether a span takes a part of ``text[start:end]``."""
        at = bisect.bisect_right(self.ends, start)
        return at < len(self.starts) and self.starts[at] < end


def spans_of(pairs: Iterable[tuple[int, int]]) -> Spans:
    """Return the spans of starts and ends in any order, those that touch made one.

    >>> spans_of([(5, 7), (0, 2), (1, 3)])
    Spans(starts=(0, 5), ends=(3, 7))
    >>> list(spans_of([(2, 4)]).left_of(0, 6))
    [(0, 2), (4, 6)]
    """
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(pairs):
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return Spans(tuple(starts), tuple(ends))
