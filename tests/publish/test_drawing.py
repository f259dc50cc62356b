"""What the ties of a release make on the map: squares, dots and curves."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.publish.page.drawing import MOST_PARTNERS, draw
from pipeline.publish.page.mapping import HEIGHT, WIDTH
from pipeline.publish.page.scopes import whole
from tests import synthetic
from tests.publish.page_reading import NOWHERE
from tests.releases import page_release


def at(number, **cells):
    return {
        "partner_geoname_id": number,
        "partner_latitude": float(number % 70),
        "partner_longitude": float(number % 180),
        "partner_city": f"Town {number}",
        **cells,
    }


def drawn(release):
    everything = whole(release)
    return draw(everything.ties, everything.tables["sources"])


def test_a_place_is_one_dot_that_leads_to_its_first_tie():
    made = drawn(page_release(at(7), at(5), at(7, kind="sister")))

    assert [(dot.geoname_id, dot.name, dot.first_id) for dot in made.dots] == [
        (7, "Town 7", "gb-bristol.sister.zz-2"),
        (5, "Town 5", "gb-bristol.twin.zz-1"),
    ]
    assert [(host.place_id, host.city) for host in made.hosts] == [("gb-bristol", "Bristol")]


@pytest.mark.parametrize(
    ("statuses", "is_lapsed"),
    [
        (("listed", "listed"), False),
        (("listed", "ended"), False),
        (("suspended", "expired"), True),
    ],
)
def test_a_dot_is_hollow_when_all_its_ties_lapsed(statuses, is_lapsed):
    made = drawn(page_release(*(at(7, status=status) for status in statuses)))

    assert [dot.is_lapsed for dot in made.dots] == [is_lapsed]


def test_ties_of_one_kind_and_state_share_a_path():
    rows = [at(1, status="listed"), at(2, status="listed"), at(3, status="ended")]
    made = drawn(page_release(*rows, at(4, kind="sister", status="listed")))

    assert [(link.kind, link.is_lapsed, link.path.count("M")) for link in made.links] == [
        ("sister", False, 1),
        ("twin", False, 2),
        ("twin", True, 1),
    ]


def test_a_partner_without_a_place_is_counted_and_not_drawn():
    made = drawn(page_release(NOWHERE, at(7), NOWHERE))

    assert (len(made.dots), made.unplaced) == (1, 2)


@pytest.mark.parametrize(("partners", "dots"), [(MOST_PARTNERS, MOST_PARTNERS), (251, 0)])
def test_too_many_partners_leave_the_hosts_alone(partners, dots):
    made = drawn(page_release(*(at(number) for number in range(1, partners + 1))))

    assert (len(made.dots), len(made.hosts), made.unplaced) == (dots, 1, partners - dots)
    assert bool(made.links) == bool(dots)


def test_nothing_is_a_map_of_land():
    made = drawn(page_release())

    assert made.land
    assert (made.hosts, made.dots, made.links, made.unplaced) == ((), (), (), 0)


@given(st.lists(st.tuples(st.integers(-90, 90), st.integers(-180, 180)), min_size=1, max_size=30))
def test_every_mark_is_whole_and_apart_from_the_others(places):
    rows = [
        at(number, partner_latitude=float(latitude), partner_longitude=float(longitude))
        for number, (latitude, longitude) in enumerate(places, 1)
    ]
    made = drawn(page_release(*rows))
    marks = [mark.at for mark in (*made.hosts, *made.dots)]

    for number, mark in enumerate(marks):
        assert 5 <= mark.x <= WIDTH - 5
        assert 5 <= mark.y <= HEIGHT - 5
        assert all(math.dist(mark, other) >= 9.9 for other in marks[:number])


@pytest.mark.slow
def test_a_thousand_hosts_stay_near_where_they_are():
    everything = whole(synthetic.release(20_000))
    hosts = everything.tables["sources"]
    made = draw((), hosts)
    alone = {row["place_id"]: draw((), [row]).hosts[0].at for row in hosts}

    assert len(made.hosts) == 1000
    assert max(math.dist(host.at, alone[host.place_id]) for host in made.hosts) < 60
