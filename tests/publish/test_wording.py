"""Counts, coverage, sizes, lines and terms in words, beyond what the doctests show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.publish.page.wording import (
    NOUNS,
    covered,
    lines,
    of_kinds,
    size,
    span,
)
from pipeline.vocabularies import KINDS


def test_every_kind_has_its_nouns():
    assert list(NOUNS) == list(KINDS)
    assert len({noun for nouns in NOUNS.values() for noun in nouns}) == 2 * len(KINDS)


def test_kinds_are_told_in_one_order_and_none_that_are_not_there():
    assert of_kinds({"other": 2, "partner": 0, "sister": 1}) == "1 sister city, 2 other ties"
    assert of_kinds({}) == ""


@pytest.mark.parametrize(
    ("claimed", "listed", "words"),
    [
        (4, 4, "Ulm says it has four sister cities; we read four."),
        (1, 0, "Ulm says it has one sister city; we read none."),
        (0, 1, "Ulm says it has no sister cities; we read one."),
        (13, 1200, "Ulm says it has 13 sister cities; we read 1,200."),
        (None, 0, "Ulm gives no number for its sister cities; we read none."),
    ],
)
def test_coverage_in_words(claimed, listed, words):
    row = {"kind": "sister", "claimed_count": claimed, "listed_count": listed}

    assert covered("Ulm", row) == words


@pytest.mark.parametrize(
    ("byte_count", "words"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1000, "1 KB"),
        (999_499, "999 KB"),
        (999_999, "1.0 MB"),
        (12_345_678, "12.3 MB"),
    ],
)
def test_sizes_in_words(byte_count, words):
    assert size(byte_count) == words


@given(st.integers(0, 10**9))
def test_a_size_is_short(byte_count):
    assert len(size(byte_count).split()[0]) <= 6


@pytest.mark.parametrize(
    ("locator", "words"), [("L7", "line 7"), ("L1;L2;L30", "lines 1, 2 and 30")]
)
def test_lines_in_words(locator, words):
    assert lines(locator) == words


@pytest.mark.parametrize(
    ("term", "words"),
    [("P1Y", "1 year"), ("P6M", "6 months"), ("P2W", "2 weeks"), ("P90D", "90 days")],
)
def test_terms_in_words(term, words):
    assert span(term) == words
