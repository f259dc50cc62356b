"""Which rows head a table, and which name no tie."""

import pytest

from pipeline.parse.candidates.tables import is_legend, is_sum, tables_of
from tests.parse.views import view_of


def table(*rows):
    cells = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split("|")) + "</tr>" for row in rows
    )
    blocks = view_of(f"<h2>Sister cities</h2><table>{cells}</table>").blocks
    (found,) = tables_of(blocks, {}).values()
    return found, sorted(number - found.first for number in found.apart)


def test_a_header_may_stand_below_notes_and_again():
    found, apart = table(
        "Updated in 2019||",
        "City (* Dormant)|Country|Year **",
        "Kobe|Japan|1957",
        "City (* Dormant)|Country|Year **",
        "Bonn|Germany|1958",
    )

    assert found.columns == ("city", "country", "established")
    assert apart == [1, 3]


def test_a_header_in_two_rows_is_read_as_one():
    found, apart = table(
        "Sister|Country|Date", "City||Signing", "Kobe|Japan|1957", "Bonn|Germany|1958"
    )

    assert found.columns == ("city", "country", "established")
    assert found.headers == ("Sister City", "Country", "Date Signing")
    assert apart == [0, 1]


@pytest.mark.parametrize("header", ["City¹", "City [2]", "City*", "CITY 1", "City (A–Z)", "City1"])
def test_a_footnote_is_no_part_of_a_header(header):
    found, _ = table(f"{header}|Country", "Kobe|Japan", "Bonn|Germany")

    assert found.columns == ("city", "country")


def test_sums_and_legends_name_no_tie():
    _, apart = table("City|Country", "Kobe|Japan", "Total|2", "* Dormant|", "Bonn|Germany")

    assert apart == [0, 2, 3]


def test_a_town_in_the_middle_that_is_called_like_a_header_is_none():
    _, apart = table("City|Country", "Kobe|Japan", "Place|France", "Bonn|Germany")

    assert apart == [0]


@pytest.mark.parametrize(
    "text", ["Total: 3", "Grand total 12 cities", "Insgesamt, 3", "合計 3", "Итого: 4", "TOTAL"]
)
def test_a_line_that_only_counts_is_a_sum(text):
    assert is_sum(text)


@pytest.mark.parametrize("text", ["Total Health, Japan", "Totana, Spain", "Kobe: 3", "3"])
def test_a_line_that_names_something_is_no_sum(text):
    assert not is_sum(text)


@pytest.mark.parametrize(
    "text", ["* Dormant", "** suspended since 2012", "† = former", "¹ inactive"]
)
def test_a_mark_before_words_for_a_state_is_a_legend(text):
    assert is_legend(text)


@pytest.mark.parametrize("text", ["* Kobe, Japan", "Dormant", "* Kobe (dormant)", "1 Kobe"])
def test_an_item_with_a_bullet_is_no_legend(text):
    assert not is_legend(text)
