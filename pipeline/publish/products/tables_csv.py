"""Each published table as a CSV file."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.publish.csv_table import csv_bytes
from pipeline.publish.release import Release
from pipeline.tables import PUBLISHED


def tables_csv(release: Release, _: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return ``<table>.csv`` for every published table."""
    return {
        f"{model.table_name()}.csv": csv_bytes(model, release.tables[model.table_name()])
        for model in PUBLISHED
    }
