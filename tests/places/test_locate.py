"""What a name and the words for its country mean together, on the gazetteer itself."""

import pytest

from pipeline.places.index import open_gazetteer
from pipeline.places.resolve import resolve, resolve_many
from tests.cases import cases


@pytest.mark.parametrize("case", cases("located_names"))
def test_a_name_in_words_for_a_country_is_this_place(case):
    found = resolve(case["stated"], case["country_stated"], open_gazetteer())

    told = (found.geonameid, found.iso2, found.method)
    assert told == (case["geoname_id"], case["country_code"], case["method"]), case["why"]


def test_names_asked_together_are_answered_as_one_by_one():
    pairs = [
        (each.values[0]["stated"], each.values[0]["country_stated"])
        for each in cases("located_names")
    ]
    gazetteer = open_gazetteer()

    assert resolve_many(pairs, gazetteer) == [resolve(*pair, gazetteer) for pair in pairs]
