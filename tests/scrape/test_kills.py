"""``kill -9`` at random moments of scrape and publish: nothing is lost, torn or asked for twice.

``KILLS=50 python -m pytest tests/scrape/test_kills.py -rP`` kills fifty times, and prints where
each kill struck. ``KILLS_SEED`` draws the moments of a failed run again.
"""

import csv
import functools
import hashlib
import itertools
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

from tests.scrape.conftest import Server

PROJECT = Path(__file__).parent.parent.parent
KILLS = int(os.environ.get("KILLS", "6"))
SEED = os.environ.get("KILLS_SEED") or str(time.time_ns() % 10**9)
HOSTS = 4
LONGEST = 120.0  # seconds that no run takes
TOWNS = (
    *("Dublin, Ireland", "Pune, India", "Okayama, Japan", "Tampere, Finland", "Lyon, France"),
    *("Porto, Portugal", "Graz, Austria", "Odense, Denmark", "Veracruz, Mexico", "Ghent, Belgium"),
    "Uppsala, Sweden",
)
DEPARTMENTS = "".join(f'<li><a href="/d/{n}">Department {n}</a></li>' for n in range(100))
NEW, OLD = ".published.new", ".published.old"


@pytest.fixture
def servers():
    made = [Server(f"127.0.0.{number}") for number in range(2, 2 + HOSTS)]
    yield made
    for each in made:
        each.stop()


# runs, and their ends


def start(root, command, *words):
    """The command at work on ``root``, in a group of processes of its own."""
    line = [sys.executable, "-m", "pipeline", command, "--workspace", root, *words]
    with log_of(root).open("wb") as log:
        return subprocess.Popen(
            line, stdout=log, stderr=subprocess.STDOUT, cwd=PROJECT, start_new_session=True
        )


def log_of(root):
    return root.with_name(f"{root.name}.log")


def wait_until(process, happened, seconds=LONGEST):
    """Come back when it has happened, the process has ended, or so many seconds have passed."""
    latest = time.monotonic() + seconds
    while process.poll() is None and not happened() and time.monotonic() < latest:
        time.sleep(0.0005)


def strike(root, process, seconds, happened=lambda: True):
    """Kill the run and all that it started, so many seconds from now; False if it has ended.

    happened: what is waited for then, not for long.
    """
    with suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    wait_until(process, happened, 0.3)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(LONGEST)
    assert process.returncode in (0, -signal.SIGKILL), log_of(root).read_text("utf-8")
    return process.returncode == -signal.SIGKILL


def run(root, command, *words):
    """Let the command come to its end, which is a good one."""
    process = start(root, command, *words)
    was_endless = strike(root, process, LONGEST)
    said = log_of(root).read_text("utf-8")
    assert not was_endless, said
    return said


def start_scrape(root, contact):
    """A run of scrape, and a way to see that it is past what Python takes to start."""
    process = start(root, "scrape", "--contact", contact, "--pause", "0")
    wait_until(process, lambda: b"Asking" in log_of(root).read_bytes())
    return process


def copied(folder, name):
    return Path(shutil.copytree(folder, folder.parent / name))


def files(folder):
    """All that lies there, hidden or not; None without the folder."""
    if not folder.is_dir():
        return None
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def assert_release_is_whole(there):
    sums = dict(line.split("  ")[::-1] for line in there["SHA256SUMS"].decode().splitlines())
    assert {name: hashlib.sha256(there[name]).hexdigest() for name in sums} == sums
    assert there.keys() == {*sums, "SHA256SUMS"}


def assert_captures_verify(root):
    """On a copy, so that it is the next run that meets what the kill left."""
    copy = copied(root, f"{root.name}-verified")
    assert "all as they were taken" in run(copy, "captures")
    shutil.rmtree(copy)


# what is asked for, and what is on disk


def describe(root, servers, pages):
    """A workspace of so many pages of each server; return their bodies, and the ties on them."""
    sent, stated = {}, set()
    for number, server in enumerate(servers):
        text = (
            f"[host]\ncity = 'Host {number}'\ncountry_code = 'NO'\ngeoname_id = {number + 1}\n"
            "latitude = 60.5\nlongitude = 5\n"
        )
        for page in range(pages):
            year = 1950 + number * pages + page
            body = (
                f"<title>Host {number}</title><nav><ul>{DEPARTMENTS}</ul></nav>"
                f"<h2>Twin towns</h2><ul><li>{TOWNS[page]} ({year})</li></ul>"
            ).encode()
            head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n"
            half = len(body) // 2
            pieces = (f"{head}Connection: close\r\n\r\n".encode(), body[:half], body[half:])
            url = server.raw(f"/p{page}", *pieces, seconds=0.04 + 0.01 * number)
            text += (
                f"[[pages]]\npage_id = 'p{page}'\nurl = '{url}'\ntitle = 'Ties'\n"
                "publisher = 'Host'\nauthority = 'own'\nis_complete = false\n"
            )
            sent[f"no-host-{number}", f"p{page}"] = body
            town = TOWNS[page].partition(",")[0]
            stated.add((f"no-host-{number}", f"p{page}", town, str(year)))
        folder = root / "raw" / f"no-host-{number}"
        folder.mkdir(parents=True)
        (folder / "source.toml").write_text(text, encoding="utf-8")
    return sent, stated


