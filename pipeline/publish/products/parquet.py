"""``<table>.parquet``: the tables with their types, for programs that read columns."""

from __future__ import annotations

import io
from typing import Any

from pipeline.problems import broken
from pipeline.publish.previous.published import About, Published
from pipeline.publish.products.schemas import field_type
from pipeline.tables import PUBLISHED, Table

_NOTE = (
    "Dates are text, as precise as they were stated: 1957, 1957-05 or 1957-05-26. "
    "null is the empty cell: in a column that ends in _as_stated the page did not say; elsewhere "
    "it is not known, or there is nothing to tell."
)


def parquet_files(published: Published) -> dict[str, bytes]:
    """Return ``<table>.parquet`` for every published table, the same bytes each time by one
    version of pyarrow and pandas.

    Text, int64, double or bool, by the table's model; null is the empty cell. What columns mean
    stands in their metadata, what the release is in the file's.

    Raises FilesBroken when pyarrow is not installed.
    """
    try:
        import pyarrow  # type: ignore[import-untyped]
        from pyarrow import parquet
    except ImportError as error:
        raise broken("command-line/pyarrow", "--parquet", error=error) from None
    files = {}
    for model in PUBLISHED:
        frame = published.tables[model.table_name()]
        schema = _schema(pyarrow, model, published.about)
        table = pyarrow.Table.from_pandas(frame, schema, preserve_index=False)
        buffer = io.BytesIO()
        parquet.write_table(table, buffer, compression="zstd")
        files[f"{model.table_name()}.parquet"] = buffer.getvalue()
    return files


def _schema(pyarrow: Any, model: type[Table], about: About) -> Any:
    types = {
        "string": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
    }
    fields = [
        pyarrow.field(
            name, types[field_type(column)], column.nullable, {"description": column.description}
        )
        for name, column in model.columns().items()
    ]
    told = about._asdict() | {
        "table": model.table_name(),
        "description": model.about(),
        "primary_key": ", ".join(model.key()),
        "note": _NOTE,
    }
    return pyarrow.schema(fields, {key: text for key, text in told.items() if text})
