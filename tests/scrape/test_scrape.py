"""The command ``scrape`` over real HTTP: captures, visits, exit codes."""

import csv
import datetime as dt
import errno
import hashlib
import json
import os
import subprocess
import sys

import pytest

from pipeline.run import keep_capture as keeping
from pipeline.run import scrape as asking
from pipeline.store import Store, disk
from tests.scrape.conftest import PAGE


@pytest.fixture
def scrape(workspace, sister_cities):
    def run(*words):
        asked = ("--workspace", workspace.root, "--contact", "x@y.example", "--pause", "0")
        return sister_cities("scrape", *asked, *words)

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


def test_after_a_failure_the_last_good_capture_goes_on_speaking(workspace, scrape, server, release):
    workspace.source(url=server.page("/twins"))
    scrape()
    server.page("/twins", b"", 500)
    assert scrape("--again")[0] == 3

    release()
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


def test_plain_text_is_kept_as_text_and_read_as_text(workspace, scrape, server, release):
    page = "Twin towns\n\n  • Dublin, Ireland\n".encode()
    workspace.source(url=server.page("/twins", page, kind="text/plain"))
    scrape()
    assert captures(workspace)[1].endswith(".txt")
    release()

    assert [row["locator"] for row in workspace.rows("affiliations")] == ["L3"]


def test_a_page_visited_less_than_a_day_ago_is_left_alone(workspace, scrape, server):
    workspace.source(url=server.page("/twins"))
    scrape()
    server.asked.clear()

    code, out, _ = scrape()

    assert (code, server.asked) == (0, [])
    assert "no-port-alder/twins: left alone (visited 20" in out
    assert "0 pages asked, 0 failed, 1 left alone." in out


def test_a_failed_page_is_left_alone_too_and_no_failure(workspace, scrape, server):
    workspace.source(url=server.page("/twins", b"", 404))
    assert scrape()[0] == 3

    assert scrape()[0] == 0


def test_a_dry_run_says_what_would_be_asked_and_asks_nothing(workspace, scrape, server):
    workspace.source("no-a", "A", url=server.page("/a", ETag='"1"'))
    scrape("no-a")
    workspace.source("no-b", "B", url=server.page("/b"))
    server.asked.clear()

    code, out, err = scrape("--dry-run")
    again = scrape("--dry-run", "--again", "--pause", "2")[1]

    assert (code, err, server.asked) == (0, "", [])
    assert out.splitlines()[1:] == [
        f"+0 s  {server.url}/robots.txt",
        f"+0 s  {server.url}/b  no-b/twins",
    ]
    assert out.startswith("no-a/twins: left alone (visited 20")
    assert again.splitlines() == [
        f"+0 s  {server.url}/robots.txt",
        f"+2 s  {server.url}/a  no-a/twins (if changed)",
        f"+4 s  {server.url}/b  no-b/twins",
    ]


def test_the_sidecar_tells_request_answer_and_why_it_was_taken(workspace, scrape, server):
    page = server.page("/twins", ETag='"v1"', Set_Cookie="secret=1", Content_Language="en")
    workspace.source(url=page)
    scrape()
    (file,) = (workspace.root / "raw/no-port-alder/twins").glob("*.json")
    told = json.loads(file.read_bytes())

    assert told["taken_because"] == "first"
    assert told["request_headers"]["Accept-Encoding"] == "gzip, deflate"
    # The contact was said to the server, not to the world.
    assert told["request_headers"]["User-Agent"].startswith("sister-cities/")
    assert "x@y.example" not in file.read_text()
    assert (told["response_headers"]["ETag"], told["response_headers"]["Content-Language"]) == (
        '"v1"',
        "en",
    )
    assert "Set-Cookie" not in told["response_headers"]


