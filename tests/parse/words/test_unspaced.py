"""Names in scripts without capitals: particles, endings and words for a city around them."""

import pytest

from pipeline.parse.words.spans import spans_of
from pipeline.parse.words.unspaced import unspaced_pieces
from pipeline.run.shared_places import shared_atlas


@pytest.fixture(scope="module")
def words():
    atlas = shared_atlas()

    def of(text):
        return [text[start:end] for start, end, _ in unspaced_pieces(text, spans_of([]), atlas)]

    return of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("日本長野市", ["日本", "長野市"]),
        ("長野市と松本市", ["長野市", "松本市"]),
        ("卡斯卡伊斯市", ["卡斯卡伊斯市"]),
        ("ソルトレークシティ", ["ソルトレークシティ"]),
        ("서울과 부산", ["서울", "부산"]),
        ("미국 덴버시", ["미국", "덴버시"]),
        ("وباريس، ولندن", ["باريس", "لندن"]),
        ("بلديتي توزلا وكاراتي", ["توزلا", "كاراتي"]),
        ("مدينة طرابلس اللبنانية", ["طرابلس"]),
        ("ללונדון", ["לונדון"]),
    ],
)
def test_names_stand_without_what_is_written_as_one_with_them(words, text, found):
    assert words(text) == found


def test_punctuation_is_no_part_of_a_name(words):
    assert words("باريس، ") == ["باريس"]


def test_what_is_taken_is_left_alone():
    atlas = shared_atlas()
    assert list(unspaced_pieces("長野市", spans_of([(0, 3)]), atlas)) == []
