"""Of which kind a tie is: the nearest word that governs it, and why."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.parse.candidates.tables import header_words
from pipeline.parse.facts import View
from pipeline.parse.page.sentences import sentences_before
from pipeline.parse.records import ROW, Candidate
from pipeline.parse.words.vocabulary import MIXED, find_kinds, kind_of, kind_of_word
from pipeline.reference.phrases import Found

_NEAR = 4  # blocks below a title or card in which it says its kind


class Kind(NamedTuple):
    """A kind of tie, and what says it."""

    kind: str  # a key of vocabularies.KINDS
    reason: str


def kind_of_tie(view: View, candidate: Candidate) -> Kind:
    """Return of which kind the tie is, and what says so: the nearest saying wins.

    Its own words, its row, its clause, the heading above it, the sentence before, the page.
    """
    return next(_sayings(view, candidate))


def _sayings(view: View, candidate: Candidate) -> Iterator[Kind]:
    entry, unit = candidate.entry, candidate.unit
    if entry.kind:
        yield Kind(entry.kind, "its own words")
    block = view.blocks[unit.number]
    if block.role == ROW:
        yield from _of_row(view, candidate)
        yield from _row_above(view, candidate)
    found = _governing(unit.text, entry.start, entry.end, find_kinds(unit.text))
    if found:
        yield Kind(found.meaning, "its clause" if unit.shape == "sentence" else "its line")
    scope = view.scopes[unit.number]
    if scope.kind == MIXED or (block.box and not scope.kind):
        yield from _below(view, candidate)
    if unit.shape == "sentence" and unit.start and scope.source not in ("heading", "lead"):
        yield from _before(view, candidate)
    if scope.kind and scope.kind != MIXED:
        yield Kind(scope.kind, f"the {scope.source} above")
    if unit.shape == "sentence" and unit.start:
        yield from _before(view, candidate)
    if scope.first_kind:
        yield Kind(scope.first_kind, "named first in the heading")
    at = bisect.bisect_right(view.speaking, unit.number) - 1
    for near in (at, at + 1):
        if 0 <= near < len(view.speaking):
            words = find_kinds(view.blocks[view.speaking[near]].text)
            if words:
                yield Kind(words[-1 if near == at else 0].meaning, "the nearest block on ties")
    yield Kind(next((f.meaning for f in find_kinds(view.title)), "sister"), "the title")


def _governing(text: str, start: int, end: int, kinds: tuple[Found, ...]) -> Found | None:
    """The tie word that governs a name: the nearest before it, else the first behind it.

    A word behind it in its own clause goes before one that another clause holds.
    """
    inside = [kind for kind in kinds if start <= kind.start < end]
    before = [kind for kind in kinds if kind.end <= start]
    after = [kind for kind in kinds if kind.start >= end]
    if inside:
        return inside[0]
    if before and after:
        is_parted = any(sign in text[before[-1].end : start] for sign in ";.")
        is_near = not any(sign in text[end : after[0].start] for sign in ";.,:")
        return after[0] if is_parted and is_near else before[-1]
    return before[-1] if before else after[0] if after else None


def _of_row(view: View, candidate: Candidate) -> Iterator[Kind]:
    block = view.blocks[candidate.unit.number]
    table = view.tables[block.list_id]
    for number, cell in enumerate(block.cells):
        is_kind = number < len(table.columns) and table.columns[number] == "kind"
        kind = kind_of(cell.text) or (kind_of_word(cell.text) if is_kind else "")
        is_short = len(cell.text) <= _LONGEST_CELL
        if number != candidate.unit.column and kind and kind != MIXED and is_short:
            yield Kind(kind, "its row")
    words = header_words(table, candidate.unit.column)
    kind = kind_of(words) or (kind_of_word(words) if words.isalpha() else "")
    if kind and kind != MIXED and not find_kinds(candidate.unit.text):
        yield Kind(kind, "the header of its column")


_LONGEST_CELL = 60  # characters
_MOST_BEFORE = 40  # sentences before that one that may say the kind


def _row_above(view: View, candidate: Candidate) -> Iterator[Kind]:
    """What the last row of one cell above it says, which heads a part of the table."""
    number = candidate.unit.number
    parts = view.tables[view.blocks[number].list_id].parts
    at = bisect.bisect_left(parts, (number, "")) - 1
    if at >= 0:
        yield Kind(parts[at][1], "the row above")


def _below(view: View, candidate: Candidate) -> Iterator[Kind]:
    number = candidate.unit.number
    box = view.blocks[number].box
    for block in view.blocks[number + 1 : number + 1 + _NEAR]:
        if (box and block.box != box) or (not box and block.level):
            return
        for found in find_kinds(block.text)[:1]:
            yield Kind(found.meaning, "the lines below")


def _before(view: View, candidate: Candidate) -> Iterator[Kind]:
    unit = candidate.unit
    for sentence in reversed(sentences_before(unit.block, unit.start, _MOST_BEFORE)):
        for found in find_kinds(sentence.text)[-1:]:
            yield Kind(found.meaning, "the sentence before")