def asked_by(servers, contact):
    """The pages that the run with this contact asked for, in order."""
    return [
        (f"no-host-{number}", path.removeprefix("/"))
        for number, server in enumerate(servers)
        for path, headers in list(server.asked)
        if path != "/robots.txt" and f"contact: {contact})" in headers["User-Agent"]
    ]


def pages_with(root, pattern):
    return {path.parent.parts[-2:] for path in root.glob(f"raw/*/*/{pattern}")}


def last_visit(root):
    """When the last visit was noted, in seconds of the clock."""
    return max(path.stat().st_mtime for path in root.glob("raw/*/*/visits.csv"))


def answered(root):
    """The pages of which there is a visit, a capture, or an answer that waits to be judged."""
    # Path.glob lets [!.] and no * tell hidden files from others.
    return set().union(
        *(pages_with(root, each) for each in ("visits.csv", "[!.]*.json", ".*.came"))
    )


# Moments too short to be hit by chance alone, and half of all kills at any moment.
MOMENTS = {
    "": lambda root: True,
    ", between sidecar and body": lambda root: (
        pages_with(root, "[!.]*.json") - pages_with(root, "[!.]*.html")
    ),
    ", between body and visit": lambda root: (
        pages_with(root, "[!.]*.html") - pages_with(root, "visits.csv")
    ),
}


def work_left(root, pages):
    """The share of a run that is still to do; to judge an answer takes a quarter of asking."""
    answers, visits = len(answered(root)), len(pages_with(root, "visits.csv"))
    return (pages - answers + (answers - visits) / 4) / pages


def phase(root, pages):
    """How far a killed scrape had come, in words."""
    visited, held = pages_with(root, "visits.csv"), pages_with(root, ".*.came")
    torn = pages_with(root, ".*.new") | pages_with(root, ".*.part")
    bare = pages_with(root, "[!.]*.html") - visited
    much = "all" if len(visited) == pages else "some" if visited else "none"
    more = {"answers held": held, "a capture without its visit": bare, "a file half written": torn}
    return ", ".join([f"{much} visited", *(said for said, there in more.items() if there)])


def assert_every_page_is_kept_once(root, sent):
    for (place_id, page_id), body in sent.items():
        folder = root / "raw" / place_id / page_id
        there = files(folder)
        with (folder / "visits.csv").open(encoding="utf-8", newline="") as lines:
            (visit,) = csv.DictReader(lines)
        name = visit["at"].replace(":", "")
        assert there.keys() == {"visits.csv", f"{name}.html", f"{name}.json"}
        assert there[f"{name}.html"] == body
        sha256 = hashlib.sha256(body).hexdigest()
        assert json.loads(there[f"{name}.json"])["sha256"] == sha256
        assert (visit["result"], visit["http_status"], visit["sha256"]) == ("new", "200", sha256)


