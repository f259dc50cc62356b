"""Door: the order of the floors. The only file that knows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline import dates
from pipeline.captures import Capture
from pipeline.engine import open_executor
from pipeline.gazetteer import open_gazetteer
from pipeline.normalise import (
    Correction,
    Decisions,
    Gazetteer,
    Known,
    Looked,
    Normalised,
    Suggestion,
    find_country,
    is_country,
    normalise,
    read_corrections,
    resolve_many,
    settle,
    suggest,
)
from pipeline.normalise.corrections import COLUMNS as CORRECTION_COLUMNS
from pipeline.parse import Reading, claim_records, read_page, statement_records, term_records
from pipeline.problems import DataRefused, FilesBroken, Problem
from pipeline.publish import (
    Previous,
    Release,
    all_changes,
    known_captures,
    read_previous,
    release_files,
    removed_by_us,
    rows_as_text,
    version_and_created,
)
from pipeline.sources import Source
from pipeline.store import Store
from pipeline.tables import Affiliations, Changes, Claims, Problems, Statements, Terms
from pipeline.text import fold
from pipeline.validate import check_tables

Track = Callable[[Sequence[Any], str], Iterable[Any]]  # shows progress over what it passes on


class Lexicon:
    """What the parser asks about words: answered by the country tables and the gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def is_country(self, words: str) -> bool:
        """Whether ``words`` are a name of a country."""
        return is_country(words)

    def is_place(self, words: str) -> bool:
        """Whether some place goes by ``words``."""
        key = fold(words)
        return bool(self._gazetteer.named(key) or self._gazetteer.also_named(key))


# publish and check


@dataclass(frozen=True, slots=True)
class Built:
    """A release ready to be swapped in, and what led to it."""

    release: Release
    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]
    previous: Previous
    looked: tuple[Looked, ...]


def build(
    store: Store,
    *,
    against: str | None = None,
    accepted: frozenset[str] = frozenset(),
    track: Track = lambda items, _: items,
    told: Callable[[str, float], None] = lambda *_: None,
) -> Built:
    """Return the release that ``raw/`` comes to, checked; nothing is written.

    against: the previous release, as ``Store.previous_files`` takes it. accepted: ids of
    published rows that a change of ours may remove. track, told: hear of progress.

    Raises FilesBroken for a file that a person must mend, DataRefused when the tables break
    their schema, contradict each other, or a row would be lost.
    """
    store.check_there()
    sources = store.sources()
    corrections = read_corrections(
        store.correction_rows(CORRECTION_COLUMNS), (source.place_id for source in sources)
    )
    looked = [_looked(store, source) for source in sources]
    previous = read_previous(*store.previous_files(against))
    _refuse_unknown(accepted, previous)
    gazetteer = open_gazetteer(told)
    _refuse_unknown_ids(corrections, gazetteer)
    captures = [(each.source, capture) for each in looked for capture in each.captures]
    lexicon = Lexicon(gazetteer)
    readings = {
        capture: read_page(
            store.body(capture),
            lexicon,
            file=f"raw/{capture.file}",
            source_id=source.place_id,
            host=source.host_city,
            charset=capture.charset,
        )
        for source, capture in track(captures, "reading captures")
    }
    known = Known(*map(previous.rows, ("affiliations", "statements", "changes")))
    now = _normalised(readings, looked, corrections, gazetteer, known)
    if now.unmet:
        raise FilesBroken(now.unmet)
    then = _as_previous_knew(previous, readings, looked, corrections, gazetteer, known, now)
    problems = _problems(readings, looked, now)
    release = _release(now, then, problems, previous, _as_of(looked))
    refused = [
        *check_tables(release.tables),
        *removed_by_us(previous, rows_as_text(then.affiliations), accepted),
    ]
    if refused:
        raise DataRefused(refused)
    return Built(release, release_files(release), problems, previous, tuple(looked))


def _refuse_unknown(accepted: frozenset[str], previous: Previous) -> None:
    there = {row["affiliation_id"] for row in previous.rows("affiliations")}
    if unknown := sorted(accepted - there):
        remedy = "name a row of the previous release"
        raise FilesBroken(
            Problem("", "command-line", "--accept-removal", f"{row_id} is not published", remedy)
            for row_id in unknown
        )


