"""What the readers of a page are handed: its blocks, what is told of each, and whose page it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from pipeline.parse.blocks import Block, Cell
from pipeline.parse.entries import Entry, Lexicon
from pipeline.parse.mentions import Mention
from pipeline.parse.sections import Context
from pipeline.text import fold


@dataclass(frozen=True, slots=True)
class Host:
    """The town whose page it is; empty when nobody knows."""

    name: str = ""

    def is_named(self, words: str) -> bool:
        """Whether ``words`` are the host's name, perhaps as "City of Bonn"."""
        if not self.name or not words:
            return False
        own, said = fold(self.name), fold(words)
        return said == own or said.removeprefix("city of ").removesuffix(" city") == own

    def is_entry(self, entry: Entry) -> bool:
        """Whether ``entry`` is the host itself: a namesake states its region or country."""
        return not entry.country and not entry.region and self.is_named(entry.name)


@dataclass(slots=True)
class Page:
    """One page while it is read. Readers add mentions and mark the blocks that they have used."""

    blocks: list[Block]
    told: list[Context]
    lexicon: Lexicon
    host: Host
    mentions: list[tuple[int, Mention]] = field(default_factory=list)  # by number of block
    read_cell: Callable[[int, Cell], None] = lambda *_: None
    used: set[int] = field(default_factory=set)  # blocks that no later reader need look at

    def add(self, number: int, mention: Mention) -> None:
        """Note that block ``number`` mentions a tie, unless it is the host itself."""
        if mention.entry is None or not self.host.is_entry(mention.entry):
            self.mentions.append((number, mention))
