"""The command ``export``: the published release as Parquet and SQLite, each cell as in the CSV."""

import csv
import errno
import hashlib
import os
import shutil
import sqlite3
import sys

import pandas as pd
import pytest

from pipeline.publish.csv_table import cell
from pipeline.publish.products.datapackage import datapackage
from pipeline.publish.products.sums import sums
from pipeline.publish.products.tables_csv import tables_csv
from pipeline.publish.release import Release
from pipeline.store import disk
from pipeline.tables import PUBLISHED
from tests.publish.hostile import WORST
from tests.releases import published

TABLES = [model.table_name() for model in PUBLISHED]
NAMES = [
    *WORST,
    '=HYPERLINK("http://x.example")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\"Lyon\", 'a'; DROP TABLE affiliations; --",
    "Z\u0301u\u0308rich \U0001f600",
    "two\r\nlines\rand\nmore",
    "NA",
    "null",
    "豊川市",
]


@pytest.fixture
def real(released_cities):
    """The release of the first two cities."""
    return released_cities


@pytest.fixture
def hostile(workspace):
    """A release whose cells hold what would harm a careless reader; no page could bring it in."""
    tables = dict(published(len(NAMES)).tables)
    for table, columns in (
        ("affiliations", ("host_city", "partner_city", "name_as_stated", "country_as_stated")),
        ("statements", ("name_as_stated", "quote")),
        ("corrections", ("as_stated", "reason")),
    ):
        texts = {
            column: pd.Series(NAMES, dtype=str(tables[table].dtypes[column])) for column in columns
        }
        tables[table] = tables[table].assign(**texts)
    release = Release("2026.11.21", "2026-11-21T00:00:00Z", tables)
    files: dict[str, bytes] = {}
    for product in (tables_csv, datapackage, sums):
        files |= product(release, files)
    (workspace.root / "published").mkdir()
    for name, body in files.items():
        (workspace.root / "published" / name).write_bytes(body)
    return workspace


@pytest.fixture
def small(released_tie):
    """A release of one tie."""
    return released_tie


@pytest.fixture
def refused(sister_cities, small, tmp_path):
    """Export both forms in vain; return what is said. Nothing must have been written."""

    def run(*words):
        before = {path for path in tmp_path.rglob("*") if path.is_file()}
        code, out, err = sister_cities("export", "--workspace", small.root, *words)
        assert (code, out) == (2, ""), err
        assert err.count("to mend: ") == 1
        assert {path for path in tmp_path.rglob("*") if path.is_file()} == before
        return err

    return run


both = pytest.mark.parametrize("released", ["real", "hostile"])


def as_text(rows):
    return [
        [cell(None if value is None or value != value else value) for value in row] for row in rows
    ]


def as_published(workspace, table):
    with (workspace.root / "published" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@both
def test_every_cell_of_the_parquet_files_is_that_of_the_csv(
    request, released, sister_cities, tmp_path
):
    released = request.getfixturevalue(released)
    code, out, _ = sister_cities(
        "export", "--workspace", released.root, "--parquet", tmp_path / "a" / "b"
    )

    assert (code, "affiliations.parquet" in out) == (0, True)
    assert sorted(path.stem for path in (tmp_path / "a" / "b").iterdir()) == sorted(TABLES)
    for table in TABLES:
        frame = pd.read_parquet(tmp_path / "a" / "b" / f"{table}.parquet").astype(object)
        rows = frame.where(frame.notna(), None).itertuples(index=False)
        assert [list(frame.columns), *as_text(rows)] == as_published(released, table)


@both
def test_every_cell_of_the_database_is_that_of_the_csv(request, released, sister_cities, tmp_path):
    released = request.getfixturevalue(released)
    assert sister_cities("export", "--workspace", released.root, "--sqlite", tmp_path)[0] == 0
    database = sqlite3.connect(tmp_path / "sister-cities.sqlite")
    try:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        for model in PUBLISHED:
            found = database.execute(f"SELECT * FROM {model.table_name()} ORDER BY rowid")
            is_bool = [str(column.dtype) == "bool" for column in model.columns().values()]
            rows = [
                [bool(value) if flag else value for value, flag in zip(row, is_bool, strict=True)]
                for row in found
            ]
            header = [column[0] for column in found.description]
            assert [header, *as_text(rows)] == as_published(released, model.table_name())
    finally:
        database.close()


def test_the_name_on_the_page_and_the_right_one_find_the_same_tie(real, sister_cities, tmp_path):
    sister_cities("export", "--workspace", real.root, "--sqlite", tmp_path)
    database = sqlite3.connect(tmp_path / "sister-cities.sqlite")
    sql = "SELECT affiliation_id FROM search WHERE search MATCH ?"
    try:
        found = [database.execute(sql, (name,)).fetchall() for name in ("zhoaqing", "zhaoqing")]
    finally:
        database.close()

    assert found == [[("us-ca-cupertino.friendship.cn-zhaoqing",)]] * 2


def test_a_downloaded_release_needs_no_raw(small, sister_cities, tmp_path):
    shutil.copytree(small.root / "published", tmp_path / "downloaded" / "published")
    words = "--sqlite", tmp_path / "out", "--parquet", tmp_path / "out"

    assert sister_cities("export", "--workspace", tmp_path / "downloaded", *words)[0] == 0
    assert len(list((tmp_path / "out").iterdir())) == 9
    assert [path.name for path in (tmp_path / "downloaded").iterdir()] == ["published"]


def test_again_gives_the_same_bytes_and_leaves_other_files(small, sister_cities, tmp_path):
    folder = tmp_path / "out"
    words = "export", "--workspace", small.root, "--sqlite", folder, "--parquet", folder
    sister_cities(*words)
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    (folder / "mine.txt").write_text("mine")

    assert sister_cities(*words)[0] == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        **first,
        "mine.txt": b"mine",
    }


