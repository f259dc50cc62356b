"""``affiliations.xlsx``: the ties as a workbook, for whoever opens them in a spreadsheet."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
import xlsxwriter

from pipeline.publish.csv_table import cell
from pipeline.publish.description import ABOUT, KEYWORDS, LICENCES, SCHEMA_VERSION
from pipeline.publish.products.citation import plain_citation
from pipeline.publish.products.schemas import field_type
from pipeline.publish.products.sheets import Column, Sheet, write_sheet
from pipeline.publish.release import Release
from pipeline.tables import Affiliations, Changes, Corrections, Coverage, Table

# The tables that readers ask for; checkers take the CSV files of all.
TABLES: dict[str, type[Table]] = {
    "Ties": Affiliations,
    "Ledger": Corrections,
    "Coverage": Coverage,
    "Changes": Changes,
}
# The columns that hold sentences.
PROSE = ("reason", "evidence", "stale_reason")


def workbook(release: Release, _: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return ``affiliations.xlsx``: tables, dictionary and an account of the release.

    Ids, degrees and counts are numbers, all else is text, dates too: they are of mixed precision.
    """
    buffer = io.BytesIO()
    # In memory: xlsxwriter would else write its parts to files of its own.
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties(_properties(release))
        for sheet in _sheets(release):
            write_sheet(book, sheet)
    return {"affiliations.xlsx": _unpressed(buffer.getvalue())}


def _unpressed(archive: bytes) -> bytes:
    """The same ZIP archive without compression: no two versions of zlib promise the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as packed, zipfile.ZipFile(buffer, "w") as unpacked:
        for part in packed.infolist():
            told = zipfile.ZipInfo(part.filename, part.date_time)
            told.create_system = 3  # Unix, whatever this is
            unpacked.writestr(told, packed.read(part), zipfile.ZIP_STORED)
    return buffer.getvalue()


def _properties(release: Release) -> dict[str, Any]:
    return {
        "title": release.publication.title,
        "subject": f"Release {release.version}",
        "author": release.publication.publisher,
        "keywords": ", ".join(KEYWORDS),
        "comments": " ".join(licence.in_words() for licence in LICENCES),
        # Without it the file would name the moment in which it was made.
        "created": dt.datetime.fromisoformat(release.created),
    }


def _sheets(release: Release) -> Iterator[Sheet]:
    for name, model in TABLES.items():
        yield _table_sheet(name, model, release.tables[model.table_name()])
    yield _text_sheet("Dictionary", "DATA_DICTIONARY.md", _DICTIONARY, list(_dictionary()))
    yield _text_sheet("About", "datapackage.json", _ABOUT, list(_about(release)))


def _table_sheet(name: str, model: type[Table], frame: pd.DataFrame) -> Sheet:
    records = model.records(frame)
    columns = [
        Column(
            *(key, about.description, field_type(about)),
            [record[key] for record in records],
            wraps=key in PROSE,
        )
        for key, about in model.columns().items()
    ]
    return Sheet(name, f"{model.table_name()}.csv", columns)


def _text_sheet(
    name: str, file: str, notes: Mapping[str, str], rows: Sequence[Sequence[str]]
) -> Sheet:
    """A sheet of our own words; notes: header to the note on it."""
    columns = [
        Column(key, note, "string", [row[at] or None for row in rows], wraps=True)
        for at, (key, note) in enumerate(notes.items())
    ]
    return Sheet(name, file, columns)


_DICTIONARY = {
    "sheet": "The sheet that has the column.",
    "column": "Its name, the same in every published file.",
    "type": "What its cells are: a string is text, an integer a whole number.",
    "may be empty": "Whether a cell may be empty.",
    "meaning": "What it says.",
    "example": "A cell of it.",
    "one of": "The words that it may hold, each with its meaning; empty where there is no list.",
}


def _dictionary() -> Iterator[tuple[str, ...]]:
    for sheet, model in TABLES.items():
        for name, column in model.columns().items():
            words = column.metadata["words"]
            yield (
                sheet,
                name,
                field_type(column),
                "yes" if column.nullable else "no",
                column.description,
                cell(column.metadata["example"]),
                "\n".join(f"{word}: {meaning}" for word, meaning in words.items()),
            )


_ABOUT = {"about": "What is told.", "words": "What there is to say of it."}


def _about(release: Release) -> Iterator[tuple[str, str]]:
    of = release.publication
    yield ("title", of.title)
    yield ("what it is", ABOUT)
    yield ("version", release.version)
    yield ("created", release.created)
    yield ("publisher", of.publisher)
    yield ("contact", of.contact)
    if of.url:
        yield ("published at", of.url)
    yield ("how to cite", plain_citation(release))
    yield from (("licence", licence.in_words()) for licence in LICENCES)
    for name, model in TABLES.items():
        table = model.table_name()
        count = len(release.tables[table])
        yield (f"sheet {name}", f"{model.about()} Rows: {count:,}. As CSV: {table}.csv.")
    yield ("sheet Dictionary", f"What each column means; schema {SCHEMA_VERSION}.")
    yield (
        "empty cells",
        "In a column that ends in _as_stated: the page did not say. Elsewhere: we do not know, or "
        "there is nothing to tell.",
    )
    yield ("dates", "Text, as precise as they were stated: 1957, 1957-05 or 1957-05-26.")
