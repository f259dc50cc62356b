"""The frozen records that travel between the rooms of the page reader."""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.inputs.hints import NO_HINTS, Hints
from pipeline.parse.words.entry import Entry

HEADING, ITEM, TEXT, ROW = "heading", "item", "text", "row"
ACTING = 7  # the level of what only acts as a heading: a term, a summary, a tab


class Cell(NamedTuple):
    """One cell of a table row; a cell that spans rows stands in each of them."""

    text: str
    is_header: bool
    blocks: tuple[Block, ...]  # its lines and items


class Alt(NamedTuple):
    """The words that stand for a picture."""

    words: str
    line: int


# Not frozen, as a page has hundreds and freezing makes each seven times as slow to make; once an
# Outline holds it nobody changes it. A block is itself, and no other of the same words.
@dataclass(slots=True, eq=False)
class Block:
    """One block in reading order; its text is NFC, white space folded to single spaces."""

    role: str  # HEADING, ITEM, TEXT or ROW
    level: int  # of a heading, 1 to 6, or ACTING; 0 for others
    text: str
    marks: tuple[tuple[int, int], ...]  # (offset, line): from this offset the text is on this line
    list_id: int = 0  # items of one list and rows of one table share it; 0 for others
    depth: int = 0  # how many lists it stands in
    bold: int = 0  # how many characters of bold it begins with
    area: tuple[int, ...] = ()  # the sections, articles and asides around it, outermost first
    cells: tuple[Cell, ...] = ()  # of a row
    alts: tuple[Alt, ...] = ()  # of the pictures in it, and of those just before it
    linked: int = 0  # how many characters of its text stand in links
    frame: str = ""  # header, aside, form or menu when it stands in such a part of the page
    box: int = 0  # the repeated box (card, tile, pair of a dl) it stands in; 0 for none
    boxes: int = 0  # the row of alike boxes that its box belongs to; 0 for none

    def line_at(self, offset: int) -> int:
        """The line of the source, from 1, on which the character at ``offset`` stands."""
        at = bisect.bisect_right(self.marks, (offset, 10**9)) - 1
        return self.marks[max(at, 0)][1]


class Outline(NamedTuple):
    """The blocks of a page in reading order, and what its frame says of it."""

    blocks: tuple[Block, ...]
    title: str = ""  # "" when it has none
    footer: str = ""  # the words of its footer, the first 500 characters
    language: str = ""  # as the page declares it, the primary subtag in small letters
    is_whole: bool = True  # whether the page could be read to its end
    is_too_large: bool = False  # more was left of it than we read: then it has no blocks


class Scope(NamedTuple):
    """What the headings and lines around a block say of the ties in it."""

    kind: str = ""  # a key of vocabularies.KINDS, MIXED, or "" when nothing says
    first_kind: str = ""  # the kind named first, of a MIXED one
    source: str = ""  # what says the kind: heading, lead, story, title, site; "" for nothing
    status_words: str = ""  # "Former", as printed, or ""
    words: str = ""  # of the nearest heading, "" when there is none
    sort: str = ""  # of the nearest heading: kind, country, area, place, news, asks, other
    country: str = ""  # the heading's words when they are a country's name
    line: int = 0  # on which the country stands
    between: int = 0  # headings that name no kind, between the one that does and the block
    at: int = -1  # the number of the block that says the kind; -1 for the title
    owner: str = ""  # "another": the heading tells of another town; "host": of the host by name
    is_head: bool = False  # whether the block is a heading, or acts as one


class Unit(NamedTuple):
    """A text in which entries are looked for: a line, a cell's line, a heading, a sentence."""

    number: int  # of the block
    block: Block  # the block, or the line inside a cell
    start: int  # of the text in the block
    text: str
    shape: str  # item, cell, heading, line or sentence
    group: tuple[int, int, int]  # what it is a sibling of: list or table, column, kind of group
    column: int = -1  # of the table, -1 outside tables


class Candidate(NamedTuple):
    """A name at one place of a page that could be a partner."""

    unit: Unit
    entry: Entry
    order: int  # which of the names of its unit, from 0
    of: int  # how many names its unit has
    lines: tuple[int, ...] = ()  # more lines of the source that state a part of it

    @property
    def start(self) -> int:
        """Where it begins in its block."""
        return self.unit.start + self.entry.start

    @property
    def end(self) -> int:
        """Where all that is said of it ends in its block."""
        return self.unit.start + self.entry.end

    @property
    def line(self) -> int:
        """The line of the source on which it begins."""
        return self.unit.block.line_at(self.start)


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How a page is to be read."""

    file: str  # the name by which problems call the page
    source_id: str = ""
    host: str = ""  # "" when it is not known: then the page itself may say
    host_country: str = ""  # ISO 3166-1 alpha-2, "" when it is not known
    charset: str = ""  # as the server declared it
    hints: Hints = NO_HINTS
    keeps_all_sections: bool = False  # read what cutting would leave out; the reading is the same
    explains: bool = False