def test_a_page_that_says_something_else_of_ties_is_kept_and_one_with_a_clock_is_not(
    workspace, scrape, server
):
    clock = b"<footer>It is %d o'clock</footer>"
    workspace.source(url=server.page("/twins", PAGE + clock % 1))
    scrape()
    server.page("/twins", PAGE + clock % 2)
    scrape("--again")
    server.page("/twins", PAGE.replace(b"1986", b"1987") + clock % 3)
    scrape("--again")

    sidecars = sorted((workspace.root / "raw/no-port-alder/twins").glob("*.json"))
    told = [json.loads(each.read_bytes())["taken_because"] for each in sidecars]
    assert told == ["first", "ties"]
    assert [visit["result"] for visit in visits(workspace)] == ["new", "unchanged", "changed"]


def test_after_thirty_days_a_body_with_other_bytes_is_kept_as_a_proof_that_lasts(
    workspace, scrape, server, monkeypatch
):
    day = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    monkeypatch.setattr(asking, "now", lambda: day)
    workspace.source(url=server.page("/twins", PAGE + b"<footer>1</footer>"))
    scrape()
    for number, days in enumerate((29, 30), 2):
        monkeypatch.setattr(asking, "now", lambda days=days: day + dt.timedelta(days))
        server.page("/twins", PAGE + b"<footer>%d</footer>" % number)
        scrape("--again")

    assert [visit["result"] for visit in visits(workspace)] == ["new", "unchanged", "changed"]


def test_two_visits_in_one_second_have_names_of_their_own(workspace, scrape, server, monkeypatch):
    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    monkeypatch.setattr(asking, "now", lambda: now)
    workspace.source(url=server.page("/twins"))
    scrape()
    server.page("/twins", PAGE.replace(b"1986", b"1987"))
    scrape("--again")

    assert [visit["at"][-4:] for visit in visits(workspace)] == [":00Z", ":01Z"]
    assert len(captures(workspace)) == 4


def test_a_clock_that_goes_back_changes_no_order_and_replaces_nothing(
    workspace, scrape, server, monkeypatch
):
    workspace.source(url=server.page("/twins"))
    days = (dt.datetime(2026, 1, 9, tzinfo=dt.UTC), dt.datetime(2026, 1, 8, 9, tzinfo=dt.UTC))
    kept = []
    for year, day in zip((b"1987", b"1988"), days, strict=True):
        monkeypatch.setattr(asking, "now", lambda day=day: day)
        server.page("/twins", PAGE.replace(b"1986", year))
        assert scrape("--again")[0] == 0
        bodies = (workspace.root / "raw/no-port-alder/twins").glob("*.html")
        kept.append({path.name: path.read_bytes() for path in bodies})

    assert [visit["at"] for visit in visits(workspace)] == [
        "2026-01-09T00:00:00Z",
        "2026-01-09T00:00:01Z",
    ]
    assert kept[0].items() < kept[1].items()


def test_what_a_killed_run_had_fetched_is_judged_by_the_next_and_not_asked_again(
    workspace, scrape, server, monkeypatch
):
    workspace.source(url=server.page("/twins"))

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(keeping.Keeper, "finish", killed)
        code, _, err = scrape()
    assert (code, "Stopped; what was done is kept." in err) == (130, True)
    assert captures(workspace)[0].endswith(".came")
    server.asked.clear()

    code, out, _ = scrape()

    assert (code, server.asked) == (0, [])
    assert "no-port-alder/twins: new" in out
    assert len(captures(workspace)) == 2
    assert [visit["result"] for visit in visits(workspace)] == ["new"]


def test_a_held_answer_that_is_damaged_is_named(workspace, scrape, server):
    workspace.source(url=server.page("/twins"))
    held = workspace.root / "raw/no-port-alder/twins/.2026-01-01T000000Z.came"
    held.write_bytes(b"{}")

    code, _, err = scrape()

    assert code == 2
    assert "capture-damaged  raw/no-port-alder/twins/.2026-01-01T000000Z.came" in err


@pytest.mark.parametrize("contact", ["a\nb: c", "\N{GRINNING FACE}", "x" * 300])
def test_a_contact_that_cannot_stand_in_a_request_is_refused(
    workspace, sister_cities, server, contact
):
    workspace.source(url=server.page("/twins"))
    asked = ("--workspace", workspace.root, "--contact", contact)

    code, _, err = sister_cities("scrape", *asked)

    assert (code, "command-line  --contact" in err, server.asked) == (2, True, [])


