"""The words that date a tie and hold no date that is read: "2511 BE", "in the sixties".

A page that dates a tie does so whether we can read it or not: its words are kept as stated, and
whoever settles them says that they are not understood.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.dates import find_dates
from pipeline.parse.facts import View
from pipeline.parse.records import ROW, Block, Candidate
from pipeline.parse.statements.dating import find_dated
from pipeline.parse.statements.merge import Statement
from pipeline.parse.words.events import told_unread
from pipeline.reference.phrases import plain
from pipeline.reference.statuses import find_statuses

_LONGEST = 40  # characters of a cell that is a date, whatever it says
_MOST_BESIDE = 24  # characters beside the words in a cell whose header says nothing


class Kept(NamedTuple):
    """Words that date a tie, and the line on which they stand."""

    words: str
    line: int


def with_unread_dates(
    view: View,
    candidates: Sequence[Candidate],
    ties: Sequence[Candidate],
    statements: Sequence[Statement],
) -> list[Statement]:
    """Return the statements, those without a date given the words that their ties are dated by."""
    undated = {plain(name) for each in statements if not each.established for name in each.names}
    if not undated:
        return list(statements)
    kept: dict[str, Kept] = {}
    for tie in ties:
        name = plain(tie.entry.name)
        if name in undated and name not in kept and (found := _in_row(view, tie)):
            kept[name] = found
    if any(told_unread(block.text) for block in view.blocks if block.role != ROW):
        names = {plain(name): each.name for each in reversed(statements) for name in each.names}
        for date in find_dated(view.blocks, candidates, ties, names, view.host.name, told_unread):
            kept.setdefault(plain(date.name), Kept(date.words, date.line))
    return [_with_words(each, kept) for each in statements]


def _with_words(stated: Statement, kept: dict[str, Kept]) -> Statement:
    said = [kept[name] for name in map(plain, stated.names) if name in kept]
    if stated.established or not said:
        return stated
    lines = tuple(sorted({*stated.lines, said[0].line}))
    return replace(stated, established=said[0].words, lines=lines, date_sign="unread")


def _in_row(view: View, tie: Candidate) -> Kept | None:
    """What the row of a tie is dated by; None where it stands in no table."""
    row = view.blocks[tie.unit.number]
    if row.role != ROW:
        return None
    columns = view.tables[row.list_id].columns
    headed = [number for number, column in enumerate(columns) if column == "established"]
    return next(_in_cells(row, tie, headed), None)


def _in_cells(row: Block, tie: Candidate, headed: Sequence[int]) -> Iterator[Kept]:
    """What stands in a column of dates, else a cell that is little more than such words."""
    beside: list[Kept] = []
    for number, cell in enumerate(row.cells):
        words = cell.text.strip()
        line = cell.blocks[0].line_at(0) if cell.blocks else row.line_at(0)
        told = told_unread(words)
        if number in headed and number != tie.unit.column and len(words) <= _LONGEST:
            is_one = len(headed) == 1 and any(map(str.isdecimal, words))
            if told or (is_one and not find_statuses(words)):
                yield Kept(words, line)
        elif told and not find_dates(words) and (tie.of == 1 or number != tie.unit.column):
            is_own = number == tie.unit.column
            if is_own or len(words) - len(told[0].words) <= _MOST_BESIDE:
                beside.append(Kept(told[0].words, line))
    yield from beside
