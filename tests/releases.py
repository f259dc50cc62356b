"""A release of a few rows being made for one test, without a workspace."""

from __future__ import annotations

from typing import Any

from pipeline.publication import Publication
from pipeline.publish.release import Release
from pipeline.publish.schemas import example_record
from pipeline.tables import Affiliations, Changes, Sources

BORDEAUX = "gb-bristol.twin.fr-bordeaux"


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
