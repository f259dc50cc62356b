"""Which kind of tie, and in which state, a block speaks of: told by the headings above it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pipeline.parse.blocks import Block
from pipeline.parse.entries import Lexicon
from pipeline.parse.words import find_kinds, find_statuses

MIXED = "mixed"  # a heading of two kinds: what stands under it must say which


class Context(NamedTuple):
    """What the headings say of the blocks below them."""

    kind: str  # a key of vocabularies.KINDS, MIXED, or "" when no heading says
    status_words: str  # "Former", as printed, or ""
    words: str  # the heading's words, "" when there is none
    country: str = ""  # the heading's words when they are a country's name
    line: int = 0  # on which the country stands


NOTHING = Context("", "", "")


def contexts(blocks: Iterable[Block], lexicon: Lexicon) -> list[Context]:
    """Return the context of each block, in order.

    A heading ends the sections of its own level and below. One that names no kind keeps the
    kind of the heading above it when it is of a deeper level ("Asia" under "Sister Cities"). One
    that is a country's name gives that country to the entries below it.
    """
    open_sections: list[tuple[int, Context]] = []
    told = []
    for block in blocks:
        if block.role == "heading":
            while open_sections and open_sections[-1][0] >= block.level:
                open_sections.pop()
            outer = open_sections[-1][1] if open_sections else NOTHING
            open_sections.append((block.level, _of_heading(block, outer, lexicon)))
        told.append(open_sections[-1][1] if open_sections else NOTHING)
    return told


def kind_of(text: str) -> str:
    """Return the one kind that ``text`` names, MIXED for several, "" for none."""
    kinds = {found.meaning for found in find_kinds(text)}
    return MIXED if len(kinds) > 1 else next(iter(kinds), "")


def _of_heading(block: Block, outer: Context, lexicon: Lexicon) -> Context:
    words = block.text
    if lexicon.is_country(words):
        return outer._replace(words=words, country=words, line=block.line_at(0))
    kind = kind_of(words)
    statuses = find_statuses(words)
    status_words = words[statuses[0].start : statuses[0].end] if statuses else ""
    if not kind and not status_words:
        return Context(outer.kind, outer.status_words, words)
    return Context(kind or outer.kind, status_words, words)
