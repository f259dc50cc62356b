"""Mentions of one tie become one statement; what they contradict each other in is told."""

import pytest

from pipeline.parse.statements.merge import Statement, merged
from pipeline.places.lexicon import KnownWords

COUNTRIES = {"Japan": "JP", "日本": "JP", "India": "IN", "USA": "US", "United States": "US"}
LEXICON = KnownWords(COUNTRIES, frozenset({"Kobe", "Pune"}))


def said(name, line=1, kind="sister", **more):
    nothing = dict.fromkeys(("region", "country", "established", "status"), "")
    parts = {**nothing, **more}
    return Statement(kind=kind, name=name, quote=name, lines=(line,), **parts)


def names(*statements):
    return [f"{s.name}, {s.country}".strip(", ") for s in merged(statements, LEXICON)[0]]


@pytest.mark.parametrize(
    ("mentions", "expected"),
    [
        ((said("Kobe"), said("Kobe", 2)), ["Kobe"]),
        ((said("Kobe"), said("Kobe", 2, country="Japan")), ["Kobe, Japan"]),
        ((said("Kobe", country="Japan"), said("Kobe", 2, country="日本")), ["Kobe, Japan"]),
        (
            (said("Kobe", country="Japan"), said("Kobe", 2, country="India")),
            ["Kobe, Japan", "Kobe, India"],
        ),
        ((said("Kobe City"), said("Kobe", 2, is_listed=False)), ["Kobe City"]),
        ((said("KOBE"), said("Kóbe", 2)), ["KOBE"]),
        ((said("Kobe", other_name="Hyogo"), said("Hyogo", 2)), ["Kobe"]),
        ((said("Kobe"), said("Kobe", 2, kind="friendship")), ["Kobe", "Kobe"]),
        (
            (said("Springfield", region="Ohio"), said("Springfield", 2, region="Illinois")),
            ["Springfield", "Springfield"],
        ),
        ((said("Pune"), said("Kobe", 2)), ["Pune", "Kobe"]),
        ((), []),
    ],
)
def test_what_names_one_tie_is_one_statement(mentions, expected):
    assert names(*mentions) == expected


def test_a_list_goes_before_a_sentence_and_keeps_the_order_of_the_page():
    told = (said("Kobe", 1, is_listed=False), said("Pune", 2), said("Kobe", 3, country="Japan"))

    assert names(*told) == ["Pune", "Kobe, Japan"]


def test_the_lines_of_all_mentions_are_named():
    (kobe,), notes = merged((said("Kobe", 7), said("Kobe", 2)), LEXICON)

    assert (kobe.lines, kobe.locator, notes) == ((2, 7), "L2;L7", [])


def test_a_page_that_names_a_tie_a_hundred_times_names_few_lines():
    (kobe,), _ = merged([said("Kobe", line) for line in range(1, 101)], LEXICON)

    assert len(kobe.lines) <= 20


def test_a_date_that_says_the_same_more_precisely_is_taken():
    first = said("Kobe", established="1957")
    (kobe,), notes = merged((first, said("Kobe", 2, established="26 May 1957")), LEXICON)

    assert (kobe.established, notes) == ("26 May 1957", [])


def test_dates_and_states_that_contradict_each_other_are_told():
    first = said("Kobe", established="1957", status="active")
    again = said("Kobe", 2, established="1958", status="inactive")
    (kobe,), notes = merged((first, again), LEXICON)

    assert (kobe.established, kobe.status) == ("1957", "active")
    assert {note.code for note in notes} == {"date-contradicted", "status-contradicted"}
    assert {note.line for note in notes} == {2}
