"""A reading as the records of the tables, under ids that no change of ours renames."""

from dataclasses import replace

from pipeline.inputs.capture import Capture
from pipeline.parse.read_page import read_page
from pipeline.parse.records import ReadOptions
from pipeline.parse.to_tables import (
    claim_records,
    statement_id,
    statement_records,
    term_records,
)
from pipeline.tables import Claims, Statements, Terms
from tests.parse.views import atlas

PAGE = (
    "<h2>Twin towns</h2>\n<p>We have two twin towns. These twin towns were approved in 2023 and "
    "all renewed until 2027:</p>\n<ul><li>Kobe, Japan</li>\n<li>Pune, India</li></ul>"
)
URL = "https://port-alder.example/twins"
CAPTURE = Capture(
    place_id="no-port-alder",
    page_id="twins",
    name="2026",
    file="no-port-alder/twins/2026.html",
    captured_on="2026",
    method="transcript",
    url=URL,
    final_url=URL,
    sha256="0" * 64,
    byte_count=len(PAGE),
    media_type="text/html",
    charset="",
    known_at="2026-11-22",
)


def reading():
    return read_page(PAGE.encode(), atlas(), ReadOptions("page.html", host="Port Alder"))


def test_every_record_has_the_columns_of_its_table():
    for table, of in (
        (Statements, statement_records),
        (Claims, claim_records),
        (Terms, term_records),
    ):
        assert len(table.frame(of(CAPTURE, reading()))) == sum(1 for _ in of(CAPTURE, reading()))


def test_a_statement_says_where_it_stands_word_for_word():
    kobe, pune = statement_records(CAPTURE, reading())

    assert (kobe["source_id"], kobe["page_id"], kobe["capture"]) == (
        "no-port-alder",
        "twins",
        "2026",
    )
    assert (kobe["name_as_stated"], kobe["country_as_stated"], kobe["kind"]) == (
        "Kobe",
        "Japan",
        "twin",
    )
    assert pune["quote"] == "Pune, India"
    assert kobe["affiliation_id"] == ""


def test_what_is_said_of_all_ties_of_a_kind_each_states_with_its_line():
    rows = statement_records(CAPTURE, reading())
    told = [(row["expires_as_stated"], row["locator"]) for row in rows]

    assert told == [("2027", "L2;L3"), ("2027", "L2;L4")]


def test_a_claim_is_a_record_with_its_count():
    (claim,) = claim_records(CAPTURE, reading())

    assert (claim["kind"], claim["count"], claim["locator"]) == ("twin", 2, "L2")


def test_the_id_of_a_statement_is_made_of_where_and_how_it_names_the_tie():
    kobe, pune = reading().statements
    ids = {
        statement_id(CAPTURE, kobe),
        statement_id(CAPTURE, pune),
        statement_id(replace(CAPTURE, name="2027"), kobe),
        statement_id(CAPTURE, replace(kobe, country="")),
    }

    assert len(ids) == 4
    assert statement_id(CAPTURE, kobe) == statement_id(CAPTURE, replace(kobe, established="1957"))
    assert all(len(one) == 16 for one in ids)
