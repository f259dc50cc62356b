import re

from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalise.ids import Known, Tie, give_ids
from pipeline.tables import patterns

names = st.text(min_size=1)
ties = st.builds(
    lambda source, kind, geoname_id, city, country: Tie(
        source, kind, geoname_id, city, country, frozenset({(city, country)})
    ),
    st.sampled_from(["no-port-alder", "us-" + "a-very-long-place-name-" * 2 + "indeed"]),
    st.sampled_from(["sister", "twin"]),
    st.none() | st.integers(1, 50),
    names,
    st.sampled_from(["", "JP", "FR"]),
)
# As the floor makes them: one tie a place, one a folded form where the place is not known.
many = st.lists(ties, unique_by=lambda tie: (*tie[:2], tie.geoname_id or tie.city), max_size=12)


def tie(city="Kobe", geoname_id=1, forms=(("Kobe", "Japan"),), kind="twin"):
    return Tie("no-port-alder", kind, geoname_id, city, "JP", frozenset(forms))


def affiliation(row_id, geoname_id="", name="Kobe", kind="twin"):
    return {
        "affiliation_id": row_id,
        "source_id": "no-port-alder",
        "kind": kind,
        "partner_geoname_id": geoname_id,
        "name_as_stated": name,
        "country_as_stated": "Japan",
    }


@given(many)
def test_ids_are_of_their_form_and_no_two_are_the_same(several):
    given_ids = give_ids(several, Known())

    assert set(given_ids) == set(several)
    assert len(set(given_ids.values())) == len(several)
    for each, row_id in given_ids.items():
        assert re.match(patterns.AFFILIATION_ID, row_id), row_id
        assert len(row_id) <= 80 or len(each.source_id) > 50
        assert row_id.startswith(f"{each.source_id}.{each.kind}.")


@given(many, st.randoms())
def test_the_order_of_ties_makes_no_difference(several, random):
    shuffled = list(several)
    random.shuffle(shuffled)

    assert give_ids(several, Known()) == give_ids(shuffled, Known())


def test_an_id_tells_host_kind_country_and_name():
    assert give_ids([tie()], Known()) == {tie(): "no-port-alder.twin.jp-kobe"}


def test_a_place_keeps_its_id_when_its_standard_name_changes():
    known = Known([affiliation("no-port-alder.twin.jp-old-name", "1")])

    assert give_ids([tie()], known)[tie()] == "no-port-alder.twin.jp-old-name"


def test_a_typo_that_the_page_mends_keeps_its_id():
    known = Known([affiliation("no-port-alder.twin.zz-kobbe", name="Kobbe")])
    mended = tie(forms=[("Kobbe", "Japan"), ("Kobe", "Japan")])

    assert give_ids([mended], known)[mended] == "no-port-alder.twin.zz-kobbe"


def test_an_id_is_never_given_to_another_tie():
    known = Known(changes=[{"affiliation_id": "no-port-alder.twin.jp-kobe"}])

    assert give_ids([tie()], known)[tie()] == "no-port-alder.twin.jp-kobe-1"


def test_two_places_of_one_name_are_told_apart_by_their_geonames_ids():
    first, second = tie(geoname_id=1), tie(geoname_id=2)

    assert set(give_ids([first, second], Known()).values()) == {
        "no-port-alder.twin.jp-kobe",
        "no-port-alder.twin.jp-kobe-2",
    }


def test_a_change_of_kind_is_a_new_affiliation():
    known = Known([affiliation("no-port-alder.twin.jp-kobe", "1")])
    sister = tie(kind="sister")

    assert give_ids([sister], known)[sister] == "no-port-alder.sister.jp-kobe"


def test_a_name_in_another_script_gets_digits():
    japanese = tie(city="神戸", geoname_id=None, forms=[("神戸", "日本")])

    assert re.fullmatch(
        r"no-port-alder\.twin\.jp-[0-9a-f]{8}", give_ids([japanese], Known())[japanese]
    )
