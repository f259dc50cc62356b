"""Tables that are none of rows below headers: turned on their side, of labels, of events."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.parse.blocks import Block
from pipeline.parse.columns import column_of, entries_of, first_line, kind_in
from pipeline.parse.mentions import Mention
from pipeline.parse.page import Page
from pipeline.parse.sections import MIXED, kind_of


def is_of_events(page: Page, rows: Sequence[Block]) -> bool:
    """Return whether a table tells of visits and awards, whose places are no partners."""
    return any(column_of(page, first_line(cell)) == "event" for cell in rows[0].cells)


def turned(page: Page, numbers: Sequence[int]) -> dict[str, int] | None:
    """Return the rows of a table whose first column holds the headers, by what they head."""
    rows: dict[str, int] = {}
    for number in numbers:
        cells = page.blocks[number].cells
        if len(cells) > 1 and (column := column_of(page, first_line(cells[0]))):
            rows.setdefault(column, number)
    return rows if "city" in rows and len(rows) > 1 else None


def read_turned(page: Page, rows: dict[str, int]) -> None:
    """Add the ties of a table whose first column holds the headers."""
    city = rows["city"]
    row, told = page.blocks[city], page.told[city]
    for at in range(1, len(row.cells)):
        cells = {
            column: page.blocks[number].cells[at]
            for column, number in rows.items()
            if at < len(page.blocks[number].cells)
        }
        kind = kind_in(cells) or told.kind
        lines = tuple(sorted({page.blocks[number].line_at(0) for number in rows.values()}))
        for entry in entries_of(page, cells) if kind else ():
            status = entry.status or told.status_words
            rule = "a row of a table: turned on its side"
            mention = Mention(row, 0, len(row.text), kind, status, entry, rule, lines=lines)
            page.add(city, mention)


def read_labelled_rows(page: Page, numbers: Sequence[int]) -> None:
    """Read the rows that say "Twin towns" and list them in the cell beside it, as in an infobox."""
    for number in numbers:
        cells = page.blocks[number].cells
        kind = kind_of(cells[0].text) if len(cells) == 2 else ""
        if kind and kind != MIXED and len(cells[0].text) <= _LONGEST_LABEL:
            page.told[number] = page.told[number]._replace(kind=kind, is_near=True)
            page.read_cell(number, cells[1])
            page.used.add(number)


_LONGEST_LABEL = 60  # characters
