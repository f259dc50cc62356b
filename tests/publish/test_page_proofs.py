"""Every row of the page has its proof, and says what we changed and why."""

import pytest

from pipeline.problems.codes import PROBLEM_CODES
from pipeline.tables import Affiliations
from tests.publish.markup import text
from tests.publish.page_reading import bodies, cells, index, rows, section
from tests.releases import page_release, stated

FIRST = "gb-bristol.twin.zz-0"


def test_the_rows_are_those_of_the_csv_cell_by_cell(page, files):
    there = rows(files["affiliations.csv"])

    assert cells(page) == {name: [row[name] for row in there] for name in Affiliations.columns()}
    for body, row in zip(bodies(page), there, strict=True):
        shown = [text(cell) for cell in body[0]]
        names = ("partner_country", "kind", "established", "status")
        assert shown[0] == row["host_city"]
        assert shown[1] == f"{row['partner_city']} {row['partner_region']}"
        assert shown[2:6] == [row[name] for name in names]


def test_every_row_has_its_proof(page, files):
    quotes = {row["affiliation_id"]: row["quote"] for row in rows(files["statements.csv"])}
    kept = section(page, "kept")

    for body, row in zip(bodies(page), rows(files["affiliations.csv"]), strict=True):
        proof = body[1]
        assert text(proof.find(".//q")) == quotes[row["affiliation_id"]]
        links = {text(link): link.get("href") for link in proof.iter("a")}
        assert links["kept page"] == f"../raw/{row['capture_path']}"
        assert links["live page"] == row["source_url"]
        assert links["map"] == f"#d{row['partner_geoname_id']}"
        assert f"As of {row['captured_on']}: kept page, line {row['locator'][1:]}" in text(proof)
        assert f"hash {row['capture_sha256'][:12]} " in text(proof)
        assert row["capture_sha256"] in text(kept)
    for row in rows(files["captures.csv"]):
        assert row["capture_path"] in text(kept)


def test_every_change_of_a_cell_stands_in_the_proof_of_its_row(page, files):
    proofs = {body.get("id"): text(body[1]) for body in bodies(page)}
    ledger = rows(files["corrections.csv"])

    assert len(ledger) > 30
    for row in ledger:
        told = f"{row['field']} “{row['as_stated']}” → {row['published']} · {row['rule']}"
        assert f"{told}: {row['reason']}" in proofs[row["affiliation_id"]]
    changed = {body.get("id") for body in bodies(page) if body[1].find(".//ul") is not None}
    assert changed == {row["affiliation_id"] for row in ledger}


def test_the_words_of_each_page_are_quoted_once_the_proof_first():
    more = [
        stated(FIRST, 1, capture="2020", quote="Bordeaux, old"),
        stated(FIRST, 2, page_id="news", quote="Bordeaux, in the news"),
        stated(FIRST, 3, quote="Bordeaux, today"),
        stated(FIRST, 4, page_id="news", capture="2025", quote="Bordeaux, in the news"),
    ]
    captures = [
        {"capture_path": "gb-bristol/twin-cities/2026-11-21T091500Z.html"},
        {"capture_path": "gb-bristol/twin-cities/2020.html"}
        | {"capture": "2020", "captured_on": "2020"},
        {"capture_path": "gb-bristol/news/2026.html", "page_id": "news"},
        {"capture_path": "gb-bristol/news/2025.html", "page_id": "news"}
        | {"capture": "2025", "captured_on": "2025"},
    ]
    sources = [{}, {"page_id": "news", "authority": "press", "publisher": "The Post"}]
    release = page_release({}, statements=more, captures=captures, sources=sources)
    (body,) = bodies(index(release))
    quotes = [text(paragraph) for paragraph in body.iter("p")]

    assert [quote.partition(" · ")[0] for quote in quotes if "kept page" in quote] == [
        "Bordeaux, todayAs of 2026-11-21: kept page, lines 12 and 42",
        "Bordeaux, in the newsThe Post, as of 2026-11-21: kept page, lines 12 and 42",
        "Bordeaux, oldAs of 2020: kept page, lines 12 and 42",
    ]


