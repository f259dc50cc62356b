"""The counts that a page gives of its own ties, and those that are another's."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parse.records import HEADING, ITEM, ROW, TEXT, Block
from pipeline.parse.scopes.host import Host
from pipeline.parse.statements.claims import find_claims
from pipeline.places.lexicon import NOBODY, KnownWords, Named
from tests.cases import cases


class _Towns(KnownWords):
    """A lexicon whose places are large enough to be towns with ties of their own."""

    def named(self, words: str) -> Named:
        return Named(100_000) if words in self.places else NOBODY


_LEXICON = _Towns(
    {"Japan": "JP", "Germany": "DE", "United States": "US"},
    frozenset("Boston Bonn Bray Dortmund Dresden Kyoto Lübeck Oissel Reims Roth".split()),
)


def block(text: str, role: str = TEXT, **more) -> Block:
    return Block(role, 2 if role == HEADING else 0, text, ((0, 1),), **more)


def counts(blocks: list[Block], host: str, stated: frozenset[int] = frozenset()) -> list[str]:
    return [
        f"{claim.kind} {claim.claimed}"
        for claim in find_claims(blocks, Host(host), _LEXICON, stated)
    ]


@pytest.mark.parametrize("case", cases("claims"))
def test_a_sentence_claims_what_its_row_says(case):
    expected = [each.strip() for each in case["expected"].split("|") if each.strip()]

    assert counts([block(case["sentence"])], case["host"]) == expected, case["why"]


def test_a_claim_says_where_it_stands():
    (claim,) = find_claims(
        [Block(TEXT, 0, "Hi. We have two twin towns.", ((0, 7), (4, 8)))], Host("Bonn"), _LEXICON
    )

    assert claim == ("twin", 2, "We have two twin towns.", 8)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Arrangements are in place with five sister cities: Bonn.", ["sister 5"]),
        ("There are five sister cities: Bonn and others.", ["sister 5"]),
        ("Bonn has five sister cities.", []),
        ("Mayors from five sister cities, Bonn among them, came.", []),
        ("Bonn is a third sister city.", []),
    ],
)
def test_beside_the_hosts_own_ties_a_count_needs_no_owner(text, expected):
    assert counts([block(text)], "Port Alder", frozenset({0})) == expected


def test_it_is_who_was_named_before():
    host = "Port Alder lies on a bay. It has six twin towns."
    other = "Dresden lies on a river. It has six twin towns."

    assert counts([block(host)], "Port Alder") == ["twin 6"]
    assert counts([block(other)], "Port Alder") == []


@pytest.mark.parametrize("frame", ["menu", "aside", "form", "header"])
def test_in_the_frame_of_a_page_only_the_host_by_name_counts(frame):
    lines = ["Sister Cities (26)", "The city has six twin towns.", "Port Alder has two twin towns."]

    assert counts([block(line, frame=frame) for line in lines], "Port Alder") == ["twin 2"]


def test_a_row_of_another_town_claims_nothing():
    assert counts([block("2 sister cities", ROW)], "Port Alder") == []
    assert counts([block("2 sister cities", ITEM)], "Port Alder") == ["sister 2"]


@given(st.text(max_size=200), st.text(max_size=12), st.booleans())
def test_no_text_raises(text, host, is_stated):
    list(find_claims([block(text)], Host(host), _LEXICON, frozenset({0} if is_stated else ())))


_PIECES = (
    "Bonn",
    "has",
    "hat",
    "seven",
    "(7)",
    "21",
    "sister cities",
    "Partnerstädte",
    "jumelée avec",
)
_SIGNS = (
    "our",
    "the city",
    "of",
    ",",
    ".",
    ":",
    "and",
    "ninth",
    "villes",
    "友好城市",
    "12个",
    "(",
    ")",
)


@given(
    st.lists(st.sampled_from(_PIECES + _SIGNS), max_size=30), st.sampled_from(["Bonn", "", "常"])
)
def test_no_order_of_telling_words_raises(words, host):
    list(find_claims([block(" ".join(words))], Host(host), _LEXICON, frozenset({0})))


@pytest.mark.parametrize(
    "piece",
    ["the city has 7 sister cities ", "our ninth sister city. ", "12个友好城市", "its City "],
)
def test_time_grows_with_the_text_and_no_faster(piece):
    def seconds(times: int) -> float:
        start = time.process_time()
        list(find_claims([block(piece * times)], Host("Port Alder"), _LEXICON))
        return time.process_time() - start

    seconds(300)  # reads the tables

    assert seconds(3_000) < 40 * max(seconds(300), 0.005)
