"""Until when ties run, as pages print it."""

import pytest

from pipeline.parse.read_page import read_page
from pipeline.parse.records import ReadOptions
from pipeline.parse.statements.endings import find_endings
from tests.cases import cases
from tests.parse.views import atlas


def read(page):
    return read_page(page.encode(), atlas(), ReadOptions("page", host="Port Alder"))


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


@pytest.mark.parametrize(
    "sentence",
    [
        "The exhibition about our twin towns runs until 30 June 2024.",
        "The twin town student exchange lasts two months.",
        "Membership in the Twin Towns Association is valid for one year.",
        "Tickets expire after 2 months.",
        "The grant for these cities expires in December 2024.",
        "One of our twin towns, Graz, Austria, had an agreement that expired in 2019.",
    ],
)
def test_what_is_said_of_something_else_is_no_term_of_the_ties(sentence):
    entries = "<li>Bonn, Germany</li><li>Pune, India</li>"
    reading = read(f"<h2>Twin towns</h2><ul>{entries}</ul><p>{sentence}</p>")

    assert not [term for term in reading.terms if term.term or term.expires]


def test_in_a_sentence_the_ending_is_of_the_tie_before_it():
    reading = read(
        "<h1>Twin towns</h1>"
        "<p>Our twin towns are Dublin, Ireland, and Pune, India (expired 2019).</p>"
    )

    assert [(s.name, s.expires) for s in reading.statements] == [("Dublin", ""), ("Pune", "2019")]
