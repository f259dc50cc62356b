"""When a release is a new one, and what it is called."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd

from pipeline.publish.csv_table import csv_bytes
from pipeline.publish.previous.read import Previous
from pipeline.tables import Affiliations, Corrections, Statements

# What a reader would call the data; visits alone move coverage and no version.
_CONTENT = (Affiliations, Statements, Corrections)


def version_and_created(
    tables: Mapping[str, pd.DataFrame], previous: Previous, as_of: dt.date
) -> tuple[str, str]:
    """Return the version and the instant of creation.

    Both are the previous release's while affiliations, statements and corrections are; else
    they come from ``as_of``, the newest day in ``raw/``, with ``+2``, ``+3`` on that day again.
    """
    same = all(
        previous.files.get(f"{model.table_name()}.csv")
        == csv_bytes(model, tables[model.table_name()])
        for model in _CONTENT
    )
    if previous.version and same:
        return previous.version, previous.created
    version = as_of.isoformat().replace("-", ".")
    before, _, count = previous.version.partition("+")
    if before >= version:
        # The same day again, or older: a version never goes back.
        version = f"{before}+{int(count or 1) + 1}"
    day = version.partition("+")[0].replace(".", "-")
    return version, f"{day}T00:00:00Z"
