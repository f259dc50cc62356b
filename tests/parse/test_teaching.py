"""source.toml teaches the parser what its rules do not see, and hears when it need not."""

import pytest

from pipeline.parse import Asked, read_page
from pipeline.run.lexicon import Lexicon
from pipeline.teaching import Teaching
from tests.gazetteers import gazetteer_of

LEXICON = Lexicon(gazetteer_of())
FRIENDS = (
    "<h1>Around the world</h1><h2>Our circle</h2><ul><li>Nantes, France<li>Kobe, Japan</ul>"
    "<h2>Where our visitors came from</h2><ul><li>Oslo, Norway<li>Pune, India</ul>"
)
TABLE = (
    "<h1>Twin towns</h1><table><tr><th>Whither</th><th>Country</th><th>Kick-off</th></tr>"
    "<tr><td>Nantes</td><td>France</td><td>1965</td></tr>"
    "<tr><td>Kobe</td><td>Japan</td><td>1970</td></tr></table>"
)
DATES = "<h1>Twin towns</h1><ul><li>Nantes, France, 03/04/1987<li>Kobe, Japan, 05/06/1988</ul>"


def read(page, **told):
    asked = Asked("raw/x/p/2026.html", source_id="x", host="Port Alder", teaching=Teaching(**told))
    reading = read_page(page.encode(), LEXICON, asked)
    ties = [f"{each.kind} {each.name} {each.established}".strip() for each in reading.statements]
    return ties, [problem.code for problem in reading.problems]


@pytest.mark.parametrize(
    ("page", "told", "expected"),
    [
        (FRIENDS, {}, []),
        (FRIENDS, {"kind": "twin", "heading": "Our circle"}, ["twin Nantes", "twin Kobe"]),
        (
            FRIENDS,
            {"kind": "twin", "skip": ("Where our visitors",)},
            ["twin Nantes", "twin Kobe"],
        ),
        (TABLE, {}, []),
        (
            TABLE,
            {"columns": {"Whither": "city"}},
            ["twin Nantes 1965", "twin Kobe 1970"],
        ),
        (TABLE.replace("Whither", "City"), {}, ["twin Nantes 1965", "twin Kobe 1970"]),
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
    ties, problems = read(TABLE.replace("Whither", "City"), **told)

    assert len(ties) == 2
    assert problems == ["hint-unused"]


def test_a_heading_that_is_not_there_any_more_leaves_nothing_and_says_so():
    ties, problems = read(TABLE.replace("Whither", "City"), heading="No such heading")

    assert ties == []
    assert "page-unread" in problems


def test_a_date_order_is_reported_when_the_page_settles_it_itself():
    settled = DATES.replace("03/04", "23/04")

    assert "hint-unused" in read(settled, date_order="dmy")[1]
    assert "hint-unused" not in read(DATES, date_order="dmy")[1]


PAGE_KEYS = 'heading = "Our circle"\nkind = "twin"\n'


def test_the_keys_of_a_page_reach_the_parser(workspace, sister_cities):
    workspace.source(extra=PAGE_KEYS)
    workspace.capture(FRIENDS)
    code, _, err = sister_cities("publish", "--workspace", workspace.root)

    assert code == 0, err
    assert {row["partner_city"] for row in workspace.rows("affiliations")} == {"Nantes", "Kobe"}


def test_day_and_month_are_told_by_the_page_or_by_a_person(workspace, sister_cities):
    workspace.source(extra='date_order = "dmy"\n')
    workspace.capture(DATES)
    sister_cities("publish", "--workspace", workspace.root)
    dates = {row["partner_city"]: row["established"] for row in workspace.rows("affiliations")}

    assert dates == {"Nantes": "1987-04-03", "Kobe": "1988-06-05"}


def test_one_date_of_a_page_settles_the_others(workspace, sister_cities):
    workspace.source()
    workspace.capture(DATES.replace("05/06/1988", "25/06/1988"))
    sister_cities("publish", "--workspace", workspace.root)
    dates = {row["partner_city"]: row["established"] for row in workspace.rows("affiliations")}

    assert dates == {"Nantes": "1987-04-03", "Kobe": "1988-06-25"}
