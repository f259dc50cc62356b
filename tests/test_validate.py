"""Each rule of the tables fails a row that breaks it, and each check across tables its fault."""

import pandas as pd
import pytest

from pipeline.problems.codes import PROBLEM_CODES
from pipeline.publish.products.schemas import example_record
from pipeline.run.build_release import build
from pipeline.store import Store
from pipeline.tables import PUBLISHED, Affiliations
from pipeline.validate import check_across, check_tables
from tests.workspace import THOROUGH


def problems_of(**cells):
    frame = Affiliations.frame([example_record(Affiliations) | cells])
    return "\n".join(map(str, Affiliations.check(frame)))


def test_the_examples_of_the_columns_make_a_valid_row_of_every_table():
    for model in PUBLISHED:
        assert model.check(model.frame([example_record(model)])) == []


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"partner_country_code": "XX"}, "country codes are of ISO 3166-1"),
        ({"partner_country_code": "DE"}, "country codes are of ISO 3166-1"),
        ({"partner_country_code3": "DEU"}, "country codes are of ISO 3166-1"),
        ({"partner_country": None}, "country codes are of ISO 3166-1"),
        ({"host_country_code": "XX"}, "host codes are of ISO 3166"),
        ({"host_region_code": "US-CA"}, "host codes are of ISO 3166"),
        ({"established": "2031"}, "established certainly after"),
        ({"established": "2026-11-22"}, "established certainly after"),
        ({"established": "1957-02-30"}, "established certainly after"),
        ({"established": "57"}, "established = '57'"),
        ({"first_seen_on": "2027"}, "first_seen_on is not certainly after"),
        ({"partner_latitude": 91.0}, "partner_latitude = 91.0"),
        ({"partner_latitude": None}, "a resolved place has an id and coordinates"),
        ({"partner_geoname_id": None}, "a resolved place has an id and coordinates"),
        ({"place_method": "none"}, "a resolved place has an id and coordinates"),
        ({"place_method": "guess"}, "place_method = 'guess'"),
        ({"country_method": "none"}, "a country has a method"),
        ({"kind": "brother"}, "kind = 'brother'"),
        ({"kind": "sister"}, "the id begins with the host's source and the kind"),
        ({"affiliation_id": "Bordeaux"}, "affiliation_id = 'Bordeaux'"),
        ({"affiliation_id": "gb-bristol.twin.fr-bordeaux\n"}, "affiliation_id = "),
        ({"review": "odd"}, "review = 'odd'"),
        ({"source_url": "javascript:alert(1)"}, "source_url = "),
        ({"capture_sha256": "abc"}, "capture_sha256 = 'abc'"),
        ({"locator": "42"}, "locator = '42'"),
        ({"term": "two years"}, "term = 'two years'"),
        ({"partner_city": None}, "not_nullable"),
    ],
)
def test_a_row_that_breaks_a_rule_is_named_with_the_rule(cells, says):
    assert says in problems_of(**cells)


@pytest.mark.parametrize("established", ["2026", "2026-11", "2026-11-21", None])
def test_a_date_that_may_be_before_its_capture_is_let_through(established):
    assert problems_of(established=established) == ""


def test_the_code_of_namibia_is_no_missing_cell():
    cells = {
        "partner_country_code": "NA",
        "partner_country_code3": "NAM",
        "partner_country": "Namibia",
    }

    assert problems_of(**cells) == ""


def test_a_column_more_or_less_breaks_the_schema():
    frame = Affiliations.frame([example_record(Affiliations)])

    assert "column_in_schema" in str(Affiliations.check(pd.DataFrame(frame.assign(more=1)))[0])
    assert Affiliations.check(frame.drop(columns=["kind"]))


def test_an_id_given_twice_breaks_the_schema():
    frame = Affiliations.frame([example_record(Affiliations)] * 2)

    assert Affiliations.check(frame)


@pytest.fixture(scope="module")
def tables(two_cities_once):
    """The tables of the two cities, of which a test spoils a copy."""
    return dict(build(Store(two_cities_once.root), against="none").release.tables)


def test_the_tables_of_the_two_cities_agree(tables):
    assert check_tables(tables) == []


@pytest.mark.parametrize(
    ("table", "column", "value", "says"),
    [
        ("statements", "affiliation_id", "us-x.twin.jp-kobe", "is not in affiliations.csv"),
        ("corrections", "affiliation_id", "us-x.twin.jp-kobe", "is not in affiliations.csv"),
        ("corrections", "published", "Kobe", "otherwise than affiliations.csv"),
        ("corrections", "as_stated", "Kobe", "otherwise than affiliations.csv"),
        ("coverage", "source_id", "us-x", "is not in sources.csv"),
        ("coverage", "listed_count", 99, "listed, but"),
        ("coverage", "verdict", "over", "over, but claimed"),
        ("affiliations", "capture_sha256", "0" * 64, "is not in captures.csv"),
        ("affiliations", "name_as_stated", "Kobe", "the ledger is silent"),
        ("captures", "statement_count", 3, "3 statements counted"),
        ("captures", "page_id", "other", "is not in sources.csv"),
    ],
)
@pytest.mark.brief
def test_tables_that_contradict_each_other_are_refused(tables, table, column, value, says):
    frame = tables[table].copy()
    frame.loc[frame.index[-1], column] = value
    check = check_tables if THOROUGH else check_across  # without the schema of each table
    problems = check(tables | {table: frame})

    assert says in "\n".join(map(str, problems))
    assert {problem.code for problem in problems} <= {"tables-disagree", "schema-broken"}
    assert {PROBLEM_CODES[problem.code].level for problem in problems} == {"refuse"}
