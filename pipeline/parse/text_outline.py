"""Plain text to blocks: paragraphs, bullets and lines that stand alone as headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.parse.blocks import Block, BlockText

_BULLET = re.compile(r"\s*(?:[•‣▪●◦∙·○■*–—-]|\d{1,3}[.)])\s+(?=\S)")
_ENDS_A_SENTENCE = re.compile(r"[.:;,!?…]['\"’”)\]]*$")
_LONGEST_HEADING = 100  # characters; a longer line is text, whatever its end


def outline_text(text: str, line: int = 1) -> list[Block]:
    """Return the blocks of plain ``text``, which begins on ``line``, in order.

    A line that begins with a bullet or a number is an item, items that follow one another are
    one list. A line alone between blank lines that ends no sentence is a heading, of one level
    for all, as plain text shows none. Lines that were wrapped are joined again.
    """
    blocks: list[Block] = []
    list_id = 0
    for paragraph in _paragraphs(text, line):
        if _BULLET.match(paragraph[0][1]):
            list_id += not (blocks and blocks[-1].role == "item")
            blocks += _items(paragraph, list_id)
        else:
            blocks += _texts(paragraph)
    return blocks


def _paragraphs(text: str, first: int) -> Iterator[list[tuple[int, str]]]:
    """Yield runs of numbered lines: without blank ones, and bulleted apart from others."""
    run: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), first):
        is_bullet = bool(_BULLET.match(line))
        if run and (not line.strip() or is_bullet != bool(_BULLET.match(run[0][1]))):
            yield run
            run = []
        if line.strip():
            run.append((number, line))
    if run:
        yield run


def _items(paragraph: list[tuple[int, str]], list_id: int) -> Iterator[Block]:
    for number, line in paragraph:
        item = BlockText()
        item.add(_BULLET.sub("", line, count=1), number)
        if block := item.block("item", list_id=list_id):
            yield block


def _texts(paragraph: list[tuple[int, str]]) -> Iterator[Block]:
    joined = list(_joined(paragraph))
    for lines in joined:
        gathered = BlockText()
        for number, line in lines:
            gathered.add(line + "\n", number)
        block = gathered.block("text")
        if block is None:
            continue
        stands_alone = len(joined) == 1 and len(lines) == 1
        if stands_alone and _is_heading(block.text):
            block = gathered.block("heading", level=2) or block
        yield block


def _is_heading(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and not _ENDS_A_SENTENCE.search(text)


_COLUMNS = re.compile(
    r"\S(?:\s{3,}|\t|\s?[.·]{4,}\s?)\S"
)  # a line of a table typed by hand is never wrapped


def _joined(paragraph: list[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """Yield the lines that were one before wrapping.

    A line was wrapped where the next line's first word would not have fitted into the
    paragraph's width, or where it ends with a comma; a line that leaves room for it was ended
    on purpose.
    """
    width = max(len(line.rstrip()) for _, line in paragraph)
    run: list[tuple[int, str]] = []
    for number, line in paragraph:
        before = run[-1][1].rstrip() if run else ""
        fits = len(before) + 1 + len(line.split()[0]) <= width
        is_end = (fits or _COLUMNS.search(line.strip())) and not before.endswith((",", ";"))
        if run and is_end:
            yield run
            run = []
        run.append((number, line))
    yield run
