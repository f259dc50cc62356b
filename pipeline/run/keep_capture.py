"""What came of a page to raw/: judged as a release would judge it, kept if it says anything new.

An answer is on disk as soon as it is there, and judged after that: to read a page takes longer
than to fetch it. What a kill leaves unjudged the next run goes on with.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from typing import Any

from pipeline.inputs.capture import Capture, newest_fetched, read_sidecar
from pipeline.inputs.capture_health import Summary, judge
from pipeline.inputs.source import Page, Source
from pipeline.inputs.visit import Visit
from pipeline.parse import Reading
from pipeline.places.index import open_gazetteer
from pipeline.problems import broken
from pipeline.run.read_capture import asked_of, reading_options, summarise
from pipeline.run.read_pages import Asked, Given, read_pages
from pipeline.scrape import (
    Fetched,
    file_name,
    format_instant,
    pack,
    sidecar_of,
    unpack,
    visit_of,
    why_keep,
)
from pipeline.store import Store

Said = str  # a digest of what a page says of ties, wherever on it
Read = tuple[Summary, Said]
OnProgress = Callable[[str, float], None]  # hears of progress: a step, and its share


@dataclass(frozen=True, slots=True)
class Recorded:
    """A page that has been dealt with, and what came of it."""

    source: Source
    page: Page
    visit: Visit


@dataclass(frozen=True, slots=True)
class _Unjudged:
    """An answer on disk, and the captures that are being read to judge it."""

    source: Source
    page: Page
    fetched: Fetched
    at: str
    new: Capture | None  # None for a page that has not been modified
    wanted: tuple[Capture, ...]


class Keeper:
    """Writes what comes into the workspace. Its readers may be other processes; it is not."""

    def __init__(self, store: Store, readers: Executor, processes: Executor) -> None:
        """readers: where readings are waited for; processes: where large pages are read."""
        self._store = store
        self._readers = readers
        self._processes = processes
        self._read: dict[Capture, Read] = {}
        self._being_read: dict[Future[list[Read]], _Unjudged] = {}

    @property
    def under_way(self) -> Mapping[Future[list[Read]], Any]:
        """The readings that ``finish`` waits for."""
        return self._being_read

    def take(self, source: Source, page: Page, fetched: Fetched, at: str) -> Recorded | None:
        """Put what came of ``page`` at the instant ``at`` on disk; return None if it is to be read.

        Of two visits in one second the later is told a second later, so that names and order
        are their own.
        """
        last = max(self._store.visits(source.place_id, page.page_id), default=None)
        if last and at <= last.at:
            at = format_instant(dt.datetime.fromisoformat(last.at) + dt.timedelta(seconds=1))
        if fetched.result not in ("", "unchanged"):
            return self._visited(source, page, visit_of(fetched, at))
        self._store.hold(source.place_id, page.page_id, at, pack(fetched, at))
        return self._judge_later(source, page, fetched, at, last)

    def go_on(self, sources: Sequence[Source], on_progress: OnProgress) -> Iterator[Recorded]:
        """Deal with what a killed run has fetched and not judged, page by page."""
        for source in sources:
            for page in source.pages:
                for file, body in self._store.held(source.place_id, page.page_id):
                    make_index(on_progress)
                    try:
                        fetched, at = unpack(body)
                    except ValueError:
                        raise broken("capture-damaged/unjudged", file) from None
                    yield from self._go_on(source, page, fetched, at)

    def _go_on(self, source: Source, page: Page, fetched: Fetched, at: str) -> Iterator[Recorded]:
        last = max(self._store.visits(source.place_id, page.page_id), default=None)
        if last and last.at >= at:  # killed between its visit and its end
            self._store.let_go(source.place_id, page.page_id, at)
        elif recorded := self._judge_later(source, page, fetched, at, last):
            yield recorded
        for reading in list(self._being_read):
            yield self.finish(reading)

    def _judge_later(
        self, source: Source, page: Page, fetched: Fetched, at: str, last_visit: Visit | None
    ) -> Recorded | None:
        held = self._store.captures(source)
        last = newest_fetched(held, page.page_id)
        new = None
        if fetched.result != "unchanged":
            new = _capture(source, page, fetched, at)
        is_same = new is None or (last is not None and _is_same(new, last))
        if is_same and last and last_visit and last_visit.is_good:
            # Nothing has moved since it was judged good: it need not be read again.
            visit = Visit(at, "unchanged", str(fetched.status), last.sha256, "")
            return self._visited(source, page, visit)
        wanted = tuple(c for c in held if c not in self._read)
        asked = [asked_of(self._store, source, each) for each in wanted]
        if new is not None:
            wanted = (*wanted, new)
            body, options = fetched.answer.body, reading_options(source, new)
            asked.append(Asked(new.sha256, len(body), Given(body), options))
        reading = self._readers.submit(_read_all, asked, self._processes)
        self._being_read[reading] = _Unjudged(source, page, fetched, at, new, wanted)
        return None

    def finish(self, reading: Future[list[Read]]) -> Recorded:
        """Judge what has been read, keep it if it says anything new, and return its visit.

        The capture first, its visit after it: a kill between them loses neither.
        """
        work = self._being_read.pop(reading)
        source, page, new = work.source, work.page, work.new
        self._read.update(zip(work.wanted, reading.result(), strict=True))
        held = self._store.captures(source)
        if missing := [each for each in held if each not in self._read]:
            asked = [asked_of(self._store, source, each) for each in missing]
            self._read.update(zip(missing, _read_all(asked, self._processes), strict=True))
        last = newest_fetched(held, page.page_id)
        if new is None or new in held:  # not modified; or killed between its capture and its visit
            visit = self._visit_of_held(work, new or last, held)
        else:
            visit = self._visit_of_new(work, new, last, held)
        return self._visited(source, page, visit)

    def _summaries(self, captures: Sequence[Capture]) -> dict[Capture, Summary]:
        return {capture: self._read[capture][0] for capture in captures}

    def _visit_of_held(
        self, work: _Unjudged, capture: Capture | None, held: Sequence[Capture]
    ) -> Visit:
        if capture is None:
            return Visit(
                work.at, "unreachable", str(work.fetched.status), "", "nothing is held of it"
            )
        judged = judge(work.source, held, self._summaries(held))[capture]
        is_kept = work.new is not None
        return visit_of(work.fetched, work.at, judged, sha256=capture.sha256, is_kept=is_kept)

    def _visit_of_new(
        self, work: _Unjudged, new: Capture, last: Capture | None, held: Sequence[Capture]
    ) -> Visit:
        every = [*held, new]
        judged = judge(work.source, every, self._summaries(every))
        why = why_keep(
            new,
            judged[new],
            last,
            judged[last] if last else None,
            says_the_same=last is not None and self._read[new][1] == self._read[last][1],
        )
        if why:
            sidecar = {**sidecar_of(work.fetched, work.at), "taken_because": why}
            self._store.write_capture(new.file, work.fetched.answer.body, sidecar)
        else:
            del self._read[new]
        visit = visit_of(work.fetched, work.at, judged[new], sha256=new.sha256, is_kept=bool(why))
        is_other = last is not None and new.sha256 != last.sha256
        if visit.result == "unchanged" and is_other and not visit.detail:
            visit = replace(visit, detail="other bytes, the same words on ties")
        return visit

    def _visited(self, source: Source, page: Page, visit: Visit) -> Recorded:
        self._store.append_visit(source.place_id, page.page_id, visit)
        self._store.let_go(source.place_id, page.page_id, visit.at)
        return Recorded(source, page, visit)


def _is_same(new: Capture, last: Capture) -> bool:
    return (new.sha256, new.url, new.final_url) == (last.sha256, last.url, last.final_url)


def _capture(source: Source, page: Page, fetched: Fetched, at: str) -> Capture:
    """The capture that an answer would be."""
    sidecar = json.dumps(sidecar_of(fetched, at), ensure_ascii=False)
    name = f"{file_name(fetched, at).partition('.')[0]}.json"
    return read_sidecar(source.place_id, page.page_id, name, sidecar)


def _read_all(asked: Sequence[Asked], processes: Executor) -> list[Read]:
    """What each page says of ties."""
    return [(summarise(reading), _said(reading)) for reading in read_pages(asked, processes)]


def _said(reading: Reading) -> Said:
    """A digest of what a page says of ties: what was read, and the words in which it stands.

    Without lines, and without what else is on the page: a clock in a footer says nothing.
    """
    ties = tuple(
        (s.kind, s.name, s.region, s.country, s.established, s.status, s.expires)
        for s in reading.statements
    )
    said = repr((ties, reading.words)).encode("utf-8", "backslashreplace")
    return hashlib.sha256(said).hexdigest()


def make_index(on_progress: OnProgress) -> None:
    """Make the index of places, if there is none yet, before several processes would."""
    open_gazetteer(on_progress)
