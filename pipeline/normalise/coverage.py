"""Claimed against listed, and when each source was last looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline import dates
from pipeline.captures import Capture, Visit
from pipeline.judging import REMEDIES, Judgement, last_words
from pipeline.problems import Problem
from pipeline.sources import Source
from pipeline.vocabularies import KINDS


@dataclass(frozen=True, slots=True)
class Looked:
    """All that was looked at for one source."""

    source: Source
    captures: Sequence[Capture]
    visits: Mapping[str, Sequence[Visit]]  # by page_id, oldest first
    judged: Mapping[Capture, Judgement]  # what came of each capture, older first

    def speaks(self, capture: Capture) -> bool:
        """Whether the statements of a capture count."""
        return self.judged[capture].speaks

    def newest(self) -> list[Capture]:
        """The newest capture that speaks for each page that has one, in page order."""
        newest: dict[str, Capture] = {}
        for capture in sorted(self.captures, key=lambda capture: capture.order):
            if self.speaks(capture):
                newest[capture.page_id] = capture
        return [newest[page_id] for page_id in sorted(newest)]

    def last_visits(self) -> dict[str, Visit]:
        """The newest visit of each page that was ever asked, with what came of it as we see it now.

        A visit that brought a page comes to what its capture does: a list that a person has
        accepted since is no longer shrunk.
        """
        return {
            page_id: self._as_seen_now(page_id, max(visits))
            for page_id, visits in self.visits.items()
        }

    def _as_seen_now(self, page_id: str, visit: Visit) -> Visit:
        judgement = last_words(self.judged, page_id, visit.at) if visit.sha256 else None
        if judgement is None or (judgement.is_good and visit.is_good):
            return visit
        return replace(visit, result=judgement.result, detail=judgement.detail)

    def stale_pages(self) -> dict[str, Visit]:
        """The pages for which an older capture speaks, and the visit that failed."""
        newest = {capture.page_id: capture.known_at for capture in self.newest()}
        return {
            page_id: visit
            for page_id, visit in sorted(self.last_visits().items())
            if not visit.is_good and newest.get(page_id, "") <= visit.at
        }


def coverage_records(
    looked: Looked,
    statements: Iterable[Mapping[str, Any]],
    claims: Iterable[Mapping[str, Any]],
) -> tuple[list[dict[str, Any]], list[Problem]]:
    """Return records of ``tables.Coverage`` for one source, and what is wrong with them.

    statements, claims: the source's records. A kind has a row when the newest captures claim
    it, any capture ever listed it, or the source expects it. Empty when the source has no capture.
    """
    captures = looked.newest()
    unseen = list(_unseen(looked, captures))
    if not captures:
        return [], unseen
    now = {(capture.page_id, capture.name) for capture in captures}
    listed: dict[str, set[str]] = {}
    naming: dict[str, set[tuple[str, str]]] = {}  # by kind, the captures that list or count it
    ever = set()
    for row in statements:
        if row["affiliation_id"]:
            ever.add(row["kind"])
        if (row["page_id"], row["capture"]) in now and row["affiliation_id"]:
            listed.setdefault(row["kind"], set()).add(row["affiliation_id"])
            naming.setdefault(row["kind"], set()).add((row["page_id"], row["capture"]))
    claimed: dict[str, list[Mapping[str, Any]]] = {}
    for row in claims:
        if (row["page_id"], row["capture"]) in now:
            claimed.setdefault(row["kind"], []).append(row)
            naming.setdefault(row["kind"], set()).add((row["page_id"], row["capture"]))
    records, problems = [], [*unseen, *_stale(looked)]
    for kind in KINDS:
        if kind in ever or kind in claimed or kind in looked.source.expected:
            counts = sorted({int(claim["count"]) for claim in claimed.get(kind, ())})
            told = naming.get(kind, set())
            seen = [each for each in captures if (each.page_id, each.name) in told] or captures
            record = _record(looked, seen, kind, counts, len(listed.get(kind, ())))
            records.append(record)
            problems += _doubts(looked, record, counts, claimed.get(kind, ()))
    return records, problems


def _record(
    looked: Looked, captures: Sequence[Capture], kind: str, counts: list[int], listed: int
) -> dict[str, Any]:
    # Two counts for one kind: neither is taken, a problem names both.
    claimed = counts[0] if len(counts) == 1 else None
    seen = max(captures, key=lambda capture: dates.latest(capture.captured_on)).captured_on
    stale = looked.stale_pages()
    visit = max((stale or looked.last_visits()).values(), default=None)
    asked = max((each.on for each in looked.last_visits().values()), default=seen)
    return {
        "source_id": looked.source.place_id,
        "kind": kind,
        "claimed_count": claimed,
        "listed_count": listed,
        "verdict": verdict(claimed, listed),
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


def _unseen(looked: Looked, captures: Iterable[Capture]) -> Iterator[Problem]:
    seen = {capture.page_id for capture in captures}
    for page in looked.source.pages:
        if page.page_id not in seen:
            file = f"raw/{looked.source.place_id}/source.toml"
            said = f"no capture of the page {page.page_id} is held"
            remedy = f"{file}: mend its url if need be, then make scrape"
            yield Problem(looked.source.place_id, "page-unseen", file, said, remedy)


def _why(visit: Visit) -> str:
    return f"{visit.result}, {visit.detail}" if visit.detail else visit.result


def _stale(looked: Looked) -> Iterator[Problem]:
    file = f"raw/{looked.source.place_id}/source.toml"
    for page_id, visit in looked.stale_pages().items():
        where = f"raw/{looked.source.place_id}/{page_id}/visits.csv"
        said = f"the visit of {visit.on} came to {_why(visit)}; the last good capture speaks"
        url = looked.source.page(page_id).url
        remedy = f"{file}: {REMEDIES[visit.result]}; see {url}"
        if visit.result == "shrunk":
            remedy += f' (accepted = "{visit.on}")'
        yield Problem(looked.source.place_id, "page-stale", where, said, remedy)


def _doubts(
    looked: Looked,
    record: Mapping[str, Any],
    counts: list[int],
    claims: Sequence[Mapping[str, Any]],
) -> Iterator[Problem]:
    kind, listed = record["kind"], record["listed_count"]
    place_id = looked.source.place_id
    if claims:
        said_in = claims[0]["page_id"], claims[0]["capture"]
        (file,) = (c.file for c in looked.captures if (c.page_id, c.name) == said_in)
        where = f"raw/{file}: {claims[0]['locator']}"
    if len(counts) > 1:
        said = f"the page claims {' and '.join(map(str, counts))} {kind} ties"
        remedy = f"{where}: see which count is of the host's own ties"
        yield Problem(place_id, "claim-unsettled", where, said, remedy)
    if record["verdict"] in ("short", "over"):
        said = f"the page claims {counts[0]} {kind} ties and lists {listed}"
        remedy = f"{where}: look where the page shows them; a further page may list them"
        yield Problem(place_id, f"claim-{record['verdict']}", where, said, remedy)
    yield from _out_of_bounds(looked.source, kind, listed)


def _out_of_bounds(source: Source, kind: str, listed: int) -> Iterator[Problem]:
    bounds = source.expected.get(kind)
    file = f"raw/{source.place_id}/source.toml"
    if bounds and listed < bounds.fewest:
        said = f"{listed} {kind} ties are listed, at least {bounds.fewest} expected"
        remedy = f"{file}: explain the drop, then move expected.{kind}.fewest"
        yield Problem(source.place_id, "count-below-bound", file, said, remedy)
    if bounds and listed > bounds.most:
        said = f"{listed} {kind} ties are listed, at most {bounds.most} expected"
        remedy = f"{file}: explain the growth, then move expected.{kind}.most"
        yield Problem(source.place_id, "count-above-bound", file, said, remedy)
