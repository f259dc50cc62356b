"""What the header of a column says that it holds."""

from __future__ import annotations

import functools
import re

from pipeline import reference
from pipeline.reference.phrases import WORD, Phrases, plain

_MOST_HEADER = 4  # words of a column's header


@functools.cache
def _towns() -> frozenset[str]:
    """The words that head a column of towns as the last of several: "Name of the town"."""
    return frozenset(map(plain, reference.words("heading_words", "town")))


@functools.cache
def _columns() -> Phrases:
    return Phrases({row["words"]: row["column"] for row in reference.rows("column_words")})


_FOOTNOTE = re.compile(r"(?:[¹²³⁴⁵†‡§*#]|\[\w{1,3}\]|(?<=[^\W\d])\s?\d)+\s*$")


@functools.lru_cache(maxsize=4096)
def find_column(header: str) -> str:
    """Return the column of a table that ``header`` heads, "" when it heads none that we read.

    >>> find_column("Partnerstadt"), find_column("Sisterhood Date"), find_column("Population")
    ('city', 'established', '')
    """
    lowered = plain(_FOOTNOTE.sub("", header.partition("(")[0])).strip(" :.*")
    column = _columns().meanings.get(lowered, "")
    for name in (lowered.partition("/")[0], lowered):
        words = WORD.findall(name)
        if column or not words or len(words) > _MOST_HEADER:
            continue
        # The last word decides in English, in the Romance languages the one before an "of".
        column = _columns().meanings.get(words[-1], "")
        if column == "city" and words[-1] not in _towns():
            column = ""
        if len(words) > 1 and words[1] in reference.words("small_words", "of_column"):
            column = column or _columns().meanings.get(words[0], "")
    return "" if column == "other" else column
