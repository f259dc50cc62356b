"""What the page says of the publication: files, columns, title, contact, search engines."""

import hashlib
import json
import re

import pytest

from pipeline.inputs.publication import Publication
from pipeline.publish.description import FILES
from pipeline.publish.page import pages, wording
from pipeline.tables import Affiliations
from tests.publish.markup import text, tree
from tests.publish.page_reading import index, rows, section
from tests.releases import page_release


def test_downloads_are_told_with_their_true_sizes(page, files):
    told = {}
    for item in section(page, "downloads").findall(".//li"):
        size = item.find("span")
        told[item.find("a").get("href")] = None if size is None else text(size)
    later = {"datapackage.json", "SHA256SUMS"}

    assert list(told) == [file.path for file in FILES if file.path != "index.html"]
    assert told == {
        path: None if path in later else wording.size(len(files[path])) for path in told
    }


def test_the_dictionary_has_the_columns_in_order_and_how_many_rows_fill_them(page, files):
    there = rows(files["affiliations.csv"])
    names = [text(name) for name in section(page, "columns").findall(".//dt/code")]
    filled = [
        int(re.search(r"filled in (\d+)", text(term))[1])
        for term in section(page, "columns").iter("dt")
    ]
    meanings = [text(meaning) for meaning in section(page, "columns").iter("dd")]

    assert names == list(there[0]) == list(Affiliations.columns())
    assert filled == [sum(row[name] != "" for row in there) for name in names]
    assert meanings == [column.description for column in Affiliations.columns().values()]


def test_the_data_for_search_engines_is_a_dataset(files):
    about = Publication(publisher="Port Alder", url="https://port-alder.example/data/")
    made = page_release({}, {"source_id": "de-ulm", "established": "1950"}, publication=about)
    page = tree(pages(made, files)["index.html"].decode())
    script = page.find(".//script[@type='application/ld+json']")
    told = json.loads("".join(script.itertext()))

    assert (told["@context"], told["@type"]) == ("https://schema.org/", "Dataset")
    assert told["version"] == "2026.11.21"
    assert told["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert told["creator"]["name"] == "Port Alder"
    assert told["url"] == "https://port-alder.example/data/"
    assert told["temporalCoverage"] == "1947/2026-11-21"
    assert [place["name"] for place in told["spatialCoverage"]] == ["Bristol", "Bristol"]
    assert told["variableMeasured"] == list(Affiliations.columns())
    assert {one["contentUrl"]: one["sha256"] for one in told["distribution"]} == {
        f"https://port-alder.example/data/{path}": hashlib.sha256(body).hexdigest()
        for path, body in files.items()
        if path.startswith("affiliations.")
    }


@pytest.mark.parametrize(
    ("title", "short", "rest"),
    [
        ("Twins of Port Alder", "Twins of Port Alder", None),
        ("Twins: of port Alder: all", "Twins", "Of port Alder: all"),
        ("Twins: ", "Twins", None),
    ],
)
def test_a_title_with_a_colon_has_a_line_below(title, short, rest):
    page = index(page_release(publication=Publication(title=title)))
    below = page.find(".//p[@class='under']")

    assert text(page.find(".//h1")) == short
    assert (None if below is None else text(below)) == rest
    assert text(page.find(".//title")) == title.strip()


@pytest.mark.parametrize(
    ("contact", "address"),
    [
        ("data@port-alder.example", "mailto:data@port-alder.example"),
        ("https://port-alder.example/write", "https://port-alder.example/write"),
        ("the town hall", None),
    ],
)
def test_readers_are_told_to_whom_to_write(contact, address):
    page = index(page_release(publication=Publication(publisher="Port Alder", contact=contact)))
    link = section(page, "contact").find(".//a")

    assert f"Port Alder: {contact}." in text(section(page, "contact"))
    assert (None if link is None else link.get("href")) == address
