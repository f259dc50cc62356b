"""What a page is about: the whole release, or one city of it, as plain records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.publish.release import Release
from pipeline.tables import PUBLISHED

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Scope:
    """The records that one page tells, each table by name, in the order of its key."""

    place_id: str  # of the city; "" for the whole release
    tables: Mapping[str, Sequence[Record]]

    @property
    def ties(self) -> Sequence[Record]:
        """The records of ``affiliations``."""
        return self.tables["affiliations"]


# The column by which a record belongs to a city. Of a tie's id it is what stands before the dot.
_CITY = {
    "affiliations": "source_id",
    "corrections": "affiliation_id",
    "coverage": "source_id",
    "changes": "affiliation_id",
    "statements": "source_id",
    "sources": "place_id",
    "captures": "source_id",
    "problems": "source_id",
}


def whole(release: Release) -> Scope:
    """Return the scope of the whole release."""
    named = {model.table_name(): model for model in PUBLISHED}
    tables = {name: model.records(release.tables[name]) for name, model in named.items()}
    return Scope("", tables)


def by_city(everything: Scope) -> list[Scope]:
    """Return a scope for each source, by place_id; each record goes to one or to none."""
    parts: dict[str, dict[str, list[Record]]] = {
        row["place_id"]: defaultdict(list) for row in everything.tables["sources"]
    }
    for name, records in everything.tables.items():
        for record in records:
            place_id = str(record[_CITY[name]] or "").partition(".")[0]
            if place_id in parts:
                parts[place_id][name].append(record)
    return [
        Scope(place_id, {name: tables[name] for name in everything.tables})
        for place_id, tables in sorted(parts.items())
    ]


def index_of(everything: Scope) -> Scope:
    """Return the scope of a page that leaves to the pages of the cities what is theirs.

    Of coverage it keeps what is not as it should be, of problems those of no city.
    """
    told = {
        "coverage": [row for row in everything.tables["coverage"] if _is_amiss(row)],
        "problems": [row for row in everything.tables["problems"] if not row["source_id"]],
        "changes": everything.tables["changes"],
        "sources": everything.tables["sources"],
    }
    return Scope("", {name: told.get(name, ()) for name in everything.tables})


def _is_amiss(row: Record) -> bool:
    return bool(row["stale"]) or row["verdict"] in ("short", "over")


def grouped(records: Iterable[Record], column: str) -> dict[str, list[Record]]:
    """Return the records by the text of a column, in order."""
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        groups[str(record[column] or "")].append(record)
    return groups
