"""Floor 4: tables to problems, and may we publish? Changes nothing.

Each table is checked by its own model; here is what one table says of another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from pipeline.problems import Problem, problem
from pipeline.tables import PUBLISHED, REFERENCES

_Rows = Mapping[str, list[dict[str, Any]]]


def check_tables(tables: Mapping[str, pd.DataFrame]) -> list[Problem]:
    """Return what breaks the schema or contradicts itself; empty when we may publish.

    tables: every published table by name. Each is checked by its own model first; only whole
    tables are then held against each other.
    """
    problems = [
        problem for model in PUBLISHED for problem in model.check(tables[model.table_name()])
    ]
    return problems or check_across(tables)


def check_across(tables: Mapping[str, pd.DataFrame]) -> list[Problem]:
    """Return a problem for each row that refers to nothing, and for each count that is off."""
    rows = {model.table_name(): model.records(tables[model.table_name()]) for model in PUBLISHED}
    checks = (_references, _counts, _ledger_tells_the_cell, _verdicts)
    return sorted({problem for check in checks for problem in check(rows)})


def _disagree(table: str, key: str, message: str) -> Problem:
    return problem("tables-disagree", f"published/{table}.csv: {key}", said=message, table=table)


# What refers to a part of another table's key, or to more than its key.
_MORE_REFERENCES = (
    ("coverage", ("source_id",), "sources", ("place_id",)),
    (
        *("affiliations", ("capture_path", "capture_sha256")),
        *("captures", ("capture_path", "capture_sha256")),
    ),
)


def _references(rows: _Rows) -> Iterator[Problem]:
    for table, columns, other, others in (*REFERENCES, *_MORE_REFERENCES):
        there = {tuple(row[name] for name in others) for row in rows[other]}
        for row in rows[table]:
            cells = tuple(row[name] for name in columns)
            if None not in cells and cells not in there:
                said = f"{' / '.join(map(str, cells))} is not in {other}.csv"
                yield _disagree(table, " / ".join(columns), said)


def _counts(rows: _Rows) -> Iterator[Problem]:
    stated = {row["affiliation_id"] for row in rows["statements"]}
    for row in rows["affiliations"]:
        if row["affiliation_id"] not in stated:
            yield _disagree("affiliations", row["affiliation_id"], "no statement states it")
    told: dict[tuple[str, str], int] = {}
    for row in rows["affiliations"]:
        key = row["source_id"], row["kind"]
        told[key] = told.get(key, 0) + 1
    covered = {(row["source_id"], row["kind"]): row["listed_count"] for row in rows["coverage"]}
    for key, count in told.items():
        if key not in covered or covered[key] > count:
            said = f"{covered.get(key, 'no')} listed, but {count} affiliations"
            yield _disagree("coverage", " / ".join(key), said)
    count_of: dict[tuple[str, str, str], int] = {}
    for row in rows["statements"]:
        place = row["source_id"], row["page_id"], row["capture"]
        count_of[place] = count_of.get(place, 0) + 1
    for row in rows["captures"]:
        count = count_of.get((row["source_id"], row["page_id"], row["capture"]), 0)
        if count != row["statement_count"]:
            said = f"{row['statement_count']} statements counted, {count} in statements.csv"
            yield _disagree("captures", row["capture_path"], said)


_LEDGER_CELLS = {
    "city": ("name_as_stated", "partner_city"),
    "region": ("region_as_stated", "partner_region"),
    "country": ("country_as_stated", "partner_country"),
    "established": ("established_as_stated", "established"),
    "status": ("status_as_stated", "status"),
}


def _ledger_tells_the_cell(rows: _Rows) -> Iterator[Problem]:
    """Every changed cell has its row in the ledger, and every row there tells a change."""
    ledger = {(row["affiliation_id"], row["field"]): row for row in rows["corrections"]}
    for row in rows["affiliations"]:
        for field, (stated, published) in _LEDGER_CELLS.items():
            entry = ledger.get((row["affiliation_id"], field))
            cells = row[stated], row[published]
            changed = cells[0] is not None and cells[0] != cells[1]
            if entry is None and changed:
                said = f"{field} was changed and the ledger is silent"
                yield _disagree("corrections", row["affiliation_id"], said)
            if entry is not None and (entry["as_stated"], entry["published"]) != cells:
                said = f"tells {field} otherwise than affiliations.csv"
                yield _disagree("corrections", row["affiliation_id"], said)


def _verdicts(rows: _Rows) -> Iterator[Problem]:
    for row in rows["coverage"]:
        claimed, listed = row["claimed_count"], row["listed_count"]
        right = {
            "complete": claimed == listed,
            "short": claimed is not None and listed < claimed,
            "over": claimed is not None and listed > claimed,
            "unclaimed": claimed is None,
        }[row["verdict"]]
        if not right:
            said = f"{row['verdict']}, but claimed {claimed} and listed {listed}"
            yield _disagree("coverage", f"{row['source_id']} / {row['kind']}", said)
