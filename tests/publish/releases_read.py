"""A release as read back from its files, of so many ties, made for one test."""

from __future__ import annotations

from typing import Any

from pipeline.publish.published import About, Published
from pipeline.publish.schemas import example_record
from pipeline.tables import PUBLISHED

ABOUT = About(
    title="Twins of Port Alder",
    version="2026.11.21",
    created="2026-11-21T00:00:00Z",
    licence="CC-BY-4.0",
    licence_url="https://creativecommons.org/licenses/by/4.0/",
    publisher="Port Alder",
    contact="data@port-alder.example",
)


def published(count: int = 1, **cells: Any) -> Published:
    """A release of ``count`` ties, each with a statement, a correction and a change.

    All are the models' examples; cells: what matters of the ties and of their statements.
    """
    rows = {model.table_name(): [example_record(model)] for model in PUBLISHED}
    of_ties = ("affiliations", "corrections", "changes", "statements")
    for name in of_ties:
        columns = rows[name][0]
        told = {column: cell for column, cell in cells.items() if column in columns}
        rows[name] = [
            {**columns, **told, "affiliation_id": f"gb-bristol.twin.fr-bordeaux-{number}"}
            for number in range(count)
        ]
    for number, row in enumerate(rows["statements"]):
        row["statement_id"] = f"{number:016x}"
    models = {model.table_name(): model for model in PUBLISHED}
    return Published(ABOUT, {name: models[name].frame(made) for name, made in rows.items()})
