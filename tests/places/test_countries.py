import csv

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.places import iso
from pipeline.places.countries import country_of, find_countries, find_country, is_country
from tests.cases import TABLES, cases
from tests.every import every
from tests.place_scores import score_cldr, taken_for_countries


@pytest.mark.parametrize("case", cases("countries"))
def test_words_name_a_country_or_none(case):
    found = find_country(case["words"])

    assert (found.code if found else "") == case["expected"], case["why"]
    assert is_country(case["words"]) == bool(case["expected"]), case["why"]


def test_the_parser_takes_no_city_for_a_country():
    # countrynames gives Japan for it, which helps to understand a country cell and no more.
    assert not is_country("Kobe")


@every("country", iso.countries(), ids=lambda country: country.code)
def test_every_country_is_found_by_all_its_names_and_published_under_one(country):
    published = country_of(country.code)

    for name in filter(None, (country.name, country.official_name, published.name)):
        if name != "Congo":  # two states go by it
            assert find_country(name) == published, name
    assert "," not in published.name


def test_everyday_names_are_of_one_country_each():
    names = [country_of(country.code).name for country in iso.countries()]

    assert len(set(names)) == len(names)


@given(st.text())
def test_any_text_is_answered(words):
    found = find_country(words)

    assert found is None or iso.is_country(found.code)


@pytest.mark.parametrize("case", cases("country_cells"))
def test_a_cell_for_a_country_names_these(case):
    found = find_countries(case["words"], case["language"])

    assert "|".join(found) == case["codes"], case["why"]


@pytest.mark.slow
def test_only_these_towns_and_divisions_name_a_country_too():
    with (TABLES / "towns_as_countries.csv").open(encoding="utf-8", newline="") as lines:
        kept = {(row["name"], row["codes"]) for row in csv.DictReader(lines)}

    assert set(taken_for_countries()) == kept


def test_every_name_of_a_country_in_cldr_is_known_in_its_own_language():
    _, misses = score_cldr()

    assert misses == []


@every("state", list(pycountry.historic_countries), ids=lambda state: state.alpha_4)
def test_every_vanished_state_of_iso_3166_3_has_heirs_or_a_new_name(state):
    assert find_countries(state.name), state.name
