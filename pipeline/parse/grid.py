"""A table of HTML to its grid: spans filled, and whether it holds data or lays out a page."""

from __future__ import annotations

from bs4 import Tag

_MOST_SPAN = 200  # rows or columns; a larger one is a slip or an attack
_MOST_COLUMNS = 60
_LONGEST_CELL = 600  # characters; a longer one lays out a page


_LAYS_OUT = frozenset({"table", "h1", "h2", "h3", "form", "pre"})


def _within(table: Tag) -> list[Tag]:
    """All elements inside; ``find_all`` does the same, and takes five times as long."""
    return [each for each in table.descendants if isinstance(each, Tag)]


def _cells(row: Tag) -> list[Tag]:
    return [each for each in row.children if isinstance(each, Tag) and each.name in ("td", "th")]


def is_data(table: Tag) -> bool:
    """Whether ``table`` states things in its cells: two rows or more of two or more cells.

    A table around headings, forms or other tables lays out a page, and so does one with long
    cells, unless a row of header cells heads it.
    """
    within = _within(table)
    if any(each.name in _LAYS_OUT for each in within):
        return False
    rows = [_cells(row) for row in within if row.name == "tr"]
    full = [cells for cells in rows if sum(bool(cell.get_text(strip=True)) for cell in cells) > 1]
    longest = max((len(cell.get_text()) for cells in rows for cell in cells), default=0)
    is_headed = bool(rows) and len(rows[0]) > 1 and all(cell.name == "th" for cell in rows[0])
    return len(full) > 1 and (longest <= _LONGEST_CELL or is_headed)


def grid_of(table: Tag) -> list[list[Tag]]:
    """Return the rows of ``table``, a cell that spans rows or columns standing in each.

    A row that spans one cell over all its columns has that cell once.
    """
    grid: list[list[Tag]] = []
    below: dict[int, tuple[Tag, int]] = {}  # column to a cell from above and the rows it has left
    for row in (each for each in _within(table) if each.name == "tr"):
        cells: list[Tag] = []
        own = iter(_cells(row))
        column = 0
        while True:
            if column in below:
                cell, left = below.pop(column)
                if left > 1:
                    below[column] = (cell, left - 1)
                cells.append(cell)
                column += 1
                continue
            following = next(own, None)
            if following is None or column >= _MOST_COLUMNS:
                break
            for _ in range(_span(following, "colspan")):
                if (rows := _span(following, "rowspan")) > 1:
                    below[column] = (following, rows - 1)
                cells.append(following)
                column += 1
        if cells:
            grid.append(cells if len(set(map(id, cells))) > 1 else cells[:1])
    return grid


def _span(cell: Tag, name: str) -> int:
    said = str(cell.get(name) or "")
    return max(1, min(int(said), _MOST_SPAN)) if said.isascii() and said.isdigit() else 1
