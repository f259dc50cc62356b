"""Single pages to what they state, for whoever asks."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from pipeline.engine import SECONDS, HereExecutor, Overrun, within_seconds
from pipeline.normalise import (
    Correction,
    Decisions,
    Host,
    Partner,
    StatementRow,
    read_corrections,
    ties_of_page,
)
from pipeline.normalise.corrections import COLUMNS as CORRECTION_COLUMNS
from pipeline.parse import LARGEST, Explained, Reading, ReadOptions, Statement, read_page, scale
from pipeline.places.countries import find_country
from pipeline.places.place import Gazetteer
from pipeline.problems import Problem, broken
from pipeline.run.read_pages import AHEAD, SMALL, limited_readers, too_costly
from pipeline.run.shared_places import shared_atlas, shared_gazetteer
from pipeline.store import Store, read_table


@dataclass(frozen=True, slots=True)
class ParseRequest:
    """One file for ``sister-cities parse``; host and country are "" when not told."""

    file: str  # as the user wrote it
    path: Path
    host: str
    host_country: str
    explains: bool = False


def request_for(file: str, host: str, host_country: str) -> ParseRequest:
    """Return the request for a page of a host; FilesBroken when its country is none."""
    return ParseRequest(file, Path(file), host, _code(host_country, "host_country"))


def requests_for(files: Iterable[str], host: str, host_country: str) -> Iterator[ParseRequest]:
    """Yield a request for each of ``files``, all of one host."""
    code = _code(host_country, "--host-country")
    for file in files:
        yield ParseRequest(file, Path(file), host, code)


def requests_in(table: Path) -> Iterator[ParseRequest]:
    """Yield the requests of a PAGES.csv; FilesBroken names the line that is wrong."""
    _, rows = read_table(table, ("file", "host_city", "host_country"))
    for line, row in rows:
        where = f"{table}: line {line}"
        if not row["file"]:
            raise broken("command-line/page-unnamed", where)
        path = table.parent / row["file"]
        path = path if path.exists() else Path(row["file"])
        yield ParseRequest(row["file"], path, row["host_city"], _code(row["host_country"], where))


def _code(country: str, where: str) -> str:
    """The alpha-2 of a country's name or code; FilesBroken when it names none."""
    found = find_country(country)
    if country and not found:
        raise broken("command-line/country", where, words=country)
    return found.code if found else ""


@dataclass(frozen=True, slots=True)
class Tie:
    """One tie that a page states: its words, and what we made of them.

    The names are those of ``affiliations.csv``; "" or None is what the page, or we, do not know.
    """

    kind: str  # a key of vocabularies.KINDS
    name_as_stated: str
    region_as_stated: str
    country_as_stated: str
    established_as_stated: str
    status_as_stated: str
    expires_as_stated: str
    partner_city: str  # the stated name where it could not be settled
    partner_region: str
    partner_country_code: str  # ISO 3166-1 alpha-2
    partner_geoname_id: int | None
    partner_latitude: float | None  # degrees WGS 84
    partner_longitude: float | None
    established: str  # ISO prefix
    expires: str  # ISO prefix
    review: str  # problem codes joined by ";"

    @classmethod
    def of(cls, row: StatementRow, partner: Partner) -> Tie:
        """Return the tie that a statement states, settled to ``partner``."""
        place = partner.place
        return cls(
            kind=row.kind,
            **{name: getattr(row, name) for name in _WORDS},
            partner_city=partner.city,
            partner_region=partner.region,
            partner_country_code=partner.country.code if partner.country else "",
            partner_geoname_id=place.geoname_id if place else None,
            partner_latitude=place.latitude if place else None,
            partner_longitude=place.longitude if place else None,
            established=partner.established,
            expires=partner.expires,
            review=";".join(sorted({doubt.code for doubt in partner.doubts})),
        )


_WORDS = (
    *("name_as_stated", "region_as_stated", "country_as_stated"),
    *("established_as_stated", "status_as_stated", "expires_as_stated"),
)


class ClaimedCount(NamedTuple):
    """How many ties of a kind a page says that it has."""

    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """What one page states: its ties in its order, its claims, and what is in doubt."""

    file: str  # what problems call it
    host: str  # the town whose page it is, as told or as the page itself says; "" for unknown
    ties: tuple[Tie, ...]
    claims: tuple[ClaimedCount, ...]
    problems: tuple[Problem, ...]
    explained: tuple[Explained, ...] = ()  # how it was read, where that was asked for

    def frame(self) -> pd.DataFrame:
        """Return its ties as a frame, a row a tie, in the page's order."""
        rows = [asdict(tie) for tie in self.ties]
        return pd.DataFrame(rows, columns=[each.name for each in fields(Tie)])


