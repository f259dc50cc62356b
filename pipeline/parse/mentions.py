"""A mention: one place of a page that names a partner, and by which rule it was read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipeline.parse.blocks import Block
from pipeline.parse.entries import Entry


@dataclass(frozen=True, slots=True)
class Mention:
    """One naming of a tie: ``block.text[start:end]``; entry is None when it is unreadable."""

    block: Block
    start: int
    end: int
    kind: str  # MIXED when the page does not say which
    status: str  # as the entry or its heading has it
    entry: Entry | None
    rule: str  # by which it was read, in words
    is_sure: bool = True  # False: a tie perhaps, in a list that is not one of ties
    lines: tuple[int, ...] = field(default=())  # more lines that state a part of it

    def doubted(self) -> Mention:
        """The mention as one of which we are not sure."""
        return replace(self, is_sure=False)

    @property
    def quote(self) -> str:
        """Its words."""
        return self.block.text[self.start : self.end]

    @property
    def line(self) -> int:
        """The line on which it begins."""
        return self.block.line_at(self.start)
