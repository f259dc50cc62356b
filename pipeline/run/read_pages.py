"""Pages to their readings, each within its budget, and each read once as long as nothing changes.

What is small is read in this process. What is large, and all of many pages, is read in processes
that the system stops at their bounds: a page that goes over them is ``page-too-costly``, and what
spoke for it before goes on speaking.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import ExitStack
from typing import NamedTuple, Protocol

from pipeline.engine import (
    MEGABYTES,
    SECONDS,
    HereExecutor,
    LimitedExecutor,
    Overrun,
    within_seconds,
)
from pipeline.parse import Reading, ReadOptions, read_page, to_bytes
from pipeline.places.index import index_name
from pipeline.problems import problem
from pipeline.run.shared_places import shared_atlas
from pipeline.store import KeptReadings, open_readings, reading_key

SMALL = 30_000  # bytes; a page so small is over its budget only by the fault of a single pattern
_MANY = 40  # pages, from which on processes are worth their start
AHEAD = 16  # pages that wait for a process


class Body(Protocol):
    """The bytes of a page, wherever they are."""

    def open(self) -> bytes:
        """Return them."""


class Given(NamedTuple):
    """Bytes that are there already."""

    body: bytes

    def open(self) -> bytes:
        """Return them."""
        return self.body


class Asked(NamedTuple):
    """A page that is to be read."""

    sha256: str  # of its body
    size: int  # of its body, in bytes
    body: Body
    options: ReadOptions
    stated: str = ""  # what is left of one whose body was removed; it is not read


def read_pages(asked: Sequence[Asked], processes: Executor | None = None) -> Iterator[Reading]:
    """Yield the reading of each page, in order. What is kept is not read, nor its body opened.

    processes: what ``limited_readers`` gives, for a caller who asks often; None to begin some when
    there is need. Raises what opening a body raises.
    """
    readings = open_readings(index_name())
    keys = [reading_key(each.sha256, repr(each.options)) for each in asked]
    found = [
        to_bytes.from_bytes(each.stated.encode()) if each.stated else _kept(readings, key)
        for each, key in zip(asked, keys, strict=True)
    ]
    missing = [each for each, reading in zip(asked, found, strict=True) if reading is None]
    with ExitStack() as begun:
        if processes is None:
            processes = begun.enter_context(limited_readers(workers_for(len(missing))))
        read = _read_all(missing, processes)
        for key, reading in zip(keys, found, strict=True):
            yield reading or _and_keep(readings, key, *next(read))


def _and_keep(readings: KeptReadings, key: str, reading: Reading, lasts: bool) -> Reading:
    if lasts:
        readings.keep(key, to_bytes.as_bytes(reading))
    return reading


def _kept(store: KeptReadings, key: str) -> Reading | None:
    body = store.find(key)
    try:
        return to_bytes.from_bytes(body) if body is not None else None
    except (ValueError, MemoryError):
        return None


def _read_all(asked: Sequence[Asked], processes: Executor) -> Iterator[tuple[Reading, bool]]:
    """The readings, each with whether it would be the same again."""
    waiting: deque[tuple[Asked, Future[Reading]]] = deque()
    for each in asked:
        is_here = each.size <= SMALL and len(asked) < _MANY
        executor = HereExecutor() if is_here else processes
        call = _within_seconds if is_here else read_here
        waiting.append((each, executor.submit(call, each.body.open(), each.options)))
        if len(waiting) > AHEAD:
            yield _settled(*waiting.popleft())
    while waiting:
        yield _settled(*waiting.popleft())


def limited_readers(workers: int) -> LimitedExecutor:
    """Return so many processes that read pages, each call within its bounds."""
    return LimitedExecutor(workers, shared_atlas)


def workers_for(pages: int) -> int:
    """Return how many processes read so many pages."""
    return 1 if pages < _MANY else max(2, min(4, multiprocessing.cpu_count()))


def read_here(body: bytes, options: ReadOptions) -> Reading:
    """Return what a page states, read in this process."""
    return read_page(body, shared_atlas(), options)


def _within_seconds(body: bytes, options: ReadOptions) -> Reading:
    shared_atlas()  # opened before the time runs
    return within_seconds(SECONDS, read_here, body, options)


def _settled(asked: Asked, reading: Future[Reading]) -> tuple[Reading, bool]:
    try:
        return reading.result(), True
    except Overrun as overrun:
        return too_costly(overrun, asked.options), overrun.why != "crash"


def too_costly(overrun: Overrun, options: ReadOptions) -> Reading:
    """Return what there is to say of a page that went over its budget."""
    case, most = _COSTLY[overrun.why]
    said = problem(case, options.file, options.source_id, most=most, file=options.file)
    return Reading(problems=(said,))


_COSTLY = {
    "time": ("page-too-costly/time", SECONDS),
    "memory": ("page-too-costly/memory", MEGABYTES),
    "crash": ("page-too-costly/crash", 0),
}
