"""The command ``scrape`` over real HTTP: captures, visits, exit codes."""

import csv
import hashlib
import json

import pytest

from tests.scrape.conftest import PAGE


@pytest.fixture
def scrape(workspace, sister_cities):
    def run(*words):
        asked = ("--workspace", workspace.root, "--contact", "x@y.example", "--pause", "0")
        return sister_cities("scrape", *words, *asked)

    return run


def visits(workspace, place_id="no-port-alder"):
    file = workspace.root / "raw" / place_id / "twins" / "visits.csv"
    with file.open(newline="") as lines:
        return list(csv.DictReader(lines))


def captures(workspace, place_id="no-port-alder"):
    folder = workspace.root / "raw" / place_id / "twins"
    return sorted(path.name for path in folder.iterdir() if path.name != "visits.csv")


def test_a_page_becomes_a_capture_with_its_sidecar_and_a_visit(workspace, scrape, server):
    workspace.source(url=server.page("/twins"))

    code, out, _ = scrape()

    assert (code, "no-port-alder/twins: new" in out) == (0, True)
    body, sidecar = captures(workspace)
    folder = workspace.root / "raw" / "no-port-alder" / "twins"
    told = json.loads((folder / sidecar).read_bytes())
    assert (folder / body).read_bytes() == PAGE
    assert told["sha256"] == hashlib.sha256(PAGE).hexdigest()
    assert (told["byte_count"], told["http_status"]) == (len(PAGE), 200)
    assert (told["method"], told["captured_on"]) == ("fetch", told["captured_at"][:10])
    assert body.removesuffix(".html") == told["captured_at"].replace(":", "")
    (visit,) = visits(workspace)
    assert (visit["at"], visit["result"]) == (told["captured_at"], "new")
    assert server.asked[0][1]["User-Agent"].endswith("contact: x@y.example)")


def test_an_unchanged_body_is_a_visit_and_no_new_capture(workspace, scrape, server):
    workspace.source(url=server.page("/twins"))
    scrape()
    before = captures(workspace)

    code, _, _ = scrape("--again")

    assert (code, captures(workspace)) == (0, before)
    assert [visit["result"] for visit in visits(workspace)] == ["new", "unchanged"]


def test_a_redirect_is_kept_in_the_sidecar(workspace, scrape, server):
    end = server.page("/end")
    start = server.page("/twins", b"", 301, Location="/end")
    workspace.source(url=start)
    scrape()
    _, sidecar = captures(workspace)
    told = json.loads((workspace.root / "raw/no-port-alder/twins" / sidecar).read_bytes())

    assert (told["url"], told["final_url"], told["redirects"]) == (start, end, [start])
    (visit,) = visits(workspace)
    assert (visit["result"], visit["detail"]) == ("moved", f"redirected to {end}")


def test_a_failure_writes_no_capture_and_the_other_pages_go_on(workspace, scrape, server):
    workspace.source("no-a", "A", url=server.page("/a", b"no", 404))
    workspace.source("no-b", "B", url=server.page("/b"))

    code, out, err = scrape()

    assert code == 3
    assert "no-a/twins: gone (HTTP 404 Not Found)" in out
    assert "no-b/twins: new" in out
    assert "page-failed  raw/no-a/twins: gone: HTTP 404" in err
    assert captures(workspace, "no-a") == []
    assert len(captures(workspace, "no-b")) == 2
    (visit,) = visits(workspace, "no-a")
    assert (visit["result"], visit["http_status"]) == ("gone", "404")


def test_after_a_failure_the_last_good_capture_goes_on_speaking(
    workspace, scrape, server, sister_cities
):
    workspace.source(url=server.page("/twins"))
    scrape()
    server.page("/twins", b"", 500)
    assert scrape("--again")[0] == 3

    assert sister_cities("publish", "--workspace", workspace.root)[0] == 0
    assert [row["partner_city"] for row in workspace.rows("affiliations")] == ["Dublin"]
    (row,) = workspace.rows("coverage")
    assert (row["stale"], row["last_result"]) == ("true", "unreachable")


def test_only_the_sources_named_are_asked(workspace, scrape, server):
    workspace.source("no-a", "A", url=server.page("/a"))
    workspace.source("no-b", "B", url=server.page("/b"))

    assert scrape("no-b")[0] == 0
    assert server.pages_asked == ["/b"]


def test_a_source_that_is_not_there_is_said_before_anything_is_asked(workspace, scrape, server):
    workspace.source(url=server.page("/twins"))

    code, _, err = scrape("no-port-alder", "no-such")

    assert code == 2
    assert "command-line  no-such: is no folder below raw/" in err
    assert server.asked == []


def test_plain_text_is_kept_as_text_and_read_as_text(workspace, scrape, server, sister_cities):
    page = "Twin towns\n\n  • Dublin, Ireland\n".encode()
    workspace.source(url=server.page("/twins", page, kind="text/plain"))
    scrape()
    assert captures(workspace)[1].endswith(".txt")
    sister_cities("publish", "--workspace", workspace.root)

    assert [row["locator"] for row in workspace.rows("affiliations")] == ["L3"]
