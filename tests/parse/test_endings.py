"""Until when ties run, as pages print it."""

import pytest

from pipeline.parse import Asked, read_page
from pipeline.parse.endings import find_endings
from pipeline.run.lexicon import Lexicon
from tests.cases import cases
from tests.gazetteers import gazetteer_of


def read(page):
    return read_page(page.encode(), Lexicon(gazetteer_of()), Asked("page", host="Port Alder"))


@pytest.mark.parametrize("case", cases("endings"))
def test_the_day_until_which_a_tie_runs_is_found(case):
    found = [each.words + "!" * each.is_renewal for each in find_endings(case["text"])]

    assert ";".join(found) == case["expected"], case["why"]


def test_each_entry_has_its_own_ending():
    page = (
        "<h2>Twin towns</h2><ul><li>Bonn, Germany (expires in 2026)</li><li>Pune, India</li></ul>"
    )

    assert [(s.name, s.expires) for s in read(page).statements] == [("Bonn", "2026"), ("Pune", "")]


def test_what_is_said_of_all_is_said_of_the_kind():
    page = (
        "<p>These twin towns were approved in 2023 and all renewed until 2027:</p>"
        "<ul><li>Bonn, Germany</li><li>Pune, India</li></ul>"
    )
    reading = read(page)

    assert [(term.kind, term.expires) for term in reading.terms] == [("twin", "2027")]


def test_what_is_said_of_one_tie_is_not_said_of_the_kind():
    page = (
        "<h2>Twin towns</h2><ul><li>Bonn, Germany</li><li>Pune, India</li></ul>"
        "<p>The twin town agreement with Bonn expires in 2026.</p>"
    )

    assert all(not term.expires for term in read(page).terms)
