"""CSV that people keep: its records with their lines, and in plain words what is wrong with it."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Iterator, Sequence


class Slip(ValueError):
    """What is wrong with a CSV, and on which of its lines, counted from 1."""

    def __init__(self, line: int, said: str) -> None:
        self.line = line
        self.said = said
        super().__init__(f"line {line}: {said}")


def records(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each record and the line on which it begins; none for an empty line.

    Raises Slip where it is no CSV.

    >>> list(records(["a,b\\n", '"1\\n', '2",3\\n', "4,5\\n"]))
    [(1, ['a', 'b']), (2, ['1\\n2', '3']), (4, ['4', '5'])]
    """
    reader = csv.reader(lines, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            said = str(error)
            wrong = next((words for part, words in _WRONG.items() if part in said), "")
            if wrong == _UNCLOSED:
                raise Slip(line, wrong) from None
            raise Slip(reader.line_num or 1, wrong or f"is not CSV: {said}") from None
        if any(len(cell) > _LONGEST for cell in cells):
            raise Slip(line, _TOO_LONG)  # whatever limit others have set in this process
        if cells:
            yield line, cells


_LONGEST = 131_072  # characters of a cell, as Python's reader has it
_TOO_LONG = f"has a cell of more than {_LONGEST:,} characters"
_UNCLOSED = "is not CSV: a quote that begins here is not closed"
_WRONG = {
    "unexpected end of data": _UNCLOSED,
    "expected after": "is not CSV: a cell goes on behind its quote; write two within a cell",
    "field larger": _TOO_LONG,
    "new-line character": "is not CSV: a line ends in a carriage return alone",
    "NUL": "is not CSV: it holds a zero byte",
}


def undecodable(lines: Iterable[bytes]) -> Slip:
    """Return what is wrong with the bytes of a file that is not UTF-8, given line by line."""
    line = 1
    for line, body in enumerate(lines, 1):
        if line == 1 and body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return Slip(1, "is UTF-16, and not UTF-8")
        try:
            body.decode()
        except UnicodeDecodeError:
            return Slip(line, "is not UTF-8; perhaps Windows-1252, as spreadsheets save it")
    return Slip(line, "is not UTF-8")


def other_comma(header: Sequence[str]) -> str:
    """Return what parts the cells of a header in place of commas, in words; "" when nothing does.

    >>> other_comma(["stated;country_stated"]), other_comma(["stated", "country_stated"])
    ('semicolons', '')
    """
    signs = {";": "semicolons", "\t": "tabs", "|": "bars"}
    only = header[0] if len(header) == 1 else ""
    return next((name for sign, name in signs.items() if sign in only), "")
