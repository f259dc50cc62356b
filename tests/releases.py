"""Releases made for one test, without a workspace: being published, and read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from pipeline.inputs.publication import Publication
from pipeline.publish.previous.published import About, Published
from pipeline.publish.products.schemas import example_record
from pipeline.publish.release import Release
from pipeline.tables import (
    PUBLISHED,
    Affiliations,
    Changes,
    Corrections,
    Sources,
    Statements,
    Table,
)

Cells = Mapping[str, Any]  # of a row, by column
VERSION, CREATED = "2026.11.21", "2026-11-21T00:00:00Z"
BORDEAUX = "gb-bristol.twin.fr-bordeaux"
ABOUT = About(
    title="Twins of Port Alder",
    version=VERSION,
    created=CREATED,
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


def frames_of(rows: Mapping[str, Sequence[Cells]], *models: type[Table]) -> dict[str, pd.DataFrame]:
    """The frames of tables, all published ones unless ``models`` are named.

    rows: by table, what each row has instead of the model's example; no row for those left out.
    """
    frames = {}
    for model in models or PUBLISHED:
        example, mine = example_record(model), rows.get(model.table_name(), ())
        frames[model.table_name()] = model.frame({**example, **cells} for cells in mine)
    return frames


def release(
    *,
    ties: tuple[dict[str, Any], ...] = (),
    changes: tuple[dict[str, Any], ...] = (),
    version: str = VERSION,
    **publication: str,
) -> Release:
    """A release of these rows, without sources; the other tables are left out."""
    rows = {"affiliations": ties, "changes": changes}
    tables = frames_of(rows, Affiliations, Changes, Sources)
    return Release(version, CREATED, tables, Publication(**publication))


def whole_release(*ties: dict[str, Any], **publication: str) -> Release:
    """A release with a row in each table; ties: what each tie has instead of the example."""
    names = (f"gb-bristol.twin.zz-{number:03}" for number in range(len(ties)))
    rows = [{"affiliation_id": name, **cells} for name, cells in zip(names, ties, strict=True)]
    one_each: dict[str, Sequence[Cells]] = {model.table_name(): [{}] for model in PUBLISHED}
    tables = frames_of(one_each | {"affiliations": rows or [{}]})
    return Release(VERSION, CREATED, tables, Publication(**publication))


def page_release(
    *ties: Cells, publication: Publication | None = None, **tables: Sequence[Cells]
) -> Release:
    """A release of these ties, each stated by its host's one page.

    ties: what each has instead of the example; its id is <source_id>.<kind>.zz-<number>.
    tables: rows of the other tables by name, in place of those that the ties make.
    """
    rows = [_tie(number, cells) for number, cells in enumerate(ties)]
    hosts = {row["source_id"]: row for row in rows}
    of_table: dict[str, Sequence[Cells]] = {
        "affiliations": rows,
        "statements": [stated(row["affiliation_id"], number) for number, row in enumerate(rows)],
        "sources": [
            {"place_id": place_id, "host_city": row["host_city"]} for place_id, row in hosts.items()
        ],
        "captures": [
            {"source_id": place_id, "capture_path": row["capture_path"]}
            for place_id, row in hosts.items()
        ],
        **tables,
    }
    return Release(VERSION, CREATED, frames_of(of_table), publication or Publication())


def _tie(number: int, cells: Cells) -> dict[str, Any]:
    row = {**example_record(Affiliations), "review": None, **cells}
    source_id = row["source_id"]
    return {
        **row,
        "affiliation_id": f"{source_id}.{row['kind']}.zz-{number}",
        "capture_path": f"{source_id}/twin-cities/2026-11-21T091500Z.html",
    }


def stated(affiliation_id: str, number: int = 0, **cells: Any) -> dict[str, Any]:
    """A record of statements, for the tie; number: no other statement has it."""
    source_id = affiliation_id.partition(".")[0]
    ids = {"affiliation_id": affiliation_id, "statement_id": f"{number:016x}"}
    return {"source_id": source_id, **ids, **cells}


def published(count: int = 1, **cells: Any) -> Published:
    """A release of ``count`` ties as read back from its files.

    Each has a statement, a correction and a change. All are the models' examples; cells: what
    matters of the ties and of their statements.
    """
    rows: dict[str, list[dict[str, Any]]] = {model.table_name(): [{}] for model in PUBLISHED}
    for model in (Affiliations, Corrections, Changes, Statements):
        told = {column: cell for column, cell in cells.items() if column in model.columns()}
        ids = (f"gb-bristol.twin.fr-bordeaux-{number}" for number in range(count))
        rows[model.table_name()] = [{**told, "affiliation_id": name} for name in ids]
    for number, row in enumerate(rows["statements"]):
        row["statement_id"] = f"{number:016x}"
    return Published(ABOUT, frames_of(rows))
