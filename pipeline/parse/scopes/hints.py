"""What ``source.toml`` teaches of a page, done to its blocks."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.inputs.hints import Hints
from pipeline.parse.records import ACTING, HEADING, Block
from pipeline.text import fold


def hinted(blocks: Sequence[Block], hints: Hints) -> list[Block]:
    """Return the blocks that are to be read: those of one section, less what is to be skipped.

    A heading is the first block that begins with the words: a heading of the markup, or a line
    that stands for one. Without such a block nothing is left.
    """
    kept = _section(blocks, hints.heading) if hints.heading else list(blocks)
    for words in hints.skip:
        kept = _without(kept, words)
    return kept


def _begins(block: Block, words: str) -> bool:
    return f"{fold(block.text)} ".startswith(f"{fold(words)} ")


def _end(blocks: Sequence[Block], at: int) -> int:
    """Where the section of a heading ends; a line heads all up to the next heading."""
    level = blocks[at].level if blocks[at].role == HEADING else ACTING
    after = range(at + 1, len(blocks))
    ends = (n for n in after if blocks[n].role == HEADING and blocks[n].level <= level)
    return next(ends, len(blocks))


def _section(blocks: Sequence[Block], words: str) -> list[Block]:
    for at, block in enumerate(blocks):
        if _begins(block, words):
            return list(blocks[at : _end(blocks, at)])
    return []


def _without(blocks: list[Block], words: str) -> list[Block]:
    kept: list[Block] = []
    at = 0
    while at < len(blocks):
        if _begins(blocks[at], words):
            at = _end(blocks, at) if blocks[at].role == HEADING else at + 1
        else:
            kept.append(blocks[at])
            at += 1
    return kept