def test_it_must_be_told_what_to_write(refused):
    assert "give --parquet DIR, --sqlite DIR or both" in refused()


@pytest.mark.parametrize("form", ["--parquet", "--sqlite"])
@pytest.mark.parametrize("inside", ["published", "published/x", "raw/x/y", "link"])
def test_a_release_and_its_sources_hold_only_what_is_theirs(small, refused, form, inside):
    (small.root / "link").symlink_to(small.root / "published")

    assert "where an export does not belong" in refused(form, small.root / inside)


def test_a_file_in_the_place_of_the_folder_is_said(refused, tmp_path):
    (tmp_path / "file").write_text("mine")

    assert "is no folder" in refused("--sqlite", tmp_path / "file")
    assert "a part of it is no folder" in refused("--sqlite", tmp_path / "file" / "x")


def test_without_a_release_it_says_what_is_missing(small, refused):
    shutil.rmtree(small.root / "published")

    err = refused("--sqlite", small.root)
    assert f"{small.root}/published: is not there" in err
    assert "name the folder that holds published/: --workspace DIR" in err


@pytest.mark.parametrize("name", ["affiliations.csv", "SHA256SUMS", "datapackage.json"])
def test_a_file_that_is_missing_is_named(small, refused, name):
    (small.root / "published" / name).unlink()

    assert f"has no {name}" in refused("--sqlite", small.root / "out")


@pytest.mark.parametrize("name", ["statements.csv", "datapackage.json", "DATA_DICTIONARY.md"])
def test_a_file_that_was_changed_is_named(small, refused, name):
    file = small.root / "published" / name
    file.write_bytes(file.read_bytes() + b"\n")

    assert f"{name} is not the file" in refused("--parquet", small.root / "out")


def test_a_file_without_a_sum_is_not_trusted(small, refused):
    (small.root / "published" / "SHA256SUMS").write_text("")

    assert "SHA256SUMS has no sum of datapackage.json" in refused("--sqlite", small.root / "out")


def with_right_sum(folder, name, body):
    """Change a file, and its sum with it."""
    sums, old = folder / "SHA256SUMS", (folder / name).read_bytes()
    (folder / name).write_bytes(body)
    before, after = (hashlib.sha256(each).hexdigest() for each in (old, body))
    sums.write_text(sums.read_text().replace(before, after))


@pytest.mark.parametrize(
    ("name", "change", "says"),
    [
        ("captures.csv", lambda body: body.replace(b",true,", b",yes,"), "row 1: speaks = 'yes'"),
        ("captures.csv", lambda body: body.replace(b",note,", b",notes,"), "its columns are not"),
        ("captures.csv", lambda _: b"\xff", "captures.csv: its columns are not"),
        (
            "sources.csv",
            lambda body: body.partition(b"\n")[0] + b"\n",
            "refers to what sources.csv",
        ),
        ("coverage.csv", lambda body: body + body.split(b"\n")[1] + b"\n", "UNIQUE constraint"),
        ("datapackage.json", lambda _: b"[]", "datapackage.json: cannot be read"),
        ("datapackage.json", lambda _: b"{}", "datapackage.json: cannot be read"),
        ("datapackage.json", lambda _: b"[" * 100_000, "datapackage.json: cannot be read"),
    ],
)
def test_a_release_of_another_making_is_refused_by_file(small, refused, name, change, says):
    folder = small.root / "published"
    with_right_sum(folder, name, change((folder / name).read_bytes()))

    assert says in refused("--sqlite", small.root / "out")


def test_without_pyarrow_it_says_how_to_get_it_and_writes_nothing(refused, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    err = refused("--sqlite", tmp_path / "out", "--parquet", tmp_path / "out")
    assert "python -m pip install 'pyarrow>=21'" in err


@pytest.mark.parametrize("at", [1, 5, 9])
def test_a_full_disk_leaves_the_former_export_whole(
    small, sister_cities, refused, tmp_path, monkeypatch, at
):
    folder = tmp_path / "out"
    words = "--sqlite", folder, "--parquet", folder
    assert sister_cities("export", "--workspace", small.root, *words)[0] == 0
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    small.capture("<h2>Twin towns</h2><ul><li>Cork, Ireland</li></ul>", "2025-05-01")
    assert sister_cities("publish", "--workspace", small.root)[0] == 0
    write, left = disk.write_file, iter(range(at - 1))

    def full(path, body):
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(path, body)

    monkeypatch.setattr(disk, "write_file", full)

    assert "make room on the disk" in refused(*words)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_folder_that_may_not_be_written_is_said(refused, tmp_path, monkeypatch):
    def forbid(*_):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(disk, "write_file", forbid)

    assert "give yourself the right" in refused("--sqlite", tmp_path / "out")
