"""A table to CSV and back: the same cells, the same bytes, and nothing that we did not write."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.publish.csv_table import csv_bytes, read_csv
from pipeline.publish.products.schemas import example_record, field_type
from pipeline.tables import PUBLISHED, Affiliations, Captures, Coverage
from tests.publish.hostile import TEXTS

VALUES = {
    "string": TEXTS,
    "integer": st.integers(-(2**63), 2**63 - 1),
    # A CSV holds six places.
    "number": st.integers(-(10**10), 10**10).map(lambda millionths: millionths / 10**6),
    "boolean": st.booleans(),
}


def cells(column):
    values = VALUES[field_type(column)]
    return st.none() | values if column.nullable else values


def records(model):
    return st.lists(
        st.fixed_dictionaries({name: cells(column) for name, column in model.columns().items()}),
        max_size=3,
    )


@pytest.mark.slow
@pytest.mark.parametrize("model", PUBLISHED, ids=lambda model: model.table_name())
@given(data=st.data())
def test_what_was_written_reads_back_cell_by_cell(model, data):
    frame = model.frame(data.draw(records(model)))
    body = csv_bytes(model, frame)
    read = read_csv(model, body)

    assert model.records(read) == model.records(frame)
    assert list(map(str, read.dtypes)) == list(map(str, frame.dtypes))
    assert csv_bytes(model, read) == body


@pytest.mark.parametrize(
    ("model", "column", "text"),
    [
        (Captures, "byte_count", "many"),
        (Captures, "byte_count", "1.0"),
        (Captures, "byte_count", "+1"),
        (Captures, "byte_count", "1_0"),
        (Captures, "byte_count", "٣"),
        (Captures, "byte_count", str(2**63)),
        (Captures, "byte_count", "9" * 5000),
        (Captures, "speaks", "True"),
        (Captures, "speaks", "1"),
        (Captures, "url", ""),
        (Coverage, "stale", ""),
        (Affiliations, "partner_latitude", "nan"),
        (Affiliations, "partner_latitude", "inf"),
        (Affiliations, "partner_latitude", "1e3"),
        (Affiliations, "partner_latitude", "44,8"),
        (Affiliations, "partner_latitude", "1.1234567"),
    ],
)
def test_a_cell_that_we_would_not_have_written_is_told_by_row_and_column(model, column, text):
    frame = model.frame([example_record(model)])
    header, _, line = csv_bytes(model, frame).decode().partition("\n")
    row = dict(zip(header.split(","), next(csv.reader([line])), strict=True)) | {column: text}
    quoted = ",".join(f'"{cell}"' for cell in row.values())

    with pytest.raises(ValueError, match=f"row 2: {column} "):
        read_csv(model, f"{header}\n{line}{quoted}\n".encode())


@pytest.mark.parametrize(
    ("header", "says"),
    [
        (lambda columns: columns[1:], "its columns are not those of this version"),
        (lambda columns: [*columns, "more"], "its columns are not those of this version"),
        (lambda columns: [columns[1], columns[0], *columns[2:]], "its columns are not those"),
    ],
)
def test_other_columns_are_another_version(header, says):
    with pytest.raises(ValueError, match=says):
        read_csv(Captures, ",".join(header(list(Captures.columns()))).encode() + b"\n")


def test_a_row_of_another_length_is_said():
    header = ",".join(Captures.columns()).encode()

    with pytest.raises(ValueError, match="not as many cells"):
        read_csv(Captures, header + b"\na,b\n")
