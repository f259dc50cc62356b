"""One pass over the tree of a page, in the order of its source, straight to blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import lxml.etree

from pipeline.parse.page.table_grid import data_rows, row_of
from pipeline.parse.page.text import (
    BOLD,
    GAP,
    LINKED,
    Piece,
    folded,
    gather,
    goes_on,
    outline_text,
)
from pipeline.parse.page.tree import AREAS, HEADINGS, STRING, Element
from pipeline.parse.records import ACTING, HEADING, ITEM, ROW, TEXT, Alt, Block, Cell

# What an element is to the walk; the first three are all that most elements are.
_SKIP, _INLINE, _BLOCK, _CONTEXT, _IMG, _BR, _TABLE, _PRE = range(8)
_SKIPPED = (
    "script style template noscript svg math iframe object select datalist input textarea title "
    "noembed noframes audio video canvas option optgroup meta link base nav footer button"
)
_INLINES = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark meter "
    "output q ruby rb rp rt s samp small span strike strong sub sup time tt u var wbr"
)
_ACTING = frozenset({"dt", "summary", "legend"})  # the heading of what it opens or introduces
_FRAMES = frozenset({"header", "aside", "form"})
_KINDS: dict[Any, int] = {
    **dict.fromkeys(_SKIPPED.split(), _SKIP),
    **dict.fromkeys((lxml.etree.Comment, lxml.etree.PI, lxml.etree.Entity), _SKIP),
    **dict.fromkeys(_INLINES.split(), _INLINE),
    **dict.fromkeys((*HEADINGS, *AREAS, *_ACTING, *_FRAMES, "dd", "li", "ul", "ol"), _CONTEXT),
    **{"img": _IMG, "br": _BR, "table": _TABLE, "pre": _PRE},
}
_FLAGS = {"b": BOLD, "strong": BOLD, "a": LINKED}
# Two of these side by side are two things, though no space parts them: a badge, a date.
_BESIDE = frozenset({"span", "time", "small", "label", "data", "a"})
_EDIT_LINK = re.compile(r"\s*\[[^\[\]]{1,40}\]$")  # by which a wiki lets people change a section
_TYPED_BULLET = re.compile(r"(?:[•‣▪●◦∙·○■◆▶*–—-]|\(?\d{1,2}[.)])\s*(?=[^\W\d_])")

MOST_CHARACTERS = 2_000_000  # of a page
_LONGEST_HEADING = 600  # characters; a longer one is text in the markup of one
_COST = 30  # characters that a block counts for beside its own
_MOST_IN_A_SPAN = 24  # blocks; what holds more is a part of the page and no box
# An element that holds blocks: the number of the element around it, its tag, the first block and
# the one after its last.
Span = tuple[int, str, int, int]


class Context(NamedTuple):
    """What the blocks in an element inherit."""

    role: str = TEXT
    level: int = 0
    list_id: int = 0
    depth: int = 0
    area: tuple[int, ...] = ()
    frame: str = ""


NOWHERE = Context()
Only = Mapping[Element, Iterable[Element]]


class Walk:
    """The state of one pass: the pieces of the block being gathered, and what was found."""

    def __init__(self, context: Context = NOWHERE, line: int = 1, lists: int = 0) -> None:
        self.context, self.line, self.lists, self.areas = context, line, lists, 0
        self.pieces: list[Piece] = []
        self.alts: list[Alt] = []
        self.blocks: list[Block] = []
        self.spans: list[Span] = []
        self.characters = 0
        self._typed = (0, -2)  # the list of lines with typed bullets, and its last block

    def run(self, root: Element, only: Only = MappingProxyType({})) -> list[Block]:
        """Walk ``root`` to its end and return the blocks in it; only: as ``paths_to`` has it."""
        kind_of, pieces, blocks, flush = _KINDS.get, self.pieces, self.blocks, self.flush
        stack: list[tuple[Any, ...]] = []
        line, flags, before, parent, serial, start = self.line, 0, "", 0, 0, 0
        if root.text:
            pieces.append((root.text, line, flags))
            line += root.text.count("\n")
        below = iter(only.get(root, root))
        while True:
            el = next(below, None)
            if el is None:
                if not stack or self.characters > MOST_CHARACTERS:
                    break
                below, el, tag, kind, saved, flags, parent, start = stack.pop()
            else:
                tag, saved, start = el.tag, self.context, len(blocks)
                kind = kind_of(tag, _BLOCK)
                if kind > _BLOCK:
                    kind = self._enter(el, tag, kind)
                if kind != _SKIP:
                    if (at := el.sourceline) > line:
                        line = at
                    inner = flags
                    if kind == _INLINE:
                        inner |= _FLAGS.get(tag, 0)
                        if before in _BESIDE and tag in _BESIDE:
                            pieces.append(GAP)
                    elif pieces:
                        flush()
                    if text := el.text:
                        if pieces or not text.isspace():
                            pieces.append((text, line, inner))
                        line += text.count("\n")
                    if len(el):
                        stack.append((below, el, tag, kind, saved, flags, parent, start))
                        serial += 1
                        below, flags, before, parent = iter(only.get(el, el)), inner, "", serial
                        continue
            tail = el.tail
            if kind != _SKIP:
                if kind != _INLINE:
                    if pieces:
                        flush()
                    if kind == _CONTEXT:
                        self.context = saved
                held = len(blocks) - start
                if held and (1 < held <= _MOST_IN_A_SPAN or tag in ("dt", "dd")):
                    self.spans.append((parent, tag, start, start + held))
                before = tag
            elif tail and not tail.isspace():
                line = max(line, _end_of(el, tag))
            if tail:
                if pieces or not tail.isspace():
                    pieces.append((tail, line, flags))
                line += tail.count("\n")
                before = ""
        flush()
        return blocks

    def flush(self) -> None:
        """The block gathered so far, unless it has no words."""
        pieces = self.pieces
        found = gather(pieces)
        pieces.clear()
        if found is None:
            return
        text, marks, bold, linked = found
        role, level, list_id, depth, area, frame = self.context
        if role == HEADING and len(text) > _LONGEST_HEADING:
            role, level = TEXT, 0
        if role == HEADING and linked and text[-1] == "]":
            text = _EDIT_LINK.sub("", text) or text
            bold, linked = min(bold, len(text)), min(linked, len(text))
        elif role == ITEM:  # the words after an item's first block are text beside it
            self.context = self.context._replace(role=TEXT, list_id=0)
        elif role == TEXT and not text[0].isalpha() and _TYPED_BULLET.match(text):
            # Below zero, so that no list of the markup has the number.
            list_id, last = self._typed
            list_id -= last != len(self.blocks) - 1
            self._typed = list_id, len(self.blocks)
            role, level = ITEM, 0
        alts: tuple[Alt, ...] = ()
        if self.alts:
            alts, self.alts = tuple(self.alts), []
        self.blocks.append(
            Block(role, level, text, marks, list_id, depth, bold, area, (), alts, linked, frame)
        )
        self.characters += len(text) + _COST

    def _enter(self, el: Element, tag: str, kind: int) -> int:
        """What ``el`` comes to: _SKIP when there is nothing (more) to read in it."""
        if kind == _IMG:
            if words := folded(el.get("alt") or ""):
                self.alts.append(Alt(words, max(1, el.sourceline)))
            return _INLINE
        if kind == _BR:
            follows = el.getnext()
            after = (el.tail or "").strip() or (follows is not None and follows.text) or ""
            if not self.pieces or not goes_on(self.pieces[-1][0], after):
                return _BLOCK
            self.pieces.append(("\n", el.sourceline, 0))
            return _INLINE
        if kind == _TABLE and not (rows := data_rows(el)):
            return _BLOCK
        if self.pieces:
            self.flush()
        if kind == _CONTEXT:
            self.context = self._context_in(tag)
            return kind
        if kind == _TABLE:
            self._table(el, rows)
        else:
            self._pre(el)
        return _SKIP

    def _context_in(self, tag: str) -> Context:
        role, level, list_id, depth, area, frame = self.context
        if tag == "li":
            role, level = ITEM, 0
        elif tag in HEADINGS or tag in _ACTING:
            role, level, list_id = HEADING, HEADINGS.get(tag, ACTING), 0
        elif tag in ("ul", "ol"):
            self.lists += 1
            role, level, list_id, depth = TEXT, 0, self.lists, depth + 1
        elif tag in AREAS:
            self.areas += 1  # an aside's is below zero: it hears nothing of the headings around it
            area = (*area, -self.areas if tag == "aside" else self.areas)
        return Context(role, level, list_id, depth, area, tag if tag in _FRAMES else frame)

    def _pre(self, el: Element) -> None:
        first = self.lists
        for block in outline_text("".join(_shown(el)), el.sourceline):
            if block.list_id:
                self.lists = block.list_id = first + block.list_id
            block.depth, block.area, block.frame = self.context[3:]
            self.blocks.append(block)
            self.characters += len(block.text) + _COST

    def _table(self, table: Element, rows: list[list[Element]]) -> None:
        """The rows of a table of data, each one block, its cells parted by commas."""
        self.lists += 1
        list_id = self.lists
        _, _, _, depth, area, frame = self.context
        for caption in table.iterchildren("caption"):
            self.blocks += Walk(self.context, caption.sourceline, list_id).run(caption)
        inside = Context(area=area, frame=frame)
        read: dict[Element, Cell] = {}
        for row in rows:
            if self.characters > MOST_CHARACTERS:
                break
            read |= {el: _cell(el, inside, list_id * 1000) for el in row if el not in read}
            cells = tuple([read[el] for el in row])
            if found := row_of(cells):
                text, marks, bold, linked = found
                alts = tuple([alt for cell in cells for line in cell.blocks for alt in line.alts])
                rest = bold, area, cells, alts, linked, frame
                self.blocks.append(Block(ROW, 0, text, marks, list_id, depth, *rest))
                self.characters += 2 * len(text) + _COST * len(cells)


def _end_of(el: Element, tag: object) -> int:
    """The line on which an element ends that is not read; a comment has the line of its end."""
    line: int = el.sourceline
    return line + (STRING(el).count("\n") if isinstance(tag, str) else 0)


def _cell(cell: Element, inside: Context, lists: int) -> Cell:
    if not len(cell):
        found = gather([(cell.text or "", cell.sourceline, 0)])
        blocks = [Block(TEXT, 0, *found[:2], area=inside.area, frame=inside.frame)] if found else []
    else:
        walk = Walk(inside, cell.sourceline, lists)
        blocks = walk.run(cell)
        if not blocks and walk.alts:
            walk.pieces.append((*walk.alts[0], 0))
            walk.flush()
    return Cell(" ".join([block.text for block in blocks]), cell.tag == "th", tuple(blocks))


def _shown(pre: Element) -> Iterator[str]:
    """The text of a <pre>, less that of what is not read, with a line for each <br>."""
    walk = lxml.etree.iterwalk(pre, events=("start", "end", "comment", "pi"))
    for event, el in walk:
        kind = _KINDS.get(el.tag, _BLOCK)
        if event == "start" and kind == _SKIP:
            walk.skip_subtree()
        elif event == "start":
            yield "\n" if kind == _BR else el.text or ""
        if event != "start" and el is not pre:
            yield el.tail or ""
