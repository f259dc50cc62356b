"""Floor 5: tables and the previous release to the bytes of a release."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipeline.publish.affiliations_json import affiliations_json
from pipeline.publish.changes import all_changes, captures_that_spoke, removed_by_us, rows_as_text
from pipeline.publish.datapackage import datapackage
from pipeline.publish.dictionary import data_dictionary
from pipeline.publish.release import Previous, Release, read_previous
from pipeline.publish.schemas import schema_files
from pipeline.publish.sums import sums
from pipeline.publish.tables_csv import tables_csv
from pipeline.publish.version import version_and_created

Product = Callable[[Release, Mapping[str, bytes]], dict[str, bytes]]

# Each is handed the files made before it: the last two describe the others.
PRODUCTS: tuple[Product, ...] = (
    tables_csv,
    affiliations_json,
    data_dictionary,
    datapackage,
    sums,
)


def release_files(release: Release) -> dict[str, bytes]:
    """Return the files of ``published/``, name to bytes."""
    files: dict[str, bytes] = {}
    for product in PRODUCTS:
        files |= product(release, files)
    return files


__all__ = [
    "PRODUCTS",
    "Previous",
    "Release",
    "all_changes",
    "captures_that_spoke",
    "read_previous",
    "release_files",
    "removed_by_us",
    "rows_as_text",
    "schema_files",
    "version_and_created",
]