def ties(root):
    with (root / "published" / "affiliations.csv").open(encoding="utf-8", newline="") as lines:
        return {
            (row["source_id"], row["page_id"], row["partner_city"], row["established"])
            for row in csv.DictReader(lines)
        }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("pages", "kills"),
    [
        pytest.param(4, (KILLS + 2) // 3, id="pages read in one process"),
        pytest.param(11, (KILLS + 1) // 3, id="pages read in several processes"),
    ],
)
def test_scrape_killed_at_any_moment_loses_no_answer_and_asks_for_none_again(
    tmp_path, servers, pages, kills
):
    print(f"KILLS_SEED={SEED}")
    chance = random.Random(f"{SEED} scrape {pages}")
    contacts = (f"run-{number}@y.example" for number in itertools.count())
    clean = tmp_path / "clean"
    sent, stated = describe(clean, servers, pages)
    run(clean, "publish")
    released = files(clean / "published")

    unkilled = copied(clean, "unkilled")
    process = start_scrape(unkilled, next(contacts))
    begun = time.time()
    assert not strike(unkilled, process, LONGEST)
    longest = last_visit(unkilled) - begun
    assert_every_page_is_kept_once(unkilled, sent)

    struck = Counter()
    for number in itertools.count():
        if struck.total() == kills:
            break
        root = copied(clean, f"round-{number}")
        runs, at_kill = [], []
        for _ in range(min(chance.randint(2, 3), kills - struck.total())):
            most = longest * work_left(root, len(sent))
            if not most:
                break
            moment = chance.uniform(0, most)
            runs.append(next(contacts))
            (aim,) = chance.choices(list(MOMENTS), weights=(2, 1, 1))
            process = start_scrape(root, runs[-1])
            begun = time.time()
            if not strike(root, process, moment, functools.partial(MOMENTS[aim], root)):
                longest = longest if at_kill else last_visit(root) - begun  # was quicker this time
                break
            at_kill.append(answered(root))
            how_far = phase(root, len(sent))
            struck[how_far] += 1
            said = f"{len(at_kill[-1])} of {len(sent)} answered, {how_far}"
            print(f"round {number}: killed after {moment:.3f} of {most:.3f} s{aim}: {said}")
            assert files(root / "published") == released
            assert_captures_verify(root)
        runs.append(next(contacts))
        run(root, "scrape", "--contact", runs[-1], "--pause", "0")

        assert_every_page_is_kept_once(root, sent)
        asked = [asked_by(servers, contact) for contact in runs]
        assert all(len(each) == len(set(each)) for each in asked)
        assert set().union(*asked) == sent.keys()
        for at, there in enumerate(at_kill):
            assert not there & set().union(*asked[at + 1 :])
            # What was under way: one request a host at the most.
            lost = Counter(place_id for place_id, _ in set(asked[at]) - there)
            assert all(count == 1 for count in lost.values()), lost
        run(root, "publish")
        assert_release_is_whole(files(root / "published"))
        assert ties(root) == stated
    print(f"{struck.total()} kills of scrape, {len(sent)} pages: {dict(struck)}")


@pytest.mark.slow
def test_publish_killed_at_any_moment_leaves_the_old_or_the_new_release_whole(two_cities, tmp_path):
    print(f"KILLS_SEED={SEED}")
    chance = random.Random(f"{SEED} publish")
    page = "<h2>Twin towns</h2><ul><li>Dublin, Ireland (1986)</li></ul>"
    two_cities.source()
    two_cities.capture(page)
    run(two_cities.root, "publish")
    old = two_cities.published()
    two_cities.capture(page.replace("</ul>", "<li>Graz, Austria (1992)</li></ul>"), "2024-06-01")
    clean = two_cities.root

    unkilled = copied(clean, "unkilled")
    begun = time.monotonic()
    process = start(unkilled, "publish")
    wait_until(process, (unkilled / NEW).exists)
    writing = time.monotonic()
    wait_until(process, lambda: not (unkilled / NEW).exists())
    written = time.monotonic()
    assert not strike(unkilled, process, LONGEST)
    longest = time.monotonic() - begun
    new = files(unkilled / "published")
    assert (b"Graz" in old["affiliations.csv"], b"Graz" in new["affiliations.csv"]) == (False, True)
    assert_release_is_whole(old)
    assert_release_is_whole(new)

    struck = Counter()
    for number in itertools.count():
        if struck.total() == KILLS // 3:
            break
        root = copied(clean, f"round-{number}")
        process = start(root, "publish")
        begun, since, least, most = time.monotonic(), "the start", longest / 2, longest
        if number % 2 == 0:  # the first half of a run is Python starting; the last, short, writes
            wait_until(process, (root / NEW).exists)
            since, least, most = "it began to write", 0.0, (written - writing) * 1.2
        moment = chance.uniform(least, most)
        if strike(root, process, moment):
            there, beside = files(root / "published"), files(root / NEW)
            # Where folders cannot be exchanged, the old one is put beside for a moment.
            assert there in (old, new) or (there is None and files(root / OLD) == old)
            which = "the new release" if there == new else "the old release"
            struck[f"{which}{'' if beside is None else ', files beside'}"] += 1
            said = f"{which}, {len(beside or ())} files beside"
            print(f"round {number}: killed {moment:.4f} of {most:.4f} s after {since}: {said}")
            assert_captures_verify(root)
        elif number % 2:
            longest = time.monotonic() - begun  # was quicker this time
        run(root, "publish")
        assert files(root / "published") == new
        assert {path.name for path in root.iterdir()} == {"raw", "published"}
    print(f"{struck.total()} kills of publish: {dict(struck)}")
