"""What a name and the words for its country mean together, on the gazetteer itself."""

import pytest

from pipeline.places import rules
from pipeline.places.locate import locate
from pipeline.places.resolve import resolve, resolve_many
from pipeline.run.shared_places import shared_gazetteer
from tests.cases import cases


@pytest.mark.parametrize("case", cases("located_names"))
def test_a_name_in_words_for_a_country_is_this_place(case):
    found = resolve(case["stated"], case["country_stated"], shared_gazetteer())

    told = (found.geonameid, found.iso2, found.method)
    assert told == (case["geoname_id"], case["country_code"], case["method"]), case["why"]


def test_names_asked_together_are_answered_as_one_by_one():
    pairs = [
        (each.values[0]["stated"], each.values[0]["country_stated"])
        for each in cases("located_names")
    ]
    gazetteer = shared_gazetteer()

    assert resolve_many(pairs, gazetteer) == [resolve(*pair, gazetteer) for pair in pairs]


@pytest.mark.parametrize("case", cases("names_in_other_forms"))
def test_a_name_in_another_case_or_script_is_this_place(case):
    languages = (case["language"],)
    found = locate(case["stated"], "", case["country_stated"], shared_gazetteer(), (), languages)

    place = found.settled.place
    told = (str(place.geoname_id) if place else "", found.settled.rule)
    assert told == (case["geoname_id"], case["rule"]), case["why"]


@pytest.mark.parametrize(
    ("stated", "country_stated", "rule"),
    [
        ("Lyon", "France", rules.OWN_NAME),
        ("München", "Germany", rules.OTHER_NAME),
        ("Bombay", "India", rules.FORMER_NAME),
        ("Zhoaqing", "China", rules.MISSPELLING),
        ("Tokyo", "", rules.TOWERING),
        ("Singapore", "Singapore", rules.CITY_OF_COUNTRY),
        ("Villingen-", "Germany", rules.FRAGMENT),
        ("()", "Germany", rules.NO_NAME),
        ("Lyon", "Atlantis", rules.NO_COUNTRY),
        ("France", "France", rules.NAME_OF_COUNTRY),
        ("Bavaria", "Germany", rules.NAME_OF_DIVISION),
        ("Springfield", "USA", rules.SEVERAL),
        ("Springfield", "", rules.NONE_TOWERS),
        ("Xyzzyville", "France", rules.UNKNOWN),
    ],
)
def test_every_answer_says_which_rule_gave_it(stated, country_stated, rule):
    answer = resolve(stated, country_stated, shared_gazetteer())

    assert answer.rule == rule
    assert rule in rules.RULES
    assert rules.RULES[rule].startswith("refused") == (answer.geonameid == "")


@pytest.mark.parametrize(
    ("stated", "region", "country_stated", "geoname_id"),
    [
        ("貝爾維尤市", "華盛頓州", "美國", 5786882),  # Bellevue in Washington
        ("フェニックス", "アリゾナ州", "アメリカ合衆国", 5308655),  # Phoenix
        ("New Haven", "bang Connecticut", "Hoa Kỳ", 4839366),
        ("Springfield", "Иллинойс", "США", 4250542),
    ],
)
def test_a_region_is_known_in_every_language(stated, region, country_stated, geoname_id):
    found = locate(stated, region, country_stated, shared_gazetteer())

    assert found.settled.place.geoname_id == geoname_id
