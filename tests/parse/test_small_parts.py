"""The small functions of the parser that take a text, by ``tests/tables/parser_words.csv``."""

import pytest

from pipeline.parse.candidates.find import speaks_of_ties
from pipeline.parse.candidates.units import units_of
from pipeline.parse.page.sentences import sentences
from pipeline.parse.page.text import folded, outline_text
from pipeline.parse.page.tree import parse, paths_to, speaking_areas
from pipeline.parse.page.walk import Walk
from pipeline.parse.problems import note, problem_of
from pipeline.parse.scopes.headings import is_header, scopes_of
from pipeline.parse.scopes.host import Host
from pipeline.parse.scopes.reach import is_far, near_ties
from pipeline.parse.statements.counts import counts_of
from pipeline.parse.statements.terms import find_terms
from pipeline.parse.statements.unspaced_counts import unspaced_counts
from pipeline.parse.words.headers import find_column
from pipeline.parse.words.line import is_unspaced
from pipeline.parse.words.nations import is_of_a_nation
from pipeline.parse.words.numbers import number
from pipeline.parse.words.runs import is_lead, without_trailing
from pipeline.parse.words.signs import begins_as_region, names_region, sign_of, without_flag
from pipeline.parse.words.sisters import sisters_in
from pipeline.parse.words.told_after import told_after
from pipeline.parse.words.vocabulary import find_kinds
from tests.cases import cases
from tests.parse.views import atlas, view_of


def counts(text):
    kinds = find_kinds(text)
    spaced = [(each[0], each[1]) for each in counts_of(text, kinds, "Cork")]
    found = spaced or [(kind, value) for kind, value, _ in unspaced_counts(text, kinds, "Cork")]
    return "; ".join(f"{kind.meaning} {value}" for kind, value in found)


def terms(text):
    view = view_of(f"<h2>Twin towns</h2><p>{text}</p>")
    return "; ".join(each.term for each in find_terms(view.blocks, view.scopes, ()))


FUNCTIONS = {
    "begins_as_region": begins_as_region,
    "counts": counts,
    "find_column": find_column,
    "folded": folded,
    "is_lead": is_lead,
    "is_of_a_nation": lambda text: is_of_a_nation(text, "en"),
    "is_unspaced": is_unspaced,
    "names_region": names_region,
    "number": number,
    "sentences": lambda text: "|".join(each.text for each in sentences(outline_text(text)[0])),
    "sign_of": sign_of,
    "sisters_in": lambda text: "; ".join(each.meaning for each in sisters_in(text)),
    "speaks_of_ties": speaks_of_ties,
    "status_after": lambda text: told_after(text, is_last=True).status,
    "term": terms,
    "without_flag": without_flag,
    "without_trailing": without_trailing,
}


def cell(value):
    """An answer as the table writes it."""
    if value is True:
        return "yes"
    return "" if value is None or value is False else str(value)


@pytest.mark.parametrize("case", cases("parser_words"))
def test_a_text_gives_what_its_row_says(case):
    assert cell(FUNCTIONS[case["function"]](case["text"])) == case["expected"], case["why"]


def test_every_function_has_a_row():
    assert {case.values[0]["function"] for case in cases("parser_words")} == set(FUNCTIONS)


def test_a_broken_page_is_walked_to_its_end():
    root, is_whole = parse(b"<h2>Twin towns</h2><ul><li>Kobe<li>Bonn")
    blocks = Walk().run(root)

    assert is_whole
    assert [(block.role, block.text) for block in blocks] == [
        ("heading", "Twin towns"),
        ("item", "Kobe"),
        ("item", "Bonn"),
    ]


def test_a_walk_may_be_kept_to_the_parts_that_speak():
    root, _ = parse(
        b"<body><main><p>Our twin towns</p></main><footer><p>Budget</p></footer></body>"
    )
    main = next(element for element in root.iter("main"))
    blocks = Walk().run(root, paths_to([main]))

    assert [block.text for block in blocks] == ["Our twin towns"]
    assert isinstance(speaking_areas(root), list)


def test_a_heading_gives_its_kind_to_what_stands_below():
    view = view_of("<h2>Twin towns</h2><ul><li>Kobe, Japan</li></ul><h2>Budget</h2><p>Bonn</p>")
    scopes = scopes_of(view.blocks, atlas(), Host("Port Alder", "NO"))

    assert [scope.kind for scope in scopes] == ["twin", "twin", "", ""]
    assert near_ties(view.blocks, 0, 0)[0]
    assert not is_far(1, scopes[1])
    assert [unit.shape for unit in units_of(view.blocks, scopes)][:2] == ["heading", "item"]


@pytest.mark.parametrize(("text", "is_one"), [("Europe", True), ("Kobe, Japan", False)])
def test_a_name_of_an_area_is_a_header_and_a_partner_is_none(text, is_one):
    assert is_header(text, atlas()) is is_one


def test_a_note_becomes_a_problem_with_its_line():
    told = problem_of(note("date-unread", 7, text="Kobe 19", words="'19'"), "x", "page.html")

    assert (told.code, told.where) == ("date-unread", "page.html: L7")
    assert told.message == "'Kobe 19': '19' is read as no date of the tie"
