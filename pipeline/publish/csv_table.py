"""A table as CSV and back: UTF-8 without BOM, LF, RFC 4180, "" the only missing mark."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pandera.pandas as pa

from pipeline.tables import Table

Row = Mapping[str, str]  # cells as they stand in the file


def csv_bytes(model: type[Table], frame: pd.DataFrame) -> bytes:
    """Return ``frame`` as CSV, byte-identical for equal rows: its rows are sorted by key."""
    lines: list[str] = []
    # Before 3.13 a carriage return in a cell is quoted only where it is of the line's end.
    writer = csv.writer(SimpleNamespace(write=lines.append), lineterminator="\r\n")
    writer.writerow(model.columns())
    for record in model.records(frame):
        writer.writerow([cell(value) for value in record.values()])
    return "".join(line[:-2] + "\n" for line in lines).encode("utf-8")


def cell(value: object) -> str:
    """Return one value as it stands in a CSV cell.

    >>> cell(None), cell(True), cell(23.04893), cell(9.5e-05)
    ('', 'true', '23.04893', '0.000095')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    return str(value)


def read_csv(model: type[Table], body: bytes) -> pd.DataFrame:
    """Return the typed frame of which ``csv_bytes`` made ``body``, rows in its order.

    Raises ValueError or csv.Error, with row and column, for what ``csv_bytes`` would not have
    written: other columns, a number in another form, an empty cell where none may be.
    """
    header = ",".join(model.columns())
    if body.partition(b"\n")[0] != header.encode():
        raise ValueError(f"its columns are not those of this version: {header}")
    rows = csv_rows(body, model.columns())
    return model.typed(
        {
            name: list(_values(column, [row[name] for row in rows]))
            for name, column in model.columns().items()
        }
    )


def csv_rows(body: bytes, needed: Iterable[str]) -> tuple[Row, ...]:
    """Return the rows of a published CSV, cells as text.

    Raises ValueError or csv.Error when a column of ``needed`` is missing, or a row has not as
    many cells as the header.
    """
    # A cell may be as long as a page states it; csv stops at 131,072 characters by itself.
    csv.field_size_limit(2**31 - 1)
    reader = csv.DictReader(io.StringIO(body.decode("utf-8"), newline=""))
    if missing := set(needed) - set(reader.fieldnames or ()):
        raise ValueError(f"a table lacks the column {min(missing)}")
    rows = tuple(reader)
    for row in rows:
        if None in row or None in row.values():
            raise ValueError("a row has not as many cells as the header")
    return rows


def _values(column: pa.Column, texts: Iterable[str]) -> Iterator[Any]:
    """The values of a column, "" for an empty cell."""
    value_of = _VALUES.get(str(column.dtype), str)
    for row, text in enumerate(texts, 1):
        if not text and not column.nullable:
            raise ValueError(f"row {row}: {column.name} is empty")
        try:
            value = value_of(text) if text else ""
        except (ValueError, KeyError):
            value = None
        if cell(value) != text:
            raise ValueError(f"row {row}: {column.name} = {text[:80]!r} is not as we publish it")
        yield value


def _finite(text: str) -> float | None:
    number = float(text)
    return number if math.isfinite(number) else None


def _int64(text: str) -> int | None:
    number = int(text)
    return number if -(2**63) <= number < 2**63 else None


# By the type of the column; the others hold text.
_VALUES: Mapping[str, Callable[[str], Any]] = {
    "Int64": _int64,
    "float64": _finite,
    "bool": {"true": True, "false": False}.__getitem__,
}
