"""Kind and state of a tie by tables: what governs it, and what only stands near."""

import pytest

from pipeline.parse.parts.kind import kind_of_tie
from pipeline.parse.parts.status import status_of_tie
from pipeline.vocabularies import KINDS
from tests.cases import cases
from tests.parse.views import marked


@pytest.mark.parametrize("case", cases("tie_states"))
def test_the_state_of_a_tie_is_what_governs_it(case):
    assert status_of_tie(*marked(case["html"])).words == case["expected"], case["why"]


@pytest.mark.parametrize("case", cases("tie_kinds"))
def test_the_kind_of_a_tie_is_the_nearest_that_governs_it(case):
    kind = kind_of_tie(*marked(case["html"]))

    assert kind.kind == case["expected"], kind.reason
    assert kind.kind in KINDS
    assert kind.reason


def test_the_line_of_a_state_in_a_cell_is_told():
    page = (
        "<h2>Twin towns</h2><table><tr><th>City<th>Country<th>Notes"
        "<tr><td>⟦Kobe⟧<td>Japan\n<td>ended 2016<tr><td>Bonn<td>Germany<td></table>"
    )

    assert status_of_tie(*marked(page)).line == 3
