"""The page for everyone: axe finds nothing against WCAG 2.2 AA, however the page is shown."""

from __future__ import annotations

import itertools
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Reader

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}}
WIDTHS = {"wide": 1280, "narrow": 320}
PAGES = ("index", "large-index", "large-city")
# What axe leaves to people: text over SVG shapes and beneath them. tests/publish/test_palette.py
# computes the contrast of every colour with what lies below it.
UNDECIDED = {"color-contrast"}


@pytest.fixture(params=PAGES)
def file(request, published, large):
    """Each sort of page."""
    return {
        "index": published / "index.html",
        "large-index": large / "index.html",
        "large-city": sorted((large / "cities").glob("*/index.html"))[0],
    }[request.param]


@pytest.mark.parametrize(("scheme", "width"), list(itertools.product(("light", "dark"), WIDTHS)))
def test_axe_finds_no_fault_with_all_proofs_open(browser, file, scheme, width):
    viewport = {"width": WIDTHS[width], "height": 900}
    context = browser.new_context(color_scheme=scheme, viewport=viewport)
    page = Reader(context, file).open().page
    if page.locator("#open-all").count():
        page.click("#open-all")
    page.locator("details summary").click()
    found = Axe().run(page, options=OPTIONS).response
    context.close()

    told = [
        f"{fault['id']}: {node['html'][:120]} {node['failureSummary']}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]
    assert told == []
    assert {fault["id"] for fault in found["incomplete"]} <= UNDECIDED
    assert len(found["passes"]) > 30  # it did look


# What to find in the page, and what to put there instead.
SPOILT = {
    "color-contrast": (r"</style>", ".lead { color: #ccc; background: #fff }</style>"),
    "html-has-lang": (r'<html lang="en">', "<html>"),
    "label": (r'Search (<input .*?) placeholder="[^"]*">', r"\1>"),
    "select-name": (r"<label>Kind (<select)", r"<label>\1"),
    "link-name": (r">CITATION.cff</a>, or", "></a>, or"),
    "document-title": (r"<title>.*?</title>", ""),
    "landmark-unique": (r'aria-label="Years"', 'aria-label="Map"'),
}


@pytest.mark.parametrize("rule", SPOILT)
def test_axe_sees_what_is_spoilt(browser, published, tmp_path, rule):
    text = (published / "index.html").read_text("utf-8")
    # The policy would refuse a spoilt style and, by that, hide what it spoils.
    spoilt, count = re.subn(*SPOILT[rule], text.replace("Content-Security-Policy", "none"), count=1)
    assert count == 1
    (tmp_path / "spoilt.html").write_text(spoilt, "utf-8")
    context = browser.new_context()
    found = Axe().run(Reader(context, tmp_path / "spoilt.html").open().page, options=OPTIONS)
    context.close()

    assert rule in {fault["id"] for fault in found.response["violations"]}


@pytest.mark.parametrize("width", WIDTHS)
def test_a_screen_reader_meets_a_table_whatever_its_shape(browser, published, ties, width):
    context = browser.new_context(viewport={"width": WIDTHS[width], "height": 900})
    page = Reader(context, published / "index.html").open("#status=all").page
    table = page.get_by_role("table", name="Ties, each followed by its proof")

    assert table.get_by_role("columnheader").count() == 7
    assert table.get_by_role("rowheader").count() == len(ties)
    assert table.get_by_role("row").count() == 1 + len(ties)  # a proof that is shut is no row
    page.get_by_role("button", name="Proof: Zhaoqing").click()
    assert table.get_by_role("row").count() == 2 + len(ties)
    assert page.get_by_role("button", name="Proof: Zhaoqing", expanded=True).count() == 1
    context.close()
