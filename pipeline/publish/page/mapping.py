"""The map: places and ties to points and curves on a sheet 1000 units wide.

A cylindrical projection, so that the world can be turned to any middle meridian without cutting
its coastline: what leaves the sheet on one side is drawn again on the other, and the sheet hides
the rest. Of these, Patterson's keeps the look of land best (T. Patterson, B. Šavrič, B. Jenny,
"Introducing the Patterson Cylindrical Projection", Cartographic Perspectives 78, 2014).
"""

from __future__ import annotations

import csv
import functools
import itertools
import math
from collections.abc import Iterator, Sequence
from importlib import resources
from typing import NamedTuple

WIDTH = 1000
NORTH, SOUTH = 80.0, -57.0  # the sheet's edges in degrees: what is inhabited
_K = (1.0148, 0.23185, -0.14499, 0.02406)  # the paper's coefficients, of powers 1, 5, 7 and 9
_UNIT = WIDTH / (2 * math.pi)


class Position(NamedTuple):
    """A place on the globe, in degrees WGS 84."""

    latitude: float
    longitude: float


class Spot(NamedTuple):
    """A place on the sheet."""

    x: float
    y: float


def _height(latitude: float) -> float:
    angle = math.radians(latitude)
    powers = (angle, angle**5, angle**7, angle**9)
    return _UNIT * sum(k * power for k, power in zip(_K, powers, strict=True))


HEIGHT = round(_height(NORTH) - _height(SOUTH))


def spot(position: Position, middle: float) -> Spot:
    """Return where ``position`` lies on a sheet whose middle is the meridian ``middle``.

    x runs from 0 to WIDTH; y from 0 to HEIGHT, and beyond for the poles.

    >>> spot(Position(0, 10), 10).x
    500.0
    """
    east = (position.longitude - middle + 180) % 360 - 180
    y = _height(NORTH) - _height(position.latitude)
    return Spot(round(WIDTH * (east + 180) / 360, 1), round(y, 1))


def best_middle(ties: Sequence[tuple[Position, Position]]) -> float:
    """Return the meridian for the middle: the one over whose far side the fewest ties run.

    Of equals the one nearest to 10 degrees east, which cuts no land but the tip of Asia.
    """

    def crossings(middle: int) -> tuple[int, float]:
        crossed = 0
        for host, partner in ties:
            start, end = spot(host, middle).x, spot(partner, middle).x
            crossed += abs(end - start) > WIDTH / 2
        return crossed, abs((middle - 10 + 180) % 360 - 180)

    return float(min(range(-170, 190, 20), key=crossings))


def curves(start: Spot, end: Spot) -> Iterator[str]:
    """Yield the path of a gentle curve, the short way round: two where it leaves the sheet.

    It shows a link and no route: great circles of far places run over the pole and back.
    """
    dx = end.x - start.x
    if abs(dx) > WIDTH / 2:
        dx -= math.copysign(WIDTH, dx)
    dy = end.y - start.y
    # The bend lies to the north, a fifth of the way off the straight line.
    bend = (dx / 2 - dy / 10, dy / 2 - abs(dx) / 5)
    curve = f"q{_short(bend[0])} {_short(bend[1])} {_short(dx)} {_short(dy)}"
    beyond = start.x + dx
    yield f"M{_short(start.x)} {_short(start.y)}{curve}"
    if not 0 <= beyond <= WIDTH:
        again = start.x + (WIDTH if beyond < 0 else -WIDTH)
        yield f"M{_short(again)} {_short(start.y)}{curve}"


def _short(number: float) -> str:
    return f"{number:.0f}" if number else "0"


def coastline_rows() -> Iterator[dict[str, str]]:
    """Yield the rows of ``coastline.csv``: the points of the land's rings, in order.

    Natural Earth (https://www.naturalearthdata.com), 1:110m land, public domain; made by
    ``pipeline/places/making/coastline.py``.
    """
    text = resources.files(__package__).joinpath("coastline.csv").read_text("utf-8")
    yield from csv.DictReader(text.splitlines())


@functools.cache
def land(middle: float) -> str:
    """Return the coastline as the path of one shape, holes left out by the even-odd rule.

    Rings come from ``coastline.csv``. One that leaves the sheet is drawn twice.
    """
    path: list[str] = []
    rings = itertools.groupby(coastline_rows(), key=lambda row: row["ring"])
    for _, points in rings:
        ring = [Position(float(row["latitude"]), float(row["longitude"])) for row in points]
        path += _ring(ring, middle)
    return "".join(path)


def _ring(ring: Sequence[Position], middle: float) -> Iterator[str]:
    # The first point says on which side of the far meridian the ring begins; the others follow it.
    first = spot(ring[0], middle).x
    xs = [first + WIDTH * (position.longitude - ring[0].longitude) / 360 for position in ring]
    ys = [spot(position, middle).y for position in ring]
    for shift in (-WIDTH, 0, WIDTH):
        if min(xs) + shift < WIDTH and max(xs) + shift > 0:
            yield _closed([(round(x + shift), round(y)) for x, y in zip(xs, ys, strict=True)])


def _closed(points: Sequence[tuple[int, int]]) -> str:
    """A closed path in steps of whole units, half the bytes of places; "" for a mere line."""
    told: list[str] = []
    before: tuple[int, int] | None = None
    if len(set(points)) < 3:
        return ""
    for x, y in points:
        if before is None:
            told.append(f"M{x} {y}l")
        elif (x, y) != before:
            dx, dy = x - before[0], y - before[1]
            step = f"{dx}{dy}" if dy < 0 else f"{dx} {dy}"
            told.append(step if told[-1].endswith("l") or step[0] == "-" else f" {step}")
        before = (x, y)
    return "".join(told) + "z"


def apart(spots: Sequence[Spot], least: float) -> list[Spot]:
    """Return the spots with those that would overlap moved apart, the earlier ones kept.

    least: the distance to keep, in units. A spot moves along a spiral to the nearest free place
    on the sheet, which must have room for all.
    """
    taken: dict[tuple[int, int], list[Spot]] = {}
    placed = []
    for wanted in spots:
        free = next(spot for spot in _spiral(wanted, least) if _is_free(spot, taken, least))
        taken.setdefault(_cell(free, least), []).append(free)
        placed.append(free)
    return placed


def _spiral(centre: Spot, least: float) -> Iterator[Spot]:
    yield centre
    edge = least / 2  # a mark is not cut
    for ring in itertools.count(1):
        radius = least * ring / 2
        around = 6 * ring
        for step in range(around):
            angle = 2 * math.pi * step / around
            x, y = centre.x + radius * math.cos(angle), centre.y + radius * math.sin(angle)
            if edge <= x <= WIDTH - edge and edge <= y <= HEIGHT - edge:
                yield Spot(round(x, 1), round(y, 1))


def _cell(spot: Spot, least: float) -> tuple[int, int]:
    return int(spot.x // least), int(spot.y // least)


def _is_free(spot: Spot, taken: dict[tuple[int, int], list[Spot]], least: float) -> bool:
    column, row = _cell(spot, least)
    near = (
        other
        for dx, dy in itertools.product((-1, 0, 1), repeat=2)
        for other in taken.get((column + dx, row + dy), ())
    )
    return all(math.dist(spot, other) >= least - 0.1 for other in near)
