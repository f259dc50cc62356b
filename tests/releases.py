"""Releases made for one test, without a workspace: being published, and read back."""

from __future__ import annotations

from typing import Any

from pipeline.inputs.publication import Publication
from pipeline.publish.previous.published import About, Published
from pipeline.publish.products.schemas import example_record
from pipeline.publish.release import Release
from pipeline.tables import PUBLISHED, Affiliations, Changes, Sources

BORDEAUX = "gb-bristol.twin.fr-bordeaux"
ABOUT = About(
    title="Twins of Port Alder",
    version="2026.11.21",
    created="2026-11-21T00:00:00Z",
    licence="CC-BY-4.0",
    licence_url="https://creativecommons.org/licenses/by/4.0/",
    publisher="Port Alder",
    contact="data@port-alder.example",
)


def tie(**cells: Any) -> dict[str, Any]:
    """A record of affiliations: the example, and what matters."""
    return {**example_record(Affiliations), **cells}


def change(**cells: Any) -> dict[str, Any]:
    """A record of changes: the example, and what matters."""
    return {**example_record(Changes), **cells}


def release(
    *,
    ties: tuple[dict[str, Any], ...] = (),
    changes: tuple[dict[str, Any], ...] = (),
    version: str = "2026.11.21",
    **publication: str,
) -> Release:
    """A release of these rows, without sources; the other tables are left out."""
    rows = ((Affiliations, ties), (Changes, changes), (Sources, ()))
    tables = {model.table_name(): model.frame(some) for model, some in rows}
    return Release(version, "2026-11-21T00:00:00Z", tables, Publication(**publication))


def whole_release(*ties: dict[str, Any], **publication: str) -> Release:
    """A release with a row in each table; ties: what each tie has instead of the example."""
    names = (f"gb-bristol.twin.zz-{number:03}" for number in range(len(ties)))
    rows = [tie(affiliation_id=name, **cells) for name, cells in zip(names, ties, strict=True)]
    made = release(ties=tuple(rows) or (tie(),), **publication)
    others = {
        model.table_name(): model.frame([example_record(model)])
        for model in PUBLISHED
        if model.table_name() != "affiliations"
    }
    return Release(made.version, made.created, {**made.tables, **others}, made.publication)


def published(count: int = 1, **cells: Any) -> Published:
    """A release of ``count`` ties as read back from its files.

    Each has a statement, a correction and a change. All are the models' examples; cells: what
    matters of the ties and of their statements.
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
