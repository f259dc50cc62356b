"""In which state a tie is: the words that govern it, in its entry, its row, its clause, above."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.dates import find_dates
from pipeline.parse.facts import View
from pipeline.parse.records import ROW, Candidate
from pipeline.parse.words.entry import read_entries
from pipeline.parse.words.of_tie import speaks_of_tie
from pipeline.parse.words.signs import small_words
from pipeline.parse.words.vocabulary import find_kinds
from pipeline.reference.phrases import Found
from pipeline.reference.statuses import find_statuses

_NEAR = 40  # characters around tie words in which their state is told
_LONGEST = 80  # characters of a cell or line that states a state and tells no story
_BELOW = 3  # blocks below a title


class Status(NamedTuple):
    """The words for a state, as printed, and the line on which they stand."""

    words: str  # "" when nothing says it
    line: int = 0


def status_of_tie(view: View, candidate: Candidate) -> Status:
    """Return the words for the state of a tie; empty when the page says none of it."""
    return next(_sayings(view, candidate), Status(""))


def _sayings(view: View, candidate: Candidate) -> Iterator[Status]:
    entry, unit = candidate.entry, candidate.unit
    if entry.status:
        yield Status(entry.status, candidate.line)
    if view.blocks[unit.number].role == ROW:
        yield from _of_row(view, candidate)
    if unit.shape == "sentence":
        yield from _of_clause(candidate)
    elif candidate.of == 1:
        yield from _of_line(candidate)
        yield from _below(view, candidate)
    scope = view.scopes[unit.number]
    if scope.status_words:
        yield Status(scope.status_words, 0)


def _governs(text: str, status: Found) -> bool:
    """Whether a state is told of a tie: not of a country ("former Yugoslavia") or an office."""
    if not speaks_of_tie(text, status):
        return False
    after = text[status.end : status.end + 30].lstrip()
    return not (after[:1].isupper() and not find_kinds(after)) and status.meaning != "listed"


def _of_row(view: View, candidate: Candidate) -> Iterator[Status]:
    block = view.blocks[candidate.unit.number]
    columns = view.tables[block.list_id].columns
    for number, cell in enumerate(block.cells):
        if number == candidate.unit.column or not cell.blocks:
            continue
        line = cell.blocks[0].line_at(0)
        if number < len(columns) and columns[number] == "status" and cell.text:
            yield Status(cell.text, line)
        elif len(cell.text) <= _LONGEST:
            for found in find_statuses(cell.text):
                if _governs(cell.text, found):
                    yield Status(_clause(cell.text, found), line)
            if span := _span().search(cell.text):
                yield Status(span.group(), line)


@functools.cache
def _span() -> re.Pattern[str]:
    """The years of a tie that has run its time: "1990 to 2005", "1990–2005"."""
    words = "|".join(map(re.escape, small_words("through")))
    year = r"(?:1[89]|20)\d\d"
    return re.compile(rf"(?<!\d){year}\s*(?:–|—|-|(?:{words})\s)\s*{year}(?!\d)")


def _clause(text: str, found: Found) -> str:
    """The state with what belongs to it: "inactive since 2019"."""
    end = re.compile(r"[.;,)）\]]|$").search(text, found.end)
    words = text[found.start : end.start() if end else len(text)].strip()
    return words if len(words.split()) <= 5 else text[found.start : found.end]


def _of_line(candidate: Candidate) -> Iterator[Status]:
    """What the rest of its line says, behind the entry or before it."""
    text, entry = candidate.unit.text, candidate.entry
    for found in find_statuses(text):
        is_own = found.start < entry.name_start or found.start >= entry.name_end
        near = found.start - entry.end < _LONGEST
        if is_own and near and _governs(text, found):
            yield Status(_clause(text, found), candidate.unit.block.line_at(candidate.start))
    if (span := _span().search(text, entry.name_end)) and len(find_dates(text)) <= 2:
        yield Status(span.group(), candidate.line)


def _of_clause(candidate: Candidate) -> Iterator[Status]:
    text, entry = candidate.unit.text, candidate.entry
    kinds = find_kinds(text)
    before = [kind for kind in kinds if kind.end <= entry.start]
    after = [kind for kind in kinds if kind.start >= entry.end]
    tie = before[-1] if before else after[0] if after else None
    for found in find_statuses(text):
        if not _governs(text, found):
            continue
        near_tie = tie is not None and -_NEAR <= found.start - tie.start < 0
        near_name = 0 <= found.start - entry.end < _NEAR and not _parted(
            text[entry.end : found.start]
        )
        proposed = found.meaning == "proposed" and found.start < entry.start
        if near_tie or near_name or proposed:
            yield Status(text[found.start : found.end], candidate.line)


def _parted(between: str) -> bool:
    return any(sign in between for sign in ";.") or between.count(",") > 1


def _below(view: View, candidate: Candidate) -> Iterator[Status]:
    number = candidate.unit.number
    block = view.blocks[number]
    if candidate.unit.shape not in ("heading", "line") and not block.box:
        return
    for below in view.blocks[number + 1 : number + 1 + _BELOW]:
        if below.level or (block.box and below.box != block.box):
            return
        if len(below.text) > _LONGEST // 2 or (
            not block.box and any(e.country for e in read_entries(below.text, view.lexicon))
        ):
            return
        found = find_statuses(below.text)
        if found and found[0].start <= len("status: ") and _governs(below.text, found[0]):
            yield Status(below.text[found[0].start : found[0].end], below.line_at(0))
