"""What wants a person's look, as published state and not only in a log."""

from __future__ import annotations

from pandera.typing import Series

from pipeline.problems.codes import PROBLEM_CODES
from pipeline.tables import patterns
from pipeline.tables.table import Table, column


class Problems(Table):
    """One row for each problem that the release goes out with."""

    class Config(Table.Config):
        name = "problems"
        description = "What we are unsure of, or could not read, with the way to mend it."
        unique = ["source_id", "code", "where", "message"]

    source_id: Series[str] = column(
        "The source; empty when no single one is meant.",
        example="gb-bristol",
        optional=True,
        str_matches=patterns.SLUG,
    )
    code: Series[str] = column(
        "What is the matter, in one word.",
        example="claim-short",
        words={code: about.meaning for code, about in PROBLEM_CODES.items()},
    )
    where: Series[str] = column(
        "A file with its line, or an affiliation_id.",
        example="raw/gb-bristol/twin-cities/2026-11-21T091500Z.html: L40",
    )
    message: Series[str] = column(
        "What is the matter, in a sentence.",
        example="the page claims 4 twin ties and lists 3",
    )
    remedy: Series[str] = column(
        "What a person can do about it.", example="look where the page shows them"
    )
