"""``sister-cities export``: the release in published/ in other forms."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import HERE, Workspace, collect_again
from pipeline.problems import broken


def export(
    parquet: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Write a .parquet for each table there; needs pyarrow."),
    ] = None,
    sqlite: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write sister-cities.sqlite there.")
    ] = None,
    workspace: Workspace = HERE,
) -> None:
    """Write the release in published/ as Parquet or SQLite.

    Its files are verified first. Reads nothing else: a downloaded published/ is enough.
    """
    from pipeline.run.export import export_release
    from pipeline.store import Store, write_folder

    collect_again()
    store = Store(workspace)
    asked = {"parquet": parquet, "sqlite": sqlite}
    folders = {form: folder for form, folder in asked.items() if folder is not None}
    if not folders:
        raise broken("command-line/export-nothing", "export")
    for form, folder in folders.items():
        store.refuse_within(f"--{form}", folder)
    published, made = export_release(store, folders)
    named = ((folders[form] / name, body) for form in made for name, body in made[form].items())
    write_folder(HERE, {str(path): body for path, body in named})
    for form, folder in folders.items():
        print(f"Release {published.about.version}: {', '.join(made[form])} written to {folder}/.")
