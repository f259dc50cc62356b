"""Words that date a tie and hold no date that we read are kept as stated."""

import pytest

from pipeline.parse.page.decode import decode
from pipeline.parse.page.outline import read_outline
from pipeline.parse.scopes.host import Host
from pipeline.parse.statements import undated
from pipeline.parse.statements.state import state
from pipeline.parse.survey import survey
from pipeline.places.lexicon import KnownWords
from tests.cases import cases

WORDS = KnownWords({"Japan": "JP", "Germany": "DE"}, frozenset({"Kobe", "Bonn"}))


def view_of(html):
    outline = read_outline(decode(html.encode()), keep_all=True)
    return survey(outline, Host("Port Alder", "GB"), WORDS)


@pytest.mark.parametrize("case", cases("undated"))
def test_a_tie_keeps_the_words_that_its_row_says(case):
    expected = dict(each.split("=") for each in case["expected"].split("|"))
    view = view_of(case["html"])
    ties = [each for each in view.candidates if each.entry.name in expected]

    found = {each.name: each.established for each in state(view, ties)[0]}

    assert found == expected, case["why"]


def test_the_line_of_the_words_is_one_of_the_tie():
    view = view_of("<h3>Kobe, Japan</h3>\n<p>Twinned in the sixties</p>")
    ties = [each for each in view.candidates if each.entry.name == "Kobe"]

    (stated,) = state(view, ties)[0]

    assert stated.locator == "L1;L2"
    assert undated.with_unread_dates(view, ties, ties, [stated]) == [stated]
