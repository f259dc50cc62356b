"""LibreOffice as a reader: files in, the cells that it holds out."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from lxml import etree

SECONDS = 120  # a hundred times what it takes
_NAMES = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
    for name in ("office", "table", "text")
}


class Cell(NamedTuple):
    """A cell as LibreOffice holds it; "" where it has none."""

    type: str = ""
    text: str = ""  # as it is shown
    value: str = ""
    formula: str = ""
    link: str = ""
    note: str = ""


Rows = list[list[Cell]]


def opened(files: Sequence[Path], folder: Path, *options: str) -> dict[str, Rows]:
    """Return the sheets of all ``files``, name to rows, as LibreOffice has them after opening.

    folder: for what it writes. A row ends with its last cell that holds something. Raises
    AssertionError when LibreOffice is missing, fails or hangs.
    """
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice is missing: apt install libreoffice-calc-nogui"
    # A profile of our own: neither do other runs lock it, nor does anyone's setting count.
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    to = ("--headless", *options, "--convert-to", "fods", "--outdir", str(folder))
    _run([soffice, profile, *to, *map(str, files)])
    trees = [etree.parse(folder / f"{file.stem}.fods") for file in files]
    return {
        sheet.get(_name("table:name"), ""): list(_rows(sheet))
        for tree in trees
        for sheet in tree.iter(_name("table:table"))
    }


def _run(words: list[str]) -> None:
    started = subprocess.Popen(
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        start_new_session=True,
    )
    try:
        said, _ = started.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        # It is a script that started others: all of them end.
        os.killpg(started.pid, signal.SIGKILL)
        started.communicate()
        raise AssertionError(f"LibreOffice took longer than {SECONDS} s") from None
    assert started.returncode == 0, said.decode()


def _name(short: str) -> str:
    prefix, _, name = short.partition(":")
    return f"{{{_NAMES[prefix]}}}{name}"


def _rows(sheet: etree._Element) -> Iterator[list[Cell]]:
    for row in sheet.iter(_name("table:table-row")):
        cells = [cell for element in row for cell in _cells(element)]
        while cells and cells[-1] == Cell():
            cells.pop()
        # The rows below the last one are one row, repeated a million times.
        if cells:
            yield from [cells] * int(row.get(_name("table:number-rows-repeated"), "1"))


def _cells(element: etree._Element) -> list[Cell]:
    cell = Cell(
        element.get(_name("office:value-type"), ""),
        _lines(element),
        element.get(_name("office:value"), ""),
        element.get(_name("table:formula"), ""),
        "".join(link.get("{http://www.w3.org/1999/xlink}href", "?") for link in _links(element)),
        "".join(map(_lines, element.findall(_name("office:annotation")))),
    )
    return [cell] * int(element.get(_name("table:number-columns-repeated"), "1"))


def _links(element: etree._Element) -> Iterator[etree._Element]:
    return element.iter(_name("text:a"))


def _lines(element: etree._Element) -> str:
    return "\n".join(map(_text, element.findall(_name("text:p"))))


# What OpenDocument writes as an element: runs of spaces, tabs, line feeds.
_SIGNS = {_name("text:s"): " ", _name("text:tab"): "\t", _name("text:line-break"): "\n"}


def _text(element: etree._Element) -> str:
    said = element.text or ""
    for part in element:
        count = int(part.get(_name("text:c"), "1"))
        said += _SIGNS[part.tag] * count if part.tag in _SIGNS else _text(part)
        said += part.tail or ""
    return said
