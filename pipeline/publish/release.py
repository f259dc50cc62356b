"""A release as values: what goes out now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from pipeline.inputs.publication import Publication


@dataclass(frozen=True, slots=True)
class Release:
    """What goes out: its tables, name and dates. ``created`` is a UTC instant."""

    version: str
    created: str
    tables: Mapping[str, pd.DataFrame]  # every published table by name
    publication: Publication = field(default_factory=Publication)
