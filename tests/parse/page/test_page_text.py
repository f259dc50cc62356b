"""What a browser shows of a page is what is read of it, as tests/tables/page_text.csv has it."""

import pytest

from pipeline.parse.page.decode import decode
from pipeline.parse.page.outline import read_outline
from tests.cases import cases


def blocks_of(html, **options):
    return read_outline(decode(html.encode()), **options).blocks


@pytest.mark.parametrize("case", cases("page_text"))
def test_the_text_of_a_page_is_what_a_browser_shows(case):
    assert "|".join(block.text for block in blocks_of(case["html"])) == case["blocks"]


def test_a_page_says_its_title_its_footer_and_its_language():
    page = "<html lang='de-AT'><title> Partner\nstädte </title><p>Bonn<footer>Stadt Linz</footer>"
    outline = read_outline(decode(page.encode()))

    assert outline.title == "Partner städte"
    assert outline.footer == "Stadt Linz"
    assert outline.language == "de"
    assert outline.is_whole


def test_headings_have_their_level_and_what_acts_as_one_comes_below_them():
    page = (
        "<h2>Ties</h2><dl><dt>Bonn</dt><dd>1980</dd></dl><details><summary>Pune</summary></details>"
    )

    assert [(block.role, block.level) for block in blocks_of(page)] == [
        ("heading", 2),
        ("heading", 7),
        ("text", 0),
        ("heading", 7),
    ]


def test_the_first_block_of_an_item_is_the_item_and_the_others_are_text():
    page = "<ul><li>Bonn<p>1980</p></li><li>Pune<ul><li>Old town</li></ul></li></ul>"

    assert [(block.role, block.list_id, block.depth) for block in blocks_of(page)] == [
        ("item", 1, 1),
        ("text", 0, 1),
        ("item", 1, 1),
        ("item", 2, 2),
    ]


def test_lines_with_typed_bullets_are_items_of_one_list_below_zero():
    page = "<p>• Bonn<p>• Pune<p>Roads<p>• Lyon"

    assert [(block.role, block.list_id) for block in blocks_of(page)] == [
        ("item", -1),
        ("item", -1),
        ("text", 0),
        ("item", -2),
    ]


def test_a_block_tells_how_much_of_it_is_bold_and_how_much_is_linked():
    (block,) = blocks_of("<p><b>Bonn</b>, <a href=x>Germany</a> <strong>1980</strong>")

    assert (block.bold, block.linked) == (len("Bonn"), len("Germany"))


def test_a_block_tells_the_areas_and_the_frame_around_it():
    page = "<header>Alder</header><section><article>Bonn</article></section><aside>Pune</aside>"

    assert [(block.area, block.frame) for block in blocks_of(page)] == [
        ((), "header"),
        ((1, 2), ""),
        ((-3,), "aside"),
    ]


def test_pictures_lend_their_words_to_the_block_that_they_stand_in_or_before():
    page = "<img alt=Flag><p>Bonn <img alt='Town hall'></p>"

    (block,) = blocks_of(page)
    assert [alt.words for alt in block.alts] == ["Flag", "Town hall"]


def test_a_table_that_names_nothing_is_left_out_and_comes_back_on_demand():
    page = "<h1>Ties</h1><table><tr><td>roads<td>12<tr><td>parks<td>3</table>"

    assert [block.text for block in blocks_of(page)] == ["Ties"]
    assert [block.text for block in blocks_of(page, keep_all=True)][1:] == ["roads, 12", "parks, 3"]


def test_sections_that_do_not_speak_of_ties_are_left_out_and_come_back_on_demand():
    section = "<section><h2>Twin towns</h2><p>Two.</p><ul><li>Bonn<li>Pune</ul></section>"
    page = f"<h1>Port Alder</h1><p>Roads.</p>{section}<p>Parks.</p>"

    assert [block.text for block in blocks_of(page)] == ["Twin towns", "Two.", "Bonn", "Pune"]
    assert len(blocks_of(page, keep_all=True)) == 7


def test_a_section_of_a_heading_alone_speaks_for_what_follows_it():
    page = "<section><h2>Twin towns</h2></section><section><ul><li>Bonn<li>Pune</ul></section>"

    assert [block.text for block in blocks_of(page)] == ["Twin towns", "Bonn", "Pune"]
