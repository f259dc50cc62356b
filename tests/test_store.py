"""A release and a capture are whole, or not there at all: whatever kills or fails the run."""

import errno
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.inputs.visit import Visit
from pipeline.problems import FilesBroken
from pipeline.store import Store, disk

SUMS = "SHA256SUMS"
OLD = {"a.csv": b"old\n" * 999, "b.json": b"[]", SUMS: b"0  a.csv\n0  b.json\n"}
NEW = {"a.csv": b"new\n" * 999, "c/d.md": b"# new", SUMS: b"0  a.csv\n0  c/d.md\n"}
KILLED = 9
# Every call that leaves a trace on the disk.
CALLS = ("rename", "fsync", "mkdir", "unlink", "rmdir")


@pytest.fixture
def root(tmp_path):
    (tmp_path / "raw").mkdir()
    Store(tmp_path).publish(OLD)
    return tmp_path


def files(folder):
    return disk.folder_files(folder) if folder.is_dir() else None


def interrupt(monkeypatch, at, strike):
    """Call ``strike`` instead of the ``at``-th call that changes the disk; return the count."""
    count = [0]

    def wrap(owner, name):
        real = getattr(owner, name)

        def call(*words, **more):
            count[0] += 1
            if count[0] == at:
                strike()
            return real(*words, **more)

        monkeypatch.setattr(owner, name, call)

    for name in CALLS:
        wrap(os, name)
    wrap(disk, "exchange")
    real_write = disk.write_file

    def write(path, body):
        count[0] += 1
        if count[0] == at:
            path.write_bytes(body[: len(body) // 2])  # half of it is there when it strikes
            strike()
        real_write(path, body)

    monkeypatch.setattr(disk, "write_file", write)
    return count


def killed_at(number, work, monkeypatch):
    """Run ``work`` in a child that dies at its ``number``-th change of the disk.

    Return whether it died: False when the work was done before.
    """
    child = os.fork()
    if child == 0:
        interrupt(monkeypatch, number, lambda: os._exit(KILLED))
        work()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) in (0, KILLED)
    return os.waitstatus_to_exitcode(status) == KILLED


@pytest.mark.slow
@pytest.mark.parametrize("with_exchange", [True, False])
def test_killed_at_any_moment_of_publishing_the_old_or_the_new_release_is_whole(
    root, monkeypatch, with_exchange
):
    if not with_exchange:
        monkeypatch.setattr(disk, "exchange", lambda *_: False)
    number, seen = 0, set()
    died = True
    while died:
        number += 1
        died = killed_at(number, lambda: Store(root).publish(NEW), monkeypatch)
        if with_exchange:
            assert files(root / "published") in (OLD, NEW)  # even before the next run
        Store(root).recover()
        there = files(root / "published")
        assert there in (OLD, NEW)
        seen.add(there == NEW)
        assert sorted(path.name for path in root.iterdir()) == ["published", "raw"]
        monkeypatch.undo()
        if not with_exchange:
            monkeypatch.setattr(disk, "exchange", lambda *_: False)
        Store(root).publish(OLD)

    assert number > 10
    assert seen == {True, False}


@pytest.mark.slow
def test_killed_at_the_first_release_there_is_none_or_a_whole_one(tmp_path, monkeypatch):
    (tmp_path / "raw").mkdir()
    number, died = 0, True
    while died:
        number += 1
        died = killed_at(number, lambda: Store(tmp_path).publish(NEW), monkeypatch)
        Store(tmp_path).recover()
        assert files(tmp_path / "published") in (None, NEW)
        if (tmp_path / "published").exists():
            disk.remove(tmp_path / "published")


def test_killed_at_any_moment_of_keeping_a_capture_it_is_there_or_not(tmp_path, monkeypatch):
    folder = tmp_path / "raw" / "no-port-alder" / "twins"
    body, name = b"<p>words", "2026-01-02T030405Z"
    number, died, seen = 0, True, set()
    while died:
        number += 1
        keep = lambda: Store(tmp_path).write_capture(  # noqa: E731
            f"no-port-alder/twins/{name}.html", body, {"captured_on": "2026-01-02"}
        )
        died = killed_at(number, keep, monkeypatch)
        Store(tmp_path).recover()
        there = {path.name for path in folder.glob("[!.]*")} if folder.exists() else set()
        assert there in (set(), {f"{name}.html", f"{name}.json"})
        seen.add(bool(there))
        for path in folder.glob("*") if folder.exists() else ():
            path.unlink()
    assert seen == {True, False}


def test_killed_at_any_moment_of_noting_a_visit_no_earlier_visit_is_lost(tmp_path, monkeypatch):
    first = Visit("2026-01-01T00:00:00Z", "new", "200", "", "")
    second = Visit("2026-01-02T00:00:00Z", "gone", "404", "", "HTTP 404, gone")
    number, died = 0, True
    while died:
        number += 1
        there = Store(tmp_path)
        (tmp_path / "raw/a/b").mkdir(parents=True, exist_ok=True)
        (tmp_path / "raw/a/b/visits.csv").unlink(missing_ok=True)
        there.append_visit("a", "b", first)
        died = killed_at(
            number, lambda: Store(tmp_path).append_visit("a", "b", second), monkeypatch
        )
        assert there.visits("a", "b") in ([first], [first, second])
    assert there.visits("a", "b") == [first, second]


@pytest.mark.parametrize("number", range(1, 30))
@pytest.mark.parametrize(
    ("error", "says"),
    [(errno.ENOSPC, "make room on the disk"), (errno.EROFS, "the disk is mounted read-only")],
)
def test_a_full_or_read_only_disk_leaves_the_old_release(root, monkeypatch, number, error, says):
    def strike():
        raise OSError(error, os.strerror(error))

    interrupt(monkeypatch, number, strike)
    said = ""
    try:
        Store(root).publish(NEW)
    except FilesBroken as broken:
        said = str(broken)
    monkeypatch.undo()

    assert says in said or not said
    # Refused: nothing has changed. Not refused: the fault struck what may fail, such as tidying.
    assert files(root / "published") == (OLD if said else NEW)
    Store(root).recover()
    assert sorted(path.name for path in root.iterdir()) == ["published", "raw"]


def test_a_read_only_published_stays_as_it_is(root):
    (root / "published").chmod(0o555)
    try:
        with pytest.raises(FilesBroken, match="read-only"):
            Store(root).publish(NEW)
    finally:
        (root / "published").chmod(0o755)
    assert files(root / "published") == OLD


def test_the_same_files_again_are_not_written(root):
    inode = (root / "published").stat().st_ino

    assert Store(root).publish(OLD) is False
    assert (root / "published").stat().st_ino == inode


def git(root, *words):
    who = ["-c", "user.name=x", "-c", "user.email=x@y.example"]
    subprocess.run(["git", *who, "-C", str(root), *words], check=True, capture_output=True)


def test_the_previous_release_is_the_one_at_head_where_git_tracks_it(root):
    git(root, "init")
    assert Store(root).previous_files(None) == (OLD, "published")  # not tracked yet
    git(root, "add", "published")
    git(root, "commit", "-m", "first")
    Store(root).publish(NEW)

    assert Store(root).previous_files(None) == (OLD, "HEAD:published")
    assert Store(root).previous_files("HEAD") == (OLD, "HEAD:published")


def test_a_workspace_below_the_top_of_a_checkout_has_its_own_previous_release(root):
    below = root / "raw" / "below"
    below.mkdir()
    (below / "raw").mkdir()
    Store(below).publish(NEW)
    git(root, "init")
    git(root, "add", ".")
    git(root, "commit", "-m", "first")

    assert Store(below).previous_files(None) == (NEW, "HEAD:published")


def test_without_git_the_previous_release_is_the_one_on_disk(root, monkeypatch):
    monkeypatch.setenv("PATH", str(root))

    assert Store(root).previous_files(None) == (OLD, "published")
    assert Store(Path(root / "raw")).previous_files(None) == ({}, "published")


REFUSALS = {
    "another's": (
        "fatal: detected dubious ownership in repository at '/site'\nTo add an exception ...\n"
        "\tgit config --global --add safe.directory /site",
        "git config --global --add safe.directory",
    ),
    "damaged": ("fatal: bad object HEAD", "--against FOLDER, or none"),
    "locked": ("fatal: cannot mmap: Permission denied " + "x" * 900, "--against FOLDER, or none"),
}


@pytest.mark.parametrize("said", REFUSALS)
@pytest.mark.parametrize("has_release", [True, False])
def test_git_that_refuses_is_not_git_that_has_nothing(
    released_tie, sister_cities, monkeypatch, tmp_path, said, has_release
):
    words, remedy = REFUSALS[said]
    (released_tie.root / ".git").mkdir()
    fake = tmp_path / "bin" / "git"
    fake.parent.mkdir()
    fake.write_text(f"#!/bin/sh\ncat >&2 <<'END'\n{words}\nEND\nexit 128\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(fake.parent), prepend=os.pathsep)
    if not has_release:
        shutil.rmtree(released_tie.root / "published")
    code, _, err = sister_cities("publish", "--workspace", released_tie.root)

    assert (code, words.splitlines()[0][:150] in err, remedy in err) == (2, True, True)
    assert len(err) < 1_500
    assert (released_tie.root / "published").exists() is has_release
    assert sister_cities("publish", "--workspace", released_tie.root, "--against=none")[0] == 0


@pytest.mark.parametrize("damage", ["empty", "no objects", "no git"])
def test_a_repository_that_cannot_be_read_begins_no_new_history(
    released_tie, sister_cities, monkeypatch, damage
):
    root = released_tie.root
    git(root, "init")
    git(root, "add", ".")
    git(root, "commit", "-m", "first")
    if damage == "empty":
        shutil.rmtree(root / ".git")
        (root / ".git").mkdir()
    elif damage == "no objects":
        shutil.rmtree(root / ".git" / "objects")
        (root / ".git" / "objects").mkdir()
    else:
        monkeypatch.setenv("PATH", "")
    shutil.rmtree(root / "published")
    code, _, err = sister_cities("publish", "--workspace", root)

    assert (code, "--against FOLDER" in err) == (2, True), err
    assert not (root / "published").exists()


def test_a_repository_without_a_commit_has_no_previous_release(released_tie, sister_cities):
    git(released_tie.root, "init")

    code, _, err = sister_cities("publish", "--workspace", released_tie.root, "--against=HEAD")
    assert (code, "neither a folder nor a git revision" in err) == (2, True)
    assert sister_cities("publish", "--workspace", released_tie.root)[0] == 0


def test_a_blob_that_git_does_not_hold_is_said(released_tie, sister_cities):
    workspace = released_tie
    git = ["git", "-C", str(workspace.root), "-c", "user.name=x", "-c", "user.email=x@y.example"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "first"]):
        subprocess.run([*git, *words], check=True, capture_output=True)
    blob = subprocess.run(
        [*git, "rev-parse", "HEAD:published/CHANGES.md"], check=True, capture_output=True, text=True
    ).stdout.strip()
    (workspace.root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()

    code, _, err = sister_cities("publish", "--workspace", workspace.root)

    assert code == 2
    assert "published/CHANGES.md: git knows the file and does not hold its bytes" in err


def test_a_link_in_place_of_a_folder_of_the_release_is_not_replaced(released_tie, sister_cities):
    workspace = released_tie
    (workspace.root / "elsewhere").mkdir()
    (workspace.root / "published" / "cities").symlink_to("../elsewhere")
    workspace.capture("<h2>Twin towns</h2><ul><li>Cork, Ireland</li></ul>", on="2025-01-01")

    code, _, err = sister_cities("publish", "--workspace", workspace.root)

    assert (code, "published/cities" in err) == (2, True)
    assert (workspace.root / "published" / "cities").is_symlink()


PAGE = "<h2>Twin towns</h2>\n<ul><li>Dublin, Ireland</li>\n</ul>\n"


@pytest.mark.parametrize(("kept", "came"), [("\n", "\r\n"), ("\r\n", "\n")])
def test_a_capture_whose_line_ends_git_turned_says_so(workspace, sister_cities, kept, came):
    workspace.source()
    page = workspace.capture(PAGE.replace("\n", kept))
    page.write_bytes(PAGE.replace("\n", came).encode())
    code, _, err = sister_cities("publish", "--workspace", workspace.root)

    assert code == 2
    assert "but for its line ends, which git turned" in err
    assert ".gitattributes: add the line 'raw/** -text'" in err


def test_a_count_of_bytes_that_is_wrong_is_not_a_capture_that_is(workspace, sister_cities):
    workspace.source()
    sidecar = workspace.capture(PAGE).with_suffix(".json")
    sidecar.write_text(sidecar.read_text().replace('"byte_count": ', '"byte_count": 1'))
    code, _, err = sister_cities("publish", "--workspace", workspace.root)

    assert (code, f"has {len(PAGE)} bytes, and its sidecar says 1{len(PAGE)}" in err) == (2, True)
    assert "2024-05-01.json: mend byte_count" in err
