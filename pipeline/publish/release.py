"""A release as values: what went out before, what goes out now."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from pipeline.problems import FilesBroken, Problem

Row = Mapping[str, str]
_NEEDED = ("affiliations", "statements", "corrections", "captures", "changes")


@dataclass(frozen=True, slots=True)
class Previous:
    """The release that this one follows, or none: version is "" then."""

    version: str = ""
    created: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    tables: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)

    def rows(self, table: str) -> tuple[Row, ...]:
        """The rows of a table, cells as text; empty when there was none."""
        return self.tables.get(table, ())


def read_previous(files: Mapping[str, bytes], where: str) -> Previous:
    """Return the previous release from its ``files``, name to bytes; none for no files.

    where: what problems call it. Raises FilesBroken when a needed file is missing or cannot
    be read: ids could not be kept, nor changes told.
    """
    if not files:
        return Previous()
    try:
        package: Any = json.loads(files["datapackage.json"])
        version, created = str(package["version"]), str(package["created"])
        tables = {name: _csv_rows(files[f"{name}.csv"]) for name in _NEEDED}
    except KeyError as missing:
        raise _damaged(where, f"has no {missing.args[0]}") from None
    except (ValueError, TypeError, csv.Error) as error:
        raise _damaged(where, f"cannot be read: {error}") from None
    return Previous(version, created, files, tables)


def _csv_rows(body: bytes) -> tuple[Row, ...]:
    rows = tuple(csv.DictReader(io.StringIO(body.decode("utf-8"), newline="")))
    for row in rows:
        if None in row or None in row.values():
            raise ValueError("a row has not as many cells as the header")
    return rows


def _damaged(where: str, message: str) -> FilesBroken:
    remedy = f"{where}: restore it from version control, or start the history anew: --against none"
    return FilesBroken([Problem("", "release-damaged", where, message, remedy)])


@dataclass(frozen=True, slots=True)
class Release:
    """What goes out: its tables, name and dates. ``created`` is a UTC instant."""

    version: str
    created: str
    tables: Mapping[str, pd.DataFrame]  # every published table by name
