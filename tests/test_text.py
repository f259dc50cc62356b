import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text import clean, fold, is_hostile, slug
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
    ["=1+1", "+1", "-2", "@SUM(A1)", "\tx", "\rx", "＝1", "a\u202eb", "a\u200bb", "<script>"],
)
def test_what_can_harm_a_reader_is_hostile(text):
    assert is_hostile(text)


@pytest.mark.parametrize("text", ["Aix-en-Provence", "'s-Hertogenbosch", "San José", "東京", ""])
def test_names_are_not_hostile(text):
    assert not is_hostile(text)
