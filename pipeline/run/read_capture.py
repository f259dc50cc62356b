"""How a capture is to be read, and what it says of ties, by which its health is judged."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.inputs.capture import Capture
from pipeline.inputs.capture_health import Summary, partners_by_kind
from pipeline.inputs.source import Source
from pipeline.parse import Reading, ReadOptions
from pipeline.run.read_pages import Asked
from pipeline.store import Store


def reading_options(source: Source, capture: Capture) -> ReadOptions:
    """Return how a capture of ``source`` is to be read."""
    return ReadOptions(
        file=f"raw/{capture.file}",
        source_id=source.place_id,
        host=source.host_city,
        host_country=source.host_country_code,
        charset=capture.charset,
        hints=source.page(capture.page_id).hints,
    )


class Held(NamedTuple):
    """The bytes of a capture, in its workspace."""

    store: Store
    capture: Capture

    def open(self) -> bytes:
        """Return them; FilesBroken when they are not what was taken."""
        return self.store.body(self.capture)


def asked_of(store: Store, source: Source, capture: Capture) -> Asked:
    """Return a capture that is held as ``read_pages`` takes it."""
    options = reading_options(source, capture)
    body = Held(store, capture)
    return Asked(capture.sha256, capture.byte_count, body, options, capture.stated)


def summarise(reading: Reading) -> Summary:
    """Return what a reading says of ties, as far as judging it goes."""
    return Summary(
        names=partners_by_kind((stated.kind, stated.name) for stated in reading.statements),
        is_about_ties=bool(reading.words),
        has_claims=bool(reading.claims),
        codes=frozenset(problem.code for problem in reading.problems),
    )