def _refuse_unknown_ids(corrections: Iterable[Correction], gazetteer: Gazetteer) -> None:
    """A number that stands for a city must be one that the gazetteer knows."""
    unknown = [
        Problem(
            "",
            "correction-invalid",
            f"raw/corrections.csv: line {each.line}",
            f"{each.correction_id}: the gazetteer has no place {each.value}",
            f"raw/corrections.csv: mend the GeoNames id in line {each.line}",
        )
        for each in corrections
        if each.field == "city" and each.value.isdecimal() and not gazetteer.by_id(int(each.value))
    ]
    if unknown:
        raise FilesBroken(unknown)


def _looked(store: Store, source: Source) -> Looked:
    visits = {page.page_id: store.visits(source.place_id, page.page_id) for page in source.pages}
    visited = {page_id: tuple(each) for page_id, each in visits.items() if each}
    return Looked(source, tuple(store.captures(source)), visited)


def _normalised(
    readings: Mapping[Capture, Reading],
    looked: Sequence[Looked],
    corrections: Sequence[Correction],
    gazetteer: Gazetteer,
    known: Known,
) -> Normalised:
    def records(of: Callable[[Capture, Reading], Iterator[dict[str, Any]]]) -> Iterator[Any]:
        for each in looked:
            for capture in each.captures:
                yield from of(capture, readings[capture])

    return normalise(
        Statements.frame(records(statement_records)),
        Claims.frame(records(claim_records)),
        Terms.frame(records(term_records)),
        looked=looked,
        corrections=corrections,
        gazetteer=gazetteer,
        known=known,
    )


def _as_previous_knew(
    previous: Previous,
    readings: Mapping[Capture, Reading],
    looked: Sequence[Looked],
    corrections: Sequence[Correction],
    gazetteer: Gazetteer,
    known: Known,
    now: Normalised,
) -> Normalised:
    """What the present code makes of the captures that the previous release knew."""
    held = known_captures(previous)
    before = [
        Looked(
            each.source,
            tuple(capture for capture in each.captures if capture.file in held),
            each.visits,
        )
        for each in looked
    ]
    if [each.captures for each in before] == [each.captures for each in looked]:
        return now
    return _normalised(readings, before, corrections, gazetteer, known)


def _problems(
    readings: Mapping[Capture, Reading], looked: Iterable[Looked], now: Normalised
) -> tuple[Problem, ...]:
    """What the release goes out with: of each page, what its newest capture leaves open."""
    newest = [capture for each in looked for capture in each.newest()]
    read = [problem for capture in newest for problem in readings[capture].problems]
    return tuple(sorted({*read, *now.problems}))


def _as_of(looked: Iterable[Looked]) -> dt.date:
    """The newest day in raw/: of what was captured, and of when we had it or asked."""
    days = [dt.date.min]
    for each in looked:
        for capture in each.captures:
            days += [dates.earliest(capture.captured_on), dates.earliest(capture.known_on)]
        days += [dates.earliest(visit.on) for page in each.visits.values() for visit in page]
    # A workspace that holds nothing yet has a day all the same, and always the same one.
    return max(days) if len(days) > 1 else dt.date(1970, 1, 1)


