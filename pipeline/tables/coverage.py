"""How whole our picture is: for each source and kind, claimed against listed."""

from __future__ import annotations

import pandas as pd
from pandera.typing import Series

from pipeline import vocabularies
from pipeline.tables import patterns
from pipeline.tables.table import Table, column


class Coverage(Table):
    """One row for each source and kind that a page claims, lists or is expected to list."""

    class Config(Table.Config):
        name = "coverage"
        description = "What each city claims against what we read, and when we last looked."
        unique = ["source_id", "kind"]

    source_id: Series[str] = column(
        "The source, a folder below raw/.", example="gb-bristol", str_matches=patterns.SLUG
    )
    kind: Series[str] = column("Kind of tie.", example="twin", words=vocabularies.KINDS)
    claimed_count: Series[pd.Int64Dtype] = column(
        "How many the pages say there are; empty when they give no number.",
        example=8,
        optional=True,
        ge=0,
    )
    listed_count: Series[pd.Int64Dtype] = column(
        "How many the newest captures list, ended and expired ones too.", example=8, ge=0
    )
    verdict: Series[str] = column(
        "The one against the other.", example="complete", words=vocabularies.VERDICTS
    )
    last_seen_on: Series[str] = column(
        "Day of the newest capture that lists or counts ties of the kind.",
        example="2026-11-21",
        str_matches=patterns.ISO_PREFIX,
    )
    last_checked_on: Series[str] = column(
        "Day on which a page of the source was last looked at: captured, or asked in vain.",
        example="2026-11-21",
        str_matches=patterns.ISO_PREFIX,
    )
    last_result: Series[str] = column(
        "What came of the last visit, of a page that is stale if one is; empty before any visit.",
        example="unchanged",
        optional=True,
        words=vocabularies.VISIT_RESULTS,
    )
    stale: Series[bool] = column(
        "Whether the last visit of a page failed, so that an older capture speaks for it.",
        example=False,
    )
    stale_reason: Series[str] = column(
        "Which pages, and why; empty when none is stale.",
        example="twin-cities: gone, HTTP 404 Not Found",
        optional=True,
    )
