"""The judge adds up weights in whole hundredths, and its two thresholds say what that comes to."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parse.facts import facts_of
from pipeline.parse.judge import DOUBT, NO, TIE, Weights, around_of, judge, learned, score_of
from tests.parse.views import marked, view_of

LIST = "<h2>Sister cities</h2><ul><li>⟦Kobe⟧, Japan</li><li>Pune, India</li></ul>"
PAIRS = st.dictionaries(st.tuples(st.text(max_size=3), st.text(max_size=3)), st.integers())


def test_a_score_is_the_sum_of_the_weights_and_of_the_bias():
    weights = {("bias", ""): -120, ("shape", "item"): 70, ("size", "big"): 33}

    assert score_of({"shape": "item", "size": "big"}, weights) == -17


def test_a_bin_that_was_never_seen_weighs_nothing():
    weights = {("bias", ""): -120, ("shape", "item"): 70}

    assert score_of({"shape": "a new one", "no such fact": "x"}, weights) == -120
    assert score_of({}, {}) == 0


@given(PAIRS)
def test_the_order_of_the_facts_changes_no_sum(weights):
    pairs = list(weights)
    facts = dict(pairs)
    shuffled = pairs.copy()
    random.Random(7).shuffle(shuffled)
    same = {fact: facts[fact] for fact, _ in shuffled}

    assert score_of(facts, weights) == score_of(same, weights)
    assert isinstance(score_of(facts, weights), int)


@pytest.mark.parametrize(
    ("bias", "verdict"), [(51, TIE), (50, TIE), (49, DOUBT), (-20, DOUBT), (-21, NO)]
)
def test_the_thresholds_part_tie_doubt_and_no(bias, verdict):
    view, _ = marked(LIST)
    weights = Weights({}, {("bias", ""): bias}, tie=50, doubt=-20)

    assert {each.verdict for each in judge(view, weights)} == {verdict}
    assert {each.score for each in judge(view, weights)} == {bias}


@pytest.mark.parametrize(
    "text",
    [
        "Port Alder is not a sister city of ⟦Lyon⟧, France.",
        "Port Alder is no longer a sister city of ⟦Lyon⟧, France.",
        "⟦Lyon⟧, France, is not our sister city. Our sister city is Kobe, Japan.",
        "Port Alder ist nicht Partnerstadt von ⟦Lyon⟧, Frankreich.",
    ],
)
def test_a_tie_that_is_denied_is_at_most_a_doubt(text):
    view, candidate = marked(f"<p>{text}</p>")
    sure = Weights({}, {("bias", ""): 900}, tie=50, doubt=-20)

    verdicts = judge(view, sure)
    assert verdicts[view.candidates.index(candidate)].verdict == DOUBT


def test_a_denial_of_something_else_denies_no_tie():
    view, candidate = marked("<p>Not far from the sea lies our sister city ⟦Lyon⟧, France.</p>")
    sure = Weights({}, {("bias", ""): 900}, tie=50, doubt=-20)

    assert judge(view, sure)[view.candidates.index(candidate)].verdict == TIE


def test_a_word_that_denies_in_another_language_denies_no_tie():
    view, candidate = marked("<p>A visita no município irmão ⟦Lyon⟧, França.</p>")
    sure = Weights({}, {("bias", ""): 900}, tie=50, doubt=-20)

    assert judge(view, sure)[view.candidates.index(candidate)].verdict == TIE


def test_the_facts_of_a_verdict_are_told_the_strongest_first_and_add_up():
    view, _ = marked(LIST)
    for verdict in judge(view, tells=True):
        weights = [weight for _, _, weight in verdict.facts]

        assert weights == sorted(weights, key=abs, reverse=True)
        assert sum(weights) + learned().second["bias", ""] == verdict.score


def test_what_a_page_says_of_the_neighbours_comes_in_a_second_round():
    view = view_of("<h2>Sister cities</h2><ul><li>Kobe, Japan<li>Pune, India<li>Bonn</ul>")
    told = around_of(view, [300, 300, -500])

    assert [each["mean score of its neighbours"] for each in told] == ["-150", "-150", "250"]
    assert {each["best score of the page"] for each in told} == {"250"}
    assert {each["best score of the same name"] for each in told} == {"?"}


def test_the_learned_weights_are_whole_numbers_for_facts_that_there_are():
    view, candidate = marked(LIST)
    known = {fact for fact, _ in learned().first}

    assert set(facts_of(view, candidate)) & known
    assert all(isinstance(weight, int) for weight in learned().second.values())
    assert learned().doubt < learned().tie


def test_a_page_without_candidates_has_no_verdicts():
    assert judge(view_of("<p>of roads</p>")) == []


def test_a_header_that_is_printed_again_is_neither_a_tie_nor_a_doubt():
    rows = [("City", "Country"), ("Kobe", "Japan"), ("City", "Country"), ("Bonn", "Germany")]
    cells = "".join(f"<tr><td>{city}<td>{land}" for city, land in rows)
    view = view_of(f"<h2>Sister cities</h2><table>{cells}</table>")

    said = {c.entry.name: v.verdict for c, v in zip(view.candidates, judge(view), strict=True)}

    assert said["City"] == "no"
    assert said["Kobe"] == said["Bonn"] == "tie"
