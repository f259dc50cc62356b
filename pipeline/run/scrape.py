"""The network to raw/: every page asked for as a guest would, each visit on disk as it comes."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import replace
from typing import Any

from pipeline.engine import HereExecutor, open_threads
from pipeline.problems import broken
from pipeline.run.keep_capture import Keeper, Recorded, make_index
from pipeline.run.plan_scrape import (
    PUT_OFF,
    Planned,
    Visited,
    Wanted,
    errand_for,
    foresee,
    pages_due,
)
from pipeline.run.read_pages import limited_readers, workers_for
from pipeline.scrape import (
    Agenda,
    Answer,
    Errand,
    HttpClient,
    Limits,
    Request,
    format_instant,
    user_agent,
)
from pipeline.store import Store


def scrape(
    store: Store,
    place_ids: Sequence[str],
    *,
    version: str,
    contact: str,
    again: bool = False,
    limits: Limits | None = None,
    on_progress: Callable[[str, float], None] = lambda *_: None,
) -> Iterator[Visited]:
    """Ask for every page of the sources named, or of all; yield what came, as it comes.

    A page visited less than a day ago is left alone unless ``again``. Each visit and each new
    capture is on disk before it is yielded. Raises FilesBroken for a source that is not there,
    before anything is asked.
    """
    limits = limits or Limits()
    yield from _gone_on(store, on_progress)
    wanted, fresh = pages_due(store, place_ids, now(), again=again)
    yield from fresh
    if wanted:
        make_index(on_progress)
    most = max(1, min(limits.hosts_at_once, len(wanted)))
    # The client goes first when all is left: it cuts what is under way, so that no thread stays.
    with (
        limited_readers(workers_for(len(wanted))) as processes,
        open_threads(workers_for(len(wanted))) as readers,
        open_threads(most) as threads,
        HttpClient(user_agent(version, contact), limits) as client,
    ):
        keeper = Keeper(store, readers, processes)
        agenda = Agenda(
            [errand_for(each, limits, client.new_jar()) for each in wanted],
            limits,
            start=time.monotonic(),
            chance=random.random,
            new_jar=client.new_jar,
        )

        def submit(request: Request) -> Future[Answer]:
            return threads.submit(client.ask, request)

        try:
            for number, each in enumerate(_carried_out(agenda, keeper, submit, most), 1):
                yield replace(each, number=number, of=len(wanted))
        finally:
            # Stopped half way: what is not judged is on disk, and the next run goes on with it.
            readers.shutdown(wait=False, cancel_futures=True)


def foresee_scrape(
    store: Store, place_ids: Sequence[str], limits: Limits, *, again: bool
) -> Iterator[Planned | Visited]:
    """Yield what ``scrape`` would ask if it began now; nothing is asked and nothing is written."""
    yield from foresee(store, place_ids, now(), limits, again=again)


def _gone_on(store: Store, on_progress: Callable[[str, float], None]) -> Iterator[Visited]:
    """Deal with what a killed run had fetched and not judged."""
    with limited_readers(1) as processes:
        keeper = Keeper(store, HereExecutor(), processes)
        for recorded in keeper.go_on(store.sources(), on_progress):
            yield _visited(recorded)


def _carried_out(
    agenda: Agenda, keeper: Keeper, submit: Callable[[Request], Future[Answer]], most: int
) -> Iterator[Visited]:
    """Carry out the agenda; yield each page when its visit is on disk."""
    asking: dict[Future[Any], Errand] = {}
    while True:
        while len(asking) < most and (errand := agenda.take(time.monotonic(), now())):
            asking[submit(errand.request())] = errand
        yield from _taken(keeper, agenda)
        if agenda.is_done and not keeper.under_way:
            return
        seconds = agenda.wait(time.monotonic()) if len(asking) < most else None
        waited_for = [*asking, *keeper.under_way]
        if not waited_for:
            time.sleep(seconds or 0.0)
            continue
        ready, _ = wait(waited_for, timeout=seconds, return_when=FIRST_COMPLETED)
        # Answers first: they are on disk before another page is judged.
        for future in [each for each in ready if each in asking]:
            agenda.settle(asking.pop(future), future.result(), time.monotonic(), now())
        yield from _taken(keeper, agenda)
        for reading in [each for each in ready if each in keeper.under_way][:1]:
            yield _visited(keeper.finish(reading))


def _taken(keeper: Keeper, agenda: Agenda) -> Iterator[Visited]:
    """Put on disk what has come to its end; yield the pages that need no reading."""
    for finished in agenda.finished():
        wanted: Wanted = finished.errand.key
        if finished.fetched is None:
            said = f"{finished.why_put_off}; run again"
            yield Visited(wanted.source.place_id, wanted.page.page_id, PUT_OFF, said)
            continue
        at = format_instant(finished.errand.asked_at or now())
        if recorded := keeper.take(wanted.source, wanted.page, finished.fetched, at):
            yield _visited(recorded)


def _visited(recorded: Recorded) -> Visited:
    visit = recorded.visit
    return Visited(recorded.source.place_id, recorded.page.page_id, visit.result, visit.detail)


def now() -> dt.datetime:
    """Return this moment: nothing else of the pipeline reads the clock."""
    return dt.datetime.now(dt.UTC)


_LONGEST_PAUSE = 3600  # seconds


def limits_with(pause: float) -> Limits:
    """Return the limits with a ``pause`` of so many seconds between two requests to one host.

    FilesBroken when no such pause can be kept, as that of nan seconds cannot.
    """
    if not 0 <= pause <= _LONGEST_PAUSE:
        raise broken("command-line/pause", f"--pause {pause}", most=_LONGEST_PAUSE)
    return Limits(pause_seconds=pause)


def check_contact(contact: str) -> str:
    """Return ``contact`` without outer spaces; FilesBroken when it cannot stand in a header."""
    contact = contact.strip(" ")
    if not contact or not contact.isascii() or not contact.isprintable() or len(contact) > 200:
        raise broken("command-line/contact", "--contact", contact=contact[:80])
    return contact
