"""Numbers as words."""

from __future__ import annotations

import functools
import re

from pipeline import reference
from pipeline.reference.phrases import plain


@functools.cache
def _number_words() -> dict[str, int]:
    """Words to numbers, without those that mean another number in another language."""
    numbers: dict[str, set[int]] = {}
    for row in reference.rows("number_words"):
        numbers.setdefault(plain(row["word"]), set()).add(int(row["number"]))
    return {word: found.pop() for word, found in numbers.items() if len(found) == 1}


def number(words: str) -> int | None:
    """Return the whole number below a million that ``words`` write; None if they write none.

    >>> number("eight"), number("twenty-one"), number("28"), number("1,234"), number("third")
    (8, 21, 28, 1234, None)
    """
    bare = plain(words).strip()
    if re.fullmatch(r"\d{1,3}(?:,\d{3})|\d{1,6}", bare, re.ASCII):
        return int(bare.replace(",", ""))
    table = _number_words()
    tens, _, units = bare.replace(" ", "-").partition("-")
    if units:
        wanted = table.get(tens, 0) >= 20 and 0 < table.get(units, 0) < 10
        return table[tens] + table[units] if wanted else None
    return table.get(bare)
