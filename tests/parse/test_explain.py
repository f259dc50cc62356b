"""``--explain``: each block, what was made of it and why."""

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


def test_a_candidate_is_told_with_its_score_its_kind_and_three_facts():
    (said,) = explained(PAGE)["Kobe, Japan (1957)"].said

    names, _, facts = said.partition(": ")
    assert names.startswith("Kobe, Japan, 1957 +")
    assert names.endswith(" sister")
    assert facts.count(" (") == 3


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
