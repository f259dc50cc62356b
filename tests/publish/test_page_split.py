"""A release too large for one page: an index, and a page and a CSV for each city."""

import re

import pytest

from pipeline.publish import release_files
from tests.publish.markup import text, tree
from tests.publish.page_reading import SPLIT, bodies, cells, index, made_up, rows, section
from tests.releases import page_release


@pytest.fixture(scope="module")
def files():
    return made_up(SPLIT)[1]


@pytest.fixture(scope="module")
def of_city(files):
    """The page of each city, by place_id."""
    return {
        path.split("/")[1]: tree(body.decode())
        for path, body in files.items()
        if path.startswith("cities/") and path.endswith("/index.html")
    }


def test_every_tie_is_on_the_page_of_its_city_and_on_no_other(files, of_city):
    shown = {
        place_id: [body.get("id") for body in bodies(page)] for place_id, page in of_city.items()
    }
    every = [row["affiliation_id"] for row in rows(files["affiliations.csv"])]

    assert sorted(one for those in shown.values() for one in those) == sorted(every)
    assert all(one.startswith(f"{place_id}.") for place_id in shown for one in shown[place_id])
    assert bodies(tree(files["index.html"].decode())) == []


def test_the_csvs_of_the_cities_together_are_the_whole_csv(files, of_city):
    parts = [files[f"cities/{place_id}/affiliations.csv"] for place_id in sorted(of_city)]
    header, *_ = parts[0].splitlines(keepends=True)
    lines = [line for part in parts for line in part.splitlines(keepends=True)[1:]]

    assert header + b"".join(sorted(lines)) == files["affiliations.csv"]
    assert all(part.startswith(header) for part in parts)


def test_a_citys_page_holds_the_cells_of_its_csv(files, of_city):
    for place_id, page in of_city.items():
        there = rows(files[f"cities/{place_id}/affiliations.csv"])

        assert cells(page) == {name: [row[name] for row in there] for name in there[0]}


def test_a_citys_page_tells_of_its_city_alone(files, of_city):
    for place_id, page in of_city.items():
        others = [other for other in of_city if other != place_id]
        body = files[f"cities/{place_id}/index.html"].decode()

        assert [other for other in others if f"{other}/" in body or f"{other}." in body] == []
        assert len(section(page, "coverage").findall(".//li")) == 1


def test_the_index_lists_every_city_with_its_counts(files):
    page = tree(files["index.html"].decode())
    there = rows(files["affiliations.csv"])
    listed = [
        [text(cell) for cell in row] for row in section(page, "cities").findall(".//tbody/tr")
    ]

    expected = []
    for host in rows(files["sources.csv"]):
        ties = [row for row in there if row["source_id"] == host["place_id"]]
        lapsed = sum(row["status"] != "listed" for row in ties)
        name, code = host["host_city"], host["host_country_code"]
        expected.append([name, code, str(len(ties) - lapsed), str(lapsed), "CSV"])
    assert listed == expected
    assert len(expected) == 14


def test_the_index_counts_what_all_cities_have(files):
    page = tree(files["index.html"].decode())
    lead = text(page.find(".//p[@class='lead']"))
    corrected = {row["affiliation_id"] for row in rows(files["corrections.csv"])}

    assert re.match(r"270 ties \(\d+ listed, \d+ lapsed\) of 14 cities with ", lead)
    assert lead.endswith(
        f"; in {len(corrected)} a cell differs from the page’s words, and we say why."
    )
    assert "2026-11-21" in text(page.find(".//dl[@class='dates']"))


def test_the_sign_for_lapsed_partners_is_told_where_it_is_drawn():
    def legend(status):
        rows = [{"name_as_stated": f"{n}" * 10_000, "status": status} for n in range(35)]
        page = index(page_release(*rows))
        assert bodies(page) == []
        return text(page.find(".//figcaption[@id='map-d']"))

    assert "partner of lapsed ties only" in legend("ended")
    assert "partner of lapsed ties only" not in legend("listed")


def test_a_city_without_ties_has_its_page():
    rows = [{"name_as_stated": f"{n}" * 10_000} for n in range(35)]
    sources = [{}, {"place_id": "de-ulm", "host_city": "Ulm"}]
    made = release_files(page_release(*rows, sources=sources))
    page = tree(made["cities/de-ulm/index.html"].decode())

    assert text(page.find(".//h1")) == "Ulm"
    assert bodies(page) == []
    assert made["cities/de-ulm/affiliations.csv"].count(b"\n") == 1
