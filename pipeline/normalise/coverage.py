"""Claimed against listed, and when each source was last looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pipeline import dates
from pipeline.inputs.capture import Capture
from pipeline.inputs.source import Source
from pipeline.inputs.source_history import SourceHistory
from pipeline.inputs.visit import Visit
from pipeline.normalise.rows import CaptureKey, ClaimRow, StatementRow
from pipeline.problems import Problem, problem
from pipeline.vocabularies import KINDS


def coverage_records(
    history: SourceHistory,
    statements: Iterable[StatementRow],
    named: Mapping[str, str],
    claims: Iterable[ClaimRow],
) -> tuple[list[dict[str, Any]], list[Problem]]:
    """Return records of ``tables.Coverage`` for one source, and what is wrong with them.

    statements, claims: the source's. named: by statement_id, the affiliation that it states. A
    kind has a row when the newest captures claim it, any capture ever listed it, or the source
    expects it. Empty when the source has no capture.
    """
    captures = history.newest()
    unseen = list(_unseen(history, captures))
    if not captures:
        return [], unseen
    now = {CaptureKey.of(capture) for capture in captures}
    listed: dict[str, set[str]] = {}
    naming: dict[str, set[CaptureKey]] = {}  # by kind, the captures that list or count it
    ever = set()
    for row in statements:
        if affiliation_id := named.get(row.statement_id):
            ever.add(row.kind)
            if row.key in now:
                listed.setdefault(row.kind, set()).add(affiliation_id)
                naming.setdefault(row.kind, set()).add(row.key)
    claimed: dict[str, list[ClaimRow]] = {}
    for claim in claims:
        if claim.key in now:
            claimed.setdefault(claim.kind, []).append(claim)
            naming.setdefault(claim.kind, set()).add(claim.key)
    records, problems = [], [*unseen, *_stale(history)]
    for kind in KINDS:
        if kind in ever or kind in claimed or kind in history.source.expected:
            told = naming.get(kind, set())
            seen = [each for each in captures if CaptureKey.of(each) in told] or captures
            counted = Count(kind, claimed.get(kind, ()), len(listed.get(kind, ())))
            records.append(_record(history, seen, counted))
            problems += _doubts(history, counted)
    return records, problems


class Count(NamedTuple):
    """How many ties of a kind the newest captures of a source claim and list."""

    kind: str
    claims: Sequence[ClaimRow]
    listed: int

    @property
    def numbers(self) -> list[int]:
        """The numbers claimed, each once."""
        return sorted({claim.count for claim in self.claims})

    @property
    def claimed(self) -> int | None:
        """The number claimed; None for none, or for two: neither is taken, a problem names both."""
        return self.numbers[0] if len(self.numbers) == 1 else None

    @property
    def verdict(self) -> str:
        """What comes of the two, a key of ``vocabularies.VERDICTS``."""
        return verdict(self.claimed, self.listed)


def _record(history: SourceHistory, captures: Sequence[Capture], counted: Count) -> dict[str, Any]:
    seen = max(captures, key=lambda capture: dates.latest(capture.captured_on)).captured_on
    stale = history.stale_pages()
    visit = max((stale or history.last_visits()).values(), default=None)
    asked = max((each.on for each in history.last_visits().values()), default=seen)
    return {
        "source_id": history.source.place_id,
        "kind": counted.kind,
        "claimed_count": counted.claimed,
        "listed_count": counted.listed,
        "verdict": counted.verdict,
        "last_seen_on": seen,
        "last_checked_on": asked,
        "last_result": visit.result if visit else "",
        "stale": bool(stale),
        "stale_reason": "; ".join(f"{page_id}: {_why(each)}" for page_id, each in stale.items()),
    }


def verdict(claimed: int | None, listed: int) -> str:
    """Return the word of ``vocabularies.VERDICTS`` for the two counts.

    >>> verdict(8, 8), verdict(4, 0), verdict(None, 10)
    ('complete', 'short', 'unclaimed')
    """
    if claimed is None:
        return "unclaimed"
    if claimed == listed:
        return "complete"
    return "short" if listed < claimed else "over"


def _unseen(history: SourceHistory, captures: Iterable[Capture]) -> Iterator[Problem]:
    seen = {capture.page_id for capture in captures}
    for page in history.source.pages:
        if page.page_id not in seen:
            file = f"raw/{history.source.place_id}/source.toml"
            yield problem("page-unseen", file, history.source.place_id, page_id=page.page_id)


def _why(visit: Visit) -> str:
    return f"{visit.result}, {visit.detail}" if visit.detail else visit.result


def _stale(history: SourceHistory) -> Iterator[Problem]:
    file = f"raw/{history.source.place_id}/source.toml"
    for page_id, visit in history.stale_pages().items():
        where = f"raw/{history.source.place_id}/{page_id}/visits.csv"
        url = history.source.page(page_id).url
        told = {"day": visit.on, "why": _why(visit), "file": file, "url": url}
        yield problem(f"page-stale/{visit.result}", where, history.source.place_id, **told)


def _doubts(history: SourceHistory, counted: Count) -> Iterator[Problem]:
    kind, listed, numbers = counted.kind, counted.listed, counted.numbers
    place_id = history.source.place_id
    if counted.claims:
        claim = counted.claims[0]
        (file,) = (each.file for each in history.captures if CaptureKey.of(each) == claim.key)
        where = f"raw/{file}: {claim.locator}"
    if len(numbers) > 1:
        counts = " and ".join(map(str, numbers))
        yield problem("claim-unsettled", where, place_id, counts=counts, kind=kind)
    if counted.verdict in ("short", "over"):
        told = {"claimed": numbers[0], "kind": kind, "listed": listed}
        yield problem(f"claim-{counted.verdict}", where, place_id, **told)
    yield from _out_of_bounds(history.source, kind, listed)


def _out_of_bounds(source: Source, kind: str, listed: int) -> Iterator[Problem]:
    bounds = source.expected.get(kind)
    file = f"raw/{source.place_id}/source.toml"
    if bounds and listed < bounds.fewest:
        told = {"listed": listed, "kind": kind, "fewest": bounds.fewest}
        yield problem("count-below-bound", file, source.place_id, **told)
    if bounds and listed > bounds.most:
        told = {"listed": listed, "kind": kind, "most": bounds.most}
        yield problem("count-above-bound", file, source.place_id, **told)
