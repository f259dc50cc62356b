"""Where a text has words for the state of a tie, and what they mean."""

from __future__ import annotations

import functools

from pipeline import reference
from pipeline.reference.phrases import Found, Phrases, plain


@functools.cache
def _phrases() -> Phrases:
    return Phrases({row["words"]: row["status"] for row in reference.rows("status_words")})


@functools.lru_cache(maxsize=8192)
def find_statuses(text: str) -> tuple[Found, ...]:
    """Return where ``text`` names the state of a tie, in order; "proposed" is one of them.

    Of words that overlap the first counts, of those that begin together the longest.

    >>> find_statuses("Former Sister Cities")
    (Found(start=0, end=6, meaning='ended'),)
    """
    found: list[Found] = []
    for each in sorted(_phrases().find_all(plain(text)), key=lambda each: (each.start, -each.end)):
        if not found or found[-1].end <= each.start:
            found.append(each)
    return tuple(found)
