"""How a capture is to be read, and what it heard, as judging wants it."""

from __future__ import annotations

from pipeline.captures import Capture
from pipeline.judging import Heard
from pipeline.parse import Reading, ReadOptions
from pipeline.sources import Source
from pipeline.text import fold


def options_of(source: Source, capture: Capture) -> ReadOptions:
    """Return how a capture of ``source`` is to be read."""
    return ReadOptions(
        file=f"raw/{capture.file}",
        source_id=source.place_id,
        host=source.host_city,
        host_country=source.host_country_code,
        charset=capture.charset,
        teaching=source.page(capture.page_id).teaching,
    )


def heard_in(reading: Reading) -> Heard:
    """Return what a reading says of ties, as far as judging it goes."""
    names: dict[str, tuple[str, ...]] = {}
    for stated in reading.statements:
        names[stated.kind] = (*names.get(stated.kind, ()), fold(stated.name) or stated.name)
    return Heard(
        names=names,
        is_about_ties=bool(reading.words),
        has_claims=bool(reading.claims),
        codes=frozenset(problem.code for problem in reading.problems),
    )
