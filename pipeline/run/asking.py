"""The network to raw/: every page asked for as a guest would, each visit on disk as it comes."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace
from typing import Any

from pipeline.captures import Capture
from pipeline.engine import open_executor, open_readers, open_threads
from pipeline.problems import FilesBroken, Problem, broken
from pipeline.run.keeping import Keeper, Kept, prepare
from pipeline.scrape import (
    Agenda,
    Answer,
    Client,
    Errand,
    HttpClient,
    Limits,
    Request,
    conditions,
    instant,
    is_fresh,
    user_agent,
)
from pipeline.sources import Page, Source
from pipeline.store import Store
from pipeline.vocabularies import GOOD_VISITS

LEFT_ALONE, PUT_OFF = "left alone", "put off"  # no visit, and no word of VISIT_RESULTS


@dataclass(frozen=True, slots=True)
class Visited:
    """What came of one page; ``result`` is of VISIT_RESULTS, LEFT_ALONE or PUT_OFF."""

    place_id: str
    page_id: str
    result: str
    detail: str
    number: int = 0  # the how many-th of the run
    of: int = 0

    @property
    def is_left_alone(self) -> bool:
        """Whether it was not asked for, because it was visited lately."""
        return self.result == LEFT_ALONE

    @property
    def is_asked(self) -> bool:
        """Whether it was asked for by this run: it may be that a former one did, or none."""
        return self.number > 0 and self.result != PUT_OFF

    @property
    def is_good(self) -> bool:
        """Whether there is nothing for a person to do."""
        return self.result in GOOD_VISITS or self.is_left_alone


@dataclass(frozen=True, slots=True)
class Planned:
    """One request as a dry run foresees it: in so many seconds, if all answer at once."""

    seconds: float
    url: str
    what: str  # place_id/page_id, "" for a robots.txt
    how: str


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A page to ask for."""

    source: Source
    page: Page


def scrape(
    store: Store,
    place_ids: Sequence[str],
    *,
    version: str,
    contact: str,
    again: bool = False,
    limits: Limits | None = None,
    told: Callable[[str, float], None] = lambda *_: None,
) -> Iterator[Visited]:
    """Ask for every page of the sources named, or of all; yield what came, as it comes.

    A page visited less than a day ago is left alone unless ``again``. Each visit and each new
    capture is on disk before it is yielded. Raises FilesBroken for a source that is not there,
    before anything is asked.
    """
    limits = limits or Limits()
    yield from _gone_on(store, told)
    due, fresh = _due(store, place_ids, again=again)
    for wanted, visited_at in fresh:
        said = f"visited {visited_at}, less than a day ago; --again asks all the same"
        yield Visited(wanted.source.place_id, wanted.page.page_id, LEFT_ALONE, said)
    if due:
        prepare(told)
    most = max(1, min(limits.hosts_at_once, len(due)))
    # The client goes first when all is left: it cuts what is under way, so that no thread stays.
    with (
        open_readers(len(due)) as readers,
        open_threads(most) as threads,
        HttpClient(user_agent(version, contact), limits) as client,
    ):
        keeper = Keeper(store, readers)
        agenda = Agenda(
            [_errand(store, wanted, limits, client) for wanted in due],
            limits,
            start=time.monotonic(),
            chance=random.random,
            new_jar=client.new_jar,
        )

        def submit(request: Request) -> Future[Answer]:
            return threads.submit(client.ask, request)

        try:
            for number, each in enumerate(_carried_out(agenda, keeper, submit, most), 1):
                yield replace(each, number=number, of=len(due))
        finally:
            # Stopped half way: what is not judged is on disk, and the next run goes on with it.
            readers.shutdown(wait=False, cancel_futures=True)


def _gone_on(store: Store, told: Callable[[str, float], None]) -> Iterator[Visited]:
    """What a killed run had fetched and not judged, dealt with now."""
    with open_executor(1) as readers:
        keeper = Keeper(store, readers)
        for kept in keeper.go_on(store.sources(), told):
            yield _visited(kept)


def _carried_out(
    agenda: Agenda, keeper: Keeper, submit: Callable[[Request], Future[Answer]], most: int
) -> Iterator[Visited]:
    """Carry out the agenda; yield each page when its visit is on disk."""
    asking: dict[Future[Any], Errand] = {}
    while True:
        while len(asking) < most and (errand := agenda.take(time.monotonic(), _now())):
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
            agenda.settle(asking.pop(future), future.result(), time.monotonic(), _now())
        yield from _taken(keeper, agenda)
        for reading in [each for each in ready if each in keeper.under_way][:1]:
            yield _visited(keeper.finish(reading))


