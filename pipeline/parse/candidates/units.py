"""The texts of a page in which candidates are looked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.parse.page.sentences import sentences
from pipeline.parse.records import HEADING, ITEM, ROW, Block, Scope, Unit

_LONGEST_LINE = 160  # characters; a longer one is read sentence by sentence
_LISTED, _COLUMN, _HEADINGS, _LINES, _BOXES, _SENTENCES = range(6)  # sorts of groups


def units_of(blocks: Sequence[Block], scopes: Sequence[Scope]) -> list[Unit]:
    """Return the units of a page in reading order.

    Items of one list, cells of one column, headings of one level, cards of one row and lines
    below one heading are siblings: they share a group.
    """
    units: list[Unit] = []
    heading = 0  # the number of the nearest heading
    parents: dict[int, int] = {}  # the nearest heading of each level
    place = 0  # of a block in its box
    for number, block in enumerate(blocks):
        before = blocks[number - 1] if number else None
        place = place + 1 if before and block.box and before.box == block.box else 0
        if block.role == HEADING:
            heading = number
            parents[block.level] = number
            parents = {level: at for level, at in parents.items() if level <= block.level}
            above = max((at for level, at in parents.items() if level < block.level), default=-1)
            group = (above, block.level, _HEADINGS)
            if block.boxes:
                group = (block.boxes, place, _BOXES)
            units.append(Unit(number, block, 0, block.text, "heading", group))
        elif block.role == ROW:
            units += _of_row(number, block)
        else:
            group = (block.list_id, block.depth, _LISTED)
            if not block.list_id or block.role != ITEM:
                group = (block.boxes, place, _BOXES) if block.boxes else (heading, 0, _LINES)
            units += _of_text(number, block, group)
    return units


def _of_row(number: int, row: Block) -> Iterator[Unit]:
    seen: set[int] = set()
    for column, cell in enumerate(row.cells):
        for line in cell.blocks:
            if id(line) not in seen:
                seen.add(id(line))
                group = (row.list_id, column, _COLUMN)
                for unit in _of_text(number, line, group):
                    shape = "cell" if unit.shape != "sentence" else "sentence"
                    yield unit._replace(shape=shape, column=column)


def _of_text(number: int, block: Block, group: tuple[int, int, int]) -> Iterator[Unit]:
    shape = "item" if block.role == ITEM else "line"
    if len(block.text) <= _LONGEST_LINE and not _is_sentence(block):
        yield Unit(number, block, 0, block.text, shape, group)
        return
    for order, sentence in enumerate(sentences(block)):
        first = shape == "item" and order == 0
        of = group if first else (number, order, _SENTENCES)
        said = "item" if first else "sentence"
        yield Unit(number, block, sentence.start, sentence.text, said, of)


def _is_sentence(block: Block) -> bool:
    """Whether a short block is a sentence: it ends as one, and has more words than an entry."""
    return (
        block.role != ITEM
        and block.text.endswith((".", "!", "。", "…"))
        and (len(block.text.split()) > 9 or "。" in block.text)
    )
