"""``sister-cities.sqlite``: types, keys, the dictionary inside, and a search that finds."""

import dataclasses
import sqlite3
import time

import pytest

from pipeline.problems import FilesBroken
from pipeline.publish.csv_table import cell
from pipeline.publish.products import sqlite
from pipeline.publish.products.schemas import example_record
from pipeline.publish.products.sqlite import sqlite_files
from pipeline.tables import PUBLISHED, REFERENCES, Problems, Sources
from tests.releases import ABOUT, published

MODELS = {model.table_name(): model for model in PUBLISHED}


@pytest.fixture
def opened():
    """A release as an open database."""
    databases = []

    def open_(release):
        database = sqlite3.connect(":memory:")
        database.deserialize(sqlite_files(release)["sister-cities.sqlite"])
        databases.append(database)
        return database

    yield open_
    for database in databases:
        database.close()


def found(database, words):
    sql = "SELECT affiliation_id FROM search WHERE search MATCH ? ORDER BY affiliation_id"
    return [row[0] for row in database.execute(sql, (words,))]


def with_rows(release, table, records):
    tables = {**release.tables, table: MODELS[table].frame(records)}
    return dataclasses.replace(release, tables=tables)


def test_every_column_has_the_type_of_its_model_and_may_be_empty_where_that_says_so(opened):
    database = opened(published())
    strict = {row[1] for row in database.execute("PRAGMA table_list") if row[5]}
    types = {"Int64": "INTEGER", "bool": "INTEGER", "float64": "REAL"}
    for name, model in MODELS.items():
        told = [row[1:4] for row in database.execute(f"PRAGMA table_info ({name})")]

        assert name in strict
        assert told == [
            (column, types.get(str(about.dtype), "TEXT"), int(not about.nullable))
            for column, about in model.columns().items()
        ]


def test_every_table_has_its_key_and_its_references(opened):
    database = opened(published())
    for name, model in MODELS.items():
        rows = sorted(database.execute(f"PRAGMA table_info ({name})"), key=lambda row: row[5])
        key = tuple(row[1] for row in rows if row[5])
        has_empty = any(model.columns()[column].nullable for column in model.key())

        assert key == (() if has_empty else model.key())
        references: dict[int, list[tuple[str, str, str]]] = {}
        for number, _, other, own, theirs, *_ in database.execute(
            f"PRAGMA foreign_key_list ({name})"
        ):
            references.setdefault(number, []).append((own, other, theirs))
        assert sorted(references.values()) == sorted(
            [(each, other, there) for each, there in zip(own, theirs, strict=True)]
            for table, own, other, theirs in REFERENCES
            if table == name
        )


@pytest.mark.parametrize("count", [0, 1, 3])
def test_the_database_is_sound_with_any_number_of_rows(opened, count):
    release = published(count)
    database = opened(release)

    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    database.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
    for name in MODELS:
        (rows,) = database.execute(f"SELECT count(*) FROM {name}").fetchone()
        assert rows == len(release.tables[name])


def test_tables_without_rows_are_there(opened):
    empty = {name: model.frame([]) for name, model in MODELS.items()}
    database = opened(dataclasses.replace(published(), tables=empty))

    assert [database.execute(f"SELECT * FROM {name}").fetchall() for name in MODELS] == [[]] * 8
    assert found(database, "bordeaux") == []


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO corrections SELECT * FROM corrections",
        "INSERT INTO problems SELECT * FROM problems",
        "INSERT INTO changes SELECT * FROM changes",
        "UPDATE captures SET speaks = 2",
        "UPDATE captures SET byte_count = 'many'",
        "UPDATE affiliations SET kind = NULL",
        "DELETE FROM affiliations",
        "DELETE FROM captures",
    ],
)
def test_what_would_break_the_tables_is_refused(opened, sql):
    database = opened(published())
    database.execute("PRAGMA foreign_keys = ON")

    with pytest.raises(sqlite3.IntegrityError):
        database.execute(sql)


