"""What every table has: strict columns, a key, a typed frame from records and back."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Self, cast

import pandas as pd
import pandera.pandas as pa
from pandera.typing import DataFrame

from pipeline.problems import Problem, problem

Record = Mapping[str, Any]


def column(
    description: str,
    *,
    example: object,
    title: str = "",
    unique: bool = False,
    optional: bool = False,
    words: Mapping[str, str] | None = None,
    **checks: Any,
) -> Any:
    """A pandera field that carries what the dictionary and the schemas say of it.

    optional: whether the cell may be empty. words: the closed list of the column, word to
    meaning. checks: as ``pandera.Field`` takes them.
    """
    if words is not None:
        checks["isin"] = list(words)
    return pa.Field(
        description=description,
        title=title or None,
        unique=unique,
        nullable=optional,
        metadata={"example": example, "words": dict(words or {})},
        **checks,
    )


class Table(pa.DataFrameModel):
    """One table of a release. The class is the one origin of its columns and meanings."""

    class Config:
        strict = True
        ordered = True
        name: str  # of the file: "affiliations"
        description: str  # one sentence, for the dictionary
        unique: list[str]  # the key: the columns by which rows are told apart and sorted

    @classmethod
    def table_name(cls) -> str:
        """Name of the table and of its file, without ending."""
        return str(cls.to_schema().name)

    @classmethod
    def about(cls) -> str:
        """What the table holds, in one sentence."""
        return str(cls.to_schema().description)

    @classmethod
    def key(cls) -> tuple[str, ...]:
        """The columns by which rows are told apart and sorted."""
        return tuple(cls.to_schema().unique)

    @classmethod
    @functools.cache
    def columns(cls) -> dict[str, pa.Column]:
        """Name to pandera column, in order."""
        return dict(cls.to_schema().columns)

    @classmethod
    def frame(cls, records: Iterable[Record]) -> DataFrame[Self]:
        """Return ``records`` as a frame of this table's columns and types, sorted by key.

        "" and None are both the empty cell. The frame is typed, not yet checked.
        """
        key = cls.key()
        rows = sorted(records, key=lambda row: [str(row[name]) for name in key])
        return cls.typed({name: [row[name] for row in rows] for name in cls.columns()})

    @classmethod
    def typed(cls, cells: Mapping[str, Sequence[Any]]) -> DataFrame[Self]:
        """Return ``cells``, those of each column, as a typed frame in the order given.

        "" and None are both the empty cell.
        """
        columns = {
            name: pd.Series(
                [None if cell == "" else cell for cell in cells[name]], dtype=str(column.dtype)
            )
            for name, column in cls.columns().items()
        }
        # Calling DataFrame[cls] would validate at once; refusing is the business of a floor.
        return cast("DataFrame[Self]", pd.DataFrame(columns))

    @classmethod
    def records(cls, frame: pd.DataFrame) -> list[dict[str, Any]]:
        """Return the rows as plain values, in order; None is the empty cell."""
        names = [str(name) for name in frame.columns]
        # Column by column: three times as fast as DataFrame.to_dict on tables of this size.
        columns = [[_plain(cell) for cell in frame[name].tolist()] for name in names]
        return [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]

    @classmethod
    def check(cls, frame: pd.DataFrame) -> list[Problem]:
        """Return a problem for every cell and row that breaks this table's rules."""
        try:
            cls.validate(frame, lazy=True)
        except pa.errors.SchemaErrors as errors:
            return sorted(
                {cls._problem(frame, case) for case in errors.failure_cases.to_dict("records")}
            )
        return []

    @classmethod
    def _problem(cls, frame: pd.DataFrame, case: Mapping[str, Any]) -> Problem:
        where = f"published/{cls.table_name()}.csv"
        row = case["index"]
        if isinstance(row, int) and row in frame.index and set(cls.key()) <= set(frame.columns):
            where += ": " + " / ".join(str(frame.at[row, name]) for name in cls.key())
        about_row = case["schema_context"] == "DataFrameSchema"
        cell = "" if about_row else f"{case['column']} = {case['failure_case']!r}: "
        told = {"cell": cell, "rule": case["check"], "table": cls.table_name()}
        return problem("schema-broken", where, **told)


def _plain(cell: Any) -> Any:
    """A cell as a plain value: None for pandas' missing marks, of which NaN is not itself."""
    return None if cell is pd.NA or cell is None or cell != cell else cell