def parse_page(
    body: bytes,
    request: ParseRequest,
    corrections: Sequence[Correction] = (),
) -> ParsedPage:
    """Return what a page states; whatever its bytes, a page that cannot be read is a problem.

    request: how it is to be read; its path is not opened. corrections: of them, those that hold for
    every source are applied. Loads the index of places once a process.
    """
    options = ReadOptions(
        file=request.file,
        host=request.host,
        host_country=request.host_country,
        explains=request.explains,
    )
    reading = read_page(body, shared_atlas(), options)
    decisions = Decisions(each for each in corrections if each.scope == "*")
    return ParsedPage(
        file=request.file,
        host=reading.host,
        ties=settled_ties(reading, request, decisions, shared_gazetteer()),
        claims=tuple(sorted({ClaimedCount(each.kind, each.claimed) for each in reading.claims})),
        problems=reading.problems,
        explained=reading.explained,
    )


def settled_ties(
    reading: Reading, request: ParseRequest, decisions: Decisions, gazetteer: Gazetteer
) -> tuple[Tie, ...]:
    """Return the ties of a reading, settled, in the page's order; request: whose page it is."""
    host = Host.named(request.host, request.host_country, gazetteer)
    rows = [_row(stated) for stated in reading.statements]
    settled = ties_of_page(rows, host, decisions, gazetteer)
    return tuple(Tie.of(row, partner) for row, partner in settled)


def _row(stated: Statement) -> StatementRow:
    return StatementRow(
        source_id="*",  # of corrections, those for every source alone hold
        kind=stated.kind,
        name_as_stated=stated.name,
        region_as_stated=stated.region,
        country_as_stated=stated.country,
        established_as_stated=stated.established,
        status_as_stated=stated.status,
        expires_as_stated=stated.expires,
    )


class Unopened(NamedTuple):
    """A file that could not be opened, and why."""

    file: str
    why: str


def parse_files(
    requests: Sequence[ParseRequest], corrections: Sequence[Correction], workers: int = 1
) -> Iterator[ParsedPage | Unopened]:
    """Yield, in order, what each file states; takes what ``parse_page`` takes."""
    decided = tuple(corrections)
    with limited_readers(workers) as processes:
        waiting: deque[tuple[ParseRequest, Future[ParsedPage | Unopened]]] = deque()
        for request in requests:
            is_here = workers == 1 and _is_small(request.path)
            executor = HereExecutor() if is_here else processes
            call = _parse_small if is_here else _parse_file
            waiting.append((request, executor.submit(call, request, decided)))
            if len(waiting) >= (1 if is_here else AHEAD):
                yield _settled(*waiting.popleft())
        while waiting:
            yield _settled(*waiting.popleft())


def _is_small(path: Path) -> bool:
    try:
        return path.stat().st_size <= SMALL
    except (OSError, ValueError):
        return True  # which opening it will tell


def _settled(request: ParseRequest, page: Future[ParsedPage | Unopened]) -> ParsedPage | Unopened:
    try:
        return page.result()
    except Overrun as overrun:
        reading = too_costly(overrun, ReadOptions(request.file))
        return ParsedPage(request.file, request.host, (), (), reading.problems)


def _parse_small(
    request: ParseRequest, corrections: tuple[Correction, ...]
) -> ParsedPage | Unopened:
    shared_atlas()  # opened before the time runs
    return within_seconds(SECONDS, _parse_file, request, corrections)


def _parse_file(
    request: ParseRequest, corrections: tuple[Correction, ...]
) -> ParsedPage | Unopened:
    try:
        if request.path.exists() and not (request.path.is_file() or request.path.is_dir()):
            return Unopened(request.file, "is no ordinary file")
        with request.path.open("rb") as file:
            body = file.read(LARGEST + 1)  # of a larger one nothing is read anyway
    except (OSError, ValueError) as error:
        return Unopened(request.file, getattr(error, "strerror", None) or str(error))
    return parse_page(body, request, corrections)


def tie_as_json(tie: Tie) -> dict[str, str | None]:
    """Return a tie as one of the objects in ``as_json``."""
    return {
        "kind": tie.kind,
        **{name: getattr(tie, name) or None for name in _WORDS},
        "name": tie.partner_city,
        "country_iso2": tie.partner_country_code or None,
        "review": tie.review or None,
    }


def as_json(page: ParsedPage) -> dict[str, object]:
    """Return what a page states as the object that ``parse`` prints; null for what is empty."""
    return {
        "file": page.file,
        "affiliations": [tie_as_json(tie) for tie in page.ties],
        "claims": [{"kind": claim.kind, "count": claim.number} for claim in page.claims],
        "problems": [
            {"code": each.code, "where": each.where, "message": each.message}
            for each in page.problems
        ],
    }


def workspace_corrections(store: Store) -> Sequence[Correction]:
    """Return the corrections of a workspace; empty where there is none.

    Its sources need not be whole: whoever adds one wants to see how its page is read.
    """
    if not store.raw.is_dir():
        return ()
    places = store.place_ids()
    return read_corrections(store.correction_rows(CORRECTION_COLUMNS), places)


__all__ = [
    "ClaimedCount",
    "ParseRequest",
    "ParsedPage",
    "Tie",
    "Unopened",
    "as_json",
    "parse_files",
    "parse_page",
    "request_for",
    "requests_for",
    "requests_in",
    "scale",
    "settled_ties",
    "tie_as_json",
    "workspace_corrections",
]
