"""One change in words, for the feed, CHANGES.md and the page."""

import pytest

from pipeline import vocabularies
from pipeline.publish.previous.changes import TOLD
from pipeline.publish.products.change_words import change_words, newest_first, reason_words, ties
from tests.cases import cases
from tests.releases import BORDEAUX, change, release, tie


@pytest.mark.parametrize("case", cases("change_words"))
def test_a_change_is_told_in_plain_words(case):
    cells = {name: case[name] or None for name in ("event", "field", "before", "after")}

    assert change_words(change(**cells)) == case["words"], case["why"]


@pytest.mark.parametrize("field", TOLD)
def test_every_column_that_can_change_has_words(field):
    words = change_words(change(event="changed", field=field, before="a", after="b"))

    assert "_" not in words


@pytest.mark.parametrize("cause", vocabularies.CAUSES)
def test_every_cause_has_a_sentence(cause):
    assert reason_words(change(cause=cause)).endswith(".")


def test_a_removed_tie_goes_by_its_id():
    gone = change(affiliation_id="gb-bristol.twin.de-hannover", event="removed", field=None)
    named = ties(release(ties=(tie(),), changes=(gone, change())))

    assert named["gb-bristol.twin.de-hannover"] == ("gb-bristol", "", "de-hannover", "twin")
    assert named[BORDEAUX] == ("Bristol", "GB-BST", "Bordeaux", "twin")


def test_the_tenth_release_of_a_day_is_newer_than_the_second():
    versions = ["2026.11.21", "2026.11.21+10", "2026.11.21+2", "2026.11.20"]
    told = newest_first(release(changes=tuple(change(release=version) for version in versions)))

    assert [row["release"] for row in told] == [
        "2026.11.21+10",
        "2026.11.21+2",
        "2026.11.21",
        "2026.11.20",
    ]


def test_a_long_cell_is_cut_after_a_word():
    words = change_words(change(event="changed", field="status", before="x", after="word " * 400))

    assert words.endswith("word…")
    assert len(words) < 340
