"""A rewrite that changes no meaning changes no tie: 60 rewrites of every labelled page.

A twentieth of the pages is tried, drawn by the hash of their names; ``REWRITES=all`` tries all of
them, ``REWRITES=3`` those of another draw. A tie that is lost must be named by a problem.
"""

import hashlib
import os
import re
import unicodedata
from collections import Counter

import pytest

from pipeline.parse.page.decode import decode
from pipeline.parse.read_page import read_page
from pipeline.parse.records import ReadOptions
from pipeline.run.shared_places import shared_atlas
from tests.fuzz import CORPUS
from tests.rewrites import REWRITES

DRAW = os.environ.get("REWRITES", "0")
SHARE = 20
PAGES = [
    path
    for path in sorted(CORPUS.rglob("*.html"))
    if DRAW == "all"
    or int(hashlib.sha256(f"{DRAW} {path.name}".encode()).hexdigest(), 16) % SHARE == 0
]
# The page and the rewrite: why its ties are others.
_CUT = "what it hides from the search for words on ties lets other parts of the page be read"
_JOINED = "a line that ends in a hyphen goes on: 'USA-' and 'Arkansas'"
KNOWN = {
    ("kr-jeonju.html", "what is hidden"): _CUT,
    ("it-san-mauro-pascoli.html", "soft hyphens within words"): _CUT,
    ("it-san-mauro-pascoli.html", "shy references within words"): _CUT,
    ("it-san-mauro-pascoli.html", "wbr within words"): _CUT,
    ("fr-saint-flour.html", "lines for spaces"): _JOINED,
    ("fr-saint-flour.html", "carriage returns for spaces"): _JOINED,
}
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u2060\ufeff]")


def words(text):
    """The words of a text, whatever white space parts them."""
    text = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    return " ".join(re.sub(r"\s*([,()])\s*", r" \1 ", text).split())


def ties(reading):
    return Counter(
        tuple(
            words(cell)
            for cell in (
                *(each.kind, each.name, each.region, each.country),
                *(each.established, each.status, each.expires),
            )
        )
        for each in reading.statements
    )


def test_there_are_enough_rewrites():
    assert len(REWRITES) >= 40


@pytest.mark.slow
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_rewrite_that_changes_no_meaning_changes_no_tie(path):
    body = path.read_bytes()
    page = decode(body, "").text
    expected = ties(read_page(body, shared_atlas(), ReadOptions("page.html")))
    amiss = []
    for name, rewrite in REWRITES.items():
        other = rewrite(page)
        charset = "" if isinstance(other, bytes) else "utf-8"
        other = other if isinstance(other, bytes) else other.encode("utf-8", "replace")
        reading = read_page(other, shared_atlas(), ReadOptions("page.html", charset=charset))
        made = ties(reading)
        told = words(" ".join(problem.message for problem in reading.problems))
        lost = [tie for tie in expected - made if tie[1] not in told]
        if (made - expected or lost) and (path.name, name) not in KNOWN:
            amiss.append(f"{name}: new {list(made - expected)}, lost {lost}")

    assert amiss == []
