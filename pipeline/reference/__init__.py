"""Knowledge as CSV, one idea a file; this loader is the only code here.

To teach a spelling, add a line to the table that its name tells; no code changes.
"""

from __future__ import annotations

import csv
import functools
from importlib import resources


@functools.cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    """Return the rows of ``reference/<table>.csv`` in file order, cells as text."""
    text = resources.files(__name__).joinpath(f"{table}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
