"""The places of the world, opened once a process; the first time ever, their index is compiled."""

from __future__ import annotations

from functools import cache

from pipeline.places.atlas import Atlas
from pipeline.places.index import open_gazetteer
from pipeline.places.place import Gazetteer


@cache
def shared_gazetteer() -> Gazetteer:
    """Return the gazetteer of this process."""
    return open_gazetteer()


@cache
def shared_atlas() -> Atlas:
    """Return the atlas of this process, which keeps what it has looked up."""
    return Atlas(shared_gazetteer())
