"""How a tie lives, by ``tests/tables/life.csv``: rows of what pages stated, and what comes of it.

A case has a row for each statement (day, page, partner and what is said of it), one without a
partner for a day on which a page was seen that states nothing, one without a page for a day of
another source; then rows whose ``on`` is "expected".
"""

import csv
import itertools
from pathlib import Path

import pytest

from pipeline.inputs.capture import Capture
from pipeline.inputs.capture_health import Judgement
from pipeline.inputs.source import Page, Source
from pipeline.inputs.source_history import SourceHistory
from pipeline.inputs.visit import Visit
from pipeline.normalise import Known, normalise
from pipeline.tables import Affiliations, Claims, Statements, Terms
from tests.gazetteers import city, gazetteer_of

TABLE = Path(__file__).parent.parent / "tables" / "life.csv"
with TABLE.open(encoding="utf-8", newline="") as _lines:
    CASES = [
        pytest.param(list(rows), id=case_id)
        for case_id, rows in itertools.groupby(csv.DictReader(_lines), key=lambda r: r["case_id"])
    ]
PLACES = gazetteer_of(
    city(1, "Dublin", "IE", population=1_000_000),
    city(2, "Pune", "IN", population=3_000_000),
    city(3, "Lyon", "FR", population=500_000),
)
COUNTRIES = {"Dublin": "Ireland", "Pune": "India", "Lyon": "France"}
EXPECTED = (
    *("established", "status", "status_method", "expires"),
    *("first_seen_on", "last_seen_on", "review"),
)


def capture_of(row):
    return Capture(
        place_id="no-port-alder",
        page_id=row["page"],
        name=row["on"],
        file=f"no-port-alder/{row['page']}/{row['on']}.html",
        captured_on=row["on"],
        method="transcript",
        url="https://port-alder.example/twins",
        final_url="https://port-alder.example/twins",
        sha256="0" * 64,
        byte_count=1,
        media_type="text/html",
        charset="utf-8",
        known_at=(row["on"] + "-01-01")[:10],
    )


def source_of(rows):
    pages = {row["page"]: (row["authority"], row["complete"] == "yes") for row in rows}
    return Source(
        *("no-port-alder", "Port Alder", "", "NO", 99, 60.5, 5.0),
        pages=tuple(
            Page(page_id, "https://port-alder.example/twins", "Ties", "Port Alder", *about)
            for page_id, about in pages.items()
        ),
        expected={},
    )


def cells_of(row, number):
    return {
        "statement_id": f"{number:016x}",
        "affiliation_id": "",
        "source_id": "no-port-alder",
        "page_id": row["page"],
        "capture": row["on"],
        "locator": f"L{number + 1}",
        "quote": f"{row['partner']}, {COUNTRIES.get(row['partner'], '')}",
        "kind": "twin",
        "name_as_stated": row["partner"],
        "region_as_stated": "",
        "country_as_stated": COUNTRIES.get(row["partner"], ""),
        "established_as_stated": row["since"],
        "status_as_stated": row["state"],
        "expires_as_stated": row["until"],
    }


def other_source(day):
    """Another city, visited in vain on that day."""
    page = Page("twins", "https://other.example/twins", "Ties", "Other", "own", False)
    source = Source("no-other", "Other", "", "NO", 98, 61.5, 6.0, pages=(page,), expected={})
    visit = Visit(f"{day}T09:00:00Z", "gone", "404", "", "")
    return SourceHistory(source, (), {"twins": (visit,)}, {})


def lives(rows):
    """The affiliations that the statements of a case come to, by partner."""
    stated = [row for row in rows if row["page"]]
    naming = [row for row in stated if row["partner"]]
    numbered = [cells_of(row, number) for number, row in enumerate(naming)]
    captures = sorted({capture_of(row) for row in stated}, key=lambda each: each.order)
    judged = {capture: Judgement("new", "", speaks=True) for capture in captures}
    history = SourceHistory(source_of(stated), tuple(captures), {}, judged)
    others = [row["on"] for row in rows if not row["page"]]
    claims = [
        {**cells, "count": int(row["claims"])}
        for cells, row in zip(numbered, naming, strict=True)
        if row["claims"]
    ]
    terms = [
        {**cells, "term": row["term"]}
        for cells, row in zip(numbered, naming, strict=True)
        if row["term"]
    ]
    made = normalise(
        Statements.frame(numbered),
        Claims.frame(claims),
        Terms.frame(terms),
        histories=[history, *map(other_source, others)],
        corrections=[],
        gazetteer=PLACES,
        known=Known(),
    )
    return {row["partner_city"]: row for row in Affiliations.records(made.affiliations)}


@pytest.mark.parametrize("case", CASES)
def test_a_tie_lives_as_its_rows_say(case):
    rows = [row for row in case if row["on"] != "expected"]
    expected = [row for row in case if row["on"] == "expected"]
    made = lives(rows)

    assert expected
    for row in expected:
        told = {name: made[row["partner"]][name] or "" for name in EXPECTED}
        assert told == {name: row[name] for name in EXPECTED}, row["why"]


@pytest.mark.parametrize("case", CASES)
def test_the_order_of_statements_makes_no_difference(case):
    rows = [row for row in case if row["on"] != "expected"]

    def told(made):
        return {partner: {name: row[name] for name in EXPECTED} for partner, row in made.items()}

    assert told(lives(rows)) == told(lives(rows[::-1]))
