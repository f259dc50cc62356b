"""Words for what was: said of a state, of a name or of a tie, row by row of tables/former.csv."""

import time

import pytest

from pipeline.parse.words.entry import read_entries
from pipeline.parse.words.former import is_former_gap, without_former, years_of_names
from pipeline.parse.words.of_tie import speaks_of_tie
from pipeline.reference.statuses import find_statuses
from pipeline.run.shared_places import shared_atlas
from tests.cases import cases


@pytest.fixture(scope="module")
def atlas():
    return shared_atlas()


@pytest.mark.parametrize("case", cases("former"))
def test_what_was_is_no_state_of_the_tie(case, atlas):
    entries = read_entries(case["text"], atlas.speaking(case["language"]))

    parts = [(e.name, e.other_name, e.country, e.established, e.status) for e in entries]
    assert ";".join("|".join(part) for part in parts) == case["entries"]


@pytest.mark.parametrize(
    "words",
    ["former sister city", "formerly twinned", "former official partner town", "(former)",
     "former since 2010", "former, 1990", "ended by the council", "ehemalige Partnerstadt"],
)  # fmt: skip
def test_a_word_for_what_was_is_said_of_a_tie_before_a_word_for_ties_or_alone(words):
    assert speaks_of_tie(words, find_statuses(words)[0])


@pytest.mark.parametrize(
    "words",
    ["former Yugoslavia", "formerly known as Leningrad", "former capital of West Germany",
     "(former) Yugoslavia", "formerly part of Bonn, a sister city", "ehemalige Hauptstadt"],
)  # fmt: skip
def test_elsewhere_it_is_said_of_a_state_or_of_a_name(words):
    assert not speaks_of_tie(words, find_statuses(words)[0])


def test_a_hyphen_and_an_article_belong_to_the_word():
    assert without_former("Ex-Jugoslawien") == "Jugoslawien"
    assert without_former("the former USSR") == "USSR"
    assert without_former("Formosa") == "Formosa"
    assert is_former_gap(", ex-")
    assert not is_former_gap(", Essex-")


def test_the_time_grows_as_the_text_does():
    def seconds(text):
        start = time.process_time()
        years_of_names(text)
        is_former_gap(text)
        return time.process_time() - start

    few, many = seconds("(until 1945 former " * 400), seconds("(until 1945 former " * 3200)

    assert many < 20 * max(few, 0.002), "8 is linear, 64 is quadratic"
