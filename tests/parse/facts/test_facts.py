"""Every fact by a table: a page with one ⟦place⟧ marked, and in which bin the fact is there."""

import pytest

from pipeline import reference
from pipeline.parse.facts import (
    FACTS,
    NAMES,
    facts_of,
    frame,
    joint,
    line,
    name,
    owner,
    page,
    scope,
    sentence,
    siblings,
    table,
)
from pipeline.parse.facts.view import binned
from tests.cases import cases
from tests.parse.views import marked

CASES = cases("facts")


@pytest.mark.parametrize("case", CASES)
def test_a_fact_is_what_the_table_says(case):
    view, candidate = marked(case["html"], case["host"])

    assert facts_of(view, candidate)[case["fact"]] == case["expected"], case["why"]


def test_every_fact_has_a_case():
    assert {case.values[0]["fact"] for case in CASES} == set(NAMES)


def test_every_fact_has_a_name_of_its_own_and_says_in_words_what_it_is():
    assert len(set(NAMES)) == len(NAMES)
    assert all((fact.__doc__ or "").strip().endswith(".") for fact in (*FACTS, *joint.FACTS))


@pytest.mark.parametrize(
    ("room", "fact"),
    [
        (frame, "share_in_links"),
        (line, "word_before"),
        (name, "population"),
        (owner, "whose_tie_it_is"),
        (page, "host_is_known"),
        (scope, "kind_in_force"),
        (sentence, "tie_word_before"),
        (siblings, "neighbours"),
        (table, "header_of_its_column"),
    ],
    ids=lambda each: getattr(each, "__name__", each).rpartition(".")[2],
)
def test_a_file_lists_its_facts_each_once_and_of_its_own(room, fact):
    assert fact in {each.__name__ for each in room.FACTS}
    assert {each.__module__ for each in room.FACTS} == {room.__name__}
    assert len(set(room.FACTS)) == len(room.FACTS)
    assert set(room.FACTS) <= set(FACTS)


def test_no_weight_is_kept_for_a_fact_that_is_gone():
    of_neighbours = {
        "mean score of its neighbours",
        "best score of the same name",
        "best score of the page",
        "surer candidates of the page",
    }
    known = {*NAMES, *of_neighbours, "bias", "tie from", "doubt from"}

    assert {row["fact"] for row in reference.rows("weights")} <= known


def test_what_holds_of_a_candidate_is_the_same_each_time():
    view, candidate = marked("<h2>Sister cities</h2><ul><li>⟦Kobe⟧, Japan<li>Bonn</ul>")

    assert dict(facts_of(view, candidate)) == dict(facts_of(view, candidate))
    assert list(facts_of(view, candidate)) == list(NAMES)


@pytest.mark.parametrize(
    ("value", "expected"), [(-1, "<0"), (0, "0"), (2.5, "0"), (3, "3"), (99, "3")]
)
def test_a_bin_is_called_by_its_lower_edge(value, expected):
    assert binned(value, (0, 3)) == expected
