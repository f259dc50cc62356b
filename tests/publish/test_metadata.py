"""Each file that describes a release passes the checkers of its kind, which refuse spoilt ones."""

import json
import re
from pathlib import Path

import feedparser
import pytest

from tests.publish.checkers import CHECKERS, PROJECT, apart
from tests.workspace import Workspace

SPOILT = Path(__file__).parent / "spoilt"
FILES = {
    "frictionless": "datapackage.json",
    "profile": "datapackage.json",
    "json-schema": "affiliations.json",
    "feed": "feed.atom",
    "geojson": "affiliations.geojson",
    "cffconvert": "CITATION.cff",
}
FIRST = "<h2>Twin towns</h2><ul><li>Dublin, Ireland</li><li>Pune, India</li></ul>"
SECOND = (
    "<h2>Twin towns</h2><ul><li>Dublin, Ireland (1986)</li><li>Bonn, Germany</li>"
    "<li>Atlanteia, Sweden</li></ul>"
)
OWN = """
title = 'Twins & "ties" of {Port} \\Alder: 100 % #1_a'
publisher = "Pôrt 'Alder' & Co."
contact = "data@port-alder.example"
url = "https://port-alder.example/data/"
"""


@pytest.fixture
def first(released_cities):
    """The first release of two cities: no changes yet."""
    return released_cities


@pytest.fixture(scope="module")
def second(tmp_path_factory):
    """A second release, by a city with a name of its own: changes, and a place unknown."""
    workspace = Workspace(tmp_path_factory.mktemp("second"))
    workspace.source()
    (workspace.root / "raw" / "publication.toml").write_text(OWN, encoding="utf-8")
    for page, day in ((FIRST, "2024-05-01"), (SECOND, "2025-05-01")):
        workspace.capture(page, day)
        workspace.publish()
    return workspace


@pytest.mark.slow
@pytest.mark.parametrize("which", ["second", "first"])
def test_every_checker_passes_the_release(which, request):
    published = request.getfixturevalue(which).root / "published"
    said = {name: check(published / FILES[name]) for name, check in CHECKERS.items()}

    assert said == dict.fromkeys(CHECKERS, "")


def test_every_change_is_an_entry_and_every_tie_a_feature(second):
    files = second.published()
    changes, ties = second.rows("changes"), second.rows("affiliations")

    assert len(feedparser.parse(files["feed.atom"]).entries) == len(changes) > 3
    assert files["CHANGES.md"].count(b"\n- ") == len(changes)
    features = json.loads(files["affiliations.geojson"])["features"]
    assert [feature["id"] for feature in features] == [row["affiliation_id"] for row in ties]
    assert None in [feature["geometry"] for feature in features]


def test_entries_lead_to_the_rows_of_the_page(second):
    files = second.published()
    rows = set(re.findall(r'\sid="?([^\s">]+)', files["index.html"].decode()))
    links = {entry.link for entry in feedparser.parse(files["feed.atom"]).entries}

    assert {link.partition("index.html#")[2] for link in links} <= rows


def samples():
    """The lines of the table in spoilt/README.md, one test each."""
    for line in (SPOILT / "README.md").read_text("utf-8").splitlines():
        if line.startswith("|") and not line.startswith(("| file", "| ---")):
            file, checker, fault, says = (cell.strip() for cell in line.split("|")[1:-1])
            yield pytest.param(file, checker, fault, says, id=f"{checker}: {file}")


@pytest.mark.parametrize(("file", "checker", "fault", "says"), list(samples()))
def test_a_sample_is_judged_as_the_table_says(file, checker, fault, says):
    said = CHECKERS[checker](SPOILT / file)

    assert says in said
    assert bool(said) == (fault != "none"), said


def test_the_table_names_every_sample():
    there = {path.name for path in SPOILT.iterdir()} - {"README.md"}
    text = (SPOILT / "README.md").read_text("utf-8")

    assert {name for name in there if name not in text} == set()
    for name in CHECKERS:
        assert f"| {name} |" in text


def test_a_missing_checker_is_a_failure_that_says_what_to_do():
    with pytest.raises(pytest.fail.Exception, match=r"make .venv/checkers/installed"):
        apart("no-such-checker")
    assert (PROJECT / "Makefile").read_text("utf-8").count("$(VENV)/checkers/installed") == 1
