"""What the page says in words: counts, coverage, dates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pipeline.vocabularies import KINDS

LISTED = "listed"  # every other status is a lapsed one
# One, several.
NOUNS = {
    "sister": ("sister city", "sister cities"),
    "friendship": ("friendship city", "friendship cities"),
    "twin": ("twin town", "twin towns"),
    "partner": ("partner city", "partner cities"),
    "other": ("other tie", "other ties"),
}
_NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


def number(count: int) -> str:
    """Return a count as it stands in a sentence: a word up to twelve.

    >>> number(4), number(13), number(1200)
    ('four', '13', '1,200')
    """
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else f"{count:,}"


def counted(count: int, one: str, several: str) -> str:
    """Return a count with its noun.

    >>> counted(1, "tie", "ties"), counted(23, "tie", "ties")
    ('1 tie', '23 ties')
    """
    return f"{count:,} {one if count == 1 else several}"


def of_kinds(counts: Mapping[str, int]) -> str:
    """Return how many ties there are of each kind, in the order of the kinds.

    >>> of_kinds({"twin": 1, "sister": 12})
    '12 sister cities, 1 twin town'
    """
    return ", ".join(counted(counts[kind], *NOUNS[kind]) for kind in KINDS if counts.get(kind))


def covered(city: str, row: Mapping[str, Any]) -> str:
    """Return one row of coverage as a sentence on ``city``.

    >>> covered("Bristol", {"kind": "twin", "claimed_count": 8, "listed_count": 7})
    'Bristol says it has eight twin towns; we read seven.'
    >>> covered("Bristol", {"kind": "twin", "claimed_count": None, "listed_count": 1})
    'Bristol gives no number for its twin towns; we read one.'
    """
    noun = NOUNS[row["kind"]]
    claimed, listed = row["claimed_count"], number(row["listed_count"])
    if listed == "no":
        listed = "none"
    if claimed is None:
        return f"{city} gives no number for its {noun[1]}; we read {listed}."
    return f"{city} says it has {number(claimed)} {noun[claimed != 1]}; we read {listed}."


def size(byte_count: int) -> str:
    """Return a size for people; a kilobyte is 1,000 bytes.

    >>> size(900), size(11487), size(999_500), size(2_900_000)
    ('900 bytes', '11 KB', '1.0 MB', '2.9 MB')
    """
    if byte_count < 1000:
        return f"{byte_count} bytes"
    if byte_count < 999_500:
        return f"{byte_count / 1000:.0f} KB"
    return f"{byte_count / 1_000_000:.1f} MB"


def lines(locator: str) -> str:
    """Return a locator in words.

    >>> lines("L31"), lines("L9;L13")
    ('line 31', 'lines 9 and 13')
    """
    numbers = [part.removeprefix("L") for part in locator.split(";")]
    if len(numbers) == 1:
        return f"line {numbers[0]}"
    return f"lines {', '.join(numbers[:-1])} and {numbers[-1]}"


_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}


def span(term: str) -> str:
    """Return an ISO 8601 duration in words.

    >>> span("P2Y"), span("P1Y6M")
    ('2 years', '1 year 6 months')
    """
    parts = re.findall(r"(\d+)([YMWD])", term)
    return " ".join(counted(int(n), _UNITS[unit], f"{_UNITS[unit]}s") for n, unit in parts)
