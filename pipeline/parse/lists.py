"""Where a page lists its ties: bullets, lines, and lists inside a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.parse.blocks import Block, sentences
from pipeline.parse.entries import Entry, Lexicon, read_entry, split_entries
from pipeline.parse.sections import Context, kind_of
from pipeline.parse.words import find_kinds, plain


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry of a list of ties: ``block.text[start:end]``; entry is None when unreadable."""

    block: Block
    start: int
    end: int
    kind: str  # MIXED when the page does not say which
    status: str  # as the entry or its heading has it
    entry: Entry | None
    is_sure: bool = True  # False: a tie perhaps, in a list that is not one of ties
    country_line: int = 0  # of the heading that gives the country, 0 when the entry does

    @property
    def quote(self) -> str:
        """Its words."""
        return self.block.text[self.start : self.end]

    @property
    def line(self) -> int:
        """The line on which it begins."""
        return self.block.line_at(self.start)


# What may stand between the words for the ties and the first of them.
_LIST_BEGINS = re.compile(
    r"[^.:;!?()]{0,60}:\s*|\s+(?:(?:is|are|include|includes|including|namely)\s+|with\s+)"
)
_MOST_LINE = 100  # characters of a line that may be an entry by itself


def find_lists(
    blocks: Sequence[Block], told: Sequence[Context], lexicon: Lexicon
) -> Iterator[Listed]:
    """Yield every entry of every list of ties, in the order of the page.

    A list counts when a heading or the sentence before it names a kind of tie, and at least
    half of its entries show themselves to be places: by a country, a date or the gazetteer.
    """
    at = 0
    while at < len(blocks):
        end = _end_of_run(blocks, at)
        if end > at:
            yield from _listed_run(blocks, told, at, end, lexicon)
        else:
            yield from _listed_in_sentences(blocks[at], told[at], lexicon)
        at = max(end, at + 1)


def _end_of_run(blocks: Sequence[Block], at: int) -> int:
    """Where the run of items or short lines that begins at ``at`` ends; ``at`` for no run."""
    end = at
    while end < len(blocks) and _is_entry_like(blocks[end], blocks[at]):
        end += 1
    return end


def _is_entry_like(block: Block, first: Block) -> bool:
    if block.role != first.role or block.list_id != first.list_id:
        return False
    if block.role == "item":
        return True
    is_line = len(block.text) <= _MOST_LINE and not re.search(r"[.!?:]$", block.text)
    return block.role == "text" and is_line


def _listed_run(
    blocks: Sequence[Block], told: Sequence[Context], at: int, end: int, lexicon: Lexicon
) -> Iterator[Listed]:
    lead = blocks[at - 1] if at and blocks[at - 1].role == "text" else None
    kind = _kind_of_lead(lead) or told[at].kind
    run = blocks[at:end]
    if not kind:
        for block in run:
            yield from _listed_in_sentences(block, told[at], lexicon)
        return
    entries = [read_entry(block.text, lexicon) for block in run]
    if run[0].role == "text":
        # Lines that stand alone before or after the list are no entries of it.
        inside = [number for number, entry in enumerate(entries) if entry]
        first, last = (inside[0], inside[-1] + 1) if inside else (0, 0)
        for block in (*run[:first], *run[last:]):
            yield from _listed_in_sentences(block, told[at], lexicon)
        run, entries = run[first:last], entries[first:last]
    # Under a heading that is a country, what looks like a name is a place of it.
    if not told[at].country and not _is_list(entries, lexicon):
        for block, entry in zip(run, entries, strict=True):
            read = list(_listed_in_sentences(block, told[at], lexicon))
            yield from read
            if entry and entry.country and not read:
                yield Listed(block, 0, len(block.text), kind, "", entry, is_sure=False)
        return
    for block, entry in zip(run, entries, strict=True):
        status = (entry.status if entry else "") or told[at].status_words
        country, line = told[at].country, 0
        if entry and country and not entry.country:
            entry, line = replace(entry, country=country), told[at].line
        yield Listed(block, 0, len(block.text), kind, status, entry, country_line=line)


def _kind_of_lead(lead: Block | None) -> str:
    """The kind that the sentence before a list names, if it announces a list."""
    if lead is None or not lead.text.endswith(":"):
        return ""
    *_, last = sentences(lead)
    return kind_of(last.text)


def _is_list(entries: Sequence[Entry | None], lexicon: Lexicon) -> bool:
    known = sum(entry is not None and entry.is_known(lexicon) for entry in entries)
    return known * 2 >= len(entries) and known > 0


def _listed_in_sentences(block: Block, told: Context, lexicon: Lexicon) -> Iterator[Listed]:
    """Entries of lists inside sentences: "X has three sister cities: A, B and C."."""
    for sentence in sentences(block):
        text = sentence.text
        kinds, lowered = find_kinds(text), plain(text)
        for number, found in enumerate(kinds):
            following = kinds[number + 1] if number + 1 < len(kinds) else None
            begins = _LIST_BEGINS.match(lowered, found.end)
            if not begins:
                continue
            until = _before_next(text, begins.end(), following.start) if following else len(text)
            rest = text[begins.end() : until].rstrip(" .")
            spots = [
                (begins.end() + start, begins.end() + end)
                for start, end in split_entries(rest, lexicon)
            ]
            entries = [read_entry(text[start:end], lexicon) for start, end in spots]
            if not _is_list(entries, lexicon):
                continue
            for (start, end), entry in zip(spots, entries, strict=True):
                start, end = _trimmed(text, start, end)
                status = (entry.status if entry else "") or told.status_words
                offset = sentence.start
                yield Listed(block, offset + start, offset + end, found.meaning, status, entry)


def _before_next(text: str, start: int, end: int) -> int:
    """Where a list ends whose sentence goes on to another kind: at the last sign that parts."""
    for sign in (";", ".", ",", " and "):
        at = text.rfind(sign, start, end)
        if at > start:
            return at
    return end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The spot without white space and list punctuation around it."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip(" ,;"))
    end -= len(piece) - len(piece.rstrip(" ,;"))
    return start, end
