"""What is said to be kept outlives a power cut: synced before it is named, and its name after.

Each write is watched: the files that were synced, the names that were made, the folders that were
synced since. A name that is not on the disk when the call comes back would be lost with the power.
"""

import os
from pathlib import Path

import pytest

from pipeline.inputs.visit import Visit
from pipeline.store import Store, disk, write_folder

VISIT = Visit("2026-11-20T09:15:00Z", "gone", "404", "", "HTTP 404")
PAGE = "raw/no-port-alder/twins"
NAME = "2026-11-20T091500Z"


class Watch:
    """What was done to the disk, in order, and the names that a power cut would lose."""

    def __init__(self, root):
        self.root = root
        self.events = []
        self.synced = set()
        self.unsure = set()

    def note(self, what, path):
        name = path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path
        self.events.append(f"{what} {name}")

    def put_in_place(self, beside):
        """What was written beside is named: all of it must be on the disk."""
        for path in (beside, *(beside.rglob("*") if beside.is_dir() else ())):
            assert path in self.synced, f"{path} is named before its bytes are kept"
        # What is written there next has the same names.
        self.synced = {path for path in self.synced if not path.is_relative_to(beside)}

    @property
    def lost(self):
        return {path for path in self.unsure if path.exists()}


@pytest.fixture
def watched(monkeypatch, tmp_path):
    watch = Watch(tmp_path)
    fsync, rename, mkdir, exchange = os.fsync, os.rename, os.mkdir, disk.exchange

    def watch_fsync(handle):
        path = Path(f"/proc/self/fd/{handle}").readlink()
        if path.is_dir():
            watch.unsure = {each for each in watch.unsure if each.parent != path}
        watch.synced.add(path)
        watch.note("sync", path)
        return fsync(handle)

    def watch_rename(old, new):
        old, new = Path(old).absolute(), Path(new).absolute()
        if old.name.startswith("."):
            watch.put_in_place(old)
        rename(old, new)
        watch.unsure.add(new)
        watch.note("name", new)

    def watch_mkdir(path, *rest, **more):
        mkdir(path, *rest, **more)
        watch.unsure.add(Path(path).absolute())
        watch.note("make", Path(path).absolute())

    def watch_exchange(new, old):
        watch.put_in_place(new)
        done = exchange(new, old)
        watch.unsure.add(old)
        watch.note("exchange", old)
        return done

    monkeypatch.setattr(os, "fsync", watch_fsync)
    monkeypatch.setattr(os, "rename", watch_rename)
    monkeypatch.setattr(os, "mkdir", watch_mkdir)
    monkeypatch.setattr(disk, "exchange", watch_exchange)
    return watch


@pytest.fixture
def store(workspace):
    file = workspace.source()
    (file.parent / "twins").rmdir()
    return Store(workspace.root)


def write_capture(store):
    store.write_capture(f"no-port-alder/twins/{NAME}.html", b"<p>", {"captured_on": "2026-11-20"})


def test_a_capture_and_the_folder_that_is_made_for_it_are_kept(store, watched):
    write_capture(store)

    assert watched.lost == set()


def test_a_capture_is_kept_in_this_order(store, watched):
    watched.root = store.root
    write_capture(store)

    assert watched.events == [
        f"make {PAGE}",
        "sync raw/no-port-alder",  # the name of the new folder
        f"sync {PAGE}/.{NAME}.html.part",
        f"sync {PAGE}/.{NAME}.json.new",
        f"name {PAGE}/{NAME}.json",  # from here on it is a capture
        f"sync {PAGE}",
        f"name {PAGE}/{NAME}.html",
        f"sync {PAGE}",
    ]


def test_a_visit_and_the_folder_that_is_made_for_it_are_kept(store, watched):
    store.append_visit("no-port-alder", "twins", VISIT)

    assert watched.lost == set()


def test_a_visit_is_kept_in_this_order(store, watched):
    watched.root = store.root
    store.append_visit("no-port-alder", "twins", VISIT)
    store.append_visit("no-port-alder", "twins", VISIT)

    once = [f"sync {PAGE}/.visits.csv.new", f"name {PAGE}/visits.csv", f"sync {PAGE}"]
    assert watched.events == [f"make {PAGE}", "sync raw/no-port-alder", *once, *once]


def test_what_is_not_judged_yet_is_kept(store, watched):
    store.hold("no-port-alder", "twins", VISIT.at, b"page")

    assert watched.lost == set()


def test_what_is_taken_back_says_so_before_it_is_gone(store, watched, monkeypatch):
    (store.raw / "no-port-alder" / "twins").mkdir()
    body, sidecar = (store.root / PAGE / f"{NAME}{ending}" for ending in (".html", ".json"))
    body.write_bytes(b"<p>")
    sidecar.write_text("{}")
    watched.root, watched.events[:] = store.root, []
    unlink = os.unlink

    def watch_unlink(path, *rest, **more):
        watched.note("remove", Path(path))
        unlink(path, *rest, **more)

    monkeypatch.setattr(os, "unlink", watch_unlink)
    store.take_back(Kept(), "2026-11-21", "asked for", {})

    assert watched.events == [
        f"sync {PAGE}/.{NAME}.json.new",
        f"name {PAGE}/{NAME}.json",
        f"sync {PAGE}",
        f"remove {PAGE}/{NAME}.html",
        f"sync {PAGE}",
    ]


class Kept:
    """What ``take_back`` wants to know of a capture."""

    file = f"no-port-alder/twins/{NAME}.html"


SUMS = b"0  SHA256SUMS\n0  a.csv\n0  map/b.json\n"


@pytest.mark.parametrize("releases", [1, 2, 3])
def test_a_release_is_kept_whole(store, watched, releases):
    for number in range(releases):
        body = str(number).encode()
        store.publish({"SHA256SUMS": SUMS, "a.csv": body, "map/b.json": body})

    assert watched.lost == set()


def test_a_release_takes_the_place_of_another_when_all_of_it_is_on_the_disk(store, watched):
    store.publish({"SHA256SUMS": SUMS, "a.csv": b"1", "map/b.json": b"1"})
    watched.root, watched.events[:] = store.root, []
    store.publish({"SHA256SUMS": SUMS, "a.csv": b"2", "map/b.json": b"2"})

    *before, exchange, after = watched.events
    assert (exchange, after) == ("exchange published", "sync .")
    assert {each for each in before if each.startswith("sync")} == {
        f"sync .published.new{path}"
        for path in ("", "/SHA256SUMS", "/a.csv", "/map", "/map/b.json")
    }


def test_where_nothing_can_be_exchanged_the_former_release_goes_first(store, watched, monkeypatch):
    store.publish({"SHA256SUMS": SUMS, "a.csv": b"1", "map/b.json": b"1"})
    monkeypatch.setattr(disk, "exchange", lambda *_: False)
    watched.root, watched.events[:] = store.root, []
    store.publish({"SHA256SUMS": SUMS, "a.csv": b"2", "map/b.json": b"2"})

    assert watched.events[-3:] == ["name .published.old", "name published", "sync ."]
    assert watched.lost == set()


def test_an_export_is_kept(tmp_path, watched):
    write_folder(tmp_path / "new" / "folder", {"a.csv": b"a", "deep/b.csv": b"b"})

    assert watched.lost == set()
