"""What the readers of a page are handed: its blocks, what is told of each, and whose page it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pipeline.parse.blocks import Block, Cell
from pipeline.parse.host import Host
from pipeline.parse.lexicon import Lexicon
from pipeline.parse.mentions import Mention
from pipeline.parse.sections import Context

MOST_MENTIONS = 2_000  # of a page; no town has as many partners


@dataclass(slots=True)
class Page:
    """One page while it is read. Readers add mentions and mark the blocks that they have used."""

    blocks: list[Block]
    told: list[Context]
    lexicon: Lexicon
    host: Host
    mentions: list[tuple[int, Mention]] = field(default_factory=list)  # by number of block
    columns: Mapping[str, str] = field(default_factory=dict)  # taught: a header to its column
    read_cell: Callable[[int, Cell], None] = lambda *_: None
    used: set[int] = field(default_factory=set)  # blocks that no later reader need look at

    def add(self, number: int, mention: Mention) -> None:
        """Note that block ``number`` mentions a tie, unless it is the host itself."""
        is_host = mention.entry is not None and self.host.is_entry(mention.entry)
        if not is_host and len(self.mentions) <= MOST_MENTIONS:
            self.mentions.append((number, mention))
