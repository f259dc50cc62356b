"""``<table>.parquet``: types, nulls and what the columns mean, as pyarrow and pandas read them."""

import dataclasses
import io
import sys
import time

import pandas as pd
import pyarrow
import pytest
from hypothesis import given
from pyarrow import parquet

from pipeline.problems import FilesBroken
from pipeline.publish.products.parquet import parquet_files
from pipeline.tables import PUBLISHED
from tests.publish.hostile import TEXTS
from tests.releases import ABOUT, published

MODELS = {model.table_name(): model for model in PUBLISHED}
TYPES = {"Int64": pyarrow.int64(), "bool": pyarrow.bool_(), "float64": pyarrow.float64()}


def read(release):
    """Every table, as pyarrow reads it."""
    files = parquet_files(release)
    assert set(files) == {f"{name}.parquet" for name in MODELS}
    return {name: parquet.read_table(io.BytesIO(files[f"{name}.parquet"])) for name in MODELS}


@pytest.mark.parametrize("name", MODELS)
def test_every_column_has_its_type_and_says_what_it_means(name):
    schema = read(published())[name].schema
    columns = MODELS[name].columns()

    assert schema.names == list(columns)
    for field, column in zip(schema, columns.values(), strict=True):
        assert field.type == TYPES.get(str(column.dtype), pyarrow.string())
        assert field.nullable == column.nullable
        assert field.metadata[b"description"].decode() == column.description


def test_the_file_says_what_it_is():
    told = read(published())["changes"].schema.metadata

    for key, text in ABOUT._asdict().items():
        assert told[key.encode()].decode() == text
    assert told[b"table"] == b"changes"
    assert told[b"primary_key"] == b"release, affiliation_id, event, field, cause"
    assert b"Dates are text" in told[b"note"]


@given(text=TEXTS)
def test_any_text_reads_back(text):
    table = read(published(name_as_stated=text, region_as_stated=text))["affiliations"]

    assert table["name_as_stated"].to_pylist() == [text]
    assert table["region_as_stated"].to_pylist() == [text]


def test_an_empty_cell_is_null():
    empty = {"partner_geoname_id": None, "partner_latitude": None, "expires": None}
    (row,) = read(published(**empty))["affiliations"].to_pylist()

    assert {name: row[name] for name in empty} == empty


def test_pandas_reads_whole_numbers_as_such_even_beside_empty_cells():
    body = parquet_files(published(partner_geoname_id=None))["affiliations.parquet"]

    assert pd.read_parquet(io.BytesIO(body))["partner_geoname_id"].dtype == "Int64"


def test_tables_without_rows_keep_their_types():
    empty = {name: model.frame([]) for name, model in MODELS.items()}
    tables = read(dataclasses.replace(published(), tables=empty))

    assert {table.num_rows for table in tables.values()} == {0}
    assert tables["captures"].schema.field("byte_count").type == pyarrow.int64()


def test_equal_releases_give_equal_bytes():
    assert parquet_files(published(50)) == parquet_files(published(50))


def test_without_pyarrow_it_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    with pytest.raises(FilesBroken, match="python -m pip install 'pyarrow>=21'"):
        parquet_files(published())


@pytest.mark.slow
def test_four_times_the_ties_take_about_four_times_as_long():
    few, many = published(2_000), published(8_000)

    def seconds(release):
        start = time.process_time()
        parquet_files(release)
        return time.process_time() - start

    pairs = [(seconds(few), seconds(many)) for _ in range(3)]
    short, long = (min(times) for times in zip(*pairs, strict=True))
    assert long / short < 9  # 4 is linear, 16 is quadratic
