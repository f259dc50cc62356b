"""Single pages to what they state, for whoever asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.engine import open_executor
from pipeline.normalise import (
    Correction,
    Decisions,
    Host,
    StatementRow,
    read_corrections,
    ties_of_page,
)
from pipeline.normalise.corrections import COLUMNS as CORRECTION_COLUMNS
from pipeline.parse import ReadOptions, Statement, read_page, scale
from pipeline.places.atlas import Atlas
from pipeline.places.countries import find_country
from pipeline.places.index import open_gazetteer
from pipeline.places.place import Gazetteer
from pipeline.problems import broken
from pipeline.store import Store, read_table


@dataclass(frozen=True, slots=True)
class Ask:
    """One file for ``sister-cities parse``; host and country are "" when not told."""

    file: str  # as the user wrote it
    path: Path
    host: str
    host_country: str
    explains: bool = False


def asks_for(files: Iterable[str], host: str, host_country: str) -> Iterator[Ask]:
    """Yield an ask for each of ``files``, all of one host."""
    code = _code(host_country, "--host-country")
    for file in files:
        yield Ask(file, Path(file), host, code)


def asks_of(table: Path) -> Iterator[Ask]:
    """Yield the asks of a PAGES.csv; FilesBroken names the line that is wrong."""
    _, rows = read_table(table, ("file", "host_city", "host_country"))
    for line, row in rows:
        where = f"{table}: line {line}"
        if not row["file"]:
            raise broken("command-line/page-unnamed", where)
        path = table.parent / row["file"]
        path = path if path.exists() else Path(row["file"])
        yield Ask(row["file"], path, row["host_city"], _code(row["host_country"], where))


def _code(country: str, where: str) -> str:
    """The alpha-2 of a country's name or code; FilesBroken when it names none."""
    found = find_country(country)
    if country and not found:
        raise broken("command-line/country", where, words=country)
    return found.code if found else ""


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


@cache
def _shared_atlas() -> Atlas:
    """One atlas a process: it keeps what it has looked up."""
    return Atlas(_shared_gazetteer())


def _parse_file(ask: Ask, corrections: tuple[Correction, ...]) -> dict[str, Any]:
    try:
        body = ask.path.read_bytes()
    except (OSError, ValueError) as error:
        return {"file": ask.file, "error": getattr(error, "strerror", None) or str(error)}
    gazetteer = _shared_gazetteer()
    options = ReadOptions(
        file=ask.file, host=ask.host, host_country=ask.host_country, explains=ask.explains
    )
    reading = read_page(body, _shared_atlas(), options)
    affiliations = affiliations_of(
        reading.statements, ask.host, ask.host_country, Decisions(corrections), gazetteer
    )
    counts = sorted({(claim.kind, claim.claimed) for claim in reading.claims})
    claims = [{"kind": kind, "count": count} for kind, count in counts]
    problems = [
        {"code": each.code, "where": each.where, "message": each.message}
        for each in reading.problems
    ]
    told: dict[str, Any] = {
        "file": ask.file,
        "affiliations": affiliations,
        "claims": claims,
        "problems": problems,
    }
    if ask.explains:
        told |= {"explained": reading.explained, "host": reading.host, "scale": scale()}
    return told


def affiliations_of(
    statements: Sequence[Statement],
    host: str,
    host_country: str,
    decisions: Decisions,
    gazetteer: Gazetteer,
) -> list[dict[str, Any]]:
    """Return the ties that a page states, settled and JSON-ready, in its order.

    host_country: ISO 3166-1 alpha-2. A proposal is no tie, and no page means its host as one.
    """
    rows = [_row(stated) for stated in statements]
    itself = Host.named(host, host_country, gazetteer)
    affiliations = []
    for row, partner in ties_of_page(rows, itself, decisions, gazetteer):
        words = {name: getattr(row, name) or None for name in _WORDS}
        code = partner.country.code if partner.country else None
        review = ";".join(sorted({doubt.code for doubt in partner.doubts})) or None
        made = {"name": partner.city, "country_iso2": code, "review": review}
        affiliations.append({"kind": row.kind, **words, **made})
    return affiliations


_WORDS = (
    *("name_as_stated", "region_as_stated", "country_as_stated"),
    *("established_as_stated", "status_as_stated", "expires_as_stated"),
)


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


def workspace_corrections(store: Store) -> Sequence[Correction]:
    """Return the corrections of a workspace; empty where there is none.

    Its sources need not be whole: whoever adds one wants to see how its page is read.
    """
    if not store.raw.is_dir():
        return ()
    places = store.place_ids()
    return read_corrections(store.correction_rows(CORRECTION_COLUMNS), places)
