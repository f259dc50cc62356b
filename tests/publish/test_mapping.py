"""The sheet: where places lie on it, which way round curves run, and marks that keep apart."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.publish.page.mapping import (
    HEIGHT,
    NORTH,
    SOUTH,
    WIDTH,
    Position,
    Spot,
    apart,
    best_middle,
    curves,
    spot,
)

MIDDLES = range(-170, 190, 20)  # those that a map may have
LATITUDES, LONGITUDES = st.floats(-90, 90), st.floats(-180, 180)
PLACES = st.builds(Position, LATITUDES, LONGITUDES)
# Off the meridians at which a sheet may end, where a rounding decides on which side a place lies.
INLAND = st.integers(-179, 179).filter(lambda degrees: degrees % 10)
TIES = st.lists(st.tuples(INLAND, INLAND).filter(lambda two: abs(two[0] - two[1]) != 180))
SPOTS = st.builds(Spot, st.integers(0, WIDTH).map(float), st.integers(0, HEIGHT).map(float))
CURVE = re.compile(r"M(\S+) (\S+)q(\S+) (\S+) (\S+) (\S+)")

BRISTOL, SEOUL = Position(51.5, -2.6), Position(37.6, 127.0)
OAKLAND, FUKUOKA, AUCKLAND = Position(37.8, -122.3), Position(33.6, 130.4), Position(-36.8, 174.8)


def drawn(start, end):
    """Each curve as numbers: where it begins, where it bends to and how far it runs."""
    return [tuple(map(float, CURVE.fullmatch(path).groups())) for path in curves(start, end)]


def paths(ties, middle):
    """How many curves a sheet has; each tie that leaves it has two."""
    return sum(len(drawn(spot(host, middle), spot(partner, middle))) for host, partner in ties)


@pytest.mark.parametrize(
    ("latitude", "longitude", "middle", "x"),
    [
        (0, 0, 0, 500),
        (0, 10, 10, 500),
        (40, 100, 10, 750),
        (40, -80, 10, 250),
        (-20, -170, 10, 0),  # the far meridian is the western edge
        (-20, 190, 10, 0),
        (0, -175, 170, 541.7),  # over the date line
        (0, 180, -180, 500),
    ],
)
def test_x_is_the_way_east_from_the_middle(latitude, longitude, middle, x):
    assert spot(Position(latitude, longitude), middle).x == x


def test_the_sheet_ends_where_nobody_lives():
    assert spot(Position(NORTH, 0), 0).y == 0
    assert spot(Position(SOUTH, 0), 0).y == pytest.approx(HEIGHT, abs=0.5)
    assert spot(Position(78.2, 15.6), 0).y > 0  # Longyearbyen
    assert spot(Position(-54.9, -67.6), 0).y < HEIGHT  # Puerto Williams


def test_the_projection_is_pattersons():
    radius = WIDTH / math.tau
    equator, pole = spot(Position(0, 0), 0).y, spot(Position(90, 0), 0).y

    # The height of the pole that the paper gives.
    assert equator - pole == pytest.approx(1.790857183 * radius, abs=0.1)
    assert spot(Position(-90, 0), 0).y - equator == pytest.approx(equator - pole, abs=0.1)


@given(PLACES, st.floats(-720, 720))
def test_every_place_is_on_the_sheet_whatever_its_middle(place, middle):
    x, y = spot(place, middle)

    assert 0 <= x <= WIDTH
    if SOUTH <= place.latitude <= NORTH:
        assert -0.1 <= y <= HEIGHT + 0.5


@given(LATITUDES, LATITUDES, LONGITUDES)
def test_north_is_up(one, other, longitude):
    south, north = sorted((one, other))

    assert spot(Position(north, longitude), 0).y <= spot(Position(south, longitude), 0).y
    if north - south > 1:
        assert spot(Position(north, longitude), 0).y < spot(Position(south, longitude), 0).y


@given(PLACES, st.integers(-180, 180), st.integers(-180, 180))
def test_turning_the_middle_moves_every_place_alike(place, one, other):
    moved = spot(place, one).x - spot(place, other).x

    assert (moved - WIDTH * (other - one) / 360 + 1) % WIDTH == pytest.approx(1, abs=0.2)


@pytest.mark.parametrize(
    ("ties", "middle"),
    [
        ([], 10),
        ([(BRISTOL, SEOUL)], 10),
        ([(OAKLAND, FUKUOKA)], -50),
        ([(OAKLAND, FUKUOKA), (OAKLAND, AUCKLAND), (OAKLAND, BRISTOL)], -50),
        # One of them is cut wherever the sheet ends: the usual map.
        ([(OAKLAND, SEOUL), (SEOUL, BRISTOL), (BRISTOL, OAKLAND)], 10),
    ],
)
def test_the_middle_is_where_ties_want_it(ties, middle):
    assert best_middle(ties) == middle


@given(TIES)
def test_no_other_middle_cuts_fewer_ties(ties):
    ties = [(Position(0, one), Position(0, other)) for one, other in ties]
    best = best_middle(ties)

    assert best in MIDDLES
    assert paths(ties, best) == min(paths(ties, middle) for middle in MIDDLES)
    assert best_middle(ties[::-1]) == best


@given(SPOTS, SPOTS)
def test_a_curve_runs_the_short_way_from_start_to_end(start, end):
    first, *again = drawn(start, end)
    x, y, bend_x, bend_y, dx, dy = first

    assert (x, y) == start
    assert abs(dx) <= WIDTH / 2
    assert (x + dx - end.x) % WIDTH == 0
    assert y + dy == end.y
    assert abs(bend_x - dx / 2) <= abs(dy) / 10 + 0.5
    assert bend_y <= dy / 2 + 0.5  # to the north of the straight line
    if 0 <= x + dx <= WIDTH:
        assert again == []
    else:
        ((other_x, *rest),) = again
        assert rest == [y, bend_x, bend_y, dx, dy]
        assert other_x + dx == end.x


@pytest.mark.parametrize(
    ("start", "end", "path"),
    [
        (Spot(100.4, 200), Spot(300, 100), "M100 200q110 -90 200 -100"),
        (Spot(100, 200), Spot(100, 200), "M100 200q0 0 0 0"),
        (Spot(950, 200), Spot(50, 200), "M950 200q50 -20 100 0M-50 200q50 -20 100 0"),
        (Spot(50, 200), Spot(950, 200), "M50 200q-50 -20 -100 0M1050 200q-50 -20 -100 0"),
    ],
)
def test_a_curve_is_written_as_a_path(start, end, path):
    assert "".join(curves(start, end)) == path


CROWDS = st.lists(
    st.builds(
        lambda x, y: Spot(round(x, 1), round(y, 1)),
        st.floats(0, 40) | st.floats(960, WIDTH) | st.floats(0, WIDTH),
        st.floats(0, 20) | st.floats(HEIGHT - 20, HEIGHT) | st.floats(0, HEIGHT),
    ),
    max_size=60,
)


@given(CROWDS, st.sampled_from([3.0, 10.0, 17.5]))
def test_marks_keep_apart_and_stay_on_the_sheet(wanted, least):
    placed = apart(wanted, least)
    near = least - 0.1  # places are rounded to a tenth

    assert len(placed) == len(wanted)
    for at, (want, spot_) in enumerate(zip(wanted, placed, strict=True)):
        assert 0 <= spot_.x <= WIDTH
        assert 0 <= spot_.y <= HEIGHT
        assert all(math.dist(spot_, earlier) >= near for earlier in placed[:at])
        is_free = all(math.dist(want, earlier) >= near for earlier in placed[:at])
        assert (spot_ == want) == is_free
    assert apart(wanted, least) == placed


def test_a_mark_moves_no_further_than_it_must():
    placed = apart([Spot(500.0, 200.0)] * 7, 10.0)

    assert placed[0] == (500, 200)
    assert {round(math.dist(placed[0], other)) for other in placed[1:]} == {10}


def test_marks_that_do_not_touch_stay():
    wanted = [Spot(10.0 * x, 10.0 * y) for x in range(20) for y in range(20)]

    assert apart(wanted, 10.0) == wanted
