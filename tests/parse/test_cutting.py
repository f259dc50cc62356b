"""Cutting is an optimisation: what is read is the same without it."""

from pathlib import Path

import pytest

from pipeline import reference
from pipeline.parse import Asked, read_page
from pipeline.parse.cutting import cut
from pipeline.parse.subject import may_speak_of_ties
from pipeline.run.lexicon import Lexicon
from tests.gazetteers import gazetteer_of
from tests.padding import padded

TESTS = Path(__file__).parent.parent
PAGES = sorted(
    [
        *(TESTS / "pages").glob("*.html"),
        *(TESTS / "corpus").glob("*/*.html"),
        *(TESTS.parent / "raw").glob("*/*/*.html"),
    ]
)
LEXICON = Lexicon(gazetteer_of())


def stated(body, *, keeps_all_sections):
    asked = Asked("page.html", host="Port Alder", keeps_all_sections=keeps_all_sections)
    reading = read_page(body, LEXICON, asked)
    return reading.statements, reading.claims, reading.terms


def test_there_are_pages_to_compare():
    assert len(PAGES) > 100


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.name}")
def test_reading_without_cutting_gives_the_same(page):
    body = page.read_bytes()

    assert stated(body, keeps_all_sections=False) == stated(body, keeps_all_sections=True)


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES[::6], ids=lambda page: f"{page.parent.name}/{page.name}")
def test_a_page_among_much_else_is_read_the_same_without_cutting(page):
    body = padded(page.read_bytes(), seed=page.name)

    assert stated(body, keeps_all_sections=False) == stated(body, keeps_all_sections=True)


def test_a_section_about_ties_is_all_that_is_left_of_a_long_page():
    page = b"<main><h1>Port Alder</h1>" + b"<p>Budget and roads.</p>" * 500
    page += b"<section><h2>Twin towns</h2><p>Two.</p><ul><li>Bonn<li>Pune</ul></section></main>"
    left = cut(page).html

    assert left.startswith("<section")
    assert "Budget" not in left


@pytest.mark.parametrize("row", reference.rows("kind_words"), ids=lambda row: row["words"])
def test_every_word_for_a_kind_is_noticed_before_parsing(row):
    words = row["words"]

    assert may_speak_of_ties(words.encode())
    assert may_speak_of_ties(words.title().encode())


def test_a_page_that_names_ties_only_in_its_menu_need_not_be_parsed():
    menu = b"<nav><a href=/ties>Sister Cities</a></nav>"

    assert not may_speak_of_ties(menu + b"<p>Budget</p>")
    assert may_speak_of_ties(menu + b"<p>Our sister cities</p>")
    assert may_speak_of_ties(b"<nav>Sister Cities<p>a menu that is never closed</p>")
