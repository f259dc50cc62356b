"""The network to raw/: every page asked once, each visit on disk before the next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.problems import FilesBroken, Problem
from pipeline.scrape import HttpClient, user_agent, visit_page
from pipeline.store import Store


@dataclass(frozen=True, slots=True)
class Visited:
    """What came of one page."""

    place_id: str
    page_id: str
    result: str
    detail: str
    is_good: bool


def scrape(
    store: Store,
    place_ids: Sequence[str],
    *,
    version: str,
    contact: str,
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
) -> Iterator[Visited]:
    """Ask for every page of the sources named, or of all; yield what came, page by page.

    Each visit and each new capture is on disk before the next page is asked for. Raises
    FilesBroken for a source that is not there, before anything is asked.
    """
    store.check_there()
    sources = {source.place_id: source for source in store.sources()}
    unknown = [place_id for place_id in place_ids if place_id not in sources]
    if unknown:
        known = ", ".join(sources) or "none"
        raise FilesBroken(
            Problem("", "command-line", place_id, "is no folder below raw/", f"use one of: {known}")
            for place_id in unknown
        )
    with HttpClient(user_agent(version, contact)) as client:
        for source in [sources[place_id] for place_id in place_ids or sources]:
            captures = store.captures(source)
            for page in source.pages:
                mine = [capture for capture in captures if capture.page_id == page.page_id]
                at = now().strftime("%Y-%m-%dT%H:%M:%SZ")
                came = visit_page(page, mine[-1] if mine else None, client, at)
                if came.sidecar is not None:
                    file = f"{source.place_id}/{page.page_id}/{came.name}{came.ending}"
                    store.write_capture(file, came.body, came.sidecar)
                store.append_visit(source.place_id, page.page_id, came.visit)
                visit = came.visit
                yield Visited(
                    source.place_id, page.page_id, visit.result, visit.detail, visit.is_good
                )
