"""What is said to be kept outlives a power cut: synced before it is named, and its name after.

Each write is watched: the files that were synced, the names that were made, the folders that were
synced since. A name that is not on the disk when the call comes back would be lost with the power.
"""

import os
from pathlib import Path

import pytest

from pipeline.inputs.visit import Visit
from pipeline.store import Store, write_folder

VISIT = Visit("2026-11-20T09:15:00Z", "gone", "404", "", "HTTP 404")


@pytest.fixture
def watched(monkeypatch):
    """The names that a power cut would lose, as they come and go."""
    lost, synced = set(), set()
    fsync, rename, mkdir = os.fsync, os.rename, os.mkdir

    def watch_fsync(handle):
        path = Path(f"/proc/self/fd/{handle}").readlink()
        if path.is_dir():
            lost.difference_update({each for each in lost if each.parent == path})
        synced.add(path)
        return fsync(handle)

    def watch_rename(old, new):
        old, new = Path(old).absolute(), Path(new).absolute()
        assert old.is_dir() or old in synced, f"{old} is named before its bytes are kept"
        rename(old, new)
        lost.add(new)

    def watch_mkdir(path, *rest, **more):
        mkdir(path, *rest, **more)
        lost.add(Path(path).absolute())

    monkeypatch.setattr(os, "fsync", watch_fsync)
    monkeypatch.setattr(os, "rename", watch_rename)
    monkeypatch.setattr(os, "mkdir", watch_mkdir)
    return lost


@pytest.fixture
def store(workspace):
    file = workspace.source()
    (file.parent / "twins").rmdir()
    return Store(workspace.root)


def left(lost):
    return {path for path in lost if path.exists()}


def test_a_capture_and_the_folder_that_is_made_for_it_are_kept(store, watched):
    name = "no-port-alder/twins/2026-11-20T091500Z.html"
    store.write_capture(name, b"<p>", {"captured_on": "2026-11-20"})

    assert left(watched) == set()


def test_a_visit_and_the_folder_that_is_made_for_it_are_kept(store, watched):
    store.append_visit("no-port-alder", "twins", VISIT)

    assert left(watched) == set()


def test_what_is_not_judged_yet_is_kept(store, watched):
    store.hold("no-port-alder", "twins", VISIT.at, b"page")

    assert left(watched) == set()


@pytest.mark.parametrize("releases", [1, 2])
def test_a_release_is_kept_whole(store, watched, releases):
    for number in range(releases):
        body = str(number).encode()
        sums = b"0  SHA256SUMS\n0  a.csv\n0  map/b.json\n"
        store.publish({"SHA256SUMS": sums, "a.csv": body, "map/b.json": body})

    assert left(watched) == set()


def test_an_export_is_kept(tmp_path, watched):
    write_folder(tmp_path / "new" / "folder", {"a.csv": b"a", "deep/b.csv": b"b"})

    assert left(watched) == set()
