"""What a run of scrape will do: the pages that are due, their errands, and what a dry run says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.inputs.capture import Capture, newest_fetched
from pipeline.inputs.source import Page, Source
from pipeline.inputs.visit import is_good_result
from pipeline.problems import FilesBroken, Problem, problem
from pipeline.run.days_to_come import refuse_days_to_come
from pipeline.scrape import Agenda, Answer, Errand, Limits, conditions, is_fresh, port_of
from pipeline.store import Store

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
        return is_good_result(self.result) or self.is_left_alone

    def problem(self) -> Problem:
        """Return what a person can do about it, when it is not good."""
        return problem(
            f"page-failed/{self.result}",
            f"raw/{self.place_id}/{self.page_id}",
            self.place_id,
            result=self.result,
            detail=self.detail,
            file=f"raw/{self.place_id}/source.toml",
        )


@dataclass(frozen=True, slots=True)
class Planned:
    """One request as a dry run foresees it: in so many seconds, if all answer at once."""

    seconds: float
    url: str
    what: str  # place_id/page_id, "" for a robots.txt
    how: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page to ask for."""

    source: Source
    page: Page
    last: Capture | None  # the newest that a server sent


def pages_due(
    store: Store, place_ids: Sequence[str], now: dt.datetime, *, again: bool
) -> tuple[list[Wanted], list[Visited]]:
    """Return the pages to ask for, and those visited so lately that they are left alone.

    Raises FilesBroken for a source that is not there, for captures that are not whole, and for
    days that are still to come.
    """
    store.check_there()
    sources = {source.place_id: source for source in store.sources()}
    unknown = [place_id for place_id in place_ids if place_id not in sources]
    if unknown:
        known = ", ".join(sources) or "none"
        raise FilesBroken(
            problem("command-line/no-source", place_id, known=known) for place_id in unknown
        )
    wanted, fresh = [], []
    for source in [sources[place_id] for place_id in dict.fromkeys(place_ids) or sources]:
        held = store.captures(source)
        refuse_days_to_come(store, [source], {source.place_id: held}, now.date())
        for page in source.pages:
            last = max(store.visits(source.place_id, page.page_id), default=None)
            if last and not again and is_fresh(last.at, now):
                said = f"visited {last.at}, less than a day ago; --again asks all the same"
                fresh.append(Visited(source.place_id, page.page_id, LEFT_ALONE, said))
            else:
                wanted.append(Wanted(source, page, newest_fetched(held, page.page_id)))
    return wanted, fresh


def errand_for(wanted: Wanted, limits: Limits, jar: Any) -> Errand:
    """Return the errand that asks for a page; jar: for its cookies."""
    last = wanted.last
    return Errand(
        wanted.page.url,
        key=wanted,
        conditions=conditions(last, wanted.page.url),
        conditional_url=last.final_url if last else "",
        jar=jar,
        ports={port_of(page.url) for page in wanted.source.pages},
        seconds_left=limits.page_seconds,
    )


def foresee(
    store: Store, place_ids: Sequence[str], now: dt.datetime, limits: Limits, *, again: bool
) -> Iterator[Planned | Visited]:
    """Yield what a run would ask and when, and which pages it would leave alone or put off.

    Nothing is asked: each server is taken to answer at once, and to have no robots.txt.
    """
    wanted, fresh = pages_due(store, place_ids, now, again=again)
    yield from fresh
    errands = [errand_for(each, limits, {}) for each in wanted]
    agenda = Agenda(errands, limits, start=0.0, chance=lambda: 0.0)
    seconds = 0.0
    while not agenda.is_done:
        while errand := agenda.take(seconds, now):
            request, what = errand.request(), ""
            if isinstance(errand.key, Wanted):
                what = f"{errand.key.source.place_id}/{errand.key.page.page_id}"
            yield Planned(seconds, request.url, what, "if changed" if request.headers else "")
            agenda.settle(errand, Answer(status=404), seconds, now)
        for finished in agenda.finished():
            if finished.fetched is None:
                page: Wanted = finished.errand.key
                ids = page.source.place_id, page.page.page_id
                yield Visited(*ids, PUT_OFF, finished.why_put_off)
        seconds += agenda.wait(seconds) or 0.0
