"""Words of pages are shown for what they are: they make no element, and hide no sign."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from pipeline.publish.page import pages
from pipeline.tables import Affiliations
from pipeline.text import is_unseen, visible
from tests.publish.hostile import HOSTILE, TEXTS
from tests.publish.markup import text, tree
from tests.publish.page_reading import bodies, cells, index
from tests.releases import page_release, stated

ID = "gb-bristol.twin.zz-0"
PROOF = "gb-bristol/twin-cities/2026-11-21T091500Z.html"
ISOLATES = "\u2068\u2069"  # our own, around what runs from right to left
STATED = ("name", "region", "country", "established", "status")


def telling(words):
    """A release in which every text that is not ours is ``words``."""
    as_stated = {f"{name}_as_stated": words for name in STATED}
    return page_release(
        {"partner_city": words, "partner_region": f"of {words}", **as_stated},
        statements=[stated(ID, quote=words[:300]), stated(ID, 1, quote=f"{words[:290]} again")],
        sources=[{"authority": "press", "publisher": words, "title": words}],
        captures=[
            {"capture_path": "gb-bristol/twin-cities/2026-11-21T091500Z.html", "note": words}
        ],
        corrections=[
            {"affiliation_id": ID, "as_stated": words, "published": words}
            | {"reason": words, "evidence": f"see {words}"}
        ],
        problems=[{"where": words, "message": words, "remedy": words}],
        changes=[{"affiliation_id": ID, "release": "2026.11.21", "before": words, "after": words}],
        coverage=[{"stale": True, "stale_reason": words}],
    )


def elements(release):
    """Every element of the page with the names of its attributes, as a lenient reader finds it."""
    read = BeautifulSoup(pages(release, {})["index.html"].decode(), "lxml")
    return [(element.name, sorted(element.attrs)) for element in read.find_all(True)]


def seen(page):
    """All that a reader sees of the page."""
    for element in page.iter():
        if element.tag not in ("script", "style"):
            yield element.text or ""
        yield element.tail or ""


@pytest.fixture(scope="module")
def harmless():
    return elements(telling("Bonn"))


@pytest.mark.parametrize("words", HOSTILE, ids=ascii)
def test_words_make_no_element_and_no_attribute(words, harmless):
    assert elements(telling(words)) == harmless


@given(TEXTS)
def test_no_words_at_all_make_an_element(harmless, words):
    assert elements(telling(words)) == harmless


@given(st.sampled_from(HOSTILE) | TEXTS)
def test_every_sign_is_seen(words):
    signs = set("".join(seen(index(telling(words))))) - set(ISOLATES)

    assert {sign for sign in signs if is_unseen(sign)} <= {"\n"}


@given(st.sampled_from(HOSTILE) | TEXTS)
def test_what_is_saved_from_the_page_is_the_true_text(words):
    release = telling(words)
    (row,) = Affiliations.records(release.tables["affiliations"])
    held = cells(index(release))

    for name in ("partner_city", "partner_region", *(f"{name}_as_stated" for name in STATED)):
        assert held[name] == [row[name]]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Zhao\u202eqing", "Zhao⟨U+202E⟩qing"),
        ("Zhao\u200bqing", "Zhao⟨U+200B⟩qing"),
        ("\ufeffx", "⟨U+FEFF⟩x"),
        ("a\x00b", "a⟨U+0000⟩b"),
        ("<b>&amp;", "<b>&amp;"),
        ("k" * 200, f"{'k' * 120}… (200 characters)"),
    ],
)
def test_a_name_is_shown_with_its_unseen_signs_and_its_length(words, shown):
    (body,) = bodies(index(page_release({"partner_city": words, "partner_region": None})))

    assert text(body[0][1]) == shown


def test_no_text_is_shown_at_full_length():
    words = "Llanfair " * 2000
    page = tree(pages(telling(words), {})["index.html"].decode())

    assert all(len(part) < 1000 for part in seen(page) if words[:40] in part)
    assert visible(words, 120).endswith("… (18,000 characters)")
    assert "… (18,000 characters)" in text(bodies(page)[0])


def test_a_name_that_runs_from_right_to_left_does_not_turn_our_words():
    release = telling("عمان – القدس")
    page = index(release)
    changed = page.find(".//section[@aria-labelledby='changes']//li")

    assert "\u2068عمان – القدس\u2069" in text(changed)
