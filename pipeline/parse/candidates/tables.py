"""The header of each table, and the rows that head it, sum it up or explain its marks."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline import reference
from pipeline.dates import find_dates
from pipeline.parse.records import ROW, Block
from pipeline.parse.words.headers import find_column
from pipeline.parse.words.vocabulary import MIXED, kind_of
from pipeline.reference.phrases import plain
from pipeline.reference.statuses import find_statuses
from pipeline.text import fold

_MOST_NOTES = 4  # rows above a header that tell of the table
_LONGEST_HEADER = 30  # characters of a cell
_LONGEST_PART = 60  # characters of a row that heads a part of a table
_LONGEST_LEGEND = 60  # characters that explain a mark


class Table(NamedTuple):
    """The header of a table: the words over each column, "" over those that have none."""

    headers: tuple[str, ...]
    columns: tuple[str, ...]  # what each holds: city, country, established ..., "" unknown
    first: int  # the number of its first block
    apart: frozenset[int] = frozenset()  # the numbers of its rows that name no tie
    parts: tuple[tuple[int, str], ...] = ()  # the rows that head a part of it, with their kind


def tables_of(blocks: Sequence[Block], taught: Mapping[str, str]) -> dict[int, Table]:
    """Return the header of each table, by the list_id of its rows.

    taught: what a person says that headers mean, by their words. The header may stand below rows
    that tell of the table, and may be said in two rows.
    """
    meant = {fold(words): column.replace("other", "") for words, column in taught.items()}
    rows: dict[int, list[int]] = defaultdict(list)
    for number, block in enumerate(blocks):
        if block.role == ROW:
            rows[block.list_id].append(number)
    return {
        list_id: _table(blocks, numbers, meant)._replace(parts=tuple(_parts(blocks, numbers)))
        for list_id, numbers in rows.items()
    }


def _parts(blocks: Sequence[Block], numbers: Sequence[int]) -> Iterator[tuple[int, str]]:
    """The rows of one cell that name a kind of ties, and the kind."""
    for number in numbers:
        said = {cell.text for cell in blocks[number].cells if cell.text.strip()}
        words = said.pop() if len(said) == 1 else ""
        kind = kind_of(words) if 0 < len(words) <= _LONGEST_PART else ""
        if kind and kind != MIXED:
            yield number, kind


def _table(blocks: Sequence[Block], numbers: Sequence[int], meant: Mapping[str, str]) -> Table:
    first, *_ = numbers
    for at, number in enumerate(numbers[: _MOST_NOTES + 1]):
        header = blocks[number]
        below = blocks[numbers[at + 1]] if at + 1 < len(numbers) else None
        is_header = _is_header(header, meant, is_first=at == 0)
        if is_header or (below and _is_half(header, meant) and _is_half(below, meant)):
            texts, columns = tuple(cell.text for cell in header.cells), _columns(header, meant)
            if below and _is_half(below, meant) and _names_more(header, meant):
                texts, columns = _joined(header, below, meant)
            if is_header or sum(map(bool, columns)) > 1:
                apart = _rows_apart(blocks, numbers, header, meant)
                return Table(texts, columns, first, apart)
    nothing = ("",) * len(blocks[first].cells)
    return Table(nothing, nothing, first, _rows_apart(blocks, numbers, None, meant))


def _is_half(row: Block, meant: Mapping[str, str]) -> bool:
    """Whether a row may be one of the two that a header takes: "Sister" over "City"."""
    said = [cell for cell in row.cells if cell.text]
    known = sum(map(bool, _columns(row, meant)))
    is_short = all(len(cell.text) <= _LONGEST_HEADER for cell in said)
    return (
        len(row.cells) > 1 and 2 * known >= len(said) > 1 and is_short and not find_dates(row.text)
    )


def _columns(row: Block, meant: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(meant.get(fold(cell.text), find_column(cell.text)) for cell in row.cells)


def _is_header(row: Block, meant: Mapping[str, str], is_first: bool = False) -> bool:
    """Whether a row heads the columns below it; what stands lower must be surer."""
    if len(row.cells) > 1 and all(cell.is_header for cell in row.cells):
        return is_first or not find_dates(row.text)
    known = sum(map(bool, _columns(row, meant)))
    return known > 1 and not find_dates(row.text)


def _names_more(header: Block, meant: Mapping[str, str]) -> bool:
    """Whether a header leaves something to the row below it: a wide cell, or an empty one."""
    cells = header.cells
    return len(set(map(id, cells))) < len(cells) or not all(_columns(header, meant))


def _joined(
    header: Block, below: Block, meant: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words and the columns of a header in two rows; the lower one is the nearer."""
    upper, lower = _columns(header, meant), _columns(below, meant)
    texts, columns = [], []
    for at, cell in enumerate(header.cells):
        under = below.cells[at].text if at < len(below.cells) else ""
        texts.append(cell.text if under in ("", cell.text) else f"{cell.text} {under}".strip())
        both = find_column(texts[-1])
        columns.append((lower[at] if at < len(lower) else "") or both or upper[at])
    return tuple(texts), tuple(columns)


def _rows_apart(
    blocks: Sequence[Block],
    numbers: Sequence[int],
    header: Block | None,
    meant: Mapping[str, str],
) -> frozenset[int]:
    """The rows that name no tie: headers, printed again too, sums, and what explains a mark."""
    same = fold(header.text) if header else ""
    return frozenset(
        number
        for number in numbers
        if blocks[number] is header
        or (header and blocks[number - 1] is header and _heads(blocks[number], header, meant))
        or (same and fold(blocks[number].text) == same)
        or _is_all_header(blocks[number], meant)
        or is_sum(blocks[number].text)
        or is_legend(blocks[number].text)
    )


def _heads(below: Block, header: Block, meant: Mapping[str, str]) -> bool:
    """Whether the row below a header is the rest of it: all that it says is said of columns."""
    return _names_more(header, meant) and _is_half(below, meant)


def _is_all_header(row: Block, meant: Mapping[str, str]) -> bool:
    """Whether each cell of a row that says anything heads a column, two of them at least."""
    said = [column for column, c in zip(_columns(row, meant), row.cells, strict=True) if c.text]
    return len(said) > 1 and all(said) and len(set(said)) > 1


@functools.cache
def _sum() -> re.Pattern[str]:
    words = "|".join(map(re.escape, map(plain, reference.words("heading_words", "sum"))))
    return re.compile(rf"\W*(?:{words})\b\W*(?:\d.*)?$")


def is_sum(text: str) -> bool:
    """Return whether a line or row only counts those above it.

    >>> is_sum("Total: 3 sister cities"), is_sum("Insgesamt, 3"), is_sum("Total Health, Japan")
    (True, True, False)
    """
    return _sum().match(plain(text)) is not None


_MARK = re.compile(r"\s*(?:[*†‡§#]+|\(?\d\)|[¹²³⁴⁵])\s*[=:–-]?\s*")


def is_legend(text: str) -> bool:
    """Return whether a line or row says what a mark means: "* Dormant".

    >>> is_legend("* Dormant  ** Suspended"), is_legend("* Kobe (dormant)"), is_legend("Dormant")
    (True, False, False)
    """
    mark = _MARK.match(text)
    if mark is None or len(text) > _LONGEST_LEGEND:
        return False
    return any(found.start == mark.end() for found in find_statuses(text))


def header_words(table: Table, column: int) -> str:
    """The words over a column, "" where there are none."""
    return table.headers[column] if 0 <= column < len(table.headers) else ""
