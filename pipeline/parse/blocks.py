"""A block of a page: a heading, a list item, a table row or a run of text, with its lines."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from pipeline.dates import is_month

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


@dataclass(frozen=True, slots=True, eq=False)  # a block is itself, and no other of the same words
class Block:
    """One block in reading order; white space is folded to single spaces."""

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

    def with_alts(self, alts: tuple[Alt, ...]) -> Block:
        """The block with ``alts`` before its own."""
        return replace(self, alts=alts + self.alts)

    def line_at(self, offset: int) -> int:
        """The line of the source, from 1, on which the character at ``offset`` stands."""
        at = bisect.bisect_right(self.marks, (offset, 10**9)) - 1
        return self.marks[max(at, 0)][1]


class BlockText:
    """Gathers one block's characters, white space folded, and remembers their lines."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._marks: list[tuple[int, int]] = []
        self._length = 0
        self._space = False
        self.bold = 0
        self.alts: list[Alt] = []

    def add(self, text: str, line: int, *, is_bold: bool = False) -> int:
        """Add ``text``, which begins on ``line``; return the line on which it ends."""
        begins = self.bold == self._length
        for number, piece in enumerate(text.split("\n")):
            if number:
                self._space = True
            self._add_line(piece, line + number)
        if is_bold and begins:
            self.bold = self._length
        return line + text.count("\n")

    def _add_line(self, piece: str, line: int) -> None:
        words = piece.split()
        if not words:
            self._space = self._space or piece != ""
            return
        folded = " ".join(words)
        if (self._space or piece[0].isspace()) and self._length:
            folded = " " + folded
        if not self._marks or self._marks[-1][1] != line:
            # The space between two lines counts to the first, so that a mark is on a word.
            self._marks.append((self._length + (folded[0] == " "), line))
        self._parts.append(folded)
        self._length += len(folded)
        self._space = piece[-1].isspace()

    def part(self) -> None:
        """Keep what comes next apart from what was added, by a space."""
        self._space = True

    @property
    def has_words(self) -> bool:
        """Whether anything was added yet."""
        return self._length > 0

    def block(self, role: str, level: int = 0, **more: Any) -> Block | None:
        """The block gathered so far, or None when no word was added."""
        if not self._length:
            return None
        text, marks = "".join(self._parts), tuple(self._marks)
        return Block(role, level, text, marks, bold=self.bold, alts=tuple(self.alts), **more)


class Sentence(NamedTuple):
    """One sentence of a block: ``block.text[start:end]``."""

    block: Block
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its words."""
        return self.block.text[self.start : self.end]

    @property
    def line(self) -> int:
        """The line on which it begins."""
        return self.block.line_at(self.start)


# A full stop ends no sentence after an initial or one of these.
_ABBREVIATION = re.compile(
    r"(?:\b(?:St|Ste|Mt|Ft|Mr|Mrs|Ms|Dr|No|Inc|Jr|Sr|Gov|Sen|Rep|Pres|vs|est|ca"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b\w)\.$",
    re.IGNORECASE,
)
_LONGEST_ABBREVIATION = 8
_DAY = re.compile(r"(?<!\d)\d\d\.$")  # of "13. Juni 1980"
_WORD = re.compile(r"\w+")
_END = re.compile(r"[.!?…]['\"’”)\]]*\s+(?=[\"'“‘(\[]?[^\W_a-z])")


@functools.lru_cache(maxsize=4096)
def sentences(block: Block) -> tuple[Sentence, ...]:
    """Return the sentences of ``block`` in order; together they cover all of its words.

    >>> block = Block(TEXT, 0, "Er wurde am 13. Juni 1980 besiegelt. Wir feiern.", ((0, 1),))
    >>> [sentence.text for sentence in sentences(block)]
    ['Er wurde am 13. Juni 1980 besiegelt.', 'Wir feiern.']
    """
    return tuple(_sentences(block))


def _is_before_month(text: str, at: int) -> bool:
    word = _WORD.match(text, at)
    return word is not None and is_month(word.group())


def _sentences(block: Block) -> Iterator[Sentence]:
    start = 0
    for match in _END.finditer(block.text):
        stop = match.start() + 1
        before = max(start, stop - _LONGEST_ABBREVIATION)
        if _ABBREVIATION.search(block.text, before, stop):
            continue
        if _DAY.search(block.text, before, stop) and _is_before_month(block.text, match.end()):
            continue
        end = match.start() + len(match.group().rstrip())
        yield from _pieces(block, start, end)
        start = match.end()
    yield from _pieces(block, start, len(block.text))


_LONGEST = 4_000  # characters; a longer sentence is a list, or an attack


def _pieces(block: Block, start: int, end: int) -> Iterator[Sentence]:
    """The sentence from ``start`` to ``end``, a very long one in pieces."""
    while end - start > _LONGEST:
        cut = max(block.text.rfind(sign, start, start + _LONGEST) for sign in ";, ")
        cut = cut + 1 if cut > start else start + _LONGEST
        yield Sentence(block, start, cut)
        start = cut
    if start < end:
        yield Sentence(block, start, end)
