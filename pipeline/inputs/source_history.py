"""What was seen of one source: its captures, its visits, and what came of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from pipeline import dates
from pipeline.inputs.capture import Capture
from pipeline.inputs.capture_health import Judgement, last_judgement
from pipeline.inputs.source import Source
from pipeline.inputs.visit import Visit


@dataclass(frozen=True, slots=True)
class SourceHistory:
    """All that was seen of one source."""

    source: Source
    captures: Sequence[Capture]
    visits: Mapping[str, Sequence[Visit]]  # by page_id, oldest first
    judged: Mapping[Capture, Judgement]  # what came of each capture, older first

    @property
    def newest_day(self) -> dt.date | None:
        """The newest day of it: of a capture, of when we had it, of a visit; None for nothing."""
        days = []
        for capture in self.captures:
            days += [dates.earliest(capture.captured_on), dates.earliest(capture.known_on)]
        days += [dates.earliest(visit.on) for page in self.visits.values() for visit in page]
        return max(days, default=None)

    def as_of(self, day: str, captures: Set[str]) -> SourceHistory:
        """Return what was seen by an ISO ``day``: its visits till then, and of its captures those
        whose files are among ``captures`` and that speak.
        """
        kept = [each for each in self.captures if each.file in captures and self.speaks(each)]
        judged = {capture: self.judged[capture] for capture in kept}
        visits = {
            page_id: tuple(visit for visit in visits if visit.on <= day)
            for page_id, visits in self.visits.items()
        }
        visits = {page_id: some for page_id, some in visits.items() if some}
        return SourceHistory(self.source, tuple(kept), visits, judged)

    def holding_back(self, spoke: Set[str], why: str) -> SourceHistory:
        """Return the same with what is new held back, unless a person has accepted it.

        spoke: the files of the captures that spoke before. What is held back is ``implausible``.
        """
        judged = {
            capture: replace(judgement, result="implausible", detail=why, speaks=False)
            if capture.file not in spoke and judgement.speaks and not self._is_accepted(capture)
            else judgement
            for capture, judgement in self.judged.items()
        }
        return replace(self, judged=judged)

    def _is_accepted(self, capture: Capture) -> bool:
        day = dates.earliest(capture.captured_on)
        days = map(dates.earliest, self.source.accepted_changes)
        return bool(self.judged[capture].accepted) or any(day <= each for each in days)

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
        judgement = last_judgement(self.judged, page_id, visit.at) if visit.sha256 else None
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
