"""``sister-cities schemas``: write the schemas of a tie, with examples."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def schemas(
    to: Annotated[Path, typer.Option(metavar="DIR", help="Where to write them.")] = Path("schemas"),
) -> None:
    """Write the schemas of affiliations, with examples.

    One example is valid, the others have a fault each. Needs no workspace.
    """
    from pipeline.run.export import schema_files
    from pipeline.store import write_folder

    files = schema_files()
    write_folder(to, files)
    print(f"{len(files)} files written to {to}/.")
