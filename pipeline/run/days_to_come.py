"""Days that are still to come: a slip, or the clock of a machine, which would hide all till then.

What is published never depends on today; it is known to refuse what lies after it, and for
nothing else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from pipeline.inputs.capture import Capture
from pipeline.inputs.source import Source
from pipeline.problems import FilesBroken, problem
from pipeline.store import Store


def today() -> dt.date:
    """Return the day, in UTC."""
    return dt.datetime.now(dt.UTC).date()


def refuse_days_to_come(
    store: Store,
    sources: Sequence[Source],
    captures: Mapping[str, Sequence[Capture]],
    today: dt.date,
) -> None:
    """Raise FilesBroken when raw/ holds a day after tomorrow, which no time zone explains.

    captures: of each source, by place_id. Captures, visits and what source.toml accepts are looked
    at; the problems name the file, and the line where there is one.
    """
    latest = (today + dt.timedelta(days=1)).isoformat()
    found = [
        problem("capture-damaged/clock", where, source.place_id, said=said)
        for source in sources
        for day, where, said in _days(store, source, captures[source.place_id])
        if day[:10] > latest  # of an interval, its first day
    ]
    if found:
        raise FilesBroken(found)


Day = tuple[str, str, str]  # an ISO prefix, where it stands, and what is said of it


def _days(store: Store, source: Source, captures: Sequence[Capture]) -> Iterator[Day]:
    for capture in captures:
        for day in (capture.captured_on, capture.known_on):
            yield day, f"raw/{capture.file}", f"is of {day}"
    for page in source.pages:
        where = f"raw/{source.place_id}/{page.page_id}/visits.csv"
        for number, visit in enumerate(store.visits(source.place_id, page.page_id)):
            yield visit.on, f"{where}: line {number + 2}", f"has a visit of {visit.at}"
    for kind, bounds in source.expected.items():
        for day in bounds.accepted:
            where = f"raw/{source.place_id}/source.toml"
            yield day, where, f"expected.{kind}.accepted is {day}"
