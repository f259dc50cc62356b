"""Dates and countries that stand in the row of a candidate."""

from __future__ import annotations

import pytest

from pipeline.parse.candidates.attach import stated_country
from pipeline.parse.candidates.tables import header_words, tables_of
from pipeline.parse.page.decode import decode
from pipeline.parse.page.outline import read_outline
from pipeline.parse.scopes.host import Host
from pipeline.parse.survey import survey
from pipeline.places.lexicon import KnownWords
from tests.cases import cases
from tests.parse.views import atlas, view_of

WORDS = KnownWords({"Japan": "JP", "Germany": "DE"}, frozenset({"Kobe", "Bonn"}))


@pytest.mark.parametrize("case", cases("row_dates"))
def test_a_row_dates_the_partners_in_it(case):
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell.strip()}</td>" for cell in row.split("|")) + "</tr>"
        for row in case["table"].split("//")
    )
    html = f"<h2>Sister Cities</h2><table>{rows}</table>"
    outline = read_outline(decode(html.encode()), keep_all=True)

    view = survey(outline, Host("Port Alder", "GB"), WORDS)

    found = {
        each.entry.name: each.entry.established
        for each in view.candidates
        if WORDS.named(each.entry.name).is_known
    }
    assert found == dict(each.split("=") for each in case["expected"].split("|")), case["why"]


@pytest.mark.parametrize(
    ("text", "country", "region"),
    [("Japan", "Japan", ""), ("Kanagawa, Japan", "Japan", "Kanagawa"), ("Bonn 12", "", "")],
)
def test_a_text_that_is_a_country_states_it(text, country, region):
    found = stated_country(text, atlas())

    assert ((found.country, found.region) if found else ("", "")) == (country, region)


def test_a_table_tells_what_its_columns_hold_as_their_headers_or_a_person_say():
    rows = "".join(
        f"<tr><td>{city}</td><td>{land}</td></tr>"
        for city, land in (("Kobe", "Japan"), ("Bonn", "Germany"))
    )
    html = f"<h2>Twin towns</h2><table><tr><th>Whither</th><th>Land</th></tr>{rows}</table>"
    blocks = view_of(html).blocks
    (alone,), (told,) = (tables_of(blocks, hints).values() for hints in ({}, {"Whither": "city"}))

    assert alone.columns[1] == "country"
    assert told.columns == ("city", "country")
    assert header_words(told, 0) == "Whither"
