"""What changed since the first release, the pages' changes apart from ours."""

from __future__ import annotations

from pandera.typing import Series

from pipeline import vocabularies
from pipeline.tables import patterns
from pipeline.tables.table import Table, column


class Changes(Table):
    """One row for each tie that came or went, and for each cell that changed, by release."""

    class Config(Table.Config):
        name = "changes"
        description = "Every change since the first release, with its cause."
        unique = ["release", "affiliation_id", "event", "field", "cause"]

    release: Series[str] = column(
        "Version of the release that brought the change.",
        example="2026.11.21",
        str_matches=patterns.VERSION,
    )
    affiliation_id: Series[str] = column(
        "The tie.",
        example="gb-bristol.twin.fr-bordeaux",
        str_matches=patterns.AFFILIATION_ID,
    )
    event: Series[str] = column(
        "What happened.", example="changed", words=vocabularies.CHANGE_EVENTS
    )
    field: Series[str] = column(
        "Which cell changed; empty when the whole row came or went.",
        example="established",
        optional=True,
    )
    before: Series[str] = column("The cell before.", example="1947", optional=True)
    after: Series[str] = column("The cell after.", example="1947-03-18", optional=True)
    cause: Series[str] = column("Whose change it was.", example="source", words=vocabularies.CAUSES)
    capture: Series[str] = column(
        "The capture that shows it, a file below raw/; empty when the cause is ours.",
        example="gb-bristol/twin-cities/2026-11-21T091500Z.html",
        optional=True,
    )
