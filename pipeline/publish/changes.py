"""What changed since the previous release, the pages' changes told apart from ours.

Ours are the differences between the previous release and what the present code makes of the
captures that it knew. The pages' are those between that and what it makes of all captures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from pipeline.problems import Problem
from pipeline.publish.release import Previous, Row
from pipeline.publish.tables_csv import cell
from pipeline.tables import Affiliations

# What a tie is. How it was settled and where its proof lies may move without the tie moving.
TOLD = (
    *("host_city", "host_region_code", "host_country_code"),
    *("partner_city", "partner_region", "partner_country", "partner_country_code"),
    *("partner_country_code3", "partner_geoname_id", "partner_latitude", "partner_longitude"),
    *("kind", "established", "status", "term", "expires"),
    *("name_as_stated", "region_as_stated", "country_as_stated"),
    *("established_as_stated", "status_as_stated"),
)


def rows_as_text(affiliations: pd.DataFrame) -> list[Row]:
    """Return the rows as they stand in ``affiliations.csv``, cells as text."""
    records = Affiliations.records(affiliations)
    return [{name: cell(value) for name, value in record.items()} for record in records]


def change_records(
    before: Sequence[Row], after: Sequence[Row], release: str, cause: str
) -> Iterator[dict[str, Any]]:
    """Yield a record of ``tables.Changes`` for each tie and cell that differs.

    Columns that only one of the two has are no change of a tie.
    """
    old = {row["affiliation_id"]: row for row in before}
    new = {row["affiliation_id"]: row for row in after}
    for affiliation_id in sorted(old.keys() | new.keys()):
        was, now = old.get(affiliation_id), new.get(affiliation_id)
        told = {"release": release, "affiliation_id": affiliation_id, "cause": cause}
        capture = "" if cause == "pipeline" or now is None else now["capture_path"]
        if was is None or now is None:
            event = "added" if was is None else "removed"
            yield told | {
                "event": event,
                "field": "",
                "before": "",
                "after": "",
                "capture": capture,
            }
            continue
        for name in TOLD:
            if name in was and name in now and was[name] != now[name]:
                cells = {"before": was[name], "after": now[name], "capture": capture}
                yield told | {"event": "changed", "field": name, **cells}


def all_changes(
    previous: Previous, known: Sequence[Row], now: Sequence[Row], release: str
) -> list[dict[str, Any]]:
    """Return every change since the first release, which itself has none.

    known: what the present code makes of the captures that the previous release knew.
    """
    if not previous.version:
        return []
    told = [dict(row) for row in previous.rows("changes")]
    told += change_records(previous.rows("affiliations"), known, release, "pipeline")
    told += change_records(known, now, release, "source")
    return told


def removed_by_us(
    previous: Previous, known: Sequence[Row], accepted: frozenset[str]
) -> list[Problem]:
    """Return a problem for each published row that only our own change would remove."""
    kept = {row["affiliation_id"] for row in known}
    return [
        Problem(
            row["source_id"],
            "row-removed",
            row["affiliation_id"],
            "is published, and our own change of code, corrections or reference removes it",
            f"undo the change, or accept it: --accept-removal {row['affiliation_id']}",
        )
        for row in previous.rows("affiliations")
        if row["affiliation_id"] not in kept | accepted
    ]


def known_captures(previous: Previous) -> frozenset[str]:
    """Return the files, below raw/, of the captures that the previous release knew.

    By file and not by hash: pages do not change kept captures, so another hash is our doing.
    """
    return frozenset(row["capture_path"] for row in previous.rows("captures"))
