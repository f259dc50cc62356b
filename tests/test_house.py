"""The whole house on the project's two cities and on small workspaces."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
TINY = Path(__file__).parent / "houses" / "tiny"


def publish(sister_cities, workspace, *words):
    code, out, err = sister_cities("publish", "--workspace", workspace.root, *words)
    assert code == 0, err
    return out


def ties_of(two_cities, host_city, kind):
    rows = two_cities.rows("affiliations")
    return [row for row in rows if (row["host_city"], row["kind"]) == (host_city, kind)]


def test_the_eight_sister_cities_of_one_page_are_published(released_cities):
    sisters = ties_of(released_cities, "San José", "sister")
    assert sorted((row["established"], row["partner_country_code"]) for row in sisters) == [
        ("1957-05-26", "JP"),
        ("1961", "CR"),
        ("1975", "MX"),
        ("1977", "TW"),
        ("1986", "IE"),
        ("1992", "IN"),
        ("1992", "RU"),
        ("2014", "MX"),
    ]
    assert all(row["partner_geoname_id"] and not row["review"] for row in sisters)


def test_four_sister_cities_stand_each_on_a_page_of_its_own(released_cities):
    sisters = ties_of(released_cities, "Cupertino", "sister")

    assert {row["partner_city"]: (row["established"], row["page_id"]) for row in sisters} == {
        "Bhubaneswar": ("2012-11-24", "sister-city-bhubaneswar"),
        "Copertino": ("1963", "copertino-record"),
        "Hsinchu": ("2007-03", "hsinchu-article"),
        "Toyokawa": ("1978-12-19", "toyokawa-history"),
    }
    assert all(row["page_id"] in row["capture_path"] for row in sisters)


def test_friendships_live_as_their_pages_tell(released_cities):
    friends = ties_of(released_cities, "Cupertino", "friendship")

    listed_in_2020 = [row for row in friends if row["first_seen_on"] == "2020"]
    assert len(listed_in_2020) == 10
    renewed = {row["partner_city"] for row in friends if row["expires"] == "2027"}
    assert renewed == {"New Taipei City", "Taichung", "Tongxiang", "Xianning"}
    told = {row["partner_city"]: (row["status"], row["status_method"]) for row in friends}
    assert {told[city] for city in renewed} == {("listed", "stated")}
    assert {told[city] for city in told.keys() - renewed} == {("expired", "term")}
    assert told["Taipei"] == ("expired", "term")  # another city than New Taipei
    assert {row["term"] for row in friends} == {"P2Y"}
    stated = [row for row in released_cities.rows("statements") if row["expires_as_stated"]]
    assert {row["expires_as_stated"] for row in stated} == {"2027"}
    assert {row["affiliation_id"] for row in stated} == {
        row["affiliation_id"] for row in friends if row["partner_city"] in renewed
    }
    # What three ties of 2020 are said to have begun in, they had before.
    doubted = {row["partner_city"] for row in friends if row["review"]}
    assert doubted == {"Taichung", "Tongxiang", "Xianning"}


def test_every_stated_word_stands_on_the_lines_that_the_row_names(released_cities):
    for row in released_cities.rows("affiliations"):
        lines = (released_cities.root / "raw" / row["capture_path"]).read_text("utf-8").split("\n")
        named = " ".join(lines[int(mark[1:]) - 1] for mark in row["locator"].split(";"))
        for column in ("name_as_stated", "country_as_stated", "established_as_stated"):
            assert row[column] in named, row["affiliation_id"]


def test_the_ledger_of_the_two_cities_tells_each_changed_cell(released_cities):
    rows = released_cities.rows("corrections")

    assert Counter((row["field"], row["rule"]) for row in rows) == {
        ("city", "misspelling"): 2,
        ("city", "standard-name"): 1,
        ("country", "country-name"): 7,
        ("country", "missing-country"): 1,
        ("established", "date-form"): 4,
        ("established", "withheld"): 3,
    }
    assert all(row["reason"] for row in rows)


def coverage(workspace):
    return {
        (row["source_id"], row["kind"]): (row["claimed_count"], row["listed_count"], row["verdict"])
        for row in workspace.rows("coverage")
    }


def test_the_pages_of_a_source_together_list_what_one_of_them_claims(released_cities):
    assert coverage(released_cities) == {
        ("us-ca-san-jose", "sister"): ("8", "8", "complete"),
        ("us-ca-cupertino", "sister"): ("4", "4", "complete"),
        ("us-ca-cupertino", "friendship"): ("", "11", "unclaimed"),
    }


def test_coverage_says_loudly_what_a_page_claims_and_does_not_list(two_cities, sister_cities):
    for name in ("2026.html", "2026.json"):
        (two_cities.root / "raw/us-ca-cupertino/toyokawa-history" / name).unlink()

    out = publish(sister_cities, two_cities)

    assert coverage(two_cities)["us-ca-cupertino", "sister"] == ("4", "3", "short")
    assert "LOOK: us-ca-cupertino claims 4 sister ties and lists 3 (short)." in out
    codes = {row["code"] for row in two_cities.rows("problems")}
    assert {"claim-short", "page-unseen", "count-below-bound"} <= codes


def test_the_json_holds_the_records_of_the_csv(released_cities):
    records = json.loads((released_cities.root / "published" / "affiliations.json").read_bytes())
    rows = released_cities.rows("affiliations")

    assert [list(record) for record in records] == [list(row) for row in rows]
    for record, row in zip(records, rows, strict=True):
        assert {name: "" if cell is None else str(cell) for name, cell in record.items()} == row


def test_a_second_publish_changes_no_byte_and_writes_nothing(released_cities, sister_cities):
    before = released_cities.published()
    stamps = {p: p.stat().st_mtime_ns for p in (released_cities.root / "published").iterdir()}

    out = publish(sister_cities, released_cities)

    assert "unchanged, nothing written" in out
    assert released_cities.published() == before
    assert stamps == {
        p: p.stat().st_mtime_ns for p in (released_cities.root / "published").iterdir()
    }


SURROUNDINGS = [
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "America/Los_Angeles", "LC_ALL": "POSIX", "PYTHONHASHSEED": "2", "PYTHONUTF8": "0"},
]


@pytest.mark.slow
@pytest.mark.parametrize("surroundings", SURROUNDINGS, ids=["east", "west"])
def test_time_zone_locale_hash_seed_and_day_change_no_byte(released_cities, surroundings):
    before = released_cities.published()
    shutil.rmtree(released_cities.root / "published")
    words = [sys.executable, "-m", "pipeline", "publish", "--workspace", str(released_cities.root)]
    faketime = shutil.which("faketime")
    assert faketime or not os.environ.get("CI"), "the gate installs faketime"
    if faketime:
        words = [faketime, "2031-02-28 23:59:59", *words]

    done = subprocess.run(
        words, env=os.environ | surroundings, cwd=PROJECT, capture_output=True, check=False
    )

    assert done.returncode == 0, done.stderr.decode()
    assert released_cities.published() == before


def test_the_tiny_house_is_the_kept_release_byte_for_byte(tmp_path, sister_cities):
    shutil.copytree(TINY / "raw", tmp_path / "raw")

    for _ in range(2):
        code, _, err = sister_cities("publish", "--workspace", tmp_path)
        assert code == 0, err
        made = {p.name: p.read_bytes() for p in sorted((tmp_path / "published").iterdir())}
        kept = {p.name: p.read_bytes() for p in sorted((TINY / "published").iterdir())}
        assert made == kept


def test_a_third_city_is_added_by_its_folder_alone(two_cities, sister_cities):
    two_cities.source()
    two_cities.capture(
        "<h1>Twin towns</h1><p>Port Alder has two twin towns: Dublin, Ireland (1986) and "
        "Pune, India (1992).</p>"
    )
    publish(sister_cities, two_cities)

    rows = [row for row in two_cities.rows("affiliations") if row["host_city"] == "Port Alder"]
    assert [(row["affiliation_id"], row["established"]) for row in rows] == [
        ("no-port-alder.twin.ie-dublin", "1986"),
        ("no-port-alder.twin.in-pune", "1992"),
    ]
    assert len(two_cities.rows("affiliations")) == 25


@pytest.mark.parametrize("described", [False, True])
def test_a_workspace_without_captures_publishes_empty_tables(workspace, sister_cities, described):
    if described:
        workspace.source()
    publish(sister_cities, workspace)

    assert workspace.rows("affiliations") == []
    assert len(workspace.rows("sources")) == described


def test_a_partner_that_nobody_knows_is_a_row_in_review(workspace, release):
    workspace.source()
    workspace.capture("<h2>Twin towns</h2><ul><li>Atlanteia, Greece (1999)</li></ul>")
    release()

    (row,) = workspace.rows("affiliations")
    assert row["affiliation_id"] == "no-port-alder.twin.gr-atlanteia"
    assert (row["partner_city"], row["place_method"], row["review"]) == (
        "Atlanteia",
        "none",
        "place-unknown",
    )
    (problem,) = workspace.rows("problems")
    assert problem["where"] == row["affiliation_id"]
    assert problem["remedy"].startswith("raw/corrections.csv: add a line")


def test_a_proposal_is_a_statement_and_no_affiliation(workspace, release):
    workspace.source()
    workspace.capture(
        "<h2>Twin towns</h2><ul><li>Dublin, Ireland</li><li>Pune, India (proposed)</li></ul>"
    )
    release()

    assert [row["partner_city"] for row in workspace.rows("affiliations")] == ["Dublin"]
    stated = {row["name_as_stated"]: row["affiliation_id"] for row in workspace.rows("statements")}
    assert stated == {"Dublin": "no-port-alder.twin.ie-dublin", "Pune": ""}
    assert [row["code"] for row in workspace.rows("problems")] == ["proposal"]


@pytest.mark.xfail(strict=True, reason="a sign that turns the direction parts the name")
def test_a_hostile_page_is_kept_truly_and_said_to_be_hostile(workspace, release):
    workspace.source()
    workspace.capture(
        "<h2>Twin towns</h2><ul><li>Dublin, Ireland</li>"
        "<li>Pu\u202ene, India</li><li>=HYPERLINK, Japan (1999)</li></ul>"
    )
    release()

    stated = {row["name_as_stated"]: row["review"] for row in workspace.rows("affiliations")}
    assert "text-hostile" in stated["Pu\u202ene"]
    assert "text-hostile" in stated["=HYPERLINK"]


def test_a_country_that_a_heading_gives_is_inferred_and_its_line_is_named(workspace, release):
    workspace.source()
    workspace.capture(
        "<h1>Twin towns</h1>\n<h2>Ireland</h2>\n<ul><li>Dublin</li>\n<li>Cork, Ireland</li></ul>"
    )
    release()

    told = {
        row["partner_city"]: (row["country_method"], row["locator"])
        for row in workspace.rows("affiliations")
    }
    assert told == {"Dublin": ("inferred", "L2;L3"), "Cork": ("stated", "L4")}


def test_a_mended_misspelling_is_told_as_one_and_not_as_another_name(workspace, release):
    workspace.source()
    workspace.capture("<h2>Twin towns</h2><ul><li>Gdanks, Poland</li><li>Munich, Germany</li></ul>")
    release()
    methods = {row["partner_city"]: row["place_method"] for row in workspace.rows("affiliations")}
    ledger = {row["as_stated"]: row for row in workspace.rows("corrections")}

    assert methods["Gdańsk"] == "typo"
    assert ledger["Gdanks"]["rule"] == "clear-misspelling"
    assert "another name" not in ledger["Gdanks"]["reason"]
    assert "Munich" not in ledger or ledger["Munich"]["rule"] == "standard-name"


def test_a_host_needs_no_id_and_one_that_its_id_contradicts_is_said(workspace, sister_cities):
    file = workspace.source()
    workspace.capture("<h1>Twin towns</h1><ul><li>Dublin, Ireland (1986)</li></ul>")
    words = file.read_text(encoding="utf-8")

    for nothing in ("", 'geoname_id = ""\n'):
        file.write_text(re.sub(r"geoname_id = \d+\n", nothing, words), encoding="utf-8")
        publish(sister_cities, workspace)
        assert workspace.rows("sources")[-1]["host_geoname_id"] == ""

    file.write_text(re.sub(r"geoname_id = \d+", "geoname_id = 2886242", words), encoding="utf-8")
    assert "host-mismatch" in publish(sister_cities, workspace)
