"""How a tie ends: its own page says so, its term runs out, or a complete list leaves it out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline import dates
from pipeline.inputs.capture import Capture
from pipeline.inputs.source import Page
from pipeline.inputs.source_history import SourceHistory
from pipeline.inputs.visit import Visit
from pipeline.normalise.rows import CaptureKey, ClaimRow, TermRow
from pipeline.normalise.settled import SettledStatement, rank_of, speaker
from pipeline.problems import Doubt, doubt
from pipeline.vocabularies import KINDS

KindKey = tuple[CaptureKey, str]  # a kind of tie in one capture


@dataclass(frozen=True, slots=True)
class WholeList:
    """One capture's list of a kind, which its page declares complete."""

    page: Page
    capture: Capture


@dataclass(frozen=True, slots=True)
class Ended:
    """The state of a tie as of a day, how we know it, and the capture that shows it."""

    status: str
    status_method: str
    status_as_stated: str  # the words that tell it, "" where none do
    term: str
    expires: str  # ISO prefix, "" where it cannot be told
    shown_by: Capture  # for the status
    renewed_by: Capture  # for the day on which it expires
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class Ends:
    """What endings are told from, of all sources."""

    as_of: Mapping[str, dt.date]  # by source, the newest day of it: no other's day ends its ties
    terms: Mapping[KindKey, str]  # ISO 8601 durations
    terms_of_kinds: Mapping[tuple[str, str], str]  # by source and kind, the newest word
    seen_until: Mapping[Capture, dt.date]  # the last day on which its page stood so
    whole_lists: Mapping[tuple[str, str], Sequence[WholeList]]  # by source and kind, older first

    def of(self, statements: Sequence[SettledStatement], established: str) -> Ended:
        """Return how the tie of ``statements`` ends; established: its ISO prefix or ""."""
        speaking = speaker(statements)
        newest = max(statements, key=lambda t: (self._seen(t), t.capture.order))
        term = self._term(speaking)
        expires, renewed_by = self._expires(statements, newest, term, established)
        word = self._stated_status(statements, speaking)
        shown_by = word.capture
        if word.partner.status not in ("", "listed"):
            status, method = word.partner.status, "stated"
        elif self._is_run_out(newest, term, expires):
            status, method = "expired", "term"
            shown_by = renewed_by if expires else newest.capture
        elif leaves_out := self._left_out_by(statements, newest):
            status, method, shown_by = "unlisted", "omitted", leaves_out.capture
        else:
            status, method = "listed", "stated"
        said = word.row.status_as_stated
        doubts = (*self._other_words(statements, word), *_other_days(statements))
        return Ended(status, method, said, term, expires, shown_by, renewed_by, doubts)

    def _seen(self, statement: SettledStatement) -> dt.date:
        return self.seen_until[statement.capture]

    def _stated_status(
        self, statements: Iterable[SettledStatement], speaking: SettledStatement
    ) -> SettledStatement:
        """The statement whose word for the state holds.

        The speaker's; where it has none, that of a page seen after the speaker's last was.
        """
        newer = [
            each
            for each in statements
            if each.partner.status and self._seen(each) > self._seen(speaking)
        ]
        return speaking if speaking.partner.status or not newer else speaker(newer)

    def _other_words(
        self, statements: Iterable[SettledStatement], word: SettledStatement
    ) -> Iterator[Doubt]:
        """What other pages say of the state as they were last seen, where it is something else."""
        newest: dict[str, SettledStatement] = {}
        for each in sorted(statements, key=lambda t: t.capture.order):
            newest[each.capture.page_id] = each
        state = word.partner.status or "listed"
        for page_id, each in sorted(newest.items()):
            if page_id != word.capture.page_id and each.partner.status not in ("", state):
                told = {"words": each.row.status_as_stated, "file": each.capture.file}
                other = word.capture.file
                yield doubt("status-contradicted", **told, state=state, other=other)

    def _term(self, speaking: SettledStatement) -> str:
        """The term of the kind: of the capture that speaks, else of the source's newest word."""
        if own := self.terms.get(_kind_key(speaking)):
            return own
        return self.terms_of_kinds.get((speaking.row.source_id, speaking.row.kind), "")

    def _expires(
        self,
        statements: Sequence[SettledStatement],
        newest: SettledStatement,
        term: str,
        established: str,
    ) -> tuple[str, Capture]:
        """The day on which the tie runs out, and the capture that tells it.

        As the page of the best authority has it that says so, the newest of them, unless the tie
        was seen after that day; else the end of its first term, while that is not over.
        """
        stating = [each for each in statements if each.partner.expires]
        if stating:
            each = speaker(stating)
            prefix = each.partner.expires
            # Seen on a page after that day: renewed until nobody knows when.
            is_over = newest is not each and self._seen(newest) > dates.latest(prefix)
            return ("" if is_over else prefix), each.capture
        if term and established:
            day = dates.after_term(established, term)
            if day >= self._seen(newest):
                return day.isoformat()[: len(established)], newest.capture
        return "", newest.capture

    def _is_run_out(self, newest: SettledStatement, term: str, expires: str) -> bool:
        as_of = self.as_of[newest.row.source_id]
        if expires:
            return as_of > dates.latest(expires)
        return bool(term) and as_of > dates.after_term(self._seen(newest).isoformat(), term)

    def _left_out_by(
        self, statements: Sequence[SettledStatement], newest: SettledStatement
    ) -> WholeList | None:
        """The first complete list that is newer than every word for the tie, and has it not."""
        best = max(statement.rank for statement in statements)
        for each in self.whole_lists.get((newest.row.source_id, newest.row.kind), ()):
            if rank_of(each.page) >= best and self._is_newer(each.capture, newest):
                return each
        return None

    def _is_newer(self, capture: Capture, newest: SettledStatement) -> bool:
        """Whether a capture certainly came after the newest word for a tie."""
        day, seen = dates.earliest(capture.captured_on), self._seen(newest)
        if capture.page_id == newest.capture.page_id:
            # On one day the later capture tells; else the page must have dropped it since.
            return capture.order > newest.capture.order and day >= seen
        return day > seen


