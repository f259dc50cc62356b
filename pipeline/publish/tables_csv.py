"""Each table as CSV: UTF-8 without BOM, LF, RFC 4180, "" the only missing mark."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

import pandas as pd

from pipeline.publish.release import Release
from pipeline.tables import PUBLISHED, Table


def csv_bytes(model: type[Table], frame: pd.DataFrame) -> bytes:
    """Return ``frame`` as CSV, byte-identical for equal rows: its rows are sorted by key."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(model.columns())
    for record in model.records(frame):
        writer.writerow([cell(value) for value in record.values()])
    return buffer.getvalue().encode("utf-8")


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


def tables_csv(release: Release, _: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return ``<table>.csv`` for every published table."""
    return {
        f"{model.table_name()}.csv": csv_bytes(model, release.tables[model.table_name()])
        for model in PUBLISHED
    }
