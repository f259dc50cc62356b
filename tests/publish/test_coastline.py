"""The land of the map: whole rings, on their side of the sheet, with the sea where it is."""

import itertools
import re

import pytest

from pipeline import reference
from pipeline.places.making.coastline import SOUTHERNMOST, is_area
from pipeline.publish.page.mapping import HEIGHT, WIDTH, Place, land, spot

MIDDLES = range(-170, 190, 20)
NUMBER = r"-?(?:0|[1-9]\d*)"
SUBPATH = re.compile(rf"M({NUMBER}) ({NUMBER})l({NUMBER}(?: {NUMBER}|-\d+)+)z")

ON_LAND = {
    "the United States": Place(39, -98),
    "Alaska": Place(65, -155),
    "Greenland": Place(72, -40),
    "Brazil": Place(-10, -52),
    "Spain": Place(40, -4),
    "Chad": Place(15, 18),
    "South Africa": Place(-30, 24),
    "India": Place(22, 79),
    "Siberia": Place(62, 100),
    "Chukotka, before the date line": Place(67, 178),
    "Chukotka, behind the date line": Place(67, -175.5),
    "Australia": Place(-25, 134),
    "New Zealand": Place(-44, 170.5),
}
AT_SEA = {
    "the Pacific": Place(0, -150),
    "the Pacific at the date line": Place(20, 180),
    "the Southern Ocean": Place(-55, 100),
    "the Atlantic": Place(25, -45),
    "the Gulf of Guinea": Place(0, 0),
    "the Indian Ocean": Place(-20, 80),
    "the Bay of Bengal": Place(13, 88),
    "Hudson Bay": Place(59, -86),
    "the Mediterranean": Place(34, 18),
    "the Black Sea": Place(43, 35),
    "the Caspian Sea": Place(42, 51),
    "the Sea of Okhotsk": Place(54, 149),
}


def rings():
    rows = itertools.groupby(reference.rows("coastline"), key=lambda row: row["ring"])
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
    numbers = [row["ring"] for row in reference.rows("coastline")]
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
