"""A table of HTML to its rows: spans filled, none where it only lays out a page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from lxml.etree import XPath

from pipeline.parse.page.text import Gathered
from pipeline.parse.records import Cell

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

Element = Any
_STRING: Any = XPath("string()")
_MOST_SPAN = 200  # rows or columns; a larger one is a misspelling or an attack
_MOST_COLUMNS = 60
_MOST_SPANNED_ROWS = 2_000  # of a larger table each cell is read once
_LONGEST_CELL = 600  # characters; a longer one lays out a page
_MOST_INSIDE = 500  # tables of one row in the cells of a table
_LAYS_OUT = ("table", "h1", "h2", "h3", "form", "pre")
_CELLS = ("td", "th")
_SPANNED: Any = XPath("boolean(.//*[@colspan or @rowspan])")
_PICTURED: Any = XPath("boolean(.//img[@alt and @alt != ''])")


def data_rows(table: Element) -> list[list[Element]]:
    """Return the rows of a table that states things, in two rows or more of two cells or more.

    Empty for one that lays out a page: around headings, forms or tables of several rows, or with
    long cells, unless a row of header cells heads it.
    """
    if not _has_rows(table):
        return []
    for number, inner in enumerate(table.iterdescendants(*_LAYS_OUT)):
        if number == _MOST_INSIDE or inner.tag != "table" or _has_rows(inner):
            return []
    rows = rows_of(table)
    lengths: dict[Element, int] = {}
    for row in rows:
        for cell in row:
            if cell not in lengths:
                text = _STRING(cell) if len(cell) else cell.text or ""
                says = text and not text.isspace()
                lengths[cell] = len(text) if says else int(len(cell) and _PICTURED(cell))
    full = [row for row in rows if sum(lengths[cell] > 0 for cell in set(row)) > 1]
    is_headed = bool(rows) and len(rows[0]) > 1 and all(cell.tag == "th" for cell in rows[0])
    is_short = max(lengths.values(), default=0) <= _LONGEST_CELL
    return rows if len(full) > 1 and (is_short or is_headed) else []


def _has_rows(table: Element) -> bool:
    """Whether a table holds two rows, its own or others'."""
    return next(islice(table.iter("tr"), 1, None), None) is not None


def rows_of(table: Element) -> list[list[Element]]:
    """Return the rows of ``table``, a cell that spans rows or columns standing in each.

    A row that spans one cell over all its columns has that cell once.
    """
    if _SPANNED(table) and next(islice(table.iter("tr"), _MOST_SPANNED_ROWS, None), None) is None:
        return spanned_rows(table)
    return [row for row in _own_rows(table) if row]


def _own_rows(table: Element) -> list[list[Element]]:
    """The cells of each row, without rows of tables in its cells."""
    rows = list(table.iter("tr"))
    if next(table.iterdescendants("table"), None) is not None:
        rows = [row for row in rows if next(row.iterancestors("table")) is table]
    return [[cell for cell in row if cell.tag in _CELLS] for row in rows]


def spanned_rows(table: Element) -> list[list[Element]]:
    """The same by BeautifulSoup: of the cells' tags alone, as what is in them does not matter."""
    from bs4 import BeautifulSoup  # few pages span cells, and it takes 0.1 s to import

    rows = _own_rows(table)
    cells = [cell for row in rows for cell in row]
    skeleton = "<tr>".join(["", *("".join(map(_without_text, row)) for row in rows)])
    soup = BeautifulSoup(f"<table>{skeleton}</table>", "lxml", multi_valued_attributes=None)
    cell_of = dict(zip(map(id, soup.find_all(_CELLS)), cells, strict=True))
    return [[cell_of[id(tag)] for tag in row] for row in _grid(soup) if row]


def _without_text(cell: Element) -> str:
    wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
    return f"<{cell.tag} colspan={wide} rowspan={high}></{cell.tag}>"


def _span(cell: Element, name: str) -> int:
    said = cell.get(name) or ""
    if not (said.isascii() and said.isdigit()):
        return 1
    digits = said.lstrip("0")[:4]  # more than the most; Python refuses to read some thousands
    return max(1, min(int(digits or "0"), _MOST_SPAN))


def _grid(soup: BeautifulSoup) -> list[list[Tag]]:
    grid: list[list[Tag]] = []
    below: dict[int, tuple[Tag, int]] = {}  # column to a cell from above and the rows it has left
    for row in soup.find_all("tr"):
        cells: list[Tag] = []
        own = iter(row.find_all(_CELLS, recursive=False))
        while True:
            if len(cells) in below:
                above, left = below.pop(len(cells))
                if left > 1:
                    below[len(cells)] = above, left - 1
                cells.append(above)
            elif len(cells) >= _MOST_COLUMNS or (cell := next(own, None)) is None:
                break
            else:
                for _ in range(int(str(cell["colspan"]))):
                    if (rows := int(str(cell["rowspan"]))) > 1:
                        below[len(cells)] = cell, rows - 1
                    cells.append(cell)
        grid.append(cells if len(set(map(id, cells))) > 1 else cells[:1])
    return grid


def row_of(cells: Sequence[Cell]) -> Gathered | None:
    """The text of a row, None when it has none: its cells, each once, parted by commas."""
    text, linked = "", 0
    marks: list[tuple[int, int]] = []
    for number, cell in enumerate(cells):
        if number and cell is cells[number - 1]:
            continue
        between = ", "
        for block in cell.blocks:
            text += between if text else ""
            between = " "
            for at, line in block.marks:
                if not marks or line != marks[-1][1]:
                    marks.append((len(text) + at, line))
            text += block.text
            linked += block.linked
    return (text, tuple(marks), 0, linked) if text else None
