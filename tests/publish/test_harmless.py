"""Hostile text in every free cell of a release: read back, it is what it was and does nothing.

How the page shows it, ``test_page_hostile.py`` tests.
"""

import csv
import io
import json
import re
from xml.etree import ElementTree

import openpyxl
import pytest
import yaml
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from pipeline.publish import release_files
from tests.publish.hostile import HOSTILE, WORST
from tests.releases import page_release, stated

TEXTS = (*HOSTILE, *WORST, "javascript:alert(1)", "https://evil.example/\"onclick='x'")
TIE = "gb-bristol.twin.zz-{}"
# Which cells hold words of pages; those of the ledger, also of people. What a host is called, and a
# country, is ours.
CELLS = {
    "affiliations": (
        *("partner_city", "partner_region", "name_as_stated", "region_as_stated"),
        *("country_as_stated", "established_as_stated", "status_as_stated"),
    ),
    "statements": ("quote", "name_as_stated", "region_as_stated", "country_as_stated"),
    "corrections": ("as_stated", "published", "reason", "evidence"),
    "changes": ("before", "after"),
    "problems": ("where", "message", "remedy"),
}


def spoilt(table):
    """The cells of a table, each with the text of its row."""
    return [dict.fromkeys(CELLS[table], text) for text in TEXTS]


@pytest.fixture(scope="module")
def files():
    """All files of a release of which each row holds another hostile text."""
    of_ties = {
        table: [{"affiliation_id": TIE.format(at), **row} for at, row in enumerate(spoilt(table))]
        for table in ("corrections", "changes")
    }
    statements = [stated(TIE.format(at), at, **row) for at, row in enumerate(spoilt("statements"))]
    release = page_release(
        *spoilt("affiliations"), statements=statements, problems=spoilt("problems"), **of_ties
    )
    return release_files(release)


@pytest.fixture(scope="module")
def pages(files):
    return [BeautifulSoup(body, "lxml") for path, body in files.items() if path.endswith(".html")]


@pytest.mark.parametrize("table", CELLS)
def test_a_csv_keeps_every_text_as_it_is(files, table):
    csv.field_size_limit(10**6)
    text = files[f"{table}.csv"].decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))

    for column in CELLS[table]:
        assert sorted(row[column] for row in rows) == sorted(TEXTS), column


def test_json_and_geojson_keep_every_text_as_it_is(files):
    records = json.loads(files["affiliations.json"])
    features = json.loads(files["affiliations.geojson"])["features"]

    for column in CELLS["affiliations"]:
        assert sorted(row[column] for row in records) == sorted(TEXTS), column
        assert sorted(one["properties"][column] for one in features) == sorted(TEXTS), column


def test_the_workbook_has_no_formula_and_no_link(files):
    book = openpyxl.load_workbook(io.BytesIO(files["affiliations.xlsx"]))
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]

    assert len(cells) > len(TEXTS) * 20
    assert {cell.data_type for cell in cells} <= {"s", "n", "b"}
    assert not [cell for cell in cells if cell.hyperlink]


def test_the_page_runs_nothing_but_its_own_script(pages):
    for page in pages:
        kinds = sorted(script.get("type", "") for script in page.find_all("script"))

        assert set(kinds) <= {"", "application/json", "application/ld+json"}
        assert kinds.count("") == 1
        assert not page.find_all(["img", "iframe", "object", "embed", "base", "is", "r", "t"])
        for tag in page.find_all(True):
            assert not [name for name in tag.attrs if name.startswith("on")], tag


def test_no_link_of_the_page_leads_where_a_text_says_but_evidence_that_is_an_address(pages):
    for page in pages:
        links = {link["href"] for link in page.find_all("a")}
        evil = {link for link in links if "evil" in link and "#" not in link}
        schemes = {link.partition(":")[0] for link in links if re.match("[a-z]+:", link)}

        assert schemes <= {"http", "https"}
        assert evil <= set(TEXTS)


def test_the_feed_is_text_in_elements_of_its_own(files):
    root = ElementTree.fromstring(files["feed.atom"])
    entries = root.findall("{http://www.w3.org/2005/Atom}entry")
    tags = {tag.tag.partition("}")[2] for entry in entries for tag in entry.iter()}
    texts = [text for entry in entries for text in entry.itertext()]

    assert len(entries) == len(TEXTS)
    assert tags == {"entry", "id", "title", "updated", "link", "content"}
    assert not re.search("[\u202a-\u202e\u2066\u2067]", "".join(texts))


def test_what_changed_is_told_in_words_and_code_alone(files):
    tokens = MarkdownIt("commonmark").enable("table").parse(files["CHANGES.md"].decode())
    inline = {child.type for token in tokens for child in token.children or ()}

    assert sum(token.type == "list_item_open" for token in tokens) == len(TEXTS)
    assert inline <= {"text", "code_inline"}


def test_what_describes_the_release_is_read_and_holds_no_text_of_a_row(files):
    for path, read in (("CITATION.cff", yaml.safe_load), ("datapackage.json", json.loads)):
        told = json.dumps(read(files[path].decode()), ensure_ascii=False, default=str)

        assert not [text for text in TEXTS if "1+1" in text and text in told]
    assert "1+1" not in files["DATA_DICTIONARY.md"].decode()
