"""What source.toml says of a host is held against the place of its GeoNames id."""

from dataclasses import replace

import pytest

from pipeline.inputs.source import Source
from pipeline.normalise.hosts import Host, host_problems, is_host
from pipeline.normalise.settle import Partner
from pipeline.places.countries import country_of
from pipeline.run.shared_places import shared_gazetteer
from tests.gazetteers import city

BONN = Source(
    place_id="de-bonn",
    host_city="Bonn",
    host_region_code="DE-NW",
    host_country_code="DE",
    host_geoname_id=2946447,
    host_latitude=50.73438,
    host_longitude=7.09549,
    pages=(),
    expected={},
)


def said_of(**changed):
    found = list(host_problems(replace(BONN, **changed), shared_gazetteer()))
    assert {problem.code for problem in found} <= {"host-mismatch"}
    return [problem.message.split()[0] for problem in found]


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"host_city": "Bonna"},  # as Spanish and Latin pages have it
        {"host_region_code": ""},
        {"host_latitude": 50.8},  # 7 km away
        {"host_geoname_id": None},
        {"host_geoname_id": None, "host_city": "Rhein-Sieg-Kreis", "host_latitude": 52.0},
        {"host_geoname_id": 1, "host_city": "Hinterwaldhausen"},  # neither is known
        {"host_country_code": "DE", "host_region_code": "DE-05"},  # no code that we know
    ],
)
def test_a_host_that_agrees_with_its_id_is_no_problem(changed):
    assert said_of(**changed) == []


@pytest.mark.parametrize(
    ("changed", "keys"),
    [
        ({"host_city": "Köln"}, ["host.city"]),
        ({"host_region_code": "DE-BY"}, ["host.region_code"]),
        ({"host_latitude": 52.0}, ["host.latitude"]),
        ({"host_longitude": -7.09549}, ["host.latitude"]),
        ({"host_geoname_id": 1}, ["host.geoname_id"]),
        ({"host_country_code": "AT", "host_region_code": ""}, ["host.country_code"]),
        (
            {"host_geoname_id": 2886242},  # Cologne, which is near and in the same state
            ["host.city"],
        ),
        (
            {"host_geoname_id": 5341145},  # Cupertino
            ["host.city", "host.country_code", "host.region_code", "host.latitude"],
        ),
    ],
)
def test_each_key_that_contradicts_the_id_is_named(changed, keys):
    assert said_of(**changed) == keys


def test_a_place_overseas_may_lie_in_a_country_with_a_code_of_its_own():
    saint_denis = {"host_city": "Saint-Denis", "host_country_code": "FR", "host_region_code": ""}
    there = {"host_geoname_id": 935264, "host_latitude": -20.88231, "host_longitude": 55.4504}

    assert said_of(**saint_denis, **there) == []


SPRINGFIELD = Host("Springfield", "US")  # of which of them no id tells
OHIO = city(4525353, "Springfield", "US", population=60_000)
HINTERWALD = Host("Hinterwaldhausen", "DE")


def partner(city_name, country_code, place=None):
    country = country_of(country_code)
    return Partner(city_name, "", country, "stated", place, "none", "", "", "", {}, ())


def test_another_place_of_the_host_s_name_is_not_the_host():
    assert not is_host(partner("Springfield", "US", OHIO), SPRINGFIELD)


def test_a_host_that_no_gazetteer_knows_is_known_by_name_and_country():
    assert is_host(partner("Hinterwaldhausen", "DE"), HINTERWALD)
    assert not is_host(partner("Hinterwaldhausen", "AT"), HINTERWALD)