@pytest.mark.parametrize("pause", ["nan", "inf", "-1", "99999"])
def test_a_pause_that_cannot_be_kept_is_refused(workspace, scrape, server, pause):
    workspace.source(url=server.page("/twins"))

    code, _, err = scrape("--pause", pause)

    assert (code, "command-line  --pause" in err, server.asked) == (2, True, [])


def test_two_runs_at_once_are_told_apart_by_a_lock(workspace, scrape, server):
    workspace.source(url=server.page("/twins"))
    with Store(workspace.root).locked():
        code, _, err = scrape()

    assert (code, "another run works on this workspace" in err) == (2, True)


@pytest.mark.parametrize(
    "words", [("publish",), ("export", "--sqlite", "out"), ("captures",), ("suggest",)]
)
def test_while_a_scrape_runs_nothing_else_changes_the_workspace(
    workspace, scrape, server, sister_cities, words
):
    workspace.source(url=server.page("/twins"))
    scrape()
    sister_cities("publish", "--workspace", workspace.root)
    before = workspace.published()
    with Store(workspace.root).locked():
        code, _, err = sister_cities(*words, "--workspace", workspace.root)

    assert (code, "another run works on this workspace" in err) == (2, True)
    assert workspace.published() == before


def test_captures_are_listed_and_verified(workspace, scrape, server, sister_cities):
    workspace.source(url=server.page("/twins"))
    scrape()
    words = ("captures", "--workspace", workspace.root)
    code, out, _ = sister_cities(*words)
    assert (code, out.splitlines()[-1]) == (0, "1 capture, all as they were taken.")
    (body,) = (workspace.root / "raw/no-port-alder/twins").glob("*.html")
    assert f"no-port-alder/twins/{body.name}" in out

    workspace.capture("<p>Twin towns: Pune, India</p>", "2024-01-01")
    body.write_bytes(body.read_bytes() + b" ")
    code, out, err = sister_cities(*words)

    assert code == 2
    assert out.splitlines()[-1] == "1 capture as they were taken, 1 problem."
    assert f"capture-damaged  raw/no-port-alder/twins/{body.name}" in err


def test_every_capture_that_is_damaged_is_named(workspace, sister_cities):
    workspace.source()
    pages = [workspace.capture(f"<p>{day}</p>", f"2024-01-0{day}") for day in (1, 2, 3, 4)]
    pages[0].write_bytes(b"x")
    pages[1].unlink()
    pages[2].with_suffix(".json").write_text("{")

    code, out, err = sister_cities("captures", "--workspace", workspace.root)

    assert (code, out.splitlines()[-1]) == (2, "1 capture as they were taken, 3 problems.")
    assert [err.count(f"2024-01-0{day}") > 0 for day in (1, 2, 3, 4)] == [True, True, True, False]


def test_days_to_come_are_refused_before_anything_is_asked(workspace, scrape, server):
    source = workspace.source(url=server.page("/twins"))
    text = source.read_text()
    source.write_text(
        text + "[expected.twin]\nfewest = 1\nmost = 2\naccepted = 9999-12-31\n", encoding="utf-8"
    )
    code, _, err = scrape()
    assert (code, "expected.twin.accepted is 9999-12-31, which is still to come" in err) == (
        2,
        True,
    )

    source.write_text(text, encoding="utf-8")
    file = source.parent / "twins" / "visits.csv"
    file.write_text(
        "at,result,http_status,sha256,detail\n9999-12-31T23:59:59Z,gone,404,,HTTP 404\n"
    )
    code, _, err = scrape("--again")

    assert (code, server.asked) == (2, [])
    assert "visits.csv: line 2: has a visit of 9999-12-31T23:59:59Z, which is still to come" in err


