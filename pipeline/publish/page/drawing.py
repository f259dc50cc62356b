"""The map of one page: which dots and curves its ties make."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.publish.page.mapping import (
    HEIGHT,
    WIDTH,
    Position,
    Spot,
    apart,
    best_middle,
    curves,
    land,
    spot,
)
from pipeline.publish.page.scopes import Record
from pipeline.publish.page.wording import LISTED

_LEAST = 10.0  # units between the middles of two marks
_MANY = 500  # marks; of more each keeps less distance, or they would drift off to the oceans
# Beyond it a mark for each partner would hide the others, and the map shows the hosts alone.
MOST_PARTNERS = 250


class Host(NamedTuple):
    """A host on the map: a square."""

    place_id: str
    city: str
    at: Spot


class Dot(NamedTuple):
    """A partner's place on the map: a circle, hollow when all its ties lapsed."""

    geoname_id: int
    name: str
    first_id: str  # affiliation_id of the first of them
    is_lapsed: bool
    at: Spot


class Link(NamedTuple):
    """All ties of one kind and state on the map, as one path of curves."""

    kind: str
    is_lapsed: bool
    path: str


class Map(NamedTuple):
    """What is drawn, and how many ties could not be."""

    land: str
    hosts: tuple[Host, ...]
    dots: tuple[Dot, ...]
    links: tuple[Link, ...]
    unplaced: int
    width: int = WIDTH
    height: int = HEIGHT


def draw(ties: Sequence[Record], sources: Iterable[Record]) -> Map:
    """Return the map of ``ties``, records of affiliations, and of the hosts of ``sources``."""
    hosts = {row["place_id"]: row for row in sources}
    where = {
        place_id: Position(row["host_latitude"], row["host_longitude"])
        for place_id, row in hosts.items()
    }
    placed = [row for row in ties if row["partner_geoname_id"] is not None]
    first = {row["partner_geoname_id"]: row for row in reversed(placed)}
    if len(first) > MOST_PARTNERS:
        placed, first = [], {}
    middle = best_middle([(where[row["source_id"]], _partner(row)) for row in placed])
    wanted = [*where.values(), *map(_partner, first.values())]
    least = _LEAST * min(1.0, math.sqrt(_MANY / max(len(wanted), 1)))
    spots = apart([_on_sheet(spot(place, middle)) for place in wanted], least)
    host_at = dict(zip(where, spots, strict=False))
    partner_at = dict(zip(first, spots[len(where) :], strict=True))
    return Map(
        land(middle),
        tuple(
            Host(place_id, hosts[place_id]["host_city"], host_at[place_id]) for place_id in hosts
        ),
        tuple(_dots(placed, partner_at)),
        tuple(_links(placed, host_at, partner_at)),
        len(ties) - len(placed),
    )


def _partner(row: Record) -> Position:
    return Position(row["partner_latitude"], row["partner_longitude"])


def _on_sheet(at: Spot) -> Spot:
    """The spot, moved where the edge would cut its mark, or hide the poles."""
    edge = _LEAST / 2
    return Spot(min(max(at.x, edge), WIDTH - edge), min(max(at.y, edge), HEIGHT - edge))


def _links(
    ties: Iterable[Record], host_at: dict[str, Spot], partner_at: dict[int, Spot]
) -> Iterator[Link]:
    paths: dict[tuple[str, bool], list[str]] = {}
    for row in ties:
        path = paths.setdefault((row["kind"], row["status"] != LISTED), [])
        path += curves(host_at[row["source_id"]], partner_at[row["partner_geoname_id"]])
    for (kind, is_lapsed), path in sorted(paths.items()):
        yield Link(kind, is_lapsed, "".join(path))


def _dots(ties: Iterable[Record], at: dict[int, Spot]) -> Iterator[Dot]:
    of_place: dict[int, list[Record]] = {}
    for row in ties:
        of_place.setdefault(row["partner_geoname_id"], []).append(row)
    for geoname_id, rows in of_place.items():
        first = rows[0]
        is_lapsed = all(row["status"] != LISTED for row in rows)
        yield Dot(
            geoname_id, first["partner_city"], first["affiliation_id"], is_lapsed, at[geoname_id]
        )
