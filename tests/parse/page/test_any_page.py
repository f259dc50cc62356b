"""Whatever the bytes are, a page is read without an exception, in linear time, and in order."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parse.page.decode import decode
from pipeline.parse.page.outline import read_outline

TAGS = (
    "a b br p div ul ol li table tr td th h1 h2 h3 dl dt dd section article aside nav footer "
    "header svg path math button pre sup img form details summary noscript template body "
    "html span wbr"
).split()
PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS]),
    st.sampled_from([f"</{tag}>" for tag in TAGS]),
    st.sampled_from(
        [
            *(
                "<p hidden>",
                "<td rowspan=3>",
                "<td colspan=2>",
                "<div role=menu>",
                "<img alt=Bonn>",
            ),
            *("<!-- ", "-->", "<!doctype html>", "<a href='", "&shy;", "&#769;", "\n", "-\n", " "),
            *(
                "Bonn",
                "Sister city",
                "Léon",
                "Le\u0301on",
                "\u200b",
                "東京",
                "• ",
                "1. ",
                "[1]",
                "<",
            ),
        ]
    ),
    st.text(max_size=5),
)
PAGES = st.lists(PIECES, max_size=60).map("".join)


def outline(body, **options):
    return read_outline(decode(body), **options)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_an_exception(body):
    outline(body)


@given(PAGES)
def test_blocks_are_folded_and_composed_and_their_lines_ascend(page):
    last = 1 + page.count("\n") + page.count("\r")
    for block in outline(page.encode("utf-8", "replace"), keep_all=True).blocks:
        texts = [block.text, *(cell.text for cell in block.cells)]
        assert block.text
        assert all(text == " ".join(text.split()) for text in texts)
        assert all(unicodedata.is_normalized("NFC", text) for text in texts)
        offsets = [offset for offset, _ in block.marks]
        assert offsets[0] == 0
        assert offsets == sorted(offsets)
        assert all(0 <= offset < len(block.text) for offset in offsets)
        assert all(1 <= line <= last for _, line in block.marks)
        assert 0 <= block.bold <= len(block.text)
        assert 0 <= block.linked <= len(block.text)
        assert bool(block.box) == bool(block.boxes)


@given(PAGES)
def test_keeping_all_gives_all_that_is_read_otherwise_in_the_same_order(page):
    body = page.encode("utf-8", "replace")
    everything = iter([block.text for block in outline(body, keep_all=True).blocks])

    assert all(block.text in everything for block in outline(body).blocks)


@given(PAGES, st.sampled_from(["</body></html>", "<html><head></head><body>"]))
def test_an_end_or_a_beginning_of_a_page_within_it_takes_nothing_away(page, sign):
    before = f"<p>Pune</p>{page}<p>Bonn</p>"

    def words(html):
        body = html.encode("utf-8", "replace")
        return [block.text for block in outline(body, keep_all=True).blocks]

    assert words(f"<p>Pune</p>{sign}{page}<p>Bonn</p>")[:1] == ["Pune"]
    assert words(f"<p>Pune</p>{sign}<p>Bonn</p>")[-1] == "Bonn"
    assert words(before)[:1] == ["Pune"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        *("<div>", "<svg><p>a", "<svg>a", "<p><b>Bonn", "<!-- ", "a<!-- x -->", "<font>a"),
        *("<table><tr><td>a", "<button>a</button><div>b</div>", "<i>a\n</i>", "</body></html>"),
        *(
            "<li>Bonn",
            "<section>sister ",
            '<a b="',
            "<td rowspan=99 colspan=99>Ab<td>C",
            "<p hidden>a",
        ),
    ],
)
def test_a_page_of_one_thing_repeated_is_read_in_linear_time(unit):
    spent = []
    for size in (100_000, 800_000):
        page = decode(("<h1>Sister cities</h1>" + unit * (size // len(unit))).encode())
        spent.append(min(seconds_of(page) for _ in range(2)))

    assert spent[1] < 0.1 + 16 * spent[0]


def seconds_of(page):
    start = time.process_time()
    read_outline(page)
    return time.process_time() - start


@pytest.mark.slow
@pytest.mark.parametrize("value", ["", '="<b>"', '=">"', "='x>'", " = '>'"])
def test_one_tag_of_very_many_attributes_is_read_in_linear_time(value):
    attributes = " ".join(f"a{number}{value}" for number in range(60_000))
    start = time.process_time()
    read = outline(f"<h1>Ties</h1><p {attributes}>Bonn".encode())

    assert [block.text for block in read.blocks] == ["Ties", "Bonn"]
    assert time.process_time() - start < 2


def test_a_page_nested_too_deep_says_that_it_was_not_read_to_its_end():
    assert not outline(b"<div>" * 100_000 + b"Bonn").is_whole
    assert not outline(b"<p>" + b"</b><i>" * 100_000 + b"Bonn").is_whole
    assert outline(b"<div>" * 1_000 + b"Bonn").is_whole


def test_a_page_of_more_than_is_read_says_so_and_has_no_blocks():
    read = outline(b"<li>Pune, India</li>" * 100_000)

    assert read.is_too_large
    assert read.blocks == ()
