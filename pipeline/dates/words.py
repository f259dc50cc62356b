"""The words that dates are printed with, from the tables of ``reference``."""

from __future__ import annotations

import functools

from pipeline import reference
from pipeline.text import fold


def is_month(word: str) -> bool:
    """Return whether ``word`` is the name of a month.

    >>> is_month("August"), is_month("Augusta")
    (True, False)
    """
    return fold(word) in _folded_months()


@functools.lru_cache(maxsize=4096)
def month_of(word: str) -> int:
    """Return the month that ``word`` names, 1 to 12, or 0; accents count, capitals do not.

    >>> month_of("MÄRZ"), month_of("Marz")
    (3, 0)
    """
    return _months().get(word.lower(), 0)


@functools.cache
def _months() -> dict[str, int]:
    return {row["word"].lower(): int(row["month"]) for row in reference.rows("month_words")}


@functools.cache
def _folded_months() -> frozenset[str]:
    return frozenset(fold(row["word"]) for row in reference.rows("month_words"))
