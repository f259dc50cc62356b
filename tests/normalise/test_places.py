import pytest

from pipeline.gazetteer import TableGazetteer
from pipeline.normalise.places import settle_place


def row(geoname_id, name, country="CN", region="", population=0, other=""):
    return {
        "geoname_id": str(geoname_id),
        "name": name,
        "other_names": other,
        "country_code": country,
        "region": region,
        "latitude": "1",
        "longitude": "2",
        "population": str(population),
    }


GAZETTEER = TableGazetteer(
    [
        row(1, "Springfield", "US", "Illinois", 114_000),
        row(2, "Springfield", "US", "Missouri", 169_000),
        row(3, "Luoyang", population=1_390_000),
        row(4, "Luoyang", population=66_000),
        row(5, "Frankfurt (Oder)", "DE"),
        row(6, "Frankfurt am Main", "DE", other="Frankfurt", population=650_000),
        row(7, "Quezon City", "PH"),
        row(8, "Taichung", "TW"),
        row(9, "Yekaterinburg", "RU", other="Ekaterinburg|Sverdlovsk"),
        row(10, "Tongxiang", population=0),
    ]
)


@pytest.mark.parametrize(
    ("name", "region", "country", "geoname_id", "method", "code"),
    [
        ("Luoyang", "", "CN", 3, "exact", ""),
        ("LUOYANG", "", "CN", 3, "exact", ""),
        ("Springfield", "", "US", None, "none", "place-ambiguous"),
        ("Springfield", "Illinois", "US", 1, "exact", ""),
        ("Springfield", "State of Nowhere", "US", None, "none", "place-ambiguous"),
        ("Frankfurt (Oder)", "", "DE", 5, "exact", ""),
        ("Frankfurt", "", "DE", 6, "alternate", ""),
        ("Quezon City", "", "PH", 7, "exact", ""),
        ("Taichung City", "", "TW", 8, "exact", ""),
        ("Ekaterinburg", "", "RU", 9, "alternate", ""),
        ("Ekaterinburg", "", "US", None, "none", "place-unknown"),
        ("Tongxiang", "", "CN", 10, "exact", ""),
        ("Luoyan", "", "CN", None, "none", "place-unknown"),
        ("Luoyang", "", "", None, "none", "country-missing"),
        ("–", "", "CN", None, "none", "place-unknown"),
    ],
)
def test_a_name_is_one_place_or_the_reason_why_not(name, region, country, geoname_id, method, code):
    settled = settle_place(name, region, country, GAZETTEER)

    assert (settled.place.geoname_id if settled.place else None) == geoname_id
    assert (settled.method, settled.code) == (method, code)
