"""What the reader sees of a page is what HTML5 defines: Lexbor, an HTML5 parser, is the witness.

Each page is read as it is, and as Lexbor writes down the tree that HTML5 makes of it. The words
that are seen must be the same, and none may be seen that Lexbor does not show.
"""

import re
from collections import Counter

import pytest
from selectolax.lexbor import LexborHTMLParser

from pipeline.parse.page.decode import decode
from pipeline.parse.page.outline import read_outline
from tests.fuzz import CORPUS
from tests.tag_soup import tag_soup

PAGES = sorted(CORPUS.rglob("*.html"))
SOUPS = [str(number) for number in range(500)]
_WORD = re.compile(r"\w+")
_END_TAG = "an end tag in a <math> or <svg> that is not closed: what it would end is not open"
# Soups of which we see other words, and why.
KNOWN = {
    "9": _END_TAG,
    "33": _END_TAG,
    "115": _END_TAG,
    "129": _END_TAG,
    "176": _END_TAG,
    "254": _END_TAG,
    "263": _END_TAG,
    "322": _END_TAG,
    "454": _END_TAG,
    "484": "a tag without a name of HTML around a <select>",
}


def seen(html):
    """The words that the reader sees."""
    outline = read_outline(decode(html, "utf-8"), keep_all=True)
    return Counter(word for block in outline.blocks for word in _WORD.findall(block.text))


def differences(page):
    """The words that are seen of a page alone, and those of what HTML5 makes of it alone."""
    witness = LexborHTMLParser(page)
    ours = seen(page.encode("utf-8", "replace"))
    html5 = seen((witness.html or "").encode("utf-8", "replace"))
    witness.strip_tags(["script", "style", "template", "title"], recursive=True)
    alts = [image.attributes["alt"] or "" for image in witness.css("img[alt]")]
    text = witness.root.text(separator=" ") if witness.root else ""
    shown = re.sub(r"\W", "", " ".join([text, *alts]))
    unseen = {word for word in ours if word not in shown}
    return sorted((ours - html5) | Counter(unseen)), sorted(html5 - ours)


@pytest.mark.slow
def test_of_every_labelled_page_what_html5_shows_is_seen():
    amiss = {}
    for path in PAGES:
        found = differences(decode(path.read_bytes(), "").text)
        if found != ([], []):
            amiss[path.name] = found

    assert amiss == {}


@pytest.mark.slow
def test_of_tag_soup_what_html5_shows_is_seen():
    amiss = {seed: found for seed in SOUPS if (found := differences(tag_soup(seed))) != ([], [])}

    assert amiss.keys() == KNOWN.keys(), amiss
