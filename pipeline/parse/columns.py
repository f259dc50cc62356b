"""The cells of a table: which column a header heads, and what a cell states."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.dates import find_dates
from pipeline.parse.blocks import Cell
from pipeline.parse.entries import Entry, is_name, is_odd_name
from pipeline.parse.lines import read_line
from pipeline.parse.page import Page
from pipeline.parse.sections import kind_of
from pipeline.parse.words import find_column, find_statuses, kind_of_word
from pipeline.text import fold


def first_line(cell: Cell) -> str:
    """Return the first line of a cell, "" when it is empty."""
    return cell.blocks[0].text if cell.blocks else ""


def column_of(page: Page, header: str) -> str:
    """Return the column that a header heads: as taught for the page, else by its words."""
    taught = {fold(words): column for words, column in page.columns.items()}
    column = taught.get(fold(header))
    return find_column(header) if column is None else column.replace("other", "")


def kind_alone(header: str) -> str:
    """Return the kind that a header of one word names: "Twin"."""
    return kind_of_word(header) if header.strip().isalpha() else ""


def names_in(page: Page, text: str) -> list[str]:
    """Return the names of the places that a cell states and that show themselves to be some."""
    entries = (spot.entry for spot in read_line(text, page.lexicon))
    return [entry.name for entry in entries if entry.is_known(page.lexicon)]


def is_city(page: Page, text: str) -> bool:
    """Return whether a cell states a place that shows itself to be one."""
    spots = read_line(text, page.lexicon)
    return any(spot.entry.is_known(page.lexicon) for spot in spots)


def is_located(page: Page, text: str) -> bool:
    """Return whether a cell states a place with its country."""
    return any(spot.entry.country for spot in read_line(text, page.lexicon))


def holds_cities(page: Page, rows: Sequence[Sequence[Cell]], at: int) -> bool:
    """Return whether most cells of the column ``at`` state places."""
    cells = [row[at].text for row in rows if at < len(row) and row[at].text]
    return bool(cells) and sum(is_city(page, cell) for cell in cells) * 2 >= len(cells)


def lines_of(cell: Cell) -> list[str]:
    """Return the lines of a cell; one that a bracket begins goes on from the line before."""
    lines: list[str] = []
    for block in cell.blocks:
        if lines and block.text.startswith(("(", "[", "（")):
            lines[-1] += f" {block.text}"
        else:
            lines.append(block.text)
    return lines


def kind_in(cells: dict[str, Cell]) -> str:
    """Return the kind that the cell of a row says, "" for none."""
    words = cells["kind"].text if "kind" in cells else ""
    return kind_of(words) or kind_of_word(words)


def entries_of(page: Page, cells: dict[str, Cell]) -> list[Entry]:
    """Return the entries of one row, by its columns; none when no name stands in it."""
    lines = lines_of(cells["city"]) if "city" in cells else []
    text = " ".join(lines)
    entries = [spot.entry for line in lines for spot in read_line(line, page.lexicon)]
    country = cells["country"].text.strip(" .") if "country" in cells else ""
    if not entries and is_name(first := first_line(cells["city"]) if text else ""):
        entries = [Entry(first)]
    if not entries and is_odd_name(text) and page.lexicon.is_country(country):
        entries = [Entry(text)]
    region = cells["region"].text.strip() if "region" in cells else ""
    dates = find_dates(cells["established"].text) if "established" in cells else []
    status = cells["status"].text.strip() if "status" in cells else ""
    return [
        entry._replace(
            country=entry.country or country,
            region=entry.region or region,
            established=entry.established or (dates[0].words if dates else ""),
            status=entry.status or (status if find_statuses(status) else ""),
        )
        for entry in entries
    ]


_BESIDE_DATE = 8  # characters


def is_date(text: str) -> bool:
    """Return whether a cell holds a date and no more than a word beside it: "seit 1984"."""
    dates = find_dates(text)
    return bool(dates) and len(text.strip()) - len(dates[0].words) <= _BESIDE_DATE
