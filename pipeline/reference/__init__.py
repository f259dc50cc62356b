"""Knowledge as CSV, one idea a file, and what reads it.

Here is the loader; ``phrases`` finds the words of a table in a text, ``statuses`` says what those
for a state mean, and ``cldr`` reads what CLDR knows.

To teach a spelling, add a line to the table that its name tells; no code changes. What belongs to
a language stands in the language's own folder, ``languages/<ISO 639-1>/``: to teach a language,
add a folder.
"""

from __future__ import annotations

import csv
import functools
import itertools
import re
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable


@functools.cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a table in file order, cells as text.

    Rows from the folder of a language say so in the cell ``language``: English first, then by
    code. A table that is in no folder is the same for all languages.
    """
    file = resources.files(__name__).joinpath(f"{table}.csv")
    found = list(_read(file)) if file.is_file() else []
    for language, tables in _languages().items():
        if table in tables:
            found += [{**row, "language": language} for row in _read(tables[table])]
    return tuple(found)


@functools.cache
def words(table: str, *roles: str) -> tuple[str, ...]:
    """Return the words of a table (its first column) of any of ``roles`` (its second).

    The longest first, so that none hides another in a pattern; each once.

    >>> words("date_words", "lone_year")
    ('年', '년')
    """
    pairs = (tuple(row.values())[:2] for row in rows(table))
    found = {word for word, role in pairs if role in roles}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def either(table: str, *roles: str) -> str:
    """Return ``words`` as a part of a regular expression that matches any of them."""
    return "|".join(map(re.escape, words(table, *roles))) or "(?!)"


def languages() -> tuple[str, ...]:
    """Return the codes (ISO 639-1) of the languages that have a folder, English first."""
    return tuple(_languages())


@functools.cache
def _languages() -> dict[str, dict[str, Traversable]]:
    """Each language and its tables."""
    folders = list(resources.files(__name__).joinpath("languages").iterdir())
    ordered = sorted(folders, key=lambda folder: (folder.name != "en", folder.name))
    return {
        folder.name: {
            file.name.removesuffix(".csv"): file
            for file in folder.iterdir()
            if file.name.endswith(".csv")
        }
        for folder in ordered
    }


def rows_beginning(table: str, beginning: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table of no language whose line begins so, in file order.

    Of a table of tens of thousands of rows, which it would take a hundred MB to hold.
    """
    with resources.files(__name__).joinpath(f"{table}.csv").open(encoding="utf-8") as lines:
        head = next(lines)
        wanted = (line for line in lines if line.startswith(beginning))
        yield from csv.DictReader(itertools.chain((head,), wanted))


def _read(file: Traversable) -> csv.DictReader[str]:
    return csv.DictReader(file.read_text(encoding="utf-8").splitlines())
