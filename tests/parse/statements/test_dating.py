"""On which of the dates of a page its ties began."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parse.page.decode import decode
from pipeline.parse.page.outline import read_outline
from pipeline.parse.records import TEXT, Block
from pipeline.parse.scopes.host import Host
from pipeline.parse.statements.dating import find_dated
from pipeline.parse.statements.merge import Statement
from pipeline.parse.statements.state import state
from pipeline.parse.survey import survey
from pipeline.parse.words.events import told_dates
from pipeline.places.lexicon import KnownWords
from tests.cases import cases

WORDS = KnownWords(
    {"Japan": "JP", "Germany": "DE", "Brazil": "BR", "France": "FR", "Italy": "IT", "China": "CN"},
    frozenset({"Kobe", "KOBE", "Bonn", "BONN", "Natal", "Lyon", "Pisa", "Wuxi"}),
)


def statements(html: str, partners: frozenset[str]) -> list[Statement]:
    """What a page states of those that are known to be its partners."""
    outline = read_outline(decode(html.encode()), keep_all=True)
    view = survey(outline, Host("Port Alder", "GB"), WORDS)
    return state(view, [each for each in view.candidates if each.entry.name in partners])[0]


@pytest.mark.parametrize("case", cases("tie_dates"))
def test_a_tie_began_on_the_date_that_its_row_says(case):
    expected = dict(each.split("=") for each in case["expected"].split("|"))

    found = statements(case["html"], frozenset(expected))

    assert {each.name: each.established for each in found} == expected, case["why"]


def test_a_date_says_why_it_counts():
    (stated,) = statements("<h2>Sister Cities</h2><h3>Kobe</h3><p>Since 1992.</p>", {"Kobe"})

    assert (stated.established, stated.date_sign, stated.lines) == ("1992", "since", (1,))


@given(st.text("Kobe 1957;().,sign since–", max_size=80))
def test_the_dates_of_any_text_are_its_own(text):
    for told in told_dates(text):
        assert text[told.start : told.end] == told.words
        assert -1 <= told.weight <= 4


def seconds(text: str) -> float:
    block = Block(TEXT, 0, text, ((0, 1),))
    start = time.perf_counter()
    list(find_dated([block], (), (), {"kobe": "Kobe", "bonn": "Bonn"}, "Port Alder"))
    return time.perf_counter() - start


@pytest.mark.parametrize(
    "part", ["Kobe 1957 ", "Kobe, ", "1957, ", "signed ", "Kobe; 1957 and ", "since 1957: "]
)
def test_the_time_grows_as_the_text_does(part):
    seconds(part * 500)

    once, tenfold = seconds(part * 500), seconds(part * 5_000)

    assert tenfold < 40 * once + 0.2
