"""A user's own CSV, read and written row by row."""

from __future__ import annotations

import contextlib
import csv
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TextIO

from pipeline.problems import broken
from pipeline.store.csv_records import Slip, other_comma, records, undecodable
from pipeline.store.disk import machine_error


def read_table(
    file: Path, needed: tuple[str, ...]
) -> tuple[tuple[str, ...], Iterator[tuple[int, dict[str, str]]]]:
    """Return the header of a user's CSV and its rows, each with the line on which it begins.

    Rows are read one by one as they are asked for.

    Raises FilesBroken, at once or while rows are read, with the number of the line: a column
    that is missing or twice there, a row with more or fewer cells, bytes that are no UTF-8.
    """
    columns = tuple(next(_records(file), (1, []))[1])
    missing = [name for name in needed if name not in columns]
    if missing or len(set(columns)) != len(columns):
        said = f"has no column {', '.join(missing)}" if missing else "has a column twice"
        if sign := other_comma(columns):
            said = f"its cells are parted by {sign}, and not by commas"
        told = {"said": said, "columns": ",".join(needed)}
        raise broken("command-line/table-columns", f"{file}: line 1", **told)
    return columns, _rows(file, columns)


def _rows(file: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    found = _records(file)
    next(found, None)  # the header
    for line, cells in found:
        if len(cells) != len(columns):
            told = {"cells": len(cells), "columns": len(columns)}
            raise broken("command-line/cells", f"{file}: line {line}", **told)
        yield line, dict(zip(columns, cells, strict=True))


def _records(file: Path) -> Iterator[tuple[int, list[str]]]:
    with _opened(file) as handle:
        try:
            yield from records(handle)
        except Slip as slip:
            where = f"{file}: line {slip.line}"
            raise broken("command-line/table-wrong", where, said=slip.said) from None
        except UnicodeDecodeError:
            with file.open("rb") as lines:
                wrong = undecodable(lines)
            where = f"{file}: line {wrong.line}"
            raise broken("command-line/table-wrong", where, said=wrong.said) from None


def _opened(file: Path) -> TextIO:
    try:
        if not file.is_file() and file.exists():
            raise broken("command-line/no-ordinary-file", str(file))
        return file.open(encoding="utf-8-sig", newline="")
    except OSError as error:
        said = error.strerror or str(error)
        raise broken("command-line/table-unread", str(file), said=said) from None


def write_table(
    file: Path, columns: tuple[str, ...], rows: Iterable[Mapping[str, str]]
) -> tuple[int, int]:
    """Write ``rows`` as CSV, whole or not at all; return how many, and how many need review."""
    part = file.with_name(f".{file.name}.new")
    count = review = 0
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8", errors="replace", newline="") as handle:
            writer = csv.writer(handle, lineterminator="\n")
            writer.writerow(columns)
            for row in rows:
                writer.writerow([row[name] for name in columns])
                count += 1
                review += row["needs_review"] == "true"
        os.rename(part, file)
    except OSError as error:
        raise machine_error(str(file), error) from None
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return count, review
