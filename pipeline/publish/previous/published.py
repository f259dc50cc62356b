"""A release read back from its files: what it says of itself, and its tables."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from pipeline.problems import FilesBroken, broken
from pipeline.publish.csv_table import read_csv
from pipeline.publish.description import SCHEMA_VERSION
from pipeline.publish.previous.read import check_sums
from pipeline.tables import PUBLISHED, Table, patterns


class About(NamedTuple):
    """What a release says of itself; "" where it says nothing. ``created`` is a UTC instant."""

    title: str
    version: str
    created: str
    licence: str  # its short name: CC-BY-4.0
    licence_url: str
    publisher: str
    contact: str  # an address, of mail or of the web
    credit: str = "Place ids and coordinates: GeoNames (https://www.geonames.org), CC BY 4.0"
    schema_version: str = SCHEMA_VERSION


@dataclass(frozen=True, slots=True)
class Published:
    """A release as its files have it."""

    about: About
    tables: Mapping[str, pd.DataFrame]  # every published table by name


def read_published(files: Mapping[str, bytes], where: str) -> Published:
    """Return the release that ``files`` hold, name to bytes.

    where: what problems call it. Raises FilesBroken, which names the file, when one is missing,
    is not the one whose sum the release gives, or is not as this version writes it.
    """
    try:
        sums = check_sums(files)
        for name in ("datapackage.json", *(_file(model) for model in PUBLISHED)):
            if name not in sums:
                raise ValueError(f"SHA256SUMS has no sum of {name}")
    except KeyError as missing:
        raise release_damaged(where, f"has no {missing.args[0]}") from None
    except ValueError as error:
        raise release_damaged(where, str(error)) from None
    about = _about(files["datapackage.json"], f"{where}/datapackage.json")
    tables = {model.table_name(): _table(model, files, where) for model in PUBLISHED}
    return Published(about, tables)


def _file(model: type[Table]) -> str:
    return f"{model.table_name()}.csv"


def _table(model: type[Table], files: Mapping[str, bytes], where: str) -> pd.DataFrame:
    try:
        return read_csv(model, files[_file(model)])
    except (ValueError, csv.Error) as error:
        raise release_damaged(f"{where}/{_file(model)}", str(error)) from None


def _about(body: bytes, where: str) -> About:
    try:
        package: Any = json.loads(body)
        licence, publisher = package["licenses"][0], package["contributors"][0]
        told = About(
            title=str(package["title"]),
            version=str(package["version"]),
            created=str(package["created"]),
            licence=str(licence["name"]),
            licence_url=str(licence["path"]),
            publisher=str(publisher["title"]),
            contact=str(publisher.get("email") or publisher.get("path") or ""),
        )
        "".join(told).encode()  # a lone surrogate is no text
        if not re.match(patterns.VERSION, told.version):
            raise ValueError(f"version {told.version!r}")
    except (LookupError, TypeError, ValueError, RecursionError) as error:
        raise release_damaged(where, f"cannot be read: {error!r}") from None
    return told


def release_damaged(where: str, message: str) -> FilesBroken:
    """Return a fault of a published file as an exception for a person, ready to raise."""
    return broken("release-damaged/exported", where, said=message)
