"""raw/ to a release: read, parse, normalise, validate, publish."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.inputs.capture import Capture
from pipeline.inputs.capture_health import judge
from pipeline.inputs.publication import Publication
from pipeline.inputs.source import Source
from pipeline.inputs.source_history import SourceHistory
from pipeline.normalise import (
    Correction,
    Known,
    Normalised,
    normalise,
    read_corrections,
)
from pipeline.normalise.corrections import COLUMNS as CORRECTION_COLUMNS
from pipeline.normalise.corrections import FILE as CORRECTIONS
from pipeline.parse import Reading, claim_records, statement_records, term_records
from pipeline.places.index import open_gazetteer
from pipeline.places.place import Gazetteer
from pipeline.problems import DataRefused, FilesBroken, Problem, problem
from pipeline.publish import (
    Previous,
    Release,
    all_changes,
    implausible_shifts,
    read_previous,
    release_files,
    rows_as_text,
    rows_removed_by_us,
    speaking_captures,
    version_and_created,
)
from pipeline.run.days_to_come import refuse_days_to_come
from pipeline.run.hold_back import hold_back
from pipeline.run.read_capture import asked_of, summarise
from pipeline.run.read_pages import read_pages
from pipeline.store import Store
from pipeline.tables import Changes, Claims, Problems, Statements, Terms
from pipeline.validate import check_tables

Track = Callable[[Sequence[Any], str], Iterable[Any]]  # shows progress over what it passes on


@dataclass(frozen=True, slots=True)
class Assembled:
    """What raw/ comes to, not yet held against the schemas."""

    release: Release
    problems: tuple[Problem, ...]
    previous: Previous
    as_previous_knew: pd.DataFrame  # affiliations as our code makes them of what spoke then
    histories: tuple[SourceHistory, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """A release ready to be swapped in, and what led to it."""

    release: Release
    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]
    previous: Previous
    histories: tuple[SourceHistory, ...]


def build(
    store: Store,
    *,
    against: str | None = None,
    accepted: frozenset[str] = frozenset(),
    today: dt.date | None = None,
    track: Track = lambda items, _: items,
    on_progress: Callable[[str, float], None] = lambda *_: None,
) -> Built:
    """Return the release that ``raw/`` comes to, checked; nothing is written.

    against: the previous release, as ``Store.previous_files`` takes it. accepted: ids of
    published rows that a change of ours may remove. today: the day after which raw/ may hold none;
    nothing else depends on it. track, on_progress: hear of progress.

    Raises FilesBroken for a file that a person must mend, DataRefused when the tables break
    their schema, contradict each other, or a row would be lost.
    """
    made = assemble(
        store,
        against=against,
        accepted=accepted,
        today=today,
        track=track,
        on_progress=on_progress,
    )
    refused = [
        *check_tables(made.release.tables),
        *rows_removed_by_us(made.previous, rows_as_text(made.as_previous_knew), accepted),
    ]
    if refused:
        raise DataRefused(refused)
    files = release_files(made.release)
    return Built(made.release, files, made.problems, made.previous, made.histories)


def assemble(
    store: Store,
    *,
    against: str | None = None,
    accepted: frozenset[str] = frozenset(),
    today: dt.date | None = None,
    track: Track = lambda items, _: items,
    on_progress: Callable[[str, float], None] = lambda *_: None,
) -> Assembled:
    """Return the tables that ``raw/`` comes to, neither checked nor made into files.

    Takes what ``build`` takes. Raises FilesBroken for a file that a person must mend.
    """
    store.check_there()
    publication = store.publication()
    sources = store.sources()
    corrections = read_corrections(
        store.correction_rows(CORRECTION_COLUMNS), (source.place_id for source in sources)
    )
    held = {source.place_id: store.captures(source) for source in sources}
    if today:
        refuse_days_to_come(store, sources, held, today)
    previous = read_previous(*store.previous_files(against))
    _refuse_unknown(accepted, previous)
    gazetteer = open_gazetteer(on_progress)
    _refuse_unknown_ids(corrections, gazetteer)
    captures = [(source, capture) for source in sources for capture in held[source.place_id]]
    for _, capture in captures:
        if not capture.is_taken_back:
            store.body(capture)  # is what was taken, though its reading may be kept
    read = read_pages([asked_of(store, source, capture) for source, capture in captures])
    readings = {capture: next(read) for _, capture in track(captures, "reading captures")}
    histories = [_history(store, source, held[source.place_id], readings) for source in sources]
    known = Known(*map(previous.rows, ("affiliations", "statements", "changes")))
    as_of = _as_of(histories)
    now = _normalised(readings, histories, corrections, gazetteer, known)
    if now.unmet:
        raise FilesBroken(now.unmet)
    then = _as_previous_knew(previous, readings, histories, corrections, gazetteer, known, now)
    shifts = implausible_shifts(rows_as_text(then.affiliations), rows_as_text(now.affiliations))
    histories, doubts = hold_back(histories, shifts, speaking_captures(previous))
    if doubts:
        now = _normalised(readings, histories, corrections, gazetteer, known)
    problems = tuple(sorted({*_problems(readings, histories, now), *doubts}))
    release = _release(now, then, problems, previous, as_of, publication)
    return Assembled(release, problems, previous, then.affiliations, tuple(histories))


def _refuse_unknown(accepted: frozenset[str], previous: Previous) -> None:
    there = {row["affiliation_id"] for row in previous.rows("affiliations")}
    if unknown := sorted(accepted - there):
        case, where = "command-line/not-published", "--accept-removal"
        raise FilesBroken(problem(case, where, row=row_id) for row_id in unknown)


def _refuse_unknown_ids(corrections: Iterable[Correction], gazetteer: Gazetteer) -> None:
    """A number that stands for a city must be one that the gazetteer knows."""
    unknown = [
        problem(
            "correction-invalid/no-place",
            f"{CORRECTIONS}: line {each.line}",
            correction_id=each.correction_id,
            geoname_id=each.value,
            file=CORRECTIONS,
            line=each.line,
        )
        for each in corrections
        if each.field == "city" and each.value.isdecimal() and not gazetteer.by_id(int(each.value))
    ]
    if unknown:
        raise FilesBroken(unknown)


def _history(
    store: Store,
    source: Source,
    captures: Sequence[Capture],
    readings: Mapping[Capture, Reading],
) -> SourceHistory:
    visits = {page.page_id: store.visits(source.place_id, page.page_id) for page in source.pages}
    visited = {page_id: tuple(each) for page_id, each in visits.items() if each}
    summaries = {capture: summarise(readings[capture]) for capture in captures}
    return SourceHistory(source, tuple(captures), visited, judge(source, captures, summaries))


def _normalised(
    readings: Mapping[Capture, Reading],
    histories: Sequence[SourceHistory],
    corrections: Sequence[Correction],
    gazetteer: Gazetteer,
    known: Known,
) -> Normalised:
    def records(of: Callable[[Capture, Reading], Iterator[dict[str, Any]]]) -> Iterator[Any]:
        for each in histories:
            for capture in each.captures:
                yield from of(capture, readings[capture])

    return normalise(
        Statements.frame(records(statement_records)),
        Claims.frame(records(claim_records)),
        Terms.frame(records(term_records)),
        histories=histories,
        corrections=corrections,
        gazetteer=gazetteer,
        known=known,
    )


def _as_previous_knew(
    previous: Previous,
    readings: Mapping[Capture, Reading],
    histories: Sequence[SourceHistory],
    corrections: Sequence[Correction],
    gazetteer: Gazetteer,
    known: Known,
    now: Normalised,
) -> Normalised:
    """What the present code makes, on the day of the previous release, of what spoke in it."""
    if not previous.version:
        return now
    spoke = speaking_captures(previous)
    before = [history.as_of(previous.day, spoke) for history in histories]
    return _normalised(readings, before, corrections, gazetteer, known)


def _problems(
    readings: Mapping[Capture, Reading], histories: Iterable[SourceHistory], now: Normalised
) -> tuple[Problem, ...]:
    """What the release goes out with: of each page, what its newest capture leaves open.

    And each capture that was too costly to be read: no visit tells of one that was kept by hand.
    """
    newest = [capture for each in histories for capture in each.newest()]
    read = [problem for capture in newest for problem in readings[capture].problems]
    costly = [
        problem
        for reading in readings.values()
        for problem in reading.problems
        if problem.code == "page-too-costly"
    ]
    taken_back = [
        problem("capture-taken-back", f"raw/{capture.file}", capture.place_id, note=capture.note)
        for capture in readings
        if capture.is_taken_back
    ]
    return tuple(sorted({*read, *costly, *taken_back, *now.problems}))


def _as_of(histories: Iterable[SourceHistory]) -> dt.date:
    """The newest day in raw/: of what was captured, and of when we had it or asked."""
    days = [history.newest_day for history in histories]
    # A workspace that holds nothing yet has a day all the same, and always the same one.
    return max((day for day in days if day), default=dt.date(1970, 1, 1))


def _release(
    now: Normalised,
    then: Normalised,
    problems: Iterable[Problem],
    previous: Previous,
    as_of: dt.date,
    publication: Publication,
) -> Release:
    tables: dict[str, pd.DataFrame] = {
        "affiliations": now.affiliations,
        "corrections": now.corrections,
        "coverage": now.coverage,
        "statements": now.statements,
        "sources": now.sources,
        "captures": now.captures,
        "problems": Problems.frame(
            {
                "source_id": problem.source_id,
                "code": problem.code,
                "where": problem.where,
                "message": problem.message,
                "remedy": problem.remedy,
            }
            for problem in problems
        ),
    }
    version, created = version_and_created(tables, previous, as_of)
    known, rows = rows_as_text(then.affiliations), rows_as_text(now.affiliations)
    tables["changes"] = Changes.frame(all_changes(previous, known, rows, now.shown, version))
    return Release(version, created, tables, publication)
