"""What words for the state of a tie mean: said once, for whoever reads and whoever settles."""

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


def status_meant(words: str) -> str:
    """Return the state that ``words`` mean, "" when they name none that we know.

    What is said first holds: a tie is "ended; formerly dormant" when it has ended.

    >>> status_meant("ended; formerly dormant"), status_meant("no longer active"), status_meant("?")
    ('ended', 'inactive', '')
    """
    found = find_statuses(words)
    return found[0].meaning if found else ""
