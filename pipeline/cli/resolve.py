"""``sister-cities resolve``: settle anyone's list of names."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline import terminal
from pipeline.cli.options import collect_again, refuse_no_file


def resolve(
    names: Annotated[
        Path, typer.Argument(metavar="NAMES.csv", help="Columns stated,country_stated.")
    ],
    to: Annotated[Path, typer.Option(metavar="OUT.csv", help="Where to write the answers.")],
    language: Annotated[
        str,
        typer.Option(metavar="CODE", help="Of the list (ISO 639-1), whose names stand in cases."),
    ] = "",
) -> None:
    """Resolve anyone's list of names to places and countries.

    The same rows in the same order, with name, region, country, codes, GeoNames id, coordinates,
    method, needs_review, reason and rule. A row with an empty name resolves its country alone.
    """
    from pipeline.run.resolve_names import (
        ADDED_COLUMNS,
        languages_named,
        refuse_added,
        resolve_rows,
    )
    from pipeline.store import read_table, write_table

    collect_again()
    refuse_no_file(to)
    columns, rows = read_table(names, ("stated", "country_stated"))
    columns = refuse_added(columns, f"{names}: line 1")
    spoken = languages_named(language)
    answered = resolve_rows((row for _, row in rows), terminal.Steps(), spoken)
    count, review = write_table(to, (*columns, *ADDED_COLUMNS), answered)
    print(f"{count} rows resolved, {review} of them for review: {to}")
