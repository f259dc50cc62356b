"""A block of a page: a heading, a list item or a run of text, with the lines it stands on."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Block:
    """One block in reading order; white space is folded to single spaces."""

    role: str  # heading, item or text
    level: int  # of a heading, 1 to 6; 0 for others
    text: str
    marks: tuple[tuple[int, int], ...]  # (offset, line): from this offset the text is on this line
    list_id: int = 0  # items of one list share it; 0 for what is no item

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

    def add(self, text: str, line: int) -> int:
        """Add ``text``, which begins on ``line``; return the line on which it ends."""
        for number, piece in enumerate(text.split("\n")):
            if number:
                self._space = True
            self._add_line(piece, line + number)
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

    @property
    def has_words(self) -> bool:
        """Whether anything was added yet."""
        return self._length > 0

    def block(self, role: str, level: int = 0, list_id: int = 0) -> Block | None:
        """The block gathered so far, or None when no word was added."""
        if not self._length:
            return None
        return Block(role, level, "".join(self._parts), tuple(self._marks), list_id)


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
_END = re.compile(r"[.!?…]['\"’”)\]]*\s+(?=[\"'“‘(\[]?[^\W_a-z])")


def sentences(block: Block) -> Iterator[Sentence]:
    """Yield the sentences of ``block`` in order; together they cover all of its words."""
    start = 0
    for match in _END.finditer(block.text):
        stop = match.start() + 1
        if _ABBREVIATION.search(block.text, max(start, stop - _LONGEST_ABBREVIATION), stop):
            continue
        end = match.start() + len(match.group().rstrip())
        yield Sentence(block, start, end)
        start = match.end()
    if start < len(block.text):
        yield Sentence(block, start, len(block.text))
