"""A sheet of a workbook: its cells, notes and widths. What is text stays text.

Spreadsheets turn text into formulas, links, numbers and days where they can; the words of pages
must come out as they are.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_range

from pipeline.publish.csv_table import cell

# What a spreadsheet holds: "Excel specifications and limits", by Microsoft.
MOST_CHARACTERS = 32_767  # in a cell, as UTF-16 counts them
MOST_ROWS = 1_048_574  # in a sheet, without its header and a row that tells of the others
MOST_EXACT = 10**15  # a number keeps fifteen digits
WIDEST, WIDEST_WRAPPED = 44, 70  # in characters; what is longer is read in the formula bar
# "@": text stays text when somebody edits its cell. Degrees have as many places as in GeoNames.
_FORMATS = {"string": "@", "integer": "0", "number": "0.00000", "boolean": "General"}
_HEADER = {"bold": True, "bg_color": "#E7ECF2", "font_color": "#1B2733", "bottom": 1}
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
# What xlsxwriter would write otherwise than it is: it takes the first for markup of its own, and
# of two escapes that share their "_" it sees one.
_MARKUP = re.compile("<r>.*</r>", re.DOTALL)
_ESCAPES = re.compile("_x[0-9a-fA-F]{4}(?=_x[0-9a-fA-F]{4}_)")
_RUN = '<r><t xml:space="preserve">'


class Column(NamedTuple):
    """A column of a sheet; ``type`` is that of Table Schema, None is the empty cell."""

    name: str
    meaning: str  # the note on its header
    type: str
    cells: Sequence[object]
    wraps: bool  # whether long text takes more lines; else rows stay low and can be scanned


class Sheet(NamedTuple):
    """A sheet, and the published file that has whole what the sheet cannot hold."""

    name: str
    file: str
    columns: Sequence[Column]


def write_sheet(book: Any, sheet: Sheet) -> None:
    """Add ``sheet`` to ``book``, a workbook of xlsxwriter."""
    page = book.add_worksheet(sheet.name)
    header = book.add_format(_HEADER)
    for at, column in enumerate(sheet.columns):
        look = {"num_format": _FORMATS[column.type], "valign": "top", "text_wrap": column.wraps}
        page.set_column(at, at, _width(column), book.add_format(look))
        page.write_string(0, at, column.name, header)
        page.write_comment(0, at, column.meaning, _note_box(column.meaning))
        _write_cells(page, at, column.cells[:MOST_ROWS], sheet.file)
    count, right = len(sheet.columns[0].cells), len(sheet.columns) - 1
    last = min(count, MOST_ROWS)
    if count > last:
        page.write_string(last + 1, 0, f"[{count - last:,} more rows: {sheet.file} has all]")
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, last, right)
    # Years are text on purpose: no green corner shall call them a slip.
    every = xl_range(0, 0, last, right)
    page.ignore_errors({"number_stored_as_text": every, "two_digit_text_year": every})


def _write_cells(page: Any, at: int, cells: Sequence[object], file: str) -> None:
    for row, value in enumerate(cells, start=1):
        if value is None:
            continue
        if isinstance(value, bool):
            page.write_boolean(row, at, value)
        elif isinstance(value, int | float) and abs(value) < MOST_EXACT:
            page.write_number(row, at, value)
        else:
            page.write_string(row, at, cell_text(str(value), file))


def cell_text(text: str, file: str) -> str:
    """Return what to give to xlsxwriter so that a cell holds ``text``.

    A text that is too long for a cell is cut, and its end names ``file``, which has all of it. Lone
    surrogates, which no file can hold, become U+FFFD.

    >>> cell_text("=1+1", "affiliations.csv")
    '=1+1'
    >>> cell_text("k" * 40_000, "affiliations.csv")[-47:]
    'affiliations.csv has all its 40,000 characters]'
    """
    text = _LONE_SURROGATE.sub("\ufffd", text)
    is_misread = _MARKUP.fullmatch(text) or _ESCAPES.search(text)
    given = _as_markup(text) if is_misread else text
    # A character counts as one or two.
    if 2 * len(given) <= MOST_CHARACTERS or _utf16_count(given) <= MOST_CHARACTERS:
        return given
    end = f"… [cut: too long for a cell; {file} has all its {len(text):,} characters]"
    most = MOST_CHARACTERS - _utf16_count(end)
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore") + end


def _as_markup(text: str) -> str:
    """The text as rich text, which xlsxwriter writes as it is given; a run ends in each escape."""
    escaped = html.escape(text, quote=False)
    return _RUN + _ESCAPES.sub(rf"\g<0></t></r>{_RUN}", escaped) + "</t></r>"


def _utf16_count(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _width(column: Column) -> int:
    """The width of a column in characters: that of its longest line, with room for the filter."""
    widest = WIDEST_WRAPPED if column.wraps else WIDEST
    lines = (line for value in column.cells for line in cell(value).split("\n"))
    longest = max((_shown_width(line[:widest]) for line in lines), default=0)
    return min(max(longest + 1, len(column.name) + 4), widest)


def _shown_width(text: str) -> int:
    """How many digits wide ``text`` is; the signs of East Asia are two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _note_box(meaning: str) -> dict[str, int]:
    """The size, in pixels, in which a note is read whole."""
    return {"width": 280, "height": 24 + 16 * (1 + len(meaning) // 40)}
