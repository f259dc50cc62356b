"""The release that this one follows, read from its files."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.problems import broken
from pipeline.publish.csv_table import Row, csv_rows
from pipeline.tables import patterns

_TIE = ("affiliation_id", "source_id", "kind", "name_as_stated", "country_as_stated")
# What keeping ids and telling changes cannot do without; other columns may come and go.
_NEEDED = {
    "affiliations": (*_TIE, "partner_geoname_id"),
    "statements": _TIE,
    "corrections": ("affiliation_id", "field"),
    "captures": ("capture_path",),
    "changes": (
        "release",
        "affiliation_id",
        "event",
        "field",
        "before",
        "after",
        "cause",
        "capture",
    ),
}


@dataclass(frozen=True, slots=True)
class Previous:
    """The release that this one follows, or none: version is "" then."""

    version: str = ""
    created: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    tables: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)

    @property
    def day(self) -> str:
        """The day of its content, as an ISO date."""
        return self.version.partition("+")[0].replace(".", "-")

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
        check_sums(files)
        package: Any = json.loads(files["datapackage.json"])
        version, created = str(package["version"]), str(package["created"])
        if not re.match(patterns.VERSION, version):
            raise ValueError(f"version {version!r}")
        tables = {name: csv_rows(files[f"{name}.csv"], need) for name, need in _NEEDED.items()}
    except KeyError as missing:
        raise broken("release-damaged", where, said=f"has no {missing.args[0]}") from None
    except (ValueError, TypeError, csv.Error, RecursionError) as error:
        raise broken("release-damaged", where, said=f"cannot be read: {error}") from None
    return Previous(version, created, files, tables)


def check_sums(files: Mapping[str, bytes]) -> set[str]:
    """Return the names of the files whose sums the release gives, all of which are right.

    Raises KeyError with the name of a file that is missing, ValueError for one that is not the
    one whose sum the release gives.
    """
    names = set()
    for line in files["SHA256SUMS"].decode("utf-8").splitlines():
        sum_, _, name = line.partition("  ")
        if not name:
            raise ValueError(f"SHA256SUMS: {line!r} is no sum")
        if hashlib.sha256(files[name]).hexdigest() != sum_:
            raise ValueError(f"{name} is not the file that the release was made with")
        names.add(name)
    return names
