"""Numbers and terms that pages state of their ties: they travel between floors only.

Claims come out in ``coverage.csv``, terms in the ``term`` of each affiliation.
"""

from __future__ import annotations

import pandas as pd
from pandera.typing import Series

from pipeline import vocabularies
from pipeline.tables import patterns
from pipeline.tables.table import Table, column


class Claims(Table):
    """One row for each count that a capture claims for one kind."""

    class Config(Table.Config):
        name = "claims"
        description = "Counts that pages give of their own ties."
        unique = ["source_id", "page_id", "capture", "kind", "locator", "count"]

    source_id: Series[str] = column("The source.", example="gb-bristol")
    page_id: Series[str] = column("The page.", example="twin-cities")
    capture: Series[str] = column("The capture.", example="2026-11-21T091500Z")
    kind: Series[str] = column("Kind of tie.", example="twin", words=vocabularies.KINDS)
    count: Series[pd.Int64Dtype] = column("The number.", example=8, ge=0)
    locator: Series[str] = column("Its line.", example="L12;L42", str_matches=patterns.LOCATOR)
    quote: Series[str] = column("Its sentence.", example="Bordeau, FR (18 March 1947, on hold)")


class Terms(Table):
    """One row for each term that a capture states for one kind."""

    class Config(Table.Config):
        name = "terms"
        description = "How long ties of a kind last, as pages state it."
        unique = ["source_id", "page_id", "capture", "kind", "locator", "term"]

    source_id: Series[str] = column("The source.", example="gb-bristol")
    page_id: Series[str] = column("The page.", example="twin-cities")
    capture: Series[str] = column("The capture.", example="2026-11-21T091500Z")
    kind: Series[str] = column("Kind of tie.", example="twin", words=vocabularies.KINDS)
    term: Series[str] = column("ISO 8601.", example="P2Y", str_matches=patterns.TERM)
    locator: Series[str] = column("Its line.", example="L12;L42", str_matches=patterns.LOCATOR)
    quote: Series[str] = column("Its sentence.", example="Bordeau, FR (18 March 1947, on hold)")
