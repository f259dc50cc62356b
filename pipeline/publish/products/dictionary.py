"""``DATA_DICTIONARY.md``: every column of every table, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd
import pandera.pandas as pa

from pipeline.publish.csv_table import cell
from pipeline.publish.description import ABOUT, LICENCES, SCHEMA_VERSION
from pipeline.publish.products.schemas import field_type, rules
from pipeline.publish.release import Release
from pipeline.tables import PUBLISHED, Table


def data_dictionary(release: Release, _: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return ``DATA_DICTIONARY.md``."""
    lines = [
        f"# {release.publication.title}",
        "",
        ABOUT,
        "",
        f"Release {release.version}, schema {SCHEMA_VERSION}. "
        + " ".join(licence.in_words() for licence in LICENCES),
        "",
        "Text from a page ends in `_as_stated` and is word for word; there an empty cell means "
        "that the page did not say. Elsewhere it means that we do not know, or that there is "
        "nothing to tell. Dates are as precise as they were stated: `1957`, `1957-05` or "
        "`1957-05-26`. The code `NA` is Namibia: in pandas, read with "
        '`keep_default_na=False, na_values=[""]`.',
    ]
    for model in PUBLISHED:
        lines += _table(model, release.tables[model.table_name()])
    return {"DATA_DICTIONARY.md": ("\n".join(lines) + "\n").encode()}


def _table(model: type[Table], frame: pd.DataFrame) -> Iterator[str]:
    yield from ("", f"## {model.table_name()}.csv", "", model.about(), "")
    yield f"Key: {', '.join(f'`{name}`' for name in model.key())}. Rows: {len(frame)}."
    yield from ("", "| column | type | may be empty | meaning | example |", "|---|---|---|---|---|")
    for name, column in model.columns().items():
        example = _escaped(cell(column.metadata["example"]))
        empty = "yes" if column.nullable else "no"
        about = _escaped(column.description)
        yield f"| `{name}` | {field_type(column)} | {empty} | {about} | `{example}` |"
    for name, column in model.columns().items():
        yield from _words(name, column)


def _words(name: str, column: pa.Column) -> Iterator[str]:
    """The closed list of the column, if it has one."""
    if words := column.metadata["words"]:
        yield from ("", f"`{name}` is one of:", "")
        yield from (f"- `{word}`: {meaning}" for word, meaning in words.items())
    elif allowed := rules(column).get("enum"):
        yield from ("", f"`{name}` is one of: {', '.join(f'`{word}`' for word in allowed)}.")


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")
