"""``sister-cities.sqlite``: a release as one database, with keys, dictionary and search."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

import pandera.pandas as pa

from pipeline.problems import broken
from pipeline.publish.csv_table import cell
from pipeline.publish.previous.published import About, Published, release_damaged
from pipeline.publish.products.schemas import field_type
from pipeline.tables import PUBLISHED, REFERENCES, Affiliations, Statements, Table

_FILE = "sister-cities.sqlite"
_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
# What readers filter and join by, beside the keys.
_SOUGHT = (
    ("affiliations", ("partner_country_code",)),
    ("affiliations", ("kind",)),
    ("affiliations", ("status",)),
    ("changes", ("affiliation_id",)),
)
_ABOUT = f"CREATE TABLE about ({', '.join(f'{name} TEXT' for name in About._fields)}) STRICT"
_DICTIONARY = (
    "CREATE TABLE dictionary (table_name TEXT NOT NULL, column_name TEXT NOT NULL, "
    "type TEXT NOT NULL, may_be_empty INTEGER NOT NULL CHECK (may_be_empty IN (0, 1)), "
    "meaning TEXT NOT NULL, example TEXT NOT NULL, PRIMARY KEY (table_name, column_name)) STRICT"
)
_WORDS = (
    "CREATE TABLE words (table_name TEXT NOT NULL, column_name TEXT NOT NULL, word TEXT NOT NULL, "
    "meaning TEXT NOT NULL, PRIMARY KEY (table_name, column_name, word)) STRICT"
)
# A row a tie: all names of it, accents folded, so that any of them finds it.
_SEARCH = (
    "CREATE VIRTUAL TABLE search USING fts5 (affiliation_id UNINDEXED, host, partner, as_stated, "
    "region, country, quotes, tokenize = 'unicode61 remove_diacritics 2')"
)


def sqlite_files(published: Published) -> dict[str, bytes]:
    """Return ``sister-cities.sqlite``, the same bytes each time by one version of SQLite.

    Every published table with its keys; ``about`` tells what the release is, ``dictionary`` what
    columns mean, ``words`` what coded cells mean; ``search`` finds ties by any of their names.

    Raises FilesBroken when a key is there twice or refers to nothing, and when the SQLite of
    this Python is too old or has no full-text search.
    """
    with contextlib.closing(sqlite3.connect(":memory:")) as database:
        try:
            with database:
                _fill(database, published)
        except sqlite3.IntegrityError as error:
            raise release_damaged("published", str(error)) from None
        except sqlite3.OperationalError as error:
            told = {"version": sqlite3.sqlite_version, "error": error}
            raise broken("command-line/sqlite", "--sqlite", **told) from None
        for table, _, other, _ in database.execute("PRAGMA foreign_key_check"):
            raise release_damaged(
                f"published/{table}.csv", f"refers to what {other}.csv does not hold"
            )
        database.execute("VACUUM")
        return {_FILE: database.serialize()}


def _fill(database: sqlite3.Connection, published: Published) -> None:
    for model in PUBLISHED:
        for statement in (_create_table(model), *_create_indexes(model)):
            database.execute(statement)
        records = model.records(published.tables[model.table_name()])
        _insert(database, model.table_name(), (tuple(record.values()) for record in records))
    database.execute(_ABOUT)
    _insert(database, "about", [tuple(cell or None for cell in published.about)])
    database.execute(_DICTIONARY)
    _insert(database, "dictionary", _dictionary())
    database.execute(_WORDS)
    _insert(database, "words", _words())
    database.execute(_SEARCH)
    _insert(database, "search", _searched(published))
    database.execute("INSERT INTO search (search) VALUES ('optimize')")
    major, minor, patch = map(int, published.about.schema_version.split("."))
    database.execute(f"PRAGMA user_version = {major * 10_000 + minor * 100 + patch}")


def _insert(database: sqlite3.Connection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    left = iter(rows)
    if first := next(left, None):
        into = f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(first))})'
        database.execute(into, first)
        database.executemany(into, left)


def _create_table(model: type[Table]) -> str:
    name = model.table_name()
    lines = [_column(each, column) for each, column in model.columns().items()]
    lines += [] if _empty_in_key(model) else [f"PRIMARY KEY ({_names(model.key())})"]
    lines += [f"UNIQUE ({_names(each)})" for each in _uniques(model)]
    lines += [
        f'FOREIGN KEY ({_names(own)}) REFERENCES "{other}" ({_names(others)})'
        for table, own, other, others in REFERENCES
        if table == name
    ]
    body = ",\n  ".join(lines)
    return f'CREATE TABLE "{name}" (\n  {body}\n) STRICT'


def _create_indexes(model: type[Table]) -> Iterator[str]:
    name, key = model.table_name(), model.key()
    if empty := _empty_in_key(model):
        # NULL is no other row's NULL: two rows that lack the same cell would not clash.
        cells = [f"coalesce(\"{each}\", '')" if each in empty else f'"{each}"' for each in key]
        yield f'CREATE UNIQUE INDEX "{name}_key" ON "{name}" ({", ".join(cells)})'
    indexed = [key, *_uniques(model)]
    for table, own in (*(reference[:2] for reference in REFERENCES), *_SOUGHT):
        if table == name and not any(each[: len(own)] == own for each in indexed):
            yield f'CREATE INDEX "{name}_{"_".join(own)}" ON "{name}" ({_names(own)})'
            indexed.append(own)


def _empty_in_key(model: type[Table]) -> list[str]:
    """The columns of the key that may be empty, which those of a primary key never are."""
    return [name for name in model.key() if model.columns()[name].nullable]


def _uniques(model: type[Table]) -> list[tuple[str, ...]]:
    """What tells rows apart beside the key: columns that say so, and what others refer to."""
    found: list[tuple[str, ...]] = [
        (name,) for name, column in model.columns().items() if column.unique
    ]
    found += [others for _, _, other, others in REFERENCES if other == model.table_name()]
    return [each for each in dict.fromkeys(found) if each != model.key()]


def _column(name: str, column: pa.Column) -> str:
    kind = field_type(column)
    filled = "" if column.nullable else " NOT NULL"
    check = f' CHECK ("{name}" IN (0, 1))' if kind == "boolean" else ""
    return f'"{name}" {_TYPES[kind]}{filled}{check}'


def _names(columns: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def _dictionary() -> Iterator[tuple[Any, ...]]:
    for model in PUBLISHED:
        for name, column in model.columns().items():
            about = field_type(column), column.nullable, column.description
            yield model.table_name(), name, *about, cell(column.metadata["example"])


def _words() -> Iterator[tuple[Any, ...]]:
    for model in PUBLISHED:
        for name, column in model.columns().items():
            for word, meaning in column.metadata["words"].items():
                yield model.table_name(), name, word, meaning


def _searched(published: Published) -> Iterator[tuple[Any, ...]]:
    """The rows of the search: the quotes of a tie are those of all its statements."""
    quotes: dict[str, list[str]] = {}
    for row in Statements.records(published.tables["statements"]):
        quotes.setdefault(row["affiliation_id"], []).append(row["quote"])
    for row in Affiliations.records(published.tables["affiliations"]):
        yield (
            row["affiliation_id"],
            row["host_city"],
            row["partner_city"],
            row["name_as_stated"],
            _joined(row["partner_region"], row["region_as_stated"]),
            _joined(row["partner_country"], row["country_as_stated"]),
            _joined(*quotes.get(row["affiliation_id"], ())),
        )


def _joined(*texts: str | None) -> str:
    """Each text once, a line each."""
    return "\n".join(dict.fromkeys(text for text in texts if text))
