"""What this floor is handed: statements, claims and terms of all captures, as records.

The tables say what each column means. An empty cell is "" here.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, NamedTuple, Self

import pandas as pd

from pipeline.inputs.capture import Capture
from pipeline.tables import Claims, Statements, Table, Terms


class CaptureKey(NamedTuple):
    """By what rows name the capture that they come from."""

    source_id: str
    page_id: str
    capture: str

    @classmethod
    def of(cls, capture: Capture) -> CaptureKey:
        """Return the key of a capture."""
        return cls(capture.place_id, capture.page_id, capture.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """What all rows have: the capture they come from, and a kind of tie."""

    source_id: str
    page_id: str = ""
    capture: str = ""
    kind: str = ""

    @property
    def key(self) -> CaptureKey:
        """The capture that it comes from."""
        return CaptureKey(self.source_id, self.page_id, self.capture)

    @classmethod
    def rows_of(cls, table: type[Table], frame: pd.DataFrame) -> list[Self]:
        """Return the rows of ``frame``, a frame of ``table``, in order."""
        names = [each.name for each in fields(cls)]
        return [cls(**{name: _filled(row[name]) for name in names}) for row in table.records(frame)]


def _filled(cell: Any) -> Any:
    return "" if cell is None else cell


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow(_Row):
    """A row of ``tables.Statements``; of words that stand on no page of ours, without ids."""

    statement_id: str = ""
    locator: str = ""
    quote: str = ""
    name_as_stated: str
    region_as_stated: str = ""
    country_as_stated: str = ""
    established_as_stated: str = ""
    status_as_stated: str = ""
    expires_as_stated: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow(_Row):
    """A row of ``tables.Claims``."""

    count: int
    locator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow(_Row):
    """A row of ``tables.Terms``."""

    term: str  # ISO 8601


def statement_rows(frame: pd.DataFrame) -> list[StatementRow]:
    """Return the rows of a frame of ``tables.Statements``, in order."""
    return StatementRow.rows_of(Statements, frame)


def claim_rows(frame: pd.DataFrame) -> list[ClaimRow]:
    """Return the rows of a frame of ``tables.Claims``, in order."""
    return ClaimRow.rows_of(Claims, frame)


def term_rows(frame: pd.DataFrame) -> list[TermRow]:
    """Return the rows of a frame of ``tables.Terms``, in order."""
    return TermRow.rows_of(Terms, frame)
