"""What several commands take from the command line, and how they begin."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Annotated

import typer

from pipeline.problems import broken

Workspace = Annotated[
    Path,
    typer.Option("--workspace", metavar="DIR", help="The folder that holds raw/ and published/."),
]
Against = Annotated[
    str | None,
    typer.Option(
        metavar="RELEASE",
        help="The previous release: a folder, a git revision, or none to start the history anew. "
        "[default: published/ at HEAD, else on disk]",
    ),
]
Accept = Annotated[
    list[str] | None,
    typer.Option(
        "--accept-removal",
        metavar="AFFILIATION_ID",
        help="Let a change of ours remove this published row. May be given again.",
    ),
]
HERE = Path()


def refuse_no_file(to: Path) -> None:
    """Refuse what cannot be the name of a file to write."""
    if not to.name or to.is_dir():
        raise broken("command-line/no-file", f"--to {to}")


def collect_again() -> None:
    """Collect garbage from now on, and never among what has been imported."""
    gc.freeze()
    gc.enable()


def version() -> str:
    """Return the version of this program."""
    import importlib.metadata

    return importlib.metadata.version("sister-cities")
