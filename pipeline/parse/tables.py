"""Ties in tables: columns by their headers, or by what stands in them; whose row it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.parse.blocks import ROW, Block
from pipeline.parse.columns import (
    column_of,
    entries_of,
    first_line,
    holds_cities,
    is_city,
    is_date,
    is_located,
    kind_alone,
    kind_in,
    names_in,
)
from pipeline.parse.lines import is_header
from pipeline.parse.mentions import Mention
from pipeline.parse.odd_tables import is_of_events, read_labelled_rows, read_turned, turned
from pipeline.parse.page import Page
from pipeline.parse.runs import places_in
from pipeline.parse.sections import MIXED, kind_of
from pipeline.parse.words import find_kinds


@dataclass(frozen=True, slots=True)
class _Table:
    numbers: tuple[int, ...]  # of the blocks that are its rows, the header row left out
    columns: tuple[str, ...]  # what each column holds, "" for what we do not read
    kind: str  # that the header names
    kinds: tuple[str, ...] = ()  # that the header names, a column each


_FEWEST_HEADERS = 2  # of a table with a header row; one word may as well head its own row


def read_tables(page: Page) -> None:
    """Add the ties that the rows of tables state to ``page``.

    A table counts when a heading or its own header names a kind of tie. One that compares towns
    is read in the rows of the host alone.
    """
    for numbers in _tables(page.blocks):
        page.used.update(numbers)
        rows = [page.blocks[number] for number in numbers]
        if is_of_events(page, rows):
            continue
        table = _headed(page, numbers)
        if (table is None or "host" not in table.columns) and _compares_towns(page, rows):
            _read_own_rows(page, numbers)
            continue
        headers = [column_of(page, first_line(cell)) for cell in rows[0].cells]
        few = sum(map(bool, headers)) < _FEWEST_HEADERS
        upright = turned(page, numbers) if few else None
        if upright is not None:
            read_turned(page, upright)
            continue
        table = table or _by_content(page, numbers)
        if table is None:
            page.used.difference_update(numbers)
            read_labelled_rows(page, numbers)
            continue
        _read_rows(page, table)


def _tables(blocks: Sequence[Block]) -> Iterator[tuple[int, ...]]:
    run: list[int] = []
    for number, block in enumerate(blocks):
        if run and (block.role != ROW or block.list_id != blocks[run[0]].list_id):
            yield tuple(run)
            run = []
        if block.role == ROW:
            run.append(number)
    if run:
        yield tuple(run)


def _compares_towns(page: Page, rows: Sequence[Block]) -> bool:
    """Whether the first column names towns, the host among them, and others tell of each."""
    firsts = [row for row in rows if len(row.cells) > 1 and row.cells[0].text]
    own = [row for row in firsts if page.host.is_named(first_line(row.cells[0]))]
    if not own or len(firsts) < 2:
        return False
    # The namesake of the host may be its partner, with its country in the next cell.
    others = [cell.text for row in own for cell in row.cells[1:]]
    return any(find_kinds(text) and any(places_in(text, page.lexicon)) for text in others)


def _read_own_rows(page: Page, numbers: Sequence[int]) -> None:
    for number in numbers:
        row = page.blocks[number]
        if row.cells and page.host.is_named(first_line(row.cells[0])):
            for cell in row.cells[1:]:
                page.read_cell(number, cell)


def _headed(page: Page, numbers: Sequence[int]) -> _Table | None:
    """The table by the header row that it begins with, None when it has none that we read."""
    header = page.blocks[numbers[0]].cells
    columns = [column_of(page, first_line(cell)) for cell in header]
    kinds = [kind_of(cell.text) or kind_alone(cell.text) for cell in header]
    # "Twin", "Ville jumelle": a word for a tie heads the partners, whatever else it says.
    below = [page.blocks[number].cells for number in numbers[1:]]
    columns = [
        "city" if kind and not column and holds_cities(page, below, at) else column
        for at, (column, kind) in enumerate(zip(columns, kinds, strict=True))
    ]
    if any(kinds) and columns.count("city") > 1:
        # "Municipality | Sister city": the words for a tie head the partners.
        columns = [
            "host" if column == "city" and not kind else column
            for column, kind in zip(columns, kinds, strict=True)
        ]
    if "city" not in columns or len(columns) < 2:
        return None
    rows = [page.blocks[number].cells for number in numbers]
    for at, column in enumerate(columns):
        cells = [row[at] for row in rows if at < len(row)]
        if column != "city" and any(page.host.is_named(first_line(cell)) for cell in cells):
            columns[at] = "host"
    if "established" not in columns:
        for at, column in enumerate(columns):
            texts = [row[at].text for row in rows[1:] if at < len(row) and row[at].text]
            if column == "" and texts and sum(map(is_date, texts)) * 2 >= len(texts):
                columns[at] = "established"
                break
    kind = next(filter(None, kinds), "")
    return _Table(tuple(numbers[1:]), tuple(columns), kind, tuple(kinds))


def _by_content(page: Page, numbers: Sequence[int]) -> _Table | None:
    """The table by what most cells of each column are."""
    first = page.blocks[numbers[0]].cells
    numbers = numbers[1:] if all(cell.is_header for cell in first) else numbers
    rows = [page.blocks[number].cells for number in numbers]
    wide = max(map(len, rows), default=0)
    rows = [row for row in rows if len(row) == wide]
    columns = [""] * wide
    for at in range(wide):
        cells = [row[at].text for row in rows if row[at].text]
        if not cells:
            continue
        shares = {
            "country": sum(map(page.lexicon.is_country, cells)),
            "established": sum(is_date(cell) for cell in cells),
            "city": sum(is_city(page, cell) for cell in cells),
        }
        best = max(shares, key=lambda column: shares[column])
        located = sum(is_located(page, cell) for cell in cells)
        if shares[best] * 2 >= len(cells) and best not in columns:
            columns[at] = best
        elif located * 2 >= len(cells) and not {"country", "established"} & set(columns):
            columns[at] = "city"  # a grid of towns, each with its country
    if "city" not in columns or wide < 2:
        return None
    cities = [row[columns.index("city")].text for row in rows]
    towns = sum(any(map(page.lexicon.is_town, names_in(page, text))) for text in cities)
    if not {"country", "established"} & set(columns) and towns * 2 < len(cities):
        return None
    return _Table(tuple(numbers), tuple(columns), "")


def _read_rows(page: Page, table: _Table) -> None:
    kind, country, line = "", "", 0
    for number in table.numbers:
        row = page.blocks[number]
        if len(row.cells) == 1:
            kind = kind_of(row.text) or kind
            if is_header(row.text, page.lexicon):
                country, line = row.text.strip(" :"), row.line_at(0)
            continue
        cells = {
            column: cell for column, cell in zip(table.columns, row.cells, strict=False) if column
        }
        if table.columns.count("city") > 1:
            _read_side_by_side(page, table, number)
            continue
        if "host" in cells and not page.host.is_named(first_line(cells["host"])):
            continue
        told = page.told[number]
        headed = table.kind
        if headed == MIXED and told.kind:
            headed = told.kind  # "Sister / friendship cities" below "Our sister cities"
        said = kind_in(cells) or kind or headed or told.kind
        entries = entries_of(page, cells)
        if not said:
            page.used.discard(number)
            continue
        if not entries and "city" in cells and cells["city"].text:
            page.add(number, Mention(row, 0, len(row.text), said, "", None, "a row of a table"))
        for entry in entries:
            lines: tuple[int, ...] = ()
            if country and not entry.country:
                entry, lines = entry._replace(country=country), (line,)
            status = entry.status or told.status_words
            rule = "a row of a table: " + ", ".join(filter(None, table.columns))
            kind_of_entry = entry.kind or said
            mention = Mention(
                row, 0, len(row.text), kind_of_entry, status, entry, rule, lines=lines
            )
            page.add(number, mention)


def _read_side_by_side(page: Page, table: _Table, number: int) -> None:
    """A row of which each cell is a partner of the kind that its column's header names."""
    row = page.blocks[number]
    told = page.told[number]
    kinds = table.kinds or ("",) * len(table.columns)
    for column, kind, cell in zip(table.columns, kinds, row.cells, strict=False):
        if column != "city" or not (kind or told.kind):
            continue
        for entry in entries_of(page, {"city": cell}):
            status = entry.status or told.status_words
            rule = f"a cell below {kind!r}"
            page.add(number, Mention(row, 0, len(row.text), kind or told.kind, status, entry, rule))