def _taken(keeper: Keeper, agenda: Agenda) -> Iterator[Visited]:
    """Put on disk what has come to its end; yield the pages that need no reading."""
    for finished in agenda.finished():
        wanted: _Wanted = finished.errand.key
        if finished.came is None:
            said = f"{finished.why_put_off}; run again"
            yield Visited(wanted.source.place_id, wanted.page.page_id, PUT_OFF, said)
            continue
        at = instant(finished.errand.asked_at or _now())
        if kept := keeper.take(wanted.source, wanted.page, finished.came, at):
            yield _visited(kept)


def _visited(kept: Kept) -> Visited:
    visit = kept.visit
    return Visited(kept.source.place_id, kept.page.page_id, visit.result, visit.detail)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _due(
    store: Store, place_ids: Sequence[str], *, again: bool
) -> tuple[list[_Wanted], list[tuple[_Wanted, str]]]:
    """The pages to ask for, and those visited so lately that they are left alone."""
    store.check_there()
    sources = {source.place_id: source for source in store.sources()}
    unknown = [place_id for place_id in place_ids if place_id not in sources]
    if unknown:
        known = ", ".join(sources) or "none"
        raise FilesBroken(
            Problem("", "command-line", place_id, "is no folder below raw/", f"use one of: {known}")
            for place_id in unknown
        )
    due, fresh = [], []
    now = _now()
    for source in [sources[place_id] for place_id in dict.fromkeys(place_ids) or sources]:
        held = store.captures(source)  # what we hold is whole, before anything is asked
        _refuse_future(source, held, now)
        for page in source.pages:
            visits = store.visits(source.place_id, page.page_id)
            last = max(visits, default=None)
            if last:
                where = f"raw/{source.place_id}/{page.page_id}/visits.csv"
                _refuse_after(now, last.at, where, f"has a visit of {last.at}")
            if last and not again and is_fresh(last.at, now):
                fresh.append((_Wanted(source, page), last.at))
            else:
                due.append(_Wanted(source, page))
    return due, fresh


def _refuse_future(source: Source, held: Sequence[Capture], now: dt.datetime) -> None:
    """A day to come, in what we hold or accept, would hide all that comes until then."""
    for capture in held:
        where = f"raw/{capture.file}"
        _refuse_after(now, capture.known_at, where, f"is of {capture.known_at}")
    for kind, bounds in source.expected.items():
        if bounds.accepted:
            where = f"raw/{source.place_id}/source.toml"
            said = f"expected.{kind}.accepted is {bounds.accepted}"
            _refuse_after(now, bounds.accepted, where, said)


def _refuse_after(now: dt.datetime, at: str, where: str, said: str) -> None:
    if at[:10] > (now + dt.timedelta(days=1)).strftime("%Y-%m-%d"):
        remedy = f"{where}: mend the day, or the clock of this machine"
        raise broken("capture-damaged", where, f"{said}, which is still to come", remedy)


def _errand(store: Store, wanted: _Wanted, limits: Limits, client: Client) -> Errand:
    source, page = wanted.source, wanted.page
    held = [each for each in store.captures(source) if each.page_id == page.page_id]
    fetched = [each for each in held if each.method == "fetch"]
    last = fetched[-1] if fetched else None
    return Errand(
        page.url,
        key=wanted,
        conditions=conditions(last, page.url),
        conditional_url=last.final_url if last else "",
        jar=client.new_jar(),
        seconds_left=limits.page_seconds,
    )


def foresee(
    store: Store, place_ids: Sequence[str], *, again: bool = False, limits: Limits | None = None
) -> Iterator[Planned | Visited]:
    """Yield what ``scrape`` would ask and when, and which pages it would leave alone.

    Nothing is asked: each server is taken to answer at once and its robots.txt to allow all.
    """
    limits = limits or Limits()
    due, fresh = _due(store, place_ids, again=again)
    for wanted, visited_at in fresh:
        said = f"visited {visited_at}, less than a day ago"
        yield Visited(wanted.source.place_id, wanted.page.page_id, LEFT_ALONE, said)
    client = _Foreseen()
    errands = [_errand(store, wanted, limits, client) for wanted in due]
    agenda = Agenda(errands, limits, start=0.0, chance=lambda: 0.0, new_jar=client.new_jar)
    seconds = 0.0
    while not agenda.is_done:
        while errand := agenda.take(seconds, _now()):
            request, what = errand.request(), ""
            if isinstance(errand.key, _Wanted):
                what = f"{errand.key.source.place_id}/{errand.key.page.page_id}"
            yield Planned(seconds, request.url, what, "if changed" if request.headers else "")
            agenda.settle(errand, client.ask(request), seconds, _now())
        for finished in agenda.finished():
            if finished.came is None:
                wanted = finished.errand.key
                place_id, page_id = wanted.source.place_id, wanted.page.page_id
                yield Visited(place_id, page_id, PUT_OFF, finished.why_put_off)
        seconds += agenda.wait(seconds) or 0.0


class _Foreseen:
    """A client that asks nobody: robots.txt are not there, pages are."""

    def ask(self, request: object) -> Answer:
        return Answer(status=404)

    def new_jar(self) -> dict[str, str]:
        return {}
