"""Floor 5: tables and the previous release to the bytes of a release."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipeline.publish.affiliations_json import affiliations_json
from pipeline.publish.changes import all_changes, captures_that_spoke, removed_by_us, rows_as_text
from pipeline.publish.changes_md import changes_md
from pipeline.publish.citation import citation
from pipeline.publish.datapackage import datapackage
from pipeline.publish.dictionary import data_dictionary
from pipeline.publish.feed import feed
from pipeline.publish.geojson import geojson
from pipeline.publish.page import pages
from pipeline.publish.parquet import parquet_files
from pipeline.publish.published import Published, read_published
from pipeline.publish.release import Previous, Release, read_previous
from pipeline.publish.schemas import schema_files
from pipeline.publish.sqlite import sqlite_files
from pipeline.publish.sums import sums
from pipeline.publish.tables_csv import tables_csv
from pipeline.publish.version import version_and_created
from pipeline.publish.workbook import workbook

Product = Callable[[Release, Mapping[str, bytes]], dict[str, bytes]]

# Each is handed the files made before it: pages tell their sizes, the last two describe all.
PRODUCTS: tuple[Product, ...] = (
    tables_csv,
    affiliations_json,
    workbook,
    geojson,
    changes_md,
    feed,
    data_dictionary,
    citation,
    pages,
    datapackage,
    sums,
)

# Made of a published release when somebody asks; the key is the option of ``export``.
EXPORTS: Mapping[str, Callable[[Published], dict[str, bytes]]] = {
    "parquet": parquet_files,
    "sqlite": sqlite_files,
}


def release_files(release: Release) -> dict[str, bytes]:
    """Return the files of ``published/``, name to bytes."""
    files: dict[str, bytes] = {}
    for product in PRODUCTS:
        files |= product(release, files)
    return files


__all__ = [
    "EXPORTS",
    "PRODUCTS",
    "Previous",
    "Published",
    "Release",
    "all_changes",
    "captures_that_spoke",
    "read_previous",
    "read_published",
    "release_files",
    "removed_by_us",
    "rows_as_text",
    "schema_files",
    "version_and_created",
]
