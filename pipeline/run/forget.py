"""The body of a capture to nothing, on request; what it stated stays, without its words."""

from __future__ import annotations

import datetime as dt
import json

from pipeline.inputs.capture import Capture
from pipeline.parse import to_bytes
from pipeline.problems import broken
from pipeline.run.read_capture import asked_of
from pipeline.run.read_pages import read_pages
from pipeline.store import Store


def forget(
    store: Store, place_id: str, page_id: str, name: str, reason: str, today: dt.date
) -> Capture:
    """Remove the body of a capture and return the capture, as it was.

    name: of its file, with or without ending. Its sidecar stays, with the reason, the day and what
    the page stated: names, kinds, dates, counts. Raises FilesBroken for what is not there, and for
    a capture that is not as it was taken.
    """
    if not reason.strip():
        raise broken("command-line/no-reason", "--reason")
    capture = _found(store, place_id, page_id, name)
    if capture.is_taken_back:
        raise broken("command-line/capture-gone", f"raw/{capture.file}", note=capture.note)
    source = next(each for each in store.sources() if each.place_id == place_id)
    (reading,) = read_pages([asked_of(store, source, capture)])
    stated = json.loads(to_bytes.as_bytes(to_bytes.facts_alone(reading)))
    store.take_back(capture, today.isoformat(), " ".join(reason.split()), stated)
    return capture


def _found(store: Store, place_id: str, page_id: str, name: str) -> Capture:
    store.check_there()
    sources = {source.place_id: source for source in store.sources()}
    if place_id not in sources:
        known = ", ".join(sources) or "none"
        raise broken("command-line/no-source", place_id, known=known)
    pages = [page.page_id for page in sources[place_id].pages]
    if page_id not in pages:
        known = ", ".join(pages)
        raise broken("command-line/no-page", page_id, source=place_id, known=known)
    held = [each for each in store.captures(sources[place_id]) if each.page_id == page_id]
    wanted = [each for each in held if name in (each.name, each.file.rpartition("/")[2])]
    if not wanted:
        known = ", ".join(each.name for each in held) or "none"
        page = f"{place_id}/{page_id}"
        raise broken("command-line/capture-unknown", name, page=page, known=known)
    return wanted[0]
