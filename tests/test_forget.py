"""A body is removed on request; what it stated stays, and the release says what happened."""

import json
import re

import pytest

from pipeline.store import Store

PAGE = (
    "<h2>Twin towns</h2><p>We have two twin towns.</p><ul>"
    "<li>Dublin, Ireland (1986)</li><li>Lyon, France (ended)</li></ul>"
)
FACTS = (
    *("affiliation_id", "established", "status", "name_as_stated", "country_as_stated"),
    *("status_as_stated", "capture_path", "capture_sha256", "first_seen_on", "last_seen_on"),
)


@pytest.fixture
def released(workspace, sister_cities):
    workspace.source()
    workspace.capture(PAGE)
    assert sister_cities("publish", "--workspace", workspace.root)[0] == 0
    return workspace


@pytest.fixture
def forget(released, sister_cities):
    def run(*words):
        return sister_cities("forget", *words, "--workspace", released.root)

    return run


def facts(workspace):
    return [[row[name] for name in FACTS] for row in workspace.rows("affiliations")]


def test_the_body_goes_and_the_facts_stay(released, forget, sister_cities):
    before = facts(released), released.rows("coverage")
    code, out, _ = forget("no-port-alder", "twins", "2024-05-01", "--reason", "Asked by the  city")
    assert (code, "2024-05-01.html: removed" in out) == (0, True)
    assert sister_cities("publish", "--workspace", released.root)[0] == 0

    folder = released.root / "raw/no-port-alder/twins"
    assert [path.name for path in folder.iterdir()] == ["2024-05-01.json"]
    sidecar = json.loads((folder / "2024-05-01.json").read_text("utf-8"))
    assert sidecar["forgotten"]["reason"] == "Asked by the city"
    assert "We have two twin towns" not in json.dumps(sidecar)
    assert (facts(released), released.rows("coverage")) == before
    assert {row["quote"] for row in released.rows("statements")} == {"Dublin", "Lyon"}


def test_the_release_says_so_and_links_no_page_that_is_not_there(released, forget, sister_cities):
    forget("no-port-alder", "twins", "2024-05-01.html", "--reason", "Asked by the city")
    sister_cities("publish", "--workspace", released.root)

    (capture,) = released.rows("captures")
    assert capture["note"].startswith("Body removed on request on 20")
    assert capture["note"].endswith(": Asked by the city")
    told = [row["code"] for row in released.rows("problems")]
    assert "capture-taken-back" in told
    page = (released.root / "published/index.html").read_text("utf-8")
    assert not re.search(r'href="[^"]*2024-05-01\.html"', page)
    assert "kept page, removed" in page


def test_a_newer_capture_speaks_as_ever(released, forget, sister_cities):
    released.capture(PAGE.replace("1986", "1987"), "2025-05-01")
    forget("no-port-alder", "twins", "2024-05-01", "--reason", "Asked by the city")
    sister_cities("publish", "--workspace", released.root)

    rows = {row["partner_city"]: row for row in released.rows("affiliations")}
    assert rows["Dublin"]["capture_path"].endswith("2025-05-01.html")
    assert rows["Dublin"]["first_seen_on"] == "2024-05-01"


def test_captures_are_whole_without_the_body(released, forget, sister_cities):
    forget("no-port-alder", "twins", "2024-05-01", "--reason", "Asked by the city")

    code, out, _ = sister_cities("captures", "--workspace", released.root)
    assert (code, out.splitlines()[-1]) == (0, "1 capture, all as they were taken.")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("no-port-alder", "twins", "2024-05-01"), "--reason: is needed"),
        (("no-port-alder", "twins", "2024-05-01", "--reason", " "), "--reason: is needed"),
        (("nowhere", "twins", "2024-05-01", "--reason", "x"), "use one of: no-port-alder"),
        (("no-port-alder", "x", "2024-05-01", "--reason", "x"), "use one of: twins"),
        (("no-port-alder", "twins", "2019", "--reason", "x"), "use one of: 2024-05-01"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_is_removed(released, forget, words, said):
    code, _, err = forget(*words)

    assert (code, said in err) == (2, True), err
    assert len(list((released.root / "raw/no-port-alder/twins").iterdir())) == 2


def test_a_second_request_says_that_nothing_is_left(forget):
    words = ("no-port-alder", "twins", "2024-05-01", "--reason", "Asked by the city")
    forget(*words)
    code, _, err = forget(*words)

    assert (code, "its body was removed before" in err) == (2, True)


def test_a_run_that_dies_between_is_finished_by_the_next(released, forget, sister_cities):
    folder = released.root / "raw/no-port-alder/twins"
    body = (folder / "2024-05-01.html").read_bytes()
    forget("no-port-alder", "twins", "2024-05-01", "--reason", "Asked by the city")
    (folder / "2024-05-01.html").write_bytes(body)
    Store(released.root).recover()

    assert not (folder / "2024-05-01.html").exists()


@pytest.mark.parametrize("wrong", ["x", {}, {"on": "2026", "reason": "x", "stated": {}}])
def test_a_sidecar_that_says_it_wrongly_is_refused(released, sister_cities, wrong):
    sidecar = released.root / "raw/no-port-alder/twins/2024-05-01.json"
    sidecar.write_text(json.dumps(json.loads(sidecar.read_text()) | {"forgotten": wrong}))

    code, _, err = sister_cities("publish", "--workspace", released.root)
    assert (code, "has no good forgotten" in err) == (2, True)
