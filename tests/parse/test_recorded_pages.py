"""Every page of tests/pages gives what the table beside it says: no more, no less, in order."""

import csv
from pathlib import Path

import pytest

from pipeline.parse import Asked, read_page
from pipeline.run.lexicon import Lexicon
from tests.gazetteers import gazetteer_of

PAGES = Path(__file__).parent.parent / "pages"
pages = sorted(path for path in PAGES.iterdir() if path.suffix in (".html", ".txt"))
COLUMNS = ["what", "kind", "name", "region", "country", "established", "status", "locator", "value"]


def rows_of(reading):
    nothing = dict.fromkeys(COLUMNS, "")
    for stated in reading.statements:
        parts = {name: getattr(stated, name) for name in COLUMNS[1:8]}
        yield {**nothing, "what": "tie", **parts}
    for claim in reading.claims:
        told = {"kind": claim.kind, "locator": f"L{claim.line}", "value": str(claim.claimed)}
        yield {**nothing, "what": "claim", **told}
    for term in reading.terms:
        told = {"kind": term.kind, "locator": f"L{term.line}", "value": term.term}
        yield {**nothing, "what": "term", **told}
    for problem in reading.problems:
        line = problem.where.partition(": L")[2]
        told = {"locator": f"L{line}" if line else "", "value": problem.code}
        yield {**nothing, "what": "problem", **told}


def test_there_are_recorded_pages():
    assert len(pages) >= 7


@pytest.mark.parametrize("page", pages, ids=lambda page: page.name)
def test_a_recorded_page_gives_what_its_table_says(page):
    reading = read_page(
        page.read_bytes(), Lexicon(gazetteer_of()), Asked(page.name, host="Port Alder")
    )
    with page.with_suffix(".csv").open(encoding="utf-8", newline="") as lines:
        expected = list(csv.DictReader(lines))

    assert list(rows_of(reading)) == expected
