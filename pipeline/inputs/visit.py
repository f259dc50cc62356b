"""A line of ``visits.csv`` as a record: one asking of a page on one day, whatever came of it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.inputs.capture import is_instant
from pipeline.vocabularies import GOOD_VISITS, VISIT_RESULTS

VISIT_COLUMNS = ("at", "result", "http_status", "sha256", "detail")


@dataclass(frozen=True, slots=True, order=True)
class Visit:
    """One asking of a page: when, and what came of it."""

    at: str  # UTC instant, 2026-11-21T09:15:00Z
    result: str  # a key of vocabularies.VISIT_RESULTS
    http_status: str
    sha256: str
    detail: str

    @property
    def on(self) -> str:
        """The day, as an ISO date."""
        return self.at[:10]

    @property
    def is_good(self) -> bool:
        """Whether the page was there and readable, changed or not."""
        return is_good_result(self.result)


LONGEST_CELL = 4_000  # characters of what is kept of a visit, or decided


def is_good_result(result: str) -> bool:
    """Return whether a visit of this result found its page there and readable.

    >>> is_good_result("unchanged"), is_good_result("gone")
    (True, False)
    """
    return result in GOOD_VISITS


def check_visit(row: dict[str, str]) -> str:
    """Return what is wrong with one line of visits.csv, "" when nothing is."""
    if large := [name for name, cell in row.items() if len(cell) > LONGEST_CELL]:
        return f"{large[0]} has {len(row[large[0]]):,} characters, and may have {LONGEST_CELL:,}"
    if not is_instant(row["at"]):
        return f"at = {row['at']!r} must be an instant such as 2026-11-21T09:15:00Z"
    if row["result"] not in VISIT_RESULTS:
        return f"result = {row['result']!r} must be one of {', '.join(VISIT_RESULTS)}"
    return ""
