"""The fast way to the rows of a table and BeautifulSoup's agree where nothing spans."""

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parse.page.table_grid import rows_of, spanned_rows

CELLS = st.sampled_from(["<td>Bonn", "<th>City</th>", "<td></td>", "<td><p>a<br>b</p>", "<td><b>x"])
ROWS = st.lists(CELLS, max_size=5).map(lambda cells: "<tr>" + "".join(cells))
PARTS = st.sampled_from(["", "<thead>", "<tbody>", "</tbody>", "<tfoot>"])
TABLES = st.lists(st.tuples(PARTS, ROWS).map("".join), min_size=1, max_size=6).map("".join)


def texts(rows):
    """What the rows hold; one cell that is all of its row stands for as many as it spans."""
    return [[cell.text_content() for cell in row] for row in rows]


@given(TABLES)
def test_plain_tables_have_the_same_rows_both_ways(inner):
    table = lxml.html.fragment_fromstring(f"<table>{inner}</table>")

    assert texts(rows_of(table)) == texts(spanned_rows(table))


def test_a_cell_that_spans_stands_in_each_row_and_column():
    table = lxml.html.fragment_fromstring(
        "<table><tr><td rowspan=2>Japan<td>Kobe<td>1957"
        "<tr><td colspan=2>Nara"
        "<tr><td colspan=3>Europe</table>"
    )

    assert texts(rows_of(table)) == [
        ["Japan", "Kobe", "1957"],
        ["Japan", "Nara", "Nara"],
        ["Europe"],
    ]


@pytest.mark.parametrize("span", ["99999", "1" * 5000, "0" * 5000])
def test_a_span_beyond_measure_is_cut(span):
    table = lxml.html.fragment_fromstring(
        f"<table><tr><td colspan={span} rowspan={span}>Bonn<td>x<tr><td>Pune</table>"
    )

    assert all(len(row) <= 260 for row in rows_of(table))
