"""Country and date that stand not in a candidate's own words but beside it.

In its row, its card, the line below, a flag, the heading above: the sign of the entry says where.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.dates import find_dates
from pipeline.parse.candidates.tables import Table, header_words
from pipeline.parse.records import HEADING, ROW, Block, Candidate, Scope
from pipeline.parse.words.entry import read_entries
from pipeline.parse.words.events import OTHER, events_of, told_dates
from pipeline.parse.words.former import without_former
from pipeline.parse.words.signs import names_region, without_flag
from pipeline.places.lexicon import Lexicon
from pipeline.places.titles import without_title

_SHORT = 80  # characters of a line that states details and no story
_BESIDE_DATE = 24  # characters that may stand beside a date in a cell of dates
_HEADED = 10  # more than any words give
_MOST_BELOW = 3  # blocks below a title that tell of it
_SEPARATOR = re.compile(r"\s*[•·|,;(–—/]\s*|\s-\s|\d")
_LABEL = re.compile(r"^[^:：]{2,24}[:：]\s*")


def attached(
    candidates: Sequence[Candidate],
    blocks: Sequence[Block],
    scopes: Sequence[Scope],
    tables: dict[int, Table],
    lexicon: Lexicon,
) -> list[Candidate]:
    """Return the candidates, each with the country and the date that stand beside it."""
    owners = {candidate.unit.number for candidate in candidates if candidate.entry.start < 4}
    dated_cells = {_cell(candidate) for candidate in candidates if candidate.entry.established}
    above = _groups_below_their_countries(candidates, blocks, owners, lexicon)
    told = []
    for candidate in candidates:
        entry = candidate.entry
        if not entry.is_country and not entry.country:
            found = _country(candidate, blocks, scopes, tables, owners, above, lexicon)
            if found:
                entry = entry._replace(country=found.words, country_sign=found.where)
                entry = entry._replace(region=entry.region or found.region)
                candidate = candidate._replace(lines=(*candidate.lines, found.line))
        block = blocks[candidate.unit.number]
        if block.role == ROW and not entry.established and _cell(candidate) not in dated_cells:
            dated = _date_in_row(candidate, block, tables) or _date_below(candidate, blocks)
            if dated:
                entry = entry._replace(established=dated.words, date_sign=dated.where)
                candidate = candidate._replace(lines=(*candidate.lines, dated.line))
        told.append(candidate._replace(entry=entry))
    return told


def _cell(candidate: Candidate) -> tuple[int, int]:
    return candidate.unit.number, candidate.unit.column


class Beside(NamedTuple):
    """Words that state a part of a candidate."""

    words: str
    where: str  # they stand: column, flag, below, above, heading
    line: int  # of the source
    region: str = ""  # stated beside a country


class Stated(NamedTuple):
    """A country that a line states, perhaps with its region."""

    country: str
    region: str = ""


def stated_country(text: str, lexicon: Lexicon, with_region: bool = True) -> Stated | None:
    """Return the country of a line that states nothing else, None for other lines.

    with_region: a region before or behind it may stand in the line: "JIANGSU, CHINA".
    """
    words = _LABEL.sub("", text).strip(" .()")
    words = words if lexicon.countries(words) else without_former(words)
    first = _SEPARATOR.split(words, maxsplit=1)[0].strip(" .()")
    for said in (words, first) if len(words) <= _SHORT else ():
        if lexicon.countries(said):
            return Stated(said)
    entries = read_entries(text, lexicon) if len(text) <= _SHORT else ()
    if not entries:
        return None
    first = entries[0]
    if first.is_country and first.start == 0:
        return Stated(first.name, first.region)
    is_led = first.country_sign == "first" and text.startswith(first.country)
    is_first = first.start == 0 or without_title(text) == text[first.start :]
    if not with_region or not first.country or not (is_led or is_first):
        return None
    is_region = is_led or names_region(first.name) or lexicon.divisions(first.name)
    is_town = not is_region and lexicon.named(first.name).population >= 0
    return None if is_town else Stated(first.country, first.name)


def _is_region_of(stated: Stated, candidate: Candidate, lexicon: Lexicon) -> bool:
    """Whether what is stated as a country is a region in which the candidate lies: "(Georgia)"."""
    held = lexicon.named(candidate.entry.name)
    lies = held.countries & set(lexicon.countries(stated.country))
    return not lies and bool(lexicon.divisions(stated.country) & held.divisions)


def _groups_below_their_countries(
    candidates: Sequence[Candidate], blocks: Sequence[Block], owners: set[int], lexicon: Lexicon
) -> frozenset[tuple[int, int, int]]:
    """The groups whose names stand below their countries, and not above them.

    In lines that are country, name, country, name by turns only the ends tell.
    """
    votes: dict[tuple[int, int, int], int] = {}
    for candidate in candidates:
        if _stands_alone(candidate, blocks) and not candidate.entry.country:
            group = candidate.unit.group
            below = any(
                stated_country(b.text, lexicon, False) for b in _below(candidate, blocks, owners)
            )
            above = _above(candidate, blocks, lexicon) is not None
            votes[group] = votes.get(group, 0) + above - below
    return frozenset(group for group, vote in votes.items() if vote > 0)


def _stands_alone(candidate: Candidate, blocks: Sequence[Block]) -> bool:
    """Whether a candidate is the only one of a line or title."""
    is_row = blocks[candidate.unit.number].role == ROW
    return not is_row and candidate.unit.shape != "sentence" and candidate.of == 1


def _above(candidate: Candidate, blocks: Sequence[Block], lexicon: Lexicon) -> Beside | None:
    """The country that the line right above states."""
    number = candidate.unit.number
    above = blocks[number - 1] if number else None
    if above is None or above.role == ROW or above.box != blocks[number].box:
        return None
    stated = stated_country(above.text, lexicon, False)
    return Beside(stated.country, "above", above.line_at(0)) if stated else None


def _country(
    candidate: Candidate,
    blocks: Sequence[Block],
    scopes: Sequence[Scope],
    tables: dict[int, Table],
    owners: set[int],
    above: frozenset[tuple[int, int, int]],
    lexicon: Lexicon,
) -> Beside | None:
    block = blocks[candidate.unit.number]
    if block.role == ROW:
        if found := _country_in_row(candidate, block, tables, lexicon):
            return found
    elif _stands_alone(candidate, blocks):
        for alt in candidate.unit.block.alts:
            words = without_flag(alt.words)
            if lexicon.countries(words):
                return Beside(words, "flag", alt.line)
        if candidate.unit.group in above:
            if found := _above(candidate, blocks, lexicon):
                return found
        else:
            is_title = block.role == HEADING or block.box > 0
            for below in _below(candidate, blocks, owners):
                if stated := stated_country(below.text, lexicon, is_title):
                    return Beside(stated.country, "below", below.line_at(0), stated.region)
    scope = scopes[candidate.unit.number]
    if scope.country and candidate.unit.shape != "sentence":
        return Beside(scope.country, "heading", scope.line)
    return None


def _country_in_row(
    candidate: Candidate, row: Block, tables: dict[int, Table], lexicon: Lexicon
) -> Beside | None:
    if found := _country_in_cell(candidate, row, lexicon):
        return found
    columns = tables[row.list_id].columns
    own = candidate.unit.column
    # What stands behind a name goes before a flag in front of it.
    for number in (*range(own + 1, len(row.cells)), *range(min(own, len(row.cells)))):
        cell = row.cells[number]
        words = cell.text.strip(" .()")
        if not words or len(words) > _SHORT:
            continue
        is_headed = number < len(columns) and columns[number] == "country"
        line = cell.blocks[0].line_at(0) if cell.blocks else row.line_at(0)
        if lexicon.countries(words) or (is_headed and lexicon.country_codes(words)):
            return Beside(words, "column", line)
        stated = stated_country(words, lexicon)
        held = lexicon.named(candidate.entry.name)
        if stated and (is_headed or lexicon.divisions(stated.region) & held.divisions):
            return Beside(stated.country, "column", line, stated.region)
    return None


def _country_in_cell(candidate: Candidate, row: Block, lexicon: Lexicon) -> Beside | None:
    """The country in the line below, in the cell of a name that has a line for itself."""
    column = candidate.unit.column
    if not 0 <= column < len(row.cells) or candidate.of > 1:
        return None
    lines = row.cells[column].blocks
    for line, below in itertools.pairwise(lines):
        stated = stated_country(below.text, lexicon) if line is candidate.unit.block else None
        if stated and not _is_region_of(stated, candidate, lexicon):
            return Beside(stated.country, "below", below.line_at(0), stated.region)
    return None


def _below(candidate: Candidate, blocks: Sequence[Block], owners: set[int]) -> Iterator[Block]:
    """The short lines below a title or in the rest of its card, up to the next one."""
    number = candidate.unit.number
    block = blocks[number]
    for other in range(number + 1, min(len(blocks), number + 1 + _MOST_BELOW)):
        below = blocks[other]
        if below.role == ROW or (block.box and below.box != block.box):
            return
        if below.role == HEADING and (block.role != HEADING or below.level <= block.level):
            return
        if block.list_id and below.list_id == block.list_id and not block.box:
            return
        yield below
        if other in owners and not block.box:
            return


def _date_in_row(candidate: Candidate, row: Block, tables: dict[int, Table]) -> Beside | None:
    """The date in the cells beside a candidate's, or in the rest of its own.

    The column for dates counts first, else the cell whose words say best that a tie began.
    """
    table = tables[row.list_id]
    found: list[tuple[int, int, int, Beside]] = []
    for number, cell in enumerate(row.cells):
        is_headed = number < len(table.columns) and table.columns[number] == "established"
        is_other = any(event.meaning == OTHER for event in events_of(header_words(table, number)))
        dates = told_dates(cell.text)
        if len(dates) == candidate.of > 1 and number != candidate.unit.column:
            dates = dates[candidate.order : candidate.order + 1]  # "Pontivy; Celle | 1958; 1979"
        for date in dates:
            bare = len(cell.text) - len(date.words) <= _BESIDE_DATE
            is_own = number == candidate.unit.column
            if date.weight < 0 or not (is_headed or date.weight > 1 or (bare and not is_own)):
                continue
            if is_own and (candidate.of > 1 or len(cell.text) > _SHORT):
                continue
            line = cell.blocks[0].line_at(0) if cell.blocks else row.line_at(0)
            weight = date.weight + (_HEADED if is_headed and not is_other else 0)
            found.append((weight, -number, -date.start, Beside(date.words, "column", line)))
    return max(found)[-1] if found else None


def _date_below(candidate: Candidate, blocks: Sequence[Block]) -> Beside | None:
    """The date in the cell below, where partners stand side by side over a row of dates."""
    row = blocks[candidate.unit.number]
    below = blocks[candidate.unit.number + 1 : candidate.unit.number + 2]
    column = candidate.unit.column
    if not below or below[0].list_id != row.list_id or len(below[0].cells) <= column:
        return None
    dates = [find_dates(cell.text) for cell in below[0].cells]
    bare = all(
        not cell.text or (found and found[0].words == cell.text.strip())
        for cell, found in zip(below[0].cells, dates, strict=True)
    )
    if not bare or not dates[column]:
        return None
    return Beside(dates[column][0].words, "column", below[0].line_at(0))
