"""A release as values: what goes out now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from pipeline.inputs.publication import Publication
from pipeline.tables import Table


@dataclass(frozen=True, slots=True)
class Release:
    """What goes out: its tables, name and dates. ``created`` is a UTC instant."""

    version: str
    created: str
    tables: Mapping[str, pd.DataFrame]  # every published table by name
    publication: Publication = field(default_factory=Publication)

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table as plain values, in order; None is the empty cell."""
        return Table.records(self.tables[table])
