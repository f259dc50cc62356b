"""Kept readings: what is unchanged is not read again, and nothing depends on what is kept."""

import os
import pathlib
from importlib import metadata

import pytest

from pipeline.engine import Overrun
from pipeline.run import read_pages as reading
from pipeline.store import open_readings, readings

PAGE = "<h2>Twin towns</h2><ul><li>Dublin, Ireland (1986)</li><li>Lyon, France</li></ul>"
LARGE = PAGE + "<p>" + "Our town hall is open on all days. " * 1000


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Where readings are kept in these tests."""
    monkeypatch.setenv("SISTER_CITIES_READINGS", str(tmp_path / "readings"))
    return tmp_path / "readings"


@pytest.fixture
def opened(monkeypatch):
    """The sizes of the pages that were read, as they are read."""
    sizes = []
    real = reading.read_page

    def counting(body, *rest):
        sizes.append(len(body))
        return real(body, *rest)

    monkeypatch.setattr(reading, "read_page", counting)
    return sizes


def kept(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def published(workspace):
    return {path.name: path.read_bytes() for path in (workspace.root / "published").iterdir()}


def test_a_second_release_reads_no_page_again_and_has_the_same_bytes(workspace, folder, opened):
    workspace.source()
    workspace.capture(PAGE)
    workspace.publish()
    first = published(workspace)
    workspace.publish()

    assert len(opened) == len(kept(folder)) == 1
    assert published(workspace) == first


def test_what_a_person_teaches_or_a_new_capture_says_is_read(workspace, folder, opened):
    workspace.source()
    workspace.capture(PAGE)
    workspace.publish()
    workspace.capture(PAGE.replace("Lyon", "Nice"), "2026-11-20")
    workspace.publish()
    assert len(opened) == 2
    file = workspace.root / "raw" / "no-port-alder" / "source.toml"
    file.write_text(file.read_text("utf-8") + 'heading = "Twin towns"\n', "utf-8")
    workspace.publish()

    assert len(opened) == 4  # both captures, in the light of what was taught


@pytest.mark.parametrize("damage", [b"", b"x" * 64 + b"{}", b"cut"])
def test_a_kept_reading_that_is_damaged_is_made_again(workspace, folder, opened, damage):
    workspace.source()
    workspace.capture(PAGE)
    workspace.publish()
    first = published(workspace)
    (file,) = kept(folder)
    file.write_bytes(damage)
    workspace.publish()

    assert len(opened) == 2
    assert published(workspace) == first
    assert kept(folder)[0].read_bytes() != damage


def test_a_damaged_page_is_refused_although_its_reading_is_kept(workspace, folder, sister_cities):
    workspace.source()
    workspace.capture(PAGE)
    workspace.publish()
    (page,) = (workspace.root / "raw").rglob("*.html")
    page.write_text("other words")

    code, _, err = sister_cities("publish", "--workspace", workspace.root)
    assert (code, "capture-damaged" in err) == (2, True)


CALLS = ("mkdir", "write_bytes", "rename", "read_bytes", "touch", "stat", "iterdir", "unlink")


@pytest.mark.parametrize("error", [OSError, MemoryError])
@pytest.mark.parametrize("call", CALLS)
def test_a_cache_that_fails_costs_time_and_nothing_else(folder, tmp_path, monkeypatch, call, error):
    key = readings.reading_key("0" * 64, "options")
    open_readings("index").keep(key, b"before")

    def fails(self, *rest, **more):
        if folder in [self, *self.parents]:
            raise error("injected")
        return real(self, *rest, **more)

    real = getattr(pathlib.Path, call)
    monkeypatch.setattr(pathlib.Path, call, fails)
    held = open_readings("index")
    held.keep(key, b"after")
    found = held.find(key)
    monkeypatch.setattr(pathlib.Path, call, real)

    assert found in (None, b"before", b"after")
    assert open_readings("index").find(key) in (b"before", b"after")


def test_readings_of_other_code_are_not_found(folder, monkeypatch):
    key = readings.reading_key("0" * 64, "options")
    open_readings("index").keep(key, b"made by this code")
    assert open_readings("another index").find(key) is None
    readings._code_mark.cache_clear()
    monkeypatch.setattr(metadata, "version", lambda library: "another version of it")
    monkeypatch.setattr(readings.metadata, "version", lambda library: "another version of it")

    assert open_readings("index").find(key) is None
    monkeypatch.undo()
    readings._code_mark.cache_clear()


def test_of_older_code_the_last_few_are_kept(folder):
    for number in range(5):
        open_readings(f"index {number}")
        for order, mark in enumerate(sorted(folder.iterdir(), key=os.path.getmtime)):
            os.utime(mark, (order, order))

    assert len(list(folder.iterdir())) == 3


def test_none_are_kept_where_the_variable_is_empty(tmp_path, monkeypatch):
    monkeypatch.setenv("SISTER_CITIES_READINGS", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    open_readings("index").keep("0" * 64, b"x")

    assert list(tmp_path.iterdir()) == []


class Costly:
    """Processes in which every page goes over its budget."""

    def __init__(self, why):
        self.why, self.asked = why, 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def submit(self, *_):
        self.asked += 1
        return self

    def result(self):
        raise Overrun(self.why)


@pytest.mark.parametrize(("why", "asked"), [("time", 1), ("memory", 1), ("crash", 2)])
def test_a_costly_page_is_told_and_what_spoke_before_goes_on_speaking(
    workspace, folder, monkeypatch, why, asked
):
    workspace.source()
    workspace.capture(PAGE, "2026-11-18")
    workspace.publish()
    workspace.capture(LARGE, "2026-11-20")
    costly = Costly(why)
    monkeypatch.setattr(reading, "limited_readers", lambda workers: costly)
    workspace.publish()
    workspace.publish()

    codes = [row["code"] for row in workspace.rows("problems")]
    assert "page-too-costly" in codes
    partners = [row["partner_city"] for row in workspace.rows("affiliations")]
    assert sorted(partners) == ["Dublin", "Lyon"]
    assert costly.asked == asked  # a page that was stopped is not read twice
