"""Floor 5: tables and the previous release to the bytes of a release."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipeline.publish.page import pages
from pipeline.publish.previous.changes import (
    all_changes,
    rows_as_text,
    rows_removed_by_us,
    speaking_captures,
)
from pipeline.publish.previous.plausible import Shift, implausible_shifts
from pipeline.publish.previous.published import Published, read_published
from pipeline.publish.previous.read import Previous, read_previous
from pipeline.publish.previous.version import version_and_created
from pipeline.publish.products.affiliations_json import affiliations_json
from pipeline.publish.products.changes_md import changes_md
from pipeline.publish.products.citation import citation
from pipeline.publish.products.datapackage import datapackage
from pipeline.publish.products.dictionary import data_dictionary
from pipeline.publish.products.feed import feed
from pipeline.publish.products.geojson import geojson
from pipeline.publish.products.parquet import parquet_files
from pipeline.publish.products.schemas import schema_files
from pipeline.publish.products.sqlite import sqlite_files
from pipeline.publish.products.sums import sums
from pipeline.publish.products.tables_csv import tables_csv
from pipeline.publish.products.workbook import workbook
from pipeline.publish.release import Release

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
    "Shift",
    "all_changes",
    "implausible_shifts",
    "read_previous",
    "read_published",
    "release_files",
    "rows_as_text",
    "rows_removed_by_us",
    "schema_files",
    "speaking_captures",
    "version_and_created",
]
