"""source.toml teaches the reader what it does not see, and hears when it need not."""

import pytest

from pipeline.inputs.hints import Hints
from pipeline.parse.read_page import read_page
from pipeline.parse.records import HEADING, ITEM, TEXT, Block, ReadOptions
from pipeline.parse.scopes.hints import hinted
from tests.parse.views import atlas

FRIENDS = (
    "<h1>Around the world</h1><h2>Our circle</h2><ul><li>Nantes, France<li>Kobe, Japan</ul>"
    "<h2>Our second circle</h2><ul><li>Oslo, Norway<li>Pune, India</ul>"
)
TABLE = (
    "<h1>Twin towns</h1><table><tr><th>City<th>Country<th>Kick-off"
    "<tr><td>Nantes<td>France<td>3 May 1965<tr><td>Kobe<td>Japan<td>1 June 1970</table>"
)
TWO_DATES = TABLE.replace("Kick-off", "First guests<th>Kick-off").replace(
    "<td>3 May", "<td>1 May 1961<td>3 May"
)
TWO_DATES = TWO_DATES.replace("<td>1 June", "<td>1 May 1962<td>1 June")
DATES = "<h1>Twin towns</h1><ul><li>Nantes, France, 03/04/1987<li>Kobe, Japan, 05/06/1988</ul>"
UNTOLD = "<h1>Twin towns</h1><ul><li>Nantes, France, 03/04/1987<li>Kobe, Japan</ul>"


def read(page, **told):
    options = ReadOptions(
        "raw/x/p/2026.html", source_id="x", host="Port Alder", hints=Hints(**told)
    )
    reading = read_page(page.encode(), atlas(), options)
    ties = [f"{each.kind} {each.name} {each.established}".strip() for each in reading.statements]
    return ties, [problem.code for problem in reading.problems]


def blocks(*texts):
    """A heading for each text that begins with #, an item for others."""
    made = []
    for text in texts:
        level = len(text) - len(text.lstrip("#"))
        role = HEADING if level else ITEM if text.startswith("-") else TEXT
        made.append(Block(role, level, text.lstrip("#"), ((0, 1),)))
    return made


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ({}, "#A -a ##B -b #C -c"),
        ({"heading": "A"}, "#A -a ##B -b"),
        ({"heading": "B"}, "##B -b"),
        ({"heading": "a"}, "#A -a ##B -b"),
        ({"heading": "No such"}, ""),
        ({"skip": ("B",)}, "#A -a #C -c"),
        ({"skip": ("B", "C")}, "#A -a"),
        ({"skip": ("-x",)}, "#A -a ##B -b #C -c"),
        ({"heading": "A", "skip": ("B",)}, "#A -a"),
    ],
)
def test_a_heading_is_a_section_and_what_is_skipped_is_gone(told, left):
    kept = hinted(blocks(*"#A -a ##B -b #C -c".split()), Hints(**told))

    assert [block.level * "#" + block.text for block in kept] == left.split()


@pytest.mark.parametrize(
    ("page", "told", "expected"),
    [
        (FRIENDS, {}, []),
        (FRIENDS, {"kind": "twin", "heading": "Our circle"}, ["twin Nantes", "twin Kobe"]),
        (FRIENDS, {"kind": "twin", "skip": ("Our second",)}, ["twin Nantes", "twin Kobe"]),
        (TABLE, {}, ["twin Nantes 3 May 1965", "twin Kobe 1 June 1970"]),
        (
            TWO_DATES,
            {"columns": {"Kick-off": "established"}},
            ["twin Nantes 3 May 1965", "twin Kobe 1 June 1970"],
        ),
    ],
)
def test_what_is_taught_is_read(page, told, expected):
    ties, problems = read(page, **told)

    assert ties == expected
    assert "hint-unused" not in problems


@pytest.mark.parametrize(
    "told",
    [
        {"heading": "Twin towns"},
        {"skip": ("No such section",)},
        {"kind": "twin"},
        {"columns": {"Country": "country"}},
    ],
)
def test_a_key_that_changes_nothing_is_reported(told):
    ties, problems = read(TABLE, **told)

    assert len(ties) == 2
    assert problems == ["hint-unused"]


def test_each_of_several_keys_is_weighed_for_itself():
    _, problems = read(FRIENDS, kind="twin", heading="Our circle", skip=("No such",))

    assert problems.count("hint-unused") == 1


def test_a_heading_that_is_not_there_any_more_leaves_nothing_and_says_so():
    ties, problems = read(TABLE, heading="No such heading")

    assert ties == []
    assert {"heading-missing", "page-unread"} <= set(problems)


def test_a_date_order_is_reported_when_the_page_settles_it_itself():
    settled = DATES.replace("03/04", "23/04")

    assert "hint-unused" in read(settled, date_order="dmy")[1]
    assert "hint-unused" not in read(DATES, date_order="dmy")[1]
    assert "hint-unused" not in read(UNTOLD, date_order="dmy")[1]


def test_the_keys_of_a_page_reach_the_reader(workspace, release):
    workspace.source(extra='heading = "Our circle"\nkind = "twin"\n')
    workspace.capture(FRIENDS)
    release()

    assert {row["partner_city"] for row in workspace.rows("affiliations")} == {"Nantes", "Kobe"}


@pytest.mark.parametrize(
    ("page", "order", "expected"),
    [
        (DATES, 'date_order = "dmy"\n', {"Nantes": "1987-04-03", "Kobe": "1988-06-05"}),
        (
            DATES.replace("05/06/1988", "25/06/1988"),
            "",
            {"Nantes": "1987-04-03", "Kobe": "1988-06-25"},
        ),
    ],
    ids=["by a person", "by the page"],
)
def test_day_and_month_are_told_by_the_page_or_by_a_person(
    workspace, release, page, order, expected
):
    workspace.source(extra=order)
    workspace.capture(page)
    release()

    told = {row["partner_city"]: row["established"] for row in workspace.rows("affiliations")}
    assert told == expected
