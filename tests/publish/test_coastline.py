"""The land of the map: whole rings, on their side of the sheet, with the sea where it is."""

import itertools
import re

import pytest

from pipeline.places.making.coastline import SOUTHERNMOST, is_area
from pipeline.publish.page.mapping import HEIGHT, WIDTH, Position, coastline_rows, land, spot

MIDDLES = range(-170, 190, 20)
NUMBER = r"-?(?:0|[1-9]\d*)"
SUBPATH = re.compile(rf"M({NUMBER}) ({NUMBER})l({NUMBER}(?: {NUMBER}|-\d+)+)z")

ON_LAND = {
    "the United States": Position(39, -98),
    "Alaska": Position(65, -155),
    "Greenland": Position(72, -40),
    "Brazil": Position(-10, -52),
    "Spain": Position(40, -4),
    "Chad": Position(15, 18),
    "South Africa": Position(-30, 24),
    "India": Position(22, 79),
    "Siberia": Position(62, 100),
    "Chukotka, before the date line": Position(67, 178),
    "Chukotka, behind the date line": Position(67, -175.5),
    "Australia": Position(-25, 134),
    "New Zealand": Position(-44, 170.5),
}
AT_SEA = {
    "the Pacific": Position(0, -150),
    "the Pacific at the date line": Position(20, 180),
    "the Southern Ocean": Position(-55, 100),
    "the Atlantic": Position(25, -45),
    "the Gulf of Guinea": Position(0, 0),
    "the Indian Ocean": Position(-20, 80),
    "the Bay of Bengal": Position(13, 88),
    "Hudson Bay": Position(59, -86),
    "the Mediterranean": Position(34, 18),
    "the Black Sea": Position(43, 35),
    "the Caspian Sea": Position(42, 51),
    "the Sea of Okhotsk": Position(54, 149),
}


def rings():
    rows = itertools.groupby(coastline_rows(), key=lambda row: row["ring"])
    return [[(row["longitude"], row["latitude"]) for row in points] for _, points in rows]


def outlines(middle):
    """The closed outlines of the land, each as its corners."""
    path = land(middle)
    found = list(SUBPATH.finditer(path))
    assert "".join(one.group() for one in found) == path
    for one in found:
        x, y, steps = int(one[1]), int(one[2]), list(map(int, re.findall(NUMBER, one[3])))
        xs = itertools.accumulate(steps[::2], initial=x)
        ys = itertools.accumulate(steps[1::2], initial=y)
        yield list(zip(xs, ys, strict=True))


def is_land(place, middle):
    """By the even-odd rule: a line to the west crosses the coast an odd number of times."""
    at, odd = spot(place, middle), False
    for corners in outlines(middle):
        for (x1, y1), (x2, y2) in itertools.pairwise([*corners, corners[0]]):
            if (y1 > at.y) != (y2 > at.y) and at.x > x1 + (at.y - y1) * (x2 - x1) / (y2 - y1):
                odd = not odd
    return odd


@pytest.mark.parametrize("middle", MIDDLES)
def test_the_sea_is_sea_and_the_land_is_land(middle):
    wet = [name for name, place in ON_LAND.items() if not is_land(place, middle)]
    dry = [name for name, place in AT_SEA.items() if is_land(place, middle)]

    assert (wet, dry) == ([], [])


@pytest.mark.parametrize("middle", MIDDLES)
def test_no_line_runs_across_the_sheet(middle):
    for corners in outlines(middle):
        sides = itertools.pairwise([*corners, corners[0]])
        assert max(abs(x2 - x1) for (x1, _), (x2, _) in sides) < 100


@pytest.mark.parametrize("middle", MIDDLES)
def test_every_outline_encloses_something_of_the_sheet(middle):
    for corners in outlines(middle):
        xs, ys = zip(*corners, strict=True)
        assert len(set(corners)) >= 3
        assert min(xs) <= WIDTH
        assert max(xs) >= 0
        assert min(ys) <= HEIGHT


def test_turning_the_sheet_by_a_whole_turn_changes_nothing():
    assert land(-170.0) == land(190.0)


def test_the_file_is_as_its_maker_writes_it():
    numbers = [row["ring"] for row in coastline_rows()]
    there = rings()

    assert list(dict.fromkeys(numbers)) == [str(n) for n in range(1, len(there) + 1)]
    for ring in there:
        points = [(float(x), float(y)) for x, y in ring]
        assert ring[0] == ring[-1]
        assert is_area(ring)
        assert all(SOUTHERNMOST < y < 90 for _, y in points)
        assert all(f"{x:.1f}" == text for (x, _), (text, _) in zip(points, ring, strict=True))
        # Each point stands next to the one before it, beyond 180 degrees if need be.
        assert max(abs(b - a) for (a, _), (b, _) in itertools.pairwise(points)) < 90
