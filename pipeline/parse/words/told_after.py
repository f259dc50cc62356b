"""What the words right after an entry tell of its tie: the state, the kind."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.parse.words.of_tie import speaks_of_tie
from pipeline.parse.words.vocabulary import is_bridge, kind_of_word, tags_of
from pipeline.reference.phrases import Found
from pipeline.reference.statuses import find_statuses

_MOST_STATUS_WORDS = 4
_SIGN = re.compile(r"[.;,)）\]]|$")
_BRACKET = re.compile(r"\s*[(（\[]([^()（）\[\]]{1,60})[)）\]]")
_STOP = re.compile(r"[.;,]\s")
_WORD = re.compile(r"\w")


class Told(NamedTuple):
    """What the words after an entry say of it."""

    status: str = ""  # as printed
    kind: str = ""  # a key of vocabularies.KINDS


NOTHING = Told()


def told_after(after: str, is_last: bool) -> Told:
    """Return what ``after`` tells, the words between an entry and the next piece.

    is_last: whether no piece follows. "former Yugoslavia" tells of a country and of no tie.

    >>> told_after(", suspended since 2012", True).status
    'suspended since 2012'
    """
    if not after.strip(" .,;"):
        return NOTHING
    tags = tags_of(after)
    status = next(iter(find_statuses(after)), None)
    if status and (_WORD.search(after, 0, status.start) or not speaks_of_tie(after, status)):
        status = None
    if status and not is_last and not after[status.end :].strip():
        status = None
    words = _status_words(after, status) if status else ""
    inside = _BRACKET.match(after)
    kind = kind_of_word(inside.group(1)) if inside and inside.group(1).isalpha() else ""
    if tags.kinds and not kind:
        between = after[: tags.kinds[0].start]
        if is_bridge(between, "lead") and not _STOP.search(between):
            kind = tags.kinds[0].meaning
    return Told(words, kind)


def _status_words(after: str, status: Found) -> str:
    """The state as printed, with what belongs to it up to the next sign: "suspended since 2012"."""
    end = _SIGN.search(after, status.end)
    words = after[status.start : end.start()].strip() if end else ""
    few = len(words.split()) <= _MOST_STATUS_WORDS
    return words if few else after[status.start : status.end]
