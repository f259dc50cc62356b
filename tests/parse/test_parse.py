"""Parts of the parser by tables of cases, and what must hold for every page."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.parse import Asked, read_page
from pipeline.parse.claims import find_claims
from pipeline.parse.decode import decode
from pipeline.parse.entries import read_entry
from pipeline.parse.outline import outline
from pipeline.run.lexicon import Lexicon
from tests.cases import cases
from tests.gazetteers import gazetteer_of

LEXICON = Lexicon(gazetteer_of())


@pytest.mark.parametrize("case", cases("entries"))
def test_an_entry_is_parted_word_for_word_or_is_none(case):
    entry = read_entry(case["text"], LEXICON)

    if not case["name"]:
        assert entry is None, case["why"]
    else:
        assert entry is not None
        for part in ("name", "region", "country", "established", "status"):
            assert getattr(entry, part) == case[part], part


@pytest.mark.parametrize(
    ("sentence", "host", "expected"),
    [
        ("Port Alder has eight sister cities: A, B.", "Port Alder", [("sister", 8)]),
        ("Port Alder has 21 sister cities.", "Port Alder", [("sister", 21)]),
        ("Port Alder has twenty-one sister cities.", "", [("sister", 21)]),
        ("Port Alder has four established Sister City relationships:", "", [("sister", 4)]),
        ("PORT ÅLDER now has a total of three twin towns.", "Port Alder", [("twin", 3)]),
        ("We have two partner cities.", "Port Alder", [("partner", 2)]),
        ("Visit our five sister cities!", "Port Alder", [("sister", 5)]),
        ("Elsewhere has nine sister cities.", "Port Alder", []),
        ("It was the third sister city affiliation.", "Port Alder", []),
        ("2,500 communities in 126 nations have sister city affiliations.", "Port Alder", []),
        ("Today 126 sister cities exist.", "Port Alder", []),
        ("The idea was one of 42 initiatives of sister cities.", "Port Alder", []),
        ("In 1956 sister cities were founded.", "Port Alder", []),
        ("Port Alder has sister cities.", "Port Alder", []),
    ],
)
def test_only_the_hosts_own_counts_are_claims(sentence, host, expected):
    found = [
        (claim.kind, claim.claimed)
        for claim in find_claims(outline(decode(sentence.encode())).blocks, host)
    ]

    assert found == expected


@pytest.mark.parametrize(
    ("body", "declared", "text"),
    [
        ("Málaga".encode(), "", "Málaga"),
        ("Málaga".encode("latin-1"), "", "Málaga"),
        ("Málaga".encode("latin-1"), "utf-8", "Málaga"),
        (b"\xef\xbb\xbfM\xc3\xa1laga", "latin-1", "Málaga"),
        ("Málaga".encode("utf-16"), "", "Málaga"),
        ("<meta charset=windows-1250>Łódź".encode("cp1250"), "", "<meta charset=windows-1250>Łódź"),
        ("豊川".encode("shift_jis"), "Shift_JIS", "豊川"),
        ("“a” – b".encode("cp1252"), "iso-8859-1", "“a” – b"),
        (b"a\r\nb\rc", "", "a\nb\nc"),
        ("Málaga".encode(), "utf-7", "Málaga"),
        ("Málaga".encode(), "base64", "Málaga"),
        ("Málaga".encode(), "no such thing", "Málaga"),
    ],
)
def test_bytes_are_read_by_mark_by_declaration_and_by_trial(body, declared, text):
    assert decode(body, declared).text == text


@given(st.binary())
def test_any_bytes_become_text_that_can_be_written(body):
    decoded = decode(body)

    assert decoded.text.encode("utf-8").decode("utf-8") == decoded.text
    assert "\x00" not in decoded.text
    assert "\r" not in decoded.text


PIECES = st.sampled_from(
    [
        *("<ul>", "<li>", "</ul>", "<h2>", "</h2>", "<p>", "<br>", "<table>", "<td", ">", "\n"),
        *("<!--", "-->", "&nbsp;", "&#xD800;", "\x00", "\u202e", "(", ")", "; ", " and "),
        *("Sister Cities", "Nantes, France (1965)", "• Kobe, Japan\n", "has two sister cities: "),
        *("May 26, 1957", "established on "),
    ]
)


@settings(max_examples=200)
@example("<ul><!---->\x08")
@given(st.lists(PIECES | st.text(max_size=5), max_size=30).map("".join))
def test_any_page_is_read_without_an_error_and_every_line_is_there(page):
    body = page.encode("utf-8", "surrogatepass")
    reading = read_page(body, LEXICON, Asked("page.html", host="Port Alder"))
    lines = decode(body).text.count("\n") + 1

    for stated in reading.statements:
        assert 0 < len(stated.quote) <= 300
        assert stated.lines == tuple(sorted(set(stated.lines)))
        assert all(1 <= line <= lines for line in stated.lines)


@given(st.permutations(["Nantes, France", "Kobe, Japan", "Pune, India", "Cork, Ireland"]))
def test_the_order_of_a_list_changes_its_order_only(entries):
    page = "<h2>Sister Cities</h2><ul>" + "".join(f"<li>{entry}</li>" for entry in entries)
    reading = read_page(page.encode(), LEXICON, Asked("page.html"))

    assert [f"{stated.name}, {stated.country}" for stated in reading.statements] == entries


def test_damaged_bytes_are_said_to_be_damaged():
    page = b"<meta charset=utf-8><h2>Sister Cities</h2><ul><li>Nan\x00tes, France</li></ul>"
    reading = read_page(page, LEXICON, Asked("page.html"))

    assert "text-damaged" in [problem.code for problem in reading.problems]
