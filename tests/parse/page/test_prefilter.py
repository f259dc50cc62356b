"""Every word for a kind of tie is noticed in the bytes of a page, before anything is parsed."""

import unicodedata

import pytest

from pipeline import reference
from pipeline.parse.page.prefilter import count_anchors, may_speak_of_ties
from tests.every import every


@every("row", reference.rows("kind_words"), ids=lambda row: row["words"])
def test_every_word_for_a_kind_is_noticed_however_it_is_written(row):
    words = row["words"]

    assert may_speak_of_ties(words.encode())
    assert may_speak_of_ties(words.title().encode())
    assert may_speak_of_ties(unicodedata.normalize("NFD", words).encode())


@pytest.mark.parametrize("sign", ["&shy;", "\u00ad", "<wbr>", "&#8203;", "\u200b"])
def test_a_word_that_may_break_is_noticed(sign):
    assert may_speak_of_ties(f"<h1>Part{sign}ner{sign}städte</h1>".encode())
    assert not may_speak_of_ties(f"<h1>Bud{sign}get</h1>".encode())


def test_a_page_that_names_ties_only_in_its_menu_need_not_be_parsed():
    menu = b"<nav><a href=/ties>Sister Cities</a></nav>"

    assert not may_speak_of_ties(menu + b"<p>Budget</p>")
    assert may_speak_of_ties(menu + b"<p>Our sister cities</p>")
    assert may_speak_of_ties(b"<nav>Sister Cities<p>a menu that is never closed</p>")


def test_words_for_ties_are_counted():
    assert count_anchors("Sister cities, TWIN towns, Partnerstädte") >= 3
    assert count_anchors("Roads and parks") == 0
