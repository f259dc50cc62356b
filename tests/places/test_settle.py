import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.places.settle import settle_place
from tests.gazetteers import city, gazetteer_of

GAZETTEER = gazetteer_of(
    city(1, "Springfield", "US", "IL", 114_000),
    city(2, "Springfield", "US", "MO", 169_000),
    city(3, "Luoyang", "CN", "09", 1_390_000),
    city(4, "Luoyang", "CN", "07", 66_000),
    city(5, "Frankfurt (Oder)", "DE", "11"),
    city(6, "Frankfurt am Main", "DE", "05", 650_000, "Frankfurt"),
    city(7, "Quezon City", "PH"),
    city(8, "Taichung", "TW"),
    city(9, "Yekaterinburg", "RU", "71", 1_495_000, "Ekaterinburg", "Sverdlovsk"),
    city(10, "Tongxiang"),
    city(11, "Shenzhen", "CN", "30", 17_494_000),
    city(12, "Zhaoqing", "CN", "30", 1_553_000),
    city(13, "Bonn", "DE", "07", 330_000),
    city(14, "Singapore", "SG", "00", 5_600_000),
    city(15, "Yeosu", "KR", "16", 280_000, at=(34.7, 127.6)),
    city(16, "Yeosu", "KR", "16", 270_000, at=(34.8, 127.7)),
    city(17, "Halifax", "CA", "07", 359_000),
    city(18, "Halifax", "GB", "ENG", 88_000),
    city(19, "Kaohsiung", "TW", "02", 1_500_000),
    city(20, "Peking", "US", "IL", 900, "Beijing"),
    city(21, "Beijing", "CN", "22", 18_000_000, "Peking"),
    city(22, "Smallville", "DE", "07", 4_000),
    city(23, "Wolfsberg", "AT", "02", 25_000),
    city(24, "Wolfsburg", "DE", "06", 123_000),
    city(26, "Mount Vernon", "US", "NY", 67_000),
    city(27, "Mount Vernon", "US", "IL", 15_000, "Mt Vernon"),
    city(28, "Saint Petersburg", "RU", "66", 5_350_000),
    city(25, "Prague", "CZ", "52", 1_165_000, "Praha"),
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
        ("Luoyang", "", "", 3, "exact", ""),
        ("–", "", "CN", None, "none", "place-unknown"),
        # misspellings
        ("Shenzen", "", "CN", 11, "typo", ""),
        ("Zhoaqing", "", "CN", 12, "typo", ""),
        ("Zhoaqing", "", "", None, "none", "country-missing"),
        ("Zhaoqing", "", "DE", None, "none", "place-unknown"),
        ("Chenzhen", "", "CN", None, "none", "place-unknown"),
        ("Bon", "", "DE", None, "none", "place-unknown"),
        ("Smalville", "", "DE", None, "none", "place-unknown"),
        ("Wolfsberg", "", "DE", None, "none", "place-unknown"),
        # no country stated
        ("Kaohsiung", "", "", 19, "exact", ""),
        ("Halifax", "", "", None, "none", "country-missing"),
        ("Halifax, Canada", "", "", 17, "exact", ""),
        ("Springfield, Illinois", "", "US", 1, "exact", ""),
        ("Springfield", "IL", "US", 1, "exact", ""),
        ("Springfield", "Ilinois", "US", 1, "exact", ""),
        ("Springfield", "Illinois", "", 1, "exact", ""),
        # no cities
        ("Germany", "", "", None, "none", "not-a-place"),
        ("Singapore", "", "", 14, "exact", ""),
        ("Republic of Korea", "", "KR", None, "none", "not-a-place"),
        # the same town twice, other names, a state with heirs
        ("Yeosu City", "", "KR", 15, "exact", ""),
        ("Peking", "", "CN", 21, "alternate", ""),
        ("Peking", "", "US", 20, "exact", ""),
        ("Praha", "", "CZ SK", 25, "alternate", ""),
        ("Bonn*", "", "DE", 13, "exact", ""),
        ("St. Petersburg", "", "RU", 28, "alternate", ""),
        ("Mt. Vernon", "", "US", None, "none", "place-ambiguous"),
        ("Mt. Vernon", "Illinois", "US", 27, "alternate", ""),
    ],
)
def test_a_name_is_one_place_or_the_reason_why_not(name, region, country, geoname_id, method, code):
    settled = settle_place(name, region, tuple(country.split()), GAZETTEER)

    assert (settled.place.geoname_id if settled.place else None) == geoname_id
    assert (settled.method, settled.code) == (method, code)


@given(st.text(alphabet=st.characters()), st.sampled_from([(), ("CN",), ("DE", "AT")]))
def test_any_name_is_answered(name, codes):
    settled = settle_place(name, name, codes, GAZETTEER)

    assert (settled.place is None) == bool(settled.code)
    assert (settled.method == "none") == (settled.place is None)


@pytest.mark.parametrize(
    "name", ["", "x" * 10_000, "😀", "\u202ea", "\x00", "\ud800", "NA", "None", "nan"]
)
def test_odd_names_are_answered(name):
    assert settle_place(name, "", ("CN",), GAZETTEER).place is None


@pytest.mark.parametrize("number", range(1, 29))
def test_a_published_name_with_its_region_and_country_gives_the_same_place(number):
    place = GAZETTEER.by_id(number)
    settled = settle_place(place.name, place.region, (place.country_code,), GAZETTEER)

    assert settled.place in (place, GAZETTEER.by_id(15))