def test_beyond_five_statements_the_page_says_how_many_there_are():
    many = [stated(FIRST, number, quote=f"words {number}") for number in range(8)]
    (body,) = bodies(index(page_release({}, statements=many)))
    proof = text(body[1])

    assert proof.count("kept page") == 5
    assert "3 further statements stand in statements.csv." in proof


@pytest.mark.parametrize(
    ("tie", "words"),
    [
        ({"place_method": "exact"}, " · map"),  # nothing more
        ({"place_method": "alternate"}, "map stated by another name."),
        ({"place_method": "typo"}, "map place: one clear misspelling inside the stated country."),
        ({"country_method": "inferred"}, "map country: from the page's context."),
        (
            {"status_method": "term", "expires": None},
            "map suspended: its term of 2 years ran out.",
        ),
        (
            {"status_method": "omitted", "expires": None},
            "map suspended: a newer list, declared complete, leaves it out.",
        ),
        ({"term": "P1Y"}, "map for a term of 1 year."),
        ({"expires": "2027-03"}, "map runs until 2027-03."),
        ({"first_seen_on": "2020"}, "map seen from 2020 to 2026-11-21."),
        (
            {"review": "date-contradicted"},
            f"map Needs checking: {PROBLEM_CODES['date-contradicted'].meaning}",
        ),
    ],
)
def test_the_proof_tells_what_else_there_is_to_know(tie, words):
    plain = {"place_method": "exact", "first_seen_on": "2026-11-21"}
    if "status_method" not in tie:
        plain |= {"term": None, "expires": None}
    (body,) = bodies(index(page_release({**plain, **tie})))

    assert text(body[1]).endswith(words)


def test_the_ledger_is_told_by_reason_what_persons_decided_first():
    dates_ = [
        {"affiliation_id": f"gb-bristol.twin.zz-{number}", "field": "established"}
        | {"rule": "date-form", "reason": "The same date.", "evidence": None}
        | {"as_stated": f"May {number + 1}, 1957", "published": f"1957-05-{number + 1:02}"}
        for number in range(14)
    ]
    supplied = {"affiliation_id": FIRST, "field": "country", "as_stated": None}
    supplied |= {"published": "Peru", "rule": "missing-country", "reason": "It is in Peru."}
    page = index(page_release(*[{}] * 14, corrections=[*dates_, supplied]))
    first, second = section(page, "ledger").findall(".//li")

    assert text(first) == (
        "country missing-country: It is in Peru. evidence not stated → Peru in Bordeaux"
    )
    assert text(second).startswith(
        "established date-form: The same date. “May 1, 1957” → 1957-05-01 in Bordeaux; "
    )
    assert text(second).endswith("; and 2 more, each told in the proof of its row")
    assert [link.get("href") for link in first.iter("a")] == [
        "https://www.geonames.org/3031582",
        f"#{FIRST}",
    ]


@pytest.mark.parametrize(
    ("evidence", "told", "address"),
    [
        ("https://x.example/a", " evidence", "https://x.example/a"),
        ("ISO 8601", " (ISO 8601)", None),
        ("the second letter", "", None),  # the reason has it
        ("javascript:alert(1)", " (javascript:alert(1))", None),
        (None, "", None),
    ],
)
def test_only_an_address_of_the_web_is_a_link(evidence, told, address):
    row = {"affiliation_id": FIRST, "evidence": evidence, "reason": "See the second letter."}
    (body,) = bodies(index(page_release({}, corrections=[row])))
    item = body[1].find(".//li")
    links = [link.get("href") for link in item.iter("a")]

    assert text(item).endswith(f"See the second letter.{told}")
    assert links == ([address] if address else [])
