"""HTML to blocks: what lxml left of a page, walked as BeautifulSoup reads it."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from pipeline.parse.blocks import ACTING, HEADING, ITEM, ROW, TEXT, Alt, Block, BlockText, Cell
from pipeline.parse.cutting import AREAS, LINE
from pipeline.parse.grid import grid_of, is_data
from pipeline.parse.text_outline import outline_text

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
# What acts as the heading of what it opens or introduces.
_ACTING = frozenset({"dt", "summary", "legend", "button"})
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark meter "
    "output q ruby rb rp rt s samp small span strike strong sub sup time tt u var wbr".split()
)
_BOLD = frozenset({"b", "strong"})
# Two of these side by side are two things, though no space parts them: a badge, a date.
_BESIDE = frozenset({"span", "time", "small", "label", "data", "a"})


def outline_html(html: str) -> list[Block]:
    """Return the blocks of ``html``, as ``cutting.cut`` leaves it, in reading order."""
    return (
        list(_Walk().blocks(BeautifulSoup(html, "lxml", multi_valued_attributes=None)))
        if html
        else []
    )


class _Walk:
    """One pass over the tree; the state is the block being gathered and the line."""

    def __init__(self, line: int = 1, area: tuple[int, ...] = ()) -> None:
        self.gathered = BlockText()
        self.line = line
        self.role, self.level, self.list_id = TEXT, 0, 0
        self.depth = 0
        self.lists = 0
        self.areas = 0
        self.area = area
        self.is_bold = False
        self.alts: list[Alt] = []  # of pictures that stand before the block to come

    def blocks(self, tag: Tag) -> Iterator[Block]:
        yield from self._children(tag)
        yield from self._flush()

    def _flush(self) -> Iterator[Block]:
        block = self.gathered.block(
            self.role, self.level, list_id=self.list_id, depth=self.depth, area=self.area
        )
        if block is None:
            self.alts += self.gathered.alts
            self.gathered = BlockText()
            return
        self.gathered = BlockText()
        if self.alts:
            block = block.with_alts(tuple(self.alts))
            self.alts = []
        yield block
        # The words after an item's first block are text beside it, not one more item.
        if self.role == ITEM:
            self.role, self.list_id = TEXT, 0

    def _children(self, tag: Tag) -> Iterator[Block]:
        before = ""  # the name of the element just before, when no text stands between
        for child in tag.children:
            if isinstance(child, Tag):
                if before in _BESIDE and child.name in _BESIDE:
                    self.gathered.part()
                yield from self._tag(child)
                before = child.name
            elif type(child) is NavigableString:
                self.line = self.gathered.add(str(child), self.line, is_bold=self.is_bold)
                before = ""

    def _tag(self, tag: Tag) -> Iterator[Block]:
        self.line = max(self.line, int(str(tag.get(LINE) or 0)))
        if tag.name == "img":
            self._picture(tag)
        elif tag.name in _INLINE:
            yield from self._inline(tag)
        else:
            yield from self._flush()
            yield from self._block(tag)

    def _inline(self, tag: Tag) -> Iterator[Block]:
        outer = self.is_bold
        self.is_bold = outer or tag.name in _BOLD
        yield from self._children(tag)
        self.is_bold = outer

    def _picture(self, tag: Tag) -> None:
        words = " ".join(str(tag.get("alt") or "").split())
        if words:
            self.gathered.alts.append(Alt(words, self.line))

    def _block(self, tag: Tag) -> Iterator[Block]:
        if tag.name == "title":
            return
        if tag.name in ("ul", "ol"):
            yield from self._list(tag)
        elif tag.name in _HEADINGS:
            yield from self._as(tag, HEADING, _HEADINGS[tag.name], 0)
        elif tag.name in _ACTING:
            yield from self._as(tag, HEADING, ACTING, 0)
        elif tag.name == "li":
            yield from self._as(tag, ITEM, 0, self.list_id)
        elif tag.name == "table" and is_data(tag):
            yield from self._table(tag)
        elif tag.name == "pre":
            yield from outline_text(tag.get_text(), self.line)
        elif tag.name in AREAS:
            yield from self._section(tag)
        else:
            yield from self._children(tag)
            yield from self._flush()

    def _section(self, tag: Tag) -> Iterator[Block]:
        outer = self.area
        self.areas += 1
        # An aside has a number below zero: it hears nothing of the headings around it.
        self.area = (*outer, -self.areas if tag.name == "aside" else self.areas)
        yield from self._children(tag)
        yield from self._flush()
        self.area = outer

    def _list(self, tag: Tag) -> Iterator[Block]:
        outer = self.role, self.level, self.list_id
        self.lists += 1
        self.depth += 1
        mine = self.lists
        for child in tag.children:
            self.role, self.level, self.list_id = TEXT, 0, mine
            if isinstance(child, Tag):
                yield from self._tag(child)
            elif type(child) is NavigableString:
                self.line = self.gathered.add(str(child), self.line)
            yield from self._flush()
        self.depth -= 1
        self.role, self.level, self.list_id = outer

    def _table(self, tag: Tag) -> Iterator[Block]:
        """The rows of a table of data, each one block, its cells parted by commas."""
        self.lists += 1
        if caption := tag.find("caption"):
            yield from self._children(caption)
            yield from self._flush()
        read: dict[int, Cell] = {}  # a cell that spans rows is read once
        for row in grid_of(tag):
            for cell in row:
                if id(cell) not in read:
                    read[id(cell)] = self._cell(cell)
            yield from self._row([read[id(cell)] for cell in row])

    def _cell(self, tag: Tag) -> Cell:
        walk = _Walk(max(self.line, int(str(tag.get(LINE) or 0))), self.area)
        walk.lists, walk.areas = self.lists * 1000, self.areas
        blocks = tuple(walk.blocks(tag))
        text = " ".join(block.text for block in blocks)
        if not blocks and walk.alts:
            alt = BlockText()
            alt.add(walk.alts[0].words, walk.alts[0].line)
            blocks = tuple(block for block in [alt.block(TEXT)] if block)
            text = walk.alts[0].words
        return Cell(text, tag.name == "th", blocks)

    def _row(self, cells: list[Cell]) -> Iterator[Block]:
        row = BlockText()
        for cell in cells:
            for number, block in enumerate(cell.blocks):
                if row.has_words:
                    row.add(", " if number == 0 else " ", block.line_at(0))
                self.line = max(self.line, row.add(block.text, block.line_at(0)))
        whole = row.block(ROW, 0, list_id=self.lists, area=self.area, cells=tuple(cells))
        if whole:
            yield whole

    def _as(self, tag: Tag, role: str, level: int, list_id: int) -> Iterator[Block]:
        outer = self.role, self.level, self.list_id
        self.role, self.level, self.list_id = role, level, list_id
        yield from self._children(tag)
        yield from self._flush()
        self.role, self.level, self.list_id = outer
