"""What we hold: a row a kept page."""

from __future__ import annotations

import pandas as pd
from pandera.typing import Series

from pipeline import vocabularies
from pipeline.tables import patterns
from pipeline.tables.table import Table, column


class Captures(Table):
    """One row for each capture; the file lies below raw/."""

    class Config(Table.Config):
        name = "captures"
        description = "The kept pages on which every row stands, with their hashes."
        unique = ["capture_path"]

    capture_path: Series[str] = column(
        "The file below raw/.",
        example="gb-bristol/twin-cities/2026-11-21T091500Z.html",
        unique=True,
    )
    source_id: Series[str] = column(
        "The source, a folder below raw/.", example="gb-bristol", str_matches=patterns.SLUG
    )
    page_id: Series[str] = column(
        "The page of the source.", example="twin-cities", str_matches=patterns.SLUG
    )
    capture: Series[str] = column(
        "Name of the capture within its page.", example="2026-11-21T091500Z"
    )
    captured_on: Series[str] = column(
        "Day on which the page stood so, as precise as it is known.",
        example="2026-11-21",
        str_matches=patterns.ISO_PREFIX,
    )
    known_on: Series[str] = column(
        "Day from which we hold it.", example="2026-11-21", str_matches=patterns.ISO_PREFIX
    )
    method: Series[str] = column(
        "How it came to us.", example="fetch", words=vocabularies.CAPTURE_METHODS
    )
    url: Series[str] = column(
        "The address that was asked.",
        example="https://www.example.org/twin-cities",
        str_matches=patterns.URL,
    )
    media_type: Series[str] = column("What the bytes are.", example="text/html")
    byte_count: Series[pd.Int64Dtype] = column("Size in bytes.", example=2048, ge=0)
    capture_sha256: Series[str] = column(
        "SHA-256 of the bytes.",
        example="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        str_matches=patterns.SHA256,
    )
    note: Series[str] = column(
        "What whoever made it says of it: from what it was typed, how its day is known.",
        example="Typed from a copy of the page's text.",
        optional=True,
    )
    result: Series[str] = column(
        "What came of it, judged against the last good capture and the bounds of its source.",
        example="new",
        words=vocabularies.VISIT_RESULTS,
    )
    speaks: Series[bool] = column(
        "Whether its statements count; where not, the last good capture goes on speaking.",
        example=True,
    )
    statement_count: Series[pd.Int64Dtype] = column("How many ties it states.", example=8, ge=0)
