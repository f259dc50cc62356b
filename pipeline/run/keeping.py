"""What came of a page to raw/: judged as a release would judge it, kept if it says anything new."""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pipeline.captures import Capture, Visit, read_sidecar
from pipeline.gazetteer import open_gazetteer
from pipeline.judging import Heard, judge
from pipeline.parse import Reading, read_page
from pipeline.run.hearing import asked_of, heard_in
from pipeline.run.lexicon import Lexicon
from pipeline.scrape import Came, file_name, instant, sidecar_of, visit_of, why_keep
from pipeline.sources import Page, Source
from pipeline.store import Store

Said = tuple[Any, ...]  # what a page says of ties, wherever on it


class Keeper:
    """Writes what comes into the workspace, one page at a time."""

    def __init__(self, store: Store, told: Callable[[str, float], None]) -> None:
        self._store = store
        self._told = told
        self._heard: dict[Capture, Heard] = {}
        self._said: dict[Capture, Said] = {}

    @functools.cached_property
    def _lexicon(self) -> Lexicon:
        # Opened when the first page has to be read: a run of 304s needs none.
        return Lexicon(open_gazetteer(self._told))

    def keep(self, source: Source, page: Page, came: Came, at: str) -> Visit:
        """Put what came of ``page`` at the instant ``at`` on disk; return its visit.

        The capture first, its visit after it: a kill between them loses neither. Of two visits in
        one second the later is told a second later, so that names and order are their own.
        """
        last = max(self._store.visits(source.place_id, page.page_id), default=None)
        if last and at <= last.at:
            at = instant(dt.datetime.fromisoformat(last.at) + dt.timedelta(seconds=1))
        has_page = came.status == 200 and not came.result
        if has_page or came.result == "unchanged":
            visit = self._judged(source, page, came, at)
        else:
            visit = visit_of(came, at, None)
        self._store.append_visit(source.place_id, page.page_id, visit)
        return visit

    def _judged(self, source: Source, page: Page, came: Came, at: str) -> Visit:
        held = self._store.captures(source)
        fetched = [c for c in held if c.page_id == page.page_id and c.method == "fetch"]
        last = fetched[-1] if fetched else None
        if came.result == "unchanged" and last is not None:
            self._read_all(source, held)
            return visit_of(came, at, judge(source, held, self._heard)[last], sha256=last.sha256)
        sidecar = sidecar_of(came, page.url, at)
        file = file_name(came, at)
        text = json.dumps(sidecar, ensure_ascii=False)
        name = f"{file.partition('.')[0]}.json"
        new = read_sidecar(source.place_id, page.page_id, name, text)
        self._read(source, new, came.answer.body)
        self._read_all(source, held)
        judged = judge(source, [*held, new], self._heard)
        why = why_keep(
            new,
            judged[new],
            last,
            judged[last] if last else None,
            says_the_same=last is not None and self._said[new] == self._said[last],
        )
        if why:
            path = f"{source.place_id}/{page.page_id}/{file}"
            self._store.write_capture(path, came.answer.body, {**sidecar, "taken_because": why})
        else:
            del self._heard[new], self._said[new]
        is_other = last is not None and new.sha256 != last.sha256
        visit = visit_of(came, at, judged[new], sha256=new.sha256, is_kept=bool(why))
        if visit.result == "unchanged" and is_other and not visit.detail:
            visit = replace(visit, detail="other bytes, the same ties")
        return visit

    def _read_all(self, source: Source, held: list[Capture]) -> None:
        for capture in held:
            if capture not in self._heard:
                self._read(source, capture, self._store.body(capture))

    def _read(self, source: Source, capture: Capture, body: bytes) -> None:
        reading = read_page(body, self._lexicon, asked_of(source, capture))
        self._heard[capture] = heard_in(reading)
        self._said[capture] = _said(reading)


def _said(reading: Reading) -> Said:
    """What a reading says of ties, without where it stands and in which words around it."""
    ties = (
        (s.kind, s.name, s.region, s.country, s.established, s.status, s.expires)
        for s in reading.statements
    )
    problems = {
        (each.code, each.message) for each in reading.problems if each.code == "entry-unread"
    }
    return (
        tuple(sorted(ties)),
        tuple(sorted({(claim.kind, claim.claimed) for claim in reading.claims})),
        tuple(sorted({(term.kind, term.term, term.expires) for term in reading.terms})),
        tuple(sorted(problems)),
    )