@pytest.mark.parametrize("source", ["gb-bristol", ""])
def test_a_key_that_is_there_twice_is_a_damaged_release(source):
    row = {**example_record(Problems), "source_id": source}

    with pytest.raises(FilesBroken, match="release-damaged"):
        sqlite_files(with_rows(published(), "problems", [row, row]))


def test_a_row_that_refers_to_nothing_is_a_damaged_release():
    elsewhere = {**example_record(Sources), "place_id": "gb-bath"}

    with pytest.raises(FilesBroken, match=r"refers to what sources\.csv does not hold"):
        sqlite_files(with_rows(published(), "sources", [elsewhere]))


@pytest.mark.parametrize(
    ("cells", "words", "finds"),
    [
        ({"name_as_stated": "Zhoaqing", "partner_city": "Zhaoqing"}, "zhoaqing", True),
        ({"name_as_stated": "Zhoaqing", "partner_city": "Zhaoqing"}, "ZHAOQING", True),
        ({"partner_city": "Nîmes"}, "nimes", True),
        ({"partner_city": "Nimes"}, "nîmes", True),
        ({"partner_city": "Việt Trì"}, "viet tri", True),
        ({"partner_city": "Việt Trì"}, "tri viet", True),
        ({"partner_city": "Việt Trì"}, '"tri viet"', False),
        ({"host_city": "Port Alder"}, "host : alder", True),
        ({"host_city": "Port Alder"}, "partner : alder", False),
        ({"partner_region": "Lower Saxony", "region_as_stated": "Sachsen"}, "saxony sachsen", True),
        ({"partner_country": "Czechia", "country_as_stated": "ČSSR"}, "czechia cssr", True),
        ({"quote": "Twinned since the flood"}, "flood", True),
        ({"name_as_stated": "豊川市"}, "豊川*", True),
        ({}, "nowhere", False),
    ],
)
def test_a_tie_is_found_by_any_of_its_names_and_words(opened, cells, words, finds):
    assert bool(found(opened(published(**cells)), words)) is finds


def test_a_tie_is_found_by_the_words_of_all_its_statements(opened):
    release = published(2)
    rows = MODELS["statements"].records(release.tables["statements"])
    first, second = rows[0] | {"quote": "in the north"}, rows[1] | {"quote": "in the south"}
    both = {"affiliation_id": first["affiliation_id"]}
    database = opened(with_rows(release, "statements", [first, second | both]))

    assert found(database, "north south") == [first["affiliation_id"]]


def test_the_dictionary_tells_every_column_and_the_words_of_every_list(opened):
    database = opened(published())
    assert database.execute("SELECT * FROM dictionary").fetchall() == [
        (name, column, *told, cell(about.metadata["example"]))
        for name, model in MODELS.items()
        for column, about in model.columns().items()
        for told in [(sqlite.field_type(about), int(about.nullable), about.description)]
    ]
    sql = "SELECT meaning FROM words WHERE table_name = 'affiliations' AND word = 'expired'"
    assert database.execute(sql).fetchall() == [("Its term ran out and no renewal is stated.",)]


def test_it_says_what_it_is(opened):
    database = opened(published())

    assert database.execute("SELECT * FROM about").fetchall() == [tuple(ABOUT)]
    assert database.execute("PRAGMA user_version").fetchone() == (10_000,)


def test_equal_releases_give_equal_bytes():
    assert sqlite_files(published(50)) == sqlite_files(published(50))


def test_an_sqlite_that_cannot_do_it_is_named(monkeypatch):
    monkeypatch.setattr(sqlite, "_SEARCH", "CREATE VIRTUAL TABLE search USING fts99 (a)")

    with pytest.raises(
        FilesBroken, match=r"no such module: fts99(.|\n)*3\.37 or newer and has FTS5"
    ):
        sqlite_files(published())


@pytest.mark.slow
def test_four_times_the_ties_take_about_four_times_as_long():
    few, many = published(500), published(2000)

    def seconds(release):
        start = time.process_time()
        sqlite_files(release)
        return time.process_time() - start

    pairs = [(seconds(few), seconds(many)) for _ in range(3)]
    short, long = (min(times) for times in zip(*pairs, strict=True))
    assert long / short < 9  # 4 is linear, 16 is quadratic