@pytest.mark.parametrize("command", ["check", "publish"])
def test_a_day_to_come_of_one_city_stops_the_release_and_ends_no_tie(
    released_tie, sister_cities, command
):
    before = released_tie.published()
    visits = released_tie.root / "raw/no-port-alder/twins/visits.csv"
    lines = ["2024-06-01T00:00:00Z,gone,404,,HTTP 404", "2099-01-01T00:00:00Z,gone,404,,HTTP 404"]
    visits.write_text("\n".join(["at,result,http_status,sha256,detail", *lines, ""]))
    code, _, err = sister_cities(command, "--workspace", released_tie.root)

    assert code == 2
    assert f"{visits.relative_to(released_tie.root)}: line 3: has a visit of 2099-01-01" in err
    assert released_tie.published() == before


def test_two_pages_of_one_source_have_addresses_of_their_own(workspace, scrape, server):
    source = workspace.source(url=server.page("/twins"))
    block = source.read_text().partition("[[pages]]")[2].replace("'twins'", "'other'")
    source.write_text(f"{source.read_text()}[[pages]]{block}", encoding="utf-8")

    code, _, err = scrape()

    assert (code, f"pages.url gives '{server.url}/twins' twice" in err) == (2, True)


def test_a_capture_that_is_gone_with_its_sidecar_is_missed(
    workspace, scrape, server, sister_cities
):
    workspace.source(url=server.page("/twins"))
    scrape()
    for file in (workspace.root / "raw/no-port-alder/twins").glob("2*"):
        file.unlink()

    code, _, err = sister_cities("captures", "--workspace", workspace.root)

    assert (code, "brought a capture that is not held" in err) == (2, True)


TWO = "no-port-alder", "no-port-birch"


def two_sources(workspace, server):
    """Two cities, of which the second is asked when the first has been dealt with."""
    workspace.source("no-port-alder", "Port Alder", url=server.page("/no-port-alder"))
    workspace.source("no-port-birch", "Port Birch", url=server.page("/no-port-birch"))


@pytest.mark.parametrize("at", [1, 2, 3, 4, 5, 7])
def test_a_full_disk_keeps_what_came_before_and_says_so(workspace, scrape, server, monkeypatch, at):
    two_sources(workspace, server)
    write, left = disk.write_file, iter(range(at - 1))

    def full(path, body):
        if next(left, None) is None:
            path.write_bytes(body[: len(body) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(path, body)

    with monkeypatch.context() as patch:
        patch.setattr(disk, "write_file", full)
        code, out, err = scrape()
    assert (code, "make room on the disk, then run again" in err) == (2, True)
    assert "what came before is kept, and the next run goes on from there" in err
    kept = [place_id for place_id in TWO if f"{place_id}/twins" in out]

    assert scrape()[0] == 0
    assert [len(visits(workspace, place_id)) for place_id in TWO] == [1, 1]
    assert [len(captures(workspace, place_id)) for place_id in TWO] == [2, 2]
    for place_id in kept:
        assert server.pages_asked.count(f"/{place_id}") == 1, "asked again for what was kept"


@pytest.mark.slow
def test_beside_a_scrape_nothing_else_runs_and_nothing_is_lost(workspace, scrape, server):
    workspace.source(url=server.page("/twins"))
    workspace.capture("<h2>Twin towns</h2><ul><li>Cork, Ireland</li></ul>", "2025-05-01")
    workspace.publish()
    before = workspace.published()
    page, others = server.answers["/twins"], {}

    def meanwhile(handler):
        for words in (
            ("scrape", "--contact", "x@y.example"),
            ("publish",),
            ("export", "--sqlite", "x"),
        ):
            asked = map(str, (*words, "--workspace", workspace.root))
            command = [sys.executable, "-m", "pipeline", *asked]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            others[words[0]] = (done.returncode, "another run works on" in done.stderr)
        page(handler)

    server.answer("/twins", meanwhile)

    assert scrape()[0] == 0
    assert others == dict.fromkeys(("scrape", "publish", "export"), (2, True))
    assert server.pages_asked == ["/twins"]
    assert len(visits(workspace)) == 1
    assert workspace.published() == before
