"""What headings, leads and titles say of the place below them, by a table."""

import pytest

from pipeline.parse.scopes.host import Host, host_of
from pipeline.parse.scopes.owner import owner_in
from tests.cases import cases
from tests.parse.views import atlas, marked


@pytest.mark.parametrize("case", cases("scopes"))
def test_a_scope_is_what_the_nearest_saying_makes_it(case):
    view, candidate = marked(case["html"])
    scope = view.scopes[candidate.unit.number]
    parts = ("kind", "source", "sort", "owner", "country")

    assert {p: getattr(scope, p) for p in parts} == {p: case[p] for p in parts}, case["why"]


@pytest.mark.parametrize("case", cases("owners"))
def test_whose_tie_a_sentence_tells(case):
    before, _, rest = case["text"].partition("⟦")
    name, _, after = rest.partition("⟧")
    start, end = len(before), len(before) + len(name)

    said = owner_in(before + name + after, start, end, Host("Port Alder", "NO"), atlas())

    assert said == case["expected"], case["why"]


@pytest.mark.parametrize(
    ("title", "footer", "expected"),
    [
        ("Sister cities | City of Bristol", "", "Bristol"),
        ("Partnerstädte | Stadt Bonn", "", "Bonn"),
        ("Sister cities", "", ""),
        ("", "", ""),
    ],
)
def test_the_host_is_told_by_the_title_of_the_page(title, footer, expected):
    assert host_of(title, footer, atlas()) == expected


@pytest.mark.parametrize(
    ("words", "is_named", "is_in"),
    [
        ("Port Alder", True, True),
        ("City of Port Alder", True, True),
        ("PORT ÅLDER", True, True),
        ("Port Alder's mayor", False, True),
        ("Transport Alder", False, False),
        ("", False, False),
    ],
)
def test_the_host_is_known_by_its_name_alone(words, is_named, is_in):
    host = Host("Port Alder", "NO")

    assert (host.is_named(words), host.is_in(words)) == (is_named, is_in)
    assert not Host().is_named(words)
    assert not Host().is_in(words)