def _kind_key(statement: SettledStatement) -> KindKey:
    return statement.row.key, statement.row.kind


def _other_days(statements: Iterable[SettledStatement]) -> Iterator[Doubt]:
    """A doubt when the newest words of two pages give a tie two days of expiry."""
    newest: dict[str, SettledStatement] = {}
    for each in sorted(statements, key=lambda t: t.capture.order):
        if each.partner.expires:
            newest[each.capture.page_id] = each
    if not newest:
        return
    first = speaker(list(newest.values()))
    for _, each in sorted(newest.items()):
        have, other = first.partner.expires, each.partner.expires
        if not have.startswith(other) and not other.startswith(have):
            words = [
                f"until {t.row.expires_as_stated!r} in {t.capture.file}" for t in (first, each)
            ]
            yield doubt("date-contradicted", said=", ".join(words))


def ends_of(
    histories: Sequence[SourceHistory],
    statements: Sequence[SettledStatement],
    claims: Iterable[ClaimRow],
    terms: Iterable[TermRow],
) -> Ends:
    """Return what the endings of all ties are told from."""
    stated = stated_terms(terms)
    return Ends(
        as_of={each.source.place_id: day for each in histories if (day := each.newest_day)},
        terms=stated,
        terms_of_kinds=terms_of_kinds(stated, histories),
        seen_until=seen_until(histories),
        whole_lists=whole_lists(histories, statements, claims),
    )


def stated_terms(rows: Iterable[TermRow]) -> dict[KindKey, str]:
    """Return how long ties of a kind last, by capture; of two words the page's first."""
    terms: dict[KindKey, str] = {}
    for row in rows:
        terms.setdefault((row.key, row.kind), row.term)
    return terms


def terms_of_kinds(
    terms: Mapping[KindKey, str], histories: Iterable[SourceHistory]
) -> dict[tuple[str, str], str]:
    """Return the term of each source and kind, as the newest capture that speaks states it."""
    newest: dict[tuple[str, str], str] = {}
    for each in histories:
        for capture in sorted(each.captures, key=lambda capture: capture.order):
            for kind in KINDS:
                term = terms.get((CaptureKey.of(capture), kind))
                if term and each.speaks(capture):
                    newest[capture.place_id, kind] = term
    return newest


def seen_until(histories: Iterable[SourceHistory]) -> dict[Capture, dt.date]:
    """Return the last day on which the page of each capture stood as the capture has it.

    That is the day of the capture, or of the last visit that found the page unchanged before
    another capture was kept.
    """
    days = {}
    for each in histories:
        pages: dict[str, list[Capture]] = {}
        for capture in sorted(each.captures, key=lambda capture: capture.order):
            pages.setdefault(capture.page_id, []).append(capture)
        for page_id, captures in pages.items():
            for capture in captures:
                days[capture] = dates.latest(capture.captured_on)
            for visit in each.visits.get(page_id, ()):
                if visit.result == "unchanged" and (seen := _seen_by(visit, captures)):
                    days[seen] = max(days[seen], dates.earliest(visit.on))
    return days


def _seen_by(visit: Visit, captures: Sequence[Capture]) -> Capture | None:
    """The capture that a visit found unchanged: by its hash, else the newest that was fetched."""
    held = [capture for capture in captures if capture.known_at <= visit.at]
    same = [capture for capture in held if capture.sha256 == visit.sha256]
    fetched = [capture for capture in held if capture.method == "fetch"]
    return next(reversed(same or fetched), None)


def whole_lists(
    histories: Iterable[SourceHistory],
    statements: Iterable[SettledStatement],
    claims: Iterable[ClaimRow],
) -> dict[tuple[str, str], list[WholeList]]:
    """Return the lists that their pages declare complete, by source and kind, older first.

    A capture of which some entry could not be read, or that claims more ties of the kind than
    it lists, is not known to be whole; one that lists none only where a person accepted that.
    """
    partners: dict[KindKey, set[object]] = {}
    for statement in statements:
        place, form = statement.partner.place, statement.partner.form
        partners.setdefault(_kind_key(statement), set()).add(place.geoname_id if place else form)
    listed = {key: len(some) for key, some in partners.items()}
    claimed: dict[KindKey, int] = {}
    for row in claims:
        key = row.key, row.kind
        claimed[key] = max(claimed.get(key, 0), row.count)
    lists: dict[tuple[str, str], list[WholeList]] = {}
    captures = [
        (each, capture)
        for each in histories
        for capture in sorted(each.captures, key=lambda capture: capture.order)
        if each.speaks(capture) and each.judged[capture].is_sure
    ]
    kinds = sorted({kind for _, kind in listed})
    for each, capture in captures:
        page = each.source.page(capture.page_id)
        for kind in kinds:
            key = CaptureKey.of(capture), kind
            fewest = 0 if kind in each.judged[capture].accepted else 1
            if page.is_complete and listed.get(key, 0) >= max(fewest, claimed.get(key, 0)):
                mine = lists.setdefault((capture.place_id, kind), [])
                mine.append(WholeList(page, capture))
    return lists
