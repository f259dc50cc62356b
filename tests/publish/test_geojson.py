"""The ties as points: the records of affiliations.json, each at its partner's place."""

import json

from hypothesis import given
from hypothesis import strategies as st

from pipeline.publish.products.geojson import geojson
from tests.publish.hostile import TEXTS
from tests.releases import BORDEAUX, release, tie


def written(*ties):
    return geojson(release(ties=ties), {})["affiliations.geojson"]


def test_each_tie_is_a_feature_and_a_line(released_cities):
    files = released_cities.published()
    lines = files["affiliations.geojson"].decode().split("\n")
    records = json.loads(files["affiliations.json"])
    features = [json.loads(line.removesuffix(",")) for line in lines[1:-2]]

    assert [feature["properties"] for feature in features] == records
    assert [feature["id"] for feature in features] == [row["affiliation_id"] for row in records]
    assert json.loads(files["affiliations.geojson"])["features"] == features


def test_a_partner_stands_at_its_longitude_and_latitude():
    (feature,) = json.loads(written(tie()))["features"]

    assert feature["id"] == BORDEAUX
    assert feature["geometry"] == {"type": "Point", "coordinates": [-0.58046, 44.84124]}


def test_a_partner_that_is_not_resolved_is_no_point_and_not_lost():
    place = dict.fromkeys(("partner_latitude", "partner_longitude", "partner_geoname_id"))
    (feature,) = json.loads(written(tie(**place)))["features"]

    assert feature["geometry"] is None
    assert feature["properties"]["partner_city"] == "Bordeaux"


def test_no_ties_are_an_empty_collection():
    assert json.loads(written()) == {"type": "FeatureCollection", "features": []}


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_coordinates_have_six_decimals_at_most(longitude, latitude):
    body = written(tie(partner_longitude=longitude, partner_latitude=latitude))
    (feature,) = json.loads(body)["features"]

    for degrees, exact in zip(
        feature["geometry"]["coordinates"], (longitude, latitude), strict=True
    ):
        assert degrees == round(degrees, 6)
        assert abs(degrees - exact) <= 1e-6
        assert str(degrees) != "-0.0"


@given(TEXTS)
def test_any_words_of_a_page_come_back_as_they_were(text):
    body = written(tie(name_as_stated=text))

    assert body.endswith(b"]}\n")
    assert body.count(b"\n") == 3
    assert json.loads(body)["features"][0]["properties"]["name_as_stated"] == text
