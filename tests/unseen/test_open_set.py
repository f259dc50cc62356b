"""The typo rule where the place that is meant is missing from the index."""

from tests.open_set import MOST, QUESTIONS, answers


def test_few_towns_that_are_not_held_are_mended_into_others():
    told = answers()

    assert len(told) == QUESTIONS
    mended = [(each.asked.name, each.found.name) for each in told if each.method == "typo"]
    assert len(mended) <= MOST * QUESTIONS, mended
