"""Makes ``coastline.csv``: the land of the world for a small map, as rings of points.

    npm pack world-atlas@2.0.2
    tar -xOf world-atlas-2.0.2.tgz package/land-110m.json |
        python -m pipeline.places.making.coastline > pipeline/publish/page/coastline.csv

The shapes are Natural Earth's 1:110m land (public domain), which world-atlas (ISC) carries as
TopoJSON. Land only, and no borders: where those run is disputed, and a tie does not depend on it.
Points that move the line by less than TOLERANCE are left out, and so are islands too small to show
or left with no width, and Antarctica. A ring that crosses the date line goes on beyond 180 degrees.
Run by hand; not part of the pipeline.
"""

import csv
import json
import math
import sys
from collections.abc import Iterator
from typing import Any

Point = tuple[float, float]  # degrees east, degrees north

TOLERANCE = 0.4  # degrees: a point of the page
SMALLEST = 1.0  # square degrees of the box around a ring
SOUTHERNMOST = -60.0  # Antarctica has no cities


def rings(topology: dict[str, Any]) -> Iterator[list[Point]]:
    """Yield every ring of the ``land`` object; TopoJSON shares arcs, each a chain of steps."""
    scale, origin = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[list[Point]] = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append((x * scale[0] + origin[0], y * scale[1] + origin[1]))
        arcs.append(arc)
    for shape in topology["objects"]["land"]["geometries"]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        for polygon in polygons:
            for numbers in polygon:
                ring: list[Point] = []
                for number in numbers:
                    # ~n is the arc n, walked backwards.
                    arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                    ring += arc[1:] if ring else arc
                yield unwrapped(ring)


def unwrapped(ring: list[Point]) -> list[Point]:
    """Return the ring with each point next to the one before it, beyond 180 degrees if need be."""
    out = ring[:1]
    for x, y in ring[1:]:
        out.append((out[-1][0] + (x - out[-1][0] + 180) % 360 - 180, y))
    return out


def simplified(points: list[Point]) -> list[Point]:
    """Return the points that keep the line within TOLERANCE (Douglas and Peucker, 1973)."""
    if len(points) < 3:
        return points
    (x1, y1), (x2, y2) = points[0], points[-1]
    length = math.dist(points[0], points[-1])

    def off(point: Point) -> float:
        x, y = point
        if not length:
            return math.dist(point, points[0])
        return abs((y2 - y1) * x - (x2 - x1) * y + x2 * y1 - y2 * x1) / length

    farthest = max(range(1, len(points) - 1), key=lambda at: off(points[at]))
    if off(points[farthest]) < TOLERANCE:
        return [points[0], points[-1]]
    return simplified(points[: farthest + 1])[:-1] + simplified(points[farthest:])


def is_shown(ring: list[Point]) -> bool:
    """Whether the ring is large enough to be seen, and not Antarctica."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return (max(xs) - min(xs)) * (max(ys) - min(ys)) >= SMALLEST and max(ys) > SOUTHERNMOST


def is_area(printed: list[tuple[str, str]]) -> bool:
    """Whether the ring still encloses something: three different points at least."""
    return len(set(printed)) >= 3


def main() -> None:
    """Print the table."""
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["ring", "longitude", "latitude"])
    shown = [simplified(ring) for ring in rings(json.load(sys.stdin)) if is_shown(ring)]
    printed = [[(f"{x:.1f}", f"{y:.1f}") for x, y in ring] for ring in shown]
    for number, points in enumerate((ring for ring in printed if is_area(ring)), start=1):
        out.writerows((number, *point) for point in points)


if __name__ == "__main__":
    main()