def _release(
    now: Normalised,
    then: Normalised,
    problems: Iterable[Problem],
    previous: Previous,
    as_of: dt.date,
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
    tables["changes"] = Changes.frame(all_changes(previous, known, rows, version))
    return Release(version, created, tables)


# parse


@dataclass(frozen=True, slots=True)
class Ask:
    """One file for ``sister-cities parse``; host and country are "" when not told."""

    file: str  # as the user wrote it
    path: Path
    host: str
    host_country: str


def parse_files(
    asks: Sequence[Ask], corrections: Sequence[Correction], workers: int = 1
) -> Iterator[dict[str, Any]]:
    """Yield, in order, one JSON-ready object for each file: affiliations and claims.

    corrections: those that hold for every source are applied. A file that cannot be opened
    gives ``{"file", "error"}``.
    """
    everywhere = tuple(each for each in corrections if each.scope == "*")
    with open_executor(workers) as executor:
        yield from executor.map(
            _parse_file, asks, [everywhere] * len(asks), chunksize=max(1, len(asks) // 64)
        )


@cache
def _shared_gazetteer() -> Gazetteer:
    """One gazetteer a process."""
    return open_gazetteer()


def _parse_file(ask: Ask, corrections: tuple[Correction, ...]) -> dict[str, Any]:
    try:
        body = ask.path.read_bytes()
    except (OSError, ValueError) as error:
        return {"file": ask.file, "error": getattr(error, "strerror", None) or str(error)}
    gazetteer = _shared_gazetteer()
    reading = read_page(body, Lexicon(gazetteer), file=ask.file, host=ask.host)
    decisions = Decisions(corrections)
    affiliations = []
    for stated in reading.statements:
        words = {
            "name_as_stated": stated.name,
            "region_as_stated": stated.region or None,
            "country_as_stated": stated.country or None,
            "established_as_stated": stated.established or None,
            "status_as_stated": stated.status or None,
        }
        partner = settle({"source_id": "*", **words}, decisions, gazetteer)
        code = partner.country.code if partner.country else None
        if partner.status == "proposed" or _is_host(ask, partner.city, code):
            continue
        review = ";".join(sorted({code for code, _ in partner.problems})) or None
        told = {"name": partner.city, "country_iso2": code, "review": review}
        affiliations.append({"kind": stated.kind, **words, **told})
    counts = sorted({(claim.kind, claim.claimed) for claim in reading.claims})
    claims = [{"kind": kind, "count": count} for kind, count in counts]
    return {"file": ask.file, "affiliations": affiliations, "claims": claims}


def _is_host(ask: Ask, city: str, code: str | None) -> bool:
    """Whether the partner is the host itself, which no page means as a tie."""
    return bool(ask.host_country) and code == ask.host_country and fold(city) == fold(ask.host)


def workspace_corrections(store: Store) -> Sequence[Correction]:
    """Return the corrections of a workspace; empty where there is none."""
    if not store.raw.is_dir():
        return ()
    places = (source.place_id for source in store.sources())
    return read_corrections(store.correction_rows(CORRECTION_COLUMNS), places)


def country_code(words: str) -> str:
    """Return the alpha-2 of a country's name or code, "" when it names none."""
    country = find_country(words)
    return country.code if country else ""


# suggest and resolve


def suggestions(built: Built) -> Iterator[Suggestion]:
    """Yield, for every row of a release in review, what a person may decide."""
    rows = Affiliations.records(built.release.tables["affiliations"])
    day = built.release.version.partition("+")[0].replace(".", "-")
    yield from suggest(rows, _shared_gazetteer(), day)


def resolve_rows(
    rows: Iterable[Mapping[str, str]], told: Callable[[str, float], None]
) -> Iterator[dict[str, str]]:
    """Yield each of ``rows`` with the columns that ``resolve`` adds, in order.

    rows: with the cells stated and country_stated; others are passed through. So many are held
    in memory at a time as make a batch, however many there are.
    """
    gazetteer = open_gazetteer(told)
    left = iter(rows)
    while batch := list(islice(left, 10_000)):
        pairs = [(row["stated"], row["country_stated"]) for row in batch]
        for row, answer in zip(batch, resolve_many(pairs, gazetteer), strict=True):
            yield {**row, **answer._asdict()}


# scrape


@dataclass(frozen=True, slots=True)
class Asked:
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
) -> Iterator[Asked]:
    """Ask for every page of the sources named, or of all; yield what came, page by page.

    Each visit and each new capture is on disk before the next page is asked for. Raises
    FilesBroken for a source that is not there, before anything is asked.
    """
    # Here, because requests takes a fifth of pandas' time to import and only this asks the network.
    from pipeline.scrape import HttpClient, user_agent, visit_page

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
                yield Asked(
                    source.place_id, page.page_id, visit.result, visit.detail, visit.is_good
                )
