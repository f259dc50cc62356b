"""What a place is called: its everyday English name, and every other one still leads to it."""

from collections import Counter

import pytest

from pipeline import reference
from pipeline.places.index.compile import with_preferred
from pipeline.places.resolve import resolve
from pipeline.run.shared_places import shared_gazetteer
from pipeline.text import fold
from tests.cases import cases
from tests.gazetteers import city, gazetteer_of

LARGE = 100_000  # inhabitants


@pytest.fixture(scope="module")
def gazetteer():
    return shared_gazetteer()


def rows():
    return reference.rows("english_names")


@pytest.mark.parametrize("case", cases("standard_names"))
def test_a_place_is_published_under_its_english_name(case, gazetteer):
    answer = resolve(case["stated"], case["country_stated"], gazetteer)

    assert (answer.name, answer.geonameid) == (case["published"], case["geoname_id"])
    assert answer.method == case["method"]


@pytest.mark.slow
def test_each_row_names_a_place_that_the_gazetteer_holds_and_calls_otherwise(gazetteer):
    for row in rows():
        place = gazetteer.by_id(int(row["geoname_id"]))
        assert place, row
        assert place.name == row["name"]
        assert gazetteer.source_name(place.geoname_id) == row["geonames_name"] != row["name"]


@pytest.mark.slow
def test_each_name_of_a_row_is_an_own_name_of_the_place(gazetteer):
    for row in rows():
        place = gazetteer.by_id(int(row["geoname_id"]))
        for name in (row["name"], row["geonames_name"]):
            assert place in gazetteer.named(fold(name), place.country_code), row


def test_no_place_has_two_rows_and_no_row_is_said_in_both_tables():
    ids = [row["geoname_id"] for row in rows()]
    ours = [row["geoname_id"] for row in reference.rows("place_names")]

    assert [geoname_id for geoname_id, times in Counter(ids + ours).items() if times > 1] == []


@pytest.mark.slow
def test_no_two_large_places_of_one_country_come_to_share_a_name(gazetteer):
    large = [place for place in gazetteer.every() if place.population >= LARGE]
    now, before = Counter(), Counter()
    for place in large:
        now[place.country_code, fold(place.name)] += 1
        before[place.country_code, fold(gazetteer.source_name(place.geoname_id))] += 1

    assert {name: times for name, times in now.items() if times > max(1, before[name])} == {}


def test_both_own_names_outrank_a_town_of_which_it_is_another_name():
    big = city(1, "Sevilla", "ES", "51", 680_000)
    other = city(2, "Coín", "ES", "51", 80_000, "Sevilla", "Seville")
    gazetteer = gazetteer_of(*with_preferred([big, other], {1: "Seville"}))

    for stated in ("Sevilla", "Seville"):
        assert resolve(stated, "Spain", gazetteer).geonameid == "1"


def test_an_accent_that_english_text_drops_makes_no_other_name():
    marked = [row for row in rows() if row["source"] == "marks"]

    assert marked
    assert all(fold(row["name"]) == fold(row["geonames_name"]) for row in marked)
