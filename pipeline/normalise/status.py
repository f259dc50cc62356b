"""What the words of a cell say of the state of a tie."""

from __future__ import annotations

import functools
import re

from pipeline import reference
from pipeline.text import fold


def statuses_meant(words: str) -> tuple[str, ...]:
    """Return the states that a cell of ``words`` means, each once; nothing when it names none.

    The one that holds is first: what is said first, of words that begin together the longest, and
    "active" only where no other is named. A second one is a doubt. Punctuation, capitals and
    accents do not count; a phrase that is only a part of a longer word is none.

    >>> statuses_meant("ended; formerly dormant"), statuses_meant("No longer, active")
    (('ended', 'inactive'), ('inactive',))
    >>> statuses_meant("active until 2001, then ended"), statuses_meant("?")
    (('ended', 'listed'), ())
    """
    cell = f" {fold(words)} "
    hits = [
        (each.start(), -each.end(), meaning)
        for phrase, meaning in _folded_phrases().items()
        for each in re.finditer(re.escape(phrase), cell)
    ]
    meant: list[str] = []
    after = 0
    for start, minus_end, meaning in sorted(hits, key=lambda hit: hit[:2]):
        if start >= after:
            meant.append(meaning)
            after = -minus_end - 1  # the space behind it may begin the next one
    return tuple(dict.fromkeys(sorted(meant, key="listed".__eq__)))


@functools.cache
def _folded_phrases() -> dict[str, str]:
    """Each phrase between spaces, as ``fold`` writes it; of two languages the first in order."""
    phrases: dict[str, str] = {}
    for row in reference.rows("status_words"):
        phrases.setdefault(f" {fold(row['words'])} ", row["status"])
    return phrases
