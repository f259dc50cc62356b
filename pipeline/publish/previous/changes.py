"""What changed since the previous release, the pages' changes told apart from ours.

Ours are the differences between the previous release and what the present code makes, as of its
day, of the captures that spoke in it. The pages' are those between that and what it makes of all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from pipeline import dates
from pipeline.problems import Problem, problem
from pipeline.publish.csv_table import Row, cell
from pipeline.publish.previous.read import Previous
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
    before: Sequence[Row],
    after: Sequence[Row],
    told: Mapping[str, str],
    shown: Mapping[tuple[str, str], str],
) -> Iterator[dict[str, Any]]:
    """Yield a record of ``tables.Changes`` for each tie and cell that differs.

    told: the release and the cause. shown: by affiliation_id and column, the capture that shows
    what the row's own proof does not. Columns that only one of the two has are no change of a tie.
    """
    is_ours = told["cause"] == "pipeline"
    old = {row["affiliation_id"]: row for row in before}
    new = {row["affiliation_id"]: row for row in after}
    nothing = {"field": "", "before": "", "after": ""}
    for affiliation_id in sorted(old.keys() | new.keys()):
        was, now = old.get(affiliation_id), new.get(affiliation_id)
        who = {**told, "affiliation_id": affiliation_id}
        proof = "" if is_ours or now is None else now["capture_path"]
        if was is None or now is None:
            event = "added" if was is None else "removed"
            yield {**who, **nothing, "event": event, "capture": proof}
            continue
        for name in TOLD:
            if name not in was or name not in now or was[name] == now[name]:
                continue
            yield {
                **who,
                "event": "changed" if is_ours else _event(name, was, now),
                "field": name,
                "before": was[name],
                "after": now[name],
                "cause": told["cause"] if is_ours else _cause(name, now),
                "capture": "" if is_ours else shown.get((affiliation_id, name), proof),
            }


def _event(name: str, was: Row, now: Row) -> str:
    """A tie is renewed whose day of expiry moved to a later one, or that had run out.

    A day that is told for the first time, or less precisely, renews nothing.
    """
    if name != "expires" or not now[name]:
        return "changed"
    if not was[name]:
        is_back = was["status"] == "expired" and now["status"] != "expired"
        return "renewed" if is_back else "changed"
    return "renewed" if dates.earliest(now[name]) > dates.latest(was[name]) else "changed"


# A status that we reckon, and what it comes of; all else a page states.
_CAUSES = {"omitted": "unlisted", "term": "term"}


def _cause(name: str, now: Row) -> str:
    if name == "expires" and not now[name]:
        return "term"  # it is over, and the tie was seen since
    return _CAUSES.get(now["status_method"], "source") if name == "status" else "source"


def all_changes(
    previous: Previous,
    known: Sequence[Row],
    now: Sequence[Row],
    shown: Mapping[tuple[str, str], str],
    release: str,
) -> list[dict[str, Any]]:
    """Return every change since the first release, which itself has none.

    known: what the present code makes of the captures that spoke in the previous release, as of
    its day. A cell that comes out as it was is no change, whatever it was between.
    """
    if not previous.version:
        return []
    was = previous.rows("affiliations")
    told = [dict(row) for row in previous.rows("changes")]
    before = {row["affiliation_id"]: row for row in was}
    after = {row["affiliation_id"]: row for row in now}
    for rows, cause in (((was, known), "pipeline"), ((known, now), "source")):
        for record in change_records(*rows, {"release": release, "cause": cause}, shown):
            old = before.get(record["affiliation_id"], {})
            new = after.get(record["affiliation_id"], {})
            name = record["field"]
            if not name or name not in old or name not in new or old[name] != new[name]:
                told.append(record)
    return told


def rows_removed_by_us(
    previous: Previous, known: Sequence[Row], accepted: frozenset[str]
) -> list[Problem]:
    """Return a problem for each published row that only our own change would remove."""
    kept = {row["affiliation_id"] for row in known}
    return [
        problem("row-removed", row["affiliation_id"], row["source_id"])
        for row in previous.rows("affiliations")
        if row["affiliation_id"] not in kept | accepted
    ]


def speaking_captures(previous: Previous) -> frozenset[str]:
    """Return the files, below raw/, of the captures whose statements the previous release has.

    By file and not by hash: pages do not change kept captures, so another hash is our doing. A
    release from before captures were judged let all of them speak.
    """
    return frozenset(
        row["capture_path"]
        for row in previous.rows("captures")
        if row.get("speaks", "true") == "true"
    )
