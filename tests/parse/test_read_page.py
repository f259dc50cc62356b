"""What must hold for every page that is read, whole."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline import reference
from pipeline.parse.page.decode import decode
from pipeline.parse.read_page import read_page
from pipeline.parse.records import ReadOptions
from tests.parse.views import atlas

PIECES = st.sampled_from(
    [
        *("<ul>", "<li>", "</ul>", "<h2>", "</h2>", "<p>", "<br>", "<table>", "<td", ">", "\n"),
        *("<!--", "-->", "&nbsp;", "&#xD800;", "\x00", "\u202e", "(", ")", "; ", " and "),
        *("Sister Cities", "Nantes, France (1965)", "• Kobe, Japan\n", "has two sister cities: "),
        *("May 26, 1957", "established on ", "<nav>", "</html>", "<svg>", "姉妹都市 ", "神戸市"),
    ]
)


def read(page, **options):
    body = page if isinstance(page, bytes) else page.encode("utf-8", "surrogatepass")
    return read_page(body, atlas(), ReadOptions("page.html", **options))


@example("<ul><!---->\x08")
@given(st.lists(PIECES | st.text(max_size=5), max_size=30).map("".join))
def test_any_page_is_read_without_an_error_and_every_line_is_there(page):
    reading = read(page, host="Port Alder")
    lines = decode(page.encode("utf-8", "surrogatepass")).text.count("\n") + 1

    for stated in reading.statements:
        assert 0 < len(stated.quote) <= 300
        assert stated.lines == tuple(sorted(set(stated.lines)))
        assert all(1 <= line <= lines for line in stated.lines)


@given(st.lists(PIECES, max_size=20).map("".join))
def test_a_page_is_read_the_same_each_time(page):
    assert read(page, host="Port Alder") == read(page, host="Port Alder")


@given(st.permutations(["Nantes, France", "Kobe, Japan", "Pune, India", "Cork, Ireland"]))
def test_the_order_of_a_list_changes_its_order_only(entries):
    page = "<h2>Sister Cities</h2><ul>" + "".join(f"<li>{entry}</li>" for entry in entries)

    assert [f"{each.name}, {each.country}" for each in read(page).statements] == entries


@pytest.mark.parametrize("kind", sorted({row["kind"] for row in reference.rows("kind_words")}))
def test_every_kind_is_read_from_its_words(kind):
    words = next(row["words"] for row in reference.rows("kind_words") if row["kind"] == kind)
    if not kind:
        return  # a body's name, which is no kind
    page = f"<h2>{words}</h2><ul><li>Kobe, Japan</li><li>Pune, India</li></ul>"

    assert [stated.kind for stated in read(page).statements] == [kind, kind]


def test_the_host_is_no_partner_of_itself_and_its_namesake_is():
    page = "<h2>Twin towns</h2><ul><li>Cork</li><li>Cork, Australia</li><li>Pune, India</li></ul>"
    stated = [
        (each.name, each.country) for each in read(page, host="Cork", host_country="IE").statements
    ]

    assert ("Cork", "") not in stated
    assert ("Pune", "India") in stated


def test_damaged_bytes_are_said_to_be_damaged():
    page = b"<meta charset=utf-8><h2>Sister Cities</h2><ul><li>Nan\x00tes, France</li></ul>"

    assert "text-damaged" in [problem.code for problem in read(page).problems]


def test_lines_of_a_list_in_which_no_name_was_seen_are_told():
    page = "<h2>Twin towns</h2><ul><li>Kobe, Japan<li>Pune, India<li>see the map 12</ul>"
    (problem,) = read(page).problems

    assert problem.code == "entry-unread"
    assert "'see the map 12'" in problem.message


def test_digits_of_a_row_that_went_into_no_column_are_told():
    page = (
        "<h2>Twin towns</h2><table><tr><th>Town<th>Country<th>Since<tr><td>Kobe<td>Japan"
        "<td>5 May 04<tr><td>Pune<td>India<td>1992</table>"
    )
    told = [each.message for each in read(page).problems if each.code == "date-unread"]
    (kobe,) = [each for each in read(page).statements if each.name == "Kobe"]

    assert kobe.established or any("Kobe" in message for message in told)


def test_words_are_the_blocks_that_speak_of_ties():
    page = "<h2>Twin towns</h2><ul><li>Kobe, Japan</ul><h2>Budget</h2><p>Roads.</p>"

    assert read(page).words == ("Twin towns", "Kobe, Japan")
    assert read("<p>Roads.</p>").words == ()
