"""``sister-cities suggest``: for each row in review, who was considered."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline import terminal
from pipeline.cli.options import HERE, Workspace, collect_again, refuse_no_file


def suggest(
    workspace: Workspace = HERE,
    to: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write there, not to the terminal.")
    ] = None,
) -> None:
    """Print candidates and ready corrections for rows in review.

    Each line for raw/corrections.csv lacks only its reason.
    """
    from pipeline.run import build_release as release
    from pipeline.run.resolve_names import suggest_corrections
    from pipeline.store import Store, write_folder

    collect_again()
    store = Store(workspace)
    store.check_there()
    with store.locked():
        store.recover()
        built = release.build(store, track=terminal.progress, on_progress=terminal.Steps())
    lines = []
    for each in suggest_corrections(built):
        lines += ["", f"{each.affiliation_id}: {each.stated} ({each.review})"]
        lines += [f"  {told}" for told in each.told()]
        lines += each.lines or ["  no place to choose from: see problems.csv for what to decide"]
    text = "\n".join(lines[1:]) + "\n" if lines else "Nothing is in review.\n"
    if to is None:
        print(text, end="")
    else:
        refuse_no_file(to)
        write_folder(to.parent, {to.name: text.encode("utf-8")})
