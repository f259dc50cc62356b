"""Dates and countries that stand in the row of a candidate."""

from __future__ import annotations

import pytest

from pipeline.parse.page.decode import decode
from pipeline.parse.page.outline import read_outline
from pipeline.parse.scopes.host import Host
from pipeline.parse.survey import survey
from pipeline.places.lexicon import KnownWords
from tests.cases import cases

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
