"""``--explain``: each block, what was made of it and why."""

import re

import pytest

from pipeline.parse.explain import scale
from pipeline.parse.judge import learned
from pipeline.parse.read_page import read_page
from pipeline.parse.records import ReadOptions
from tests.parse.views import atlas

PAGE = (
    "<h2>Sister Cities</h2>\n<p>We have two sister cities.</p>\n<ul><li>Kobe, Japan (1957)"
    "</li>\n<li>Pune, India</li></ul>\n<h2>Budget</h2>\n<p>Roads.</p><h3>Water</h3><p>Pipes.</p>"
    "<p>of mains and pumps</p>"
)


def explained(page, **options):
    options = ReadOptions("page.html", host="Port Alder", explains=True, **options)
    return {each.text: each for each in read_page(page.encode(), atlas(), options).explained}


def test_every_block_is_told_with_line_and_role():
    told = explained(PAGE)

    assert (told["Sister Cities"].line, told["Sister Cities"].role) == (1, "heading 2")
    assert (told["Pune, India"].line, told["Pune, India"].role) == (4, "item")
    assert [each for each in told.values() if not each.said] == []


def test_a_tie_is_told_with_its_kind_its_score_and_three_facts_that_speak_for_it():
    (said,) = explained(PAGE)["Kobe, Japan (1957)"].said

    names, _, facts = said.partition(": ")
    assert names.startswith("Kobe, Japan, 1957 +")
    assert names.endswith(" sister")
    assert facts.count(" (+") == 3


def test_of_what_is_no_tie_the_facts_are_told_that_speak_against_it():
    said = explained(PAGE)["Budget"].said[0]

    assert " no: " in said
    assert said.count(" (-") == 3


@pytest.mark.parametrize("text", ["Kobe, Japan (1957)", "Budget"])
def test_what_is_told_of_a_candidate_adds_up_to_its_score(text):
    said = explained(PAGE)[text].said[0]
    score, *others = re.findall(r"[+-][0-9]+\.[0-9]", said)

    assert sum(map(float, others)) == pytest.approx(float(score), abs=0.2)  # of rounded numbers


def test_scores_of_others_are_told_as_scores_are_and_large_numbers_in_full():
    told = " ".join(said for each in explained(PAGE).values() for said in each.said)

    assert not re.search(r"score of [a-z ]+: <?-?[0-9]{2,}|e\+", told)


def test_the_scale_is_that_of_the_learned_weights():
    assert scale() == (
        f"a tie from {learned().tie / 100:+.1f}, perhaps from {learned().doubt / 100:+.1f}"
    )


def test_what_heads_ties_and_what_claims_them_is_told():
    told = explained(PAGE)

    assert told["Sister Cities"].said == ("names sister ties",)
    assert "claims 2 sister" in told["We have two sister cities."].said


def test_what_was_passed_over_is_told_with_the_reason():
    told = explained(PAGE)

    assert " no: " in told["Budget"].said[0]
    assert told["of mains and pumps"].said == (
        "passed over: no heading or line near it names a kind of tie",
    )


def test_what_is_no_tie_is_told_as_one():
    page = "<h2>Sister Cities</h2><p>Write to Jane Smith in the old town hall of our city.</p>"
    (block,) = [each for text, each in explained(page).items() if "Jane" in text]

    assert all(" no: " in said or " perhaps: " in said for said in block.said)


def test_nothing_is_told_where_nobody_asks():
    options = ReadOptions("page.html", host="Port Alder")

    assert read_page(PAGE.encode(), atlas(), options).explained == ()
