"""The rows as data in the page: small, safe in its element, and read back as they were."""

import json

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from pipeline.publish.page.embedding import LIKE, coded, embedded, script_json
from pipeline.tables import Affiliations
from tests.publish.hostile import TEXTS
from tests.publish.page_reading import decoded

# What a column holds: ids and addresses that begin alike, numbers, nothing, anything.
CELLS = st.one_of(
    st.sampled_from(["", "a", "-84.08", "-84.085", "1", "-1", "13", "[1]", "true", "null"]),
    st.builds("gb-bristol.twin.{}".format, st.sampled_from(["fr-bordeaux", "fr-bord", "de-ulm"])),
    st.builds("\U0001f600\U0001f601 twins {}".format, st.sampled_from("\U0001f600\U0001f602ab")),
    TEXTS,
)
COLUMNS = st.lists(CELLS | st.just("again"), max_size=12)


def through_json(value):
    """As a browser gets it."""
    return json.loads(script_json(value))


@given(COLUMNS)
def test_a_column_is_read_back_as_it_was(column):
    assert decoded(through_json(coded(column))) == column


@given(st.lists(st.tuples(CELLS, CELLS, st.booleans()), max_size=12))
def test_a_column_that_mostly_agrees_with_another_is_read_back_as_it_was(rows):
    like = [one for one, _, _ in rows]
    column = [one if agrees else other for one, other, agrees in rows]

    assert decoded(through_json(coded(column, like)), like) == column


@pytest.mark.parametrize(
    ("column", "like", "told"),
    [
        ([], [], []),
        ([""], [], [""]),
        (["", ""], [], ["", [1]]),
        (["x", "x", "x", "y"], [], ["x", [2], "y"]),
        (["Bonn", "Ulm", "Bonn"], [], ["Bonn", "Ulm", -1]),
        (["x", "y", "x"], [], ["x", "y", "x"]),  # as short as its number
        (["Bonn", "Ulm"], ["Bonn", "Ulmm"], [1, "Ulm"]),
        (["abcdef1", "abcdef2", "abcde"], [], ["abcdef1", 6, "2", "abcde"]),
        # Halves of a pair are never parted: what follows a sign beyond U+FFFF is told again.
        (["abcdef\U0001f600x", "abcdef\U0001f600y"], [], ["abcdef\U0001f600x", 6, "\U0001f600y"]),
        (
            ["\U0001f600abcdef1", "\U0001f600abcdef2"],
            [],
            ["\U0001f600abcdef1", "\U0001f600abcdef2"],
        ),
    ],
)
def test_a_column_is_told_by_what_its_cells_share(column, like, told):
    assert coded(column, like) == told


def test_rows_that_share_much_take_a_fraction_of_their_size():
    column = [f"https://www.example.org/twin-towns#:~:text={n:03}" for n in range(200)]

    assert len(script_json(coded(column))) < len("".join(column)) / 4


@given(st.recursive(TEXTS | st.integers() | st.none(), lambda inner: st.lists(inner, max_size=3)))
def test_nothing_in_the_data_ends_its_element(value):
    told = script_json(value)
    page = BeautifulSoup(f"<script>{told}</script><p>", "lxml")

    assert not set("<>&\u2028\u2029") & set(told)
    assert json.loads(told) == value
    assert json.loads(page.script.string) == value
    names = [element.name for element in page.find_all(True)]
    assert names == [
        "html",
        "head",
        "script",
        "body",
        "p",
    ]


def test_what_the_table_has_is_not_told_twice():
    columns = {"a": ["x"], "b": ["y"], "c": ["z"]}
    told = json.loads(embedded(columns, ("b",)))

    assert told["columns"] == ["a", "b", "c"]
    assert told["cells"] == {"a": ["x"], "c": ["z"]}


def test_columns_are_like_one_that_is_read_before_them():
    order = list(Affiliations.columns())

    for name, like in LIKE.items():
        assert order.index(like) < order.index(name)
