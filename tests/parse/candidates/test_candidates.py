"""Units, candidates, what stands beside them, and what they are siblings of."""

import pytest

from pipeline.parse.candidates.groups import runs_of
from tests.cases import cases
from tests.parse.views import marked, view_of


def names(html, host="Port Alder"):
    return [candidate.entry.name for candidate in view_of(html, host).candidates]


@pytest.mark.parametrize("case", cases("beside"))
def test_country_and_date_are_those_that_stand_beside(case):
    _, candidate = marked(case["html"])
    parts = ("country", "country_sign", "established", "date_sign")

    assert {p: getattr(candidate.entry, p) for p in parts} == {p: case[p] for p in parts}


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h2>Twin towns</h2><ul><li>Kobe, Japan<li>Bonn</ul>", ["Kobe", "Bonn"]),
        ("<h2>Twin towns</h2><p>Kobe, Japan<br>Bonn</p>", ["Kobe", "Bonn"]),
        ("<h2>Twin towns</h2><p>We love Kobe, Bonn and Pune.</p>", ["Kobe", "Bonn", "Pune"]),
        ("<h2>Twin towns</h2><table><tr><td>Kobe<td>Japan<tr><td>Bonn</table>", ["Kobe", "Bonn"]),
        ("<h2>Twin towns</h2><h3>Kobe</h3><p>A port.</p>", ["Kobe"]),
        ("<h2>Twin towns</h2><ul><li>Port Alder<li>Kobe</ul>", ["Kobe"]),
        ("<p>of roads and of bridges</p>", []),
        ("<h2>Twin towns</h2><ul><li>Asia<li>Kobe</ul>", ["Kobe"]),
    ],
)
def test_every_name_where_ties_are_in_reach_is_a_candidate_once(html, expected):
    found = names(html)

    assert [name for name in found if name in expected] == expected
    assert "Port Alder" not in found
    assert "Asia" not in found
    assert expected or not found


def test_a_candidate_names_the_line_on_which_it_stands():
    _, candidate = marked("<h2>Twin towns</h2>\n<ul>\n<li>⟦Kobe⟧, Japan</li></ul>")

    assert candidate.line == 4  # the mark begins a line of its own
    assert candidate.unit.text[candidate.entry.start : candidate.entry.end] == "Kobe, Japan"


def test_items_of_one_list_are_siblings_and_those_of_another_are_not():
    view = view_of("<h2>Twin towns</h2><ul><li>Kobe<li>Bonn</ul><p>Or:</p><ul><li>Pune</ul>")
    kobe, bonn, pune = (c.unit.group for c in view.candidates if c.unit.shape == "item")

    assert kobe == bonn != pune
    assert view.groups[kobe].units == 2


def test_cells_of_one_column_are_siblings():
    view = view_of("<h2>Twin towns</h2><table><tr><td>Kobe<td>Japan<tr><td>Bonn<td>Germany</table>")
    kobe, bonn = view.candidates[:2]

    assert kobe.unit.group == bonn.unit.group
    assert view.groups[kobe.unit.group].located == 1.0
    assert view.groups[kobe.unit.group].countries == 2


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("Kobe, Japan; Bonn, Germany and Pune, India", 1),
        ("Kobe in Japan. Bonn in Germany", 2),
        ("Kobe", 1),
    ],
)
def test_names_that_signs_and_and_part_are_one_run(text, runs):
    view = view_of(f"<h2>Twin towns</h2><p>{text}</p>")

    assert len(set(runs_of(view.candidates))) == runs


def test_a_page_has_an_end_of_candidates():
    assert len(names("<h2>Twin towns</h2>" + "<li>Kobe, Japan" * 5_000)) == 4_000
