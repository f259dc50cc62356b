"""Dates that a sentence elsewhere on the page gives to a listed tie."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.dates import find_dates
from pipeline.parse.blocks import Block, Sentence, sentences
from pipeline.parse.phrases import plain
from pipeline.parse.words import (
    AFTER,
    find_kinds,
    find_statuses,
    find_ties,
    is_beginning,
    is_ending,
)


class Dated(NamedTuple):
    """A sentence that says since when the tie with ``name`` stands."""

    name: str
    words: str  # the date as printed
    line: int


def find_beginnings(blocks: Iterable[Block], names: Iterable[str], host: str) -> Iterator[Dated]:
    """Yield the dates that sentences give to the ties with ``names``, in reading order.

    A sentence counts when it speaks of such ties, names a partner, and says of a date that
    something began on it. The date belongs to the partner named last before it, else to the
    first after it. A partner that bears the host's name counts only where a comma follows,
    as in "Athens, Greece" on the page of an Athens elsewhere.
    """
    forms = {name: plain(name) for name in names}
    own = plain(host)
    for block in blocks:
        for sentence in sentences(block):
            text = sentence.text
            if find_dates(text) and (find_kinds(text) or find_ties(text) or _ends(text)):
                yield from _in_sentence(sentence, forms, own)


def _mentions(lowered: str, forms: dict[str, str], own: str) -> list[tuple[int, str]]:
    """Where the names stand in a text made plain, as whole words."""
    found = []
    for name, form in forms.items():
        at = lowered.find(form) if form else -1
        while at >= 0:
            end = at + len(form)
            begins = at == 0 or not (lowered[at - 1].isalnum() or lowered[at - 1] == "_")
            after = lowered[end:].lstrip() if form == own else lowered[end : end + 1]
            is_end = after.startswith(",") if form == own else not (after.isalnum() or after == "_")
            if begins and is_end:
                found.append((at, name))
            at = lowered.find(form, end)
    return sorted(found)


def _ends(text: str) -> bool:
    """Whether a sentence says after a date that something began: "In 2007 Pune joined"."""
    return any(is_ending(text[date.end : date.end + AFTER]) for date in find_dates(text))


_NEAR_STATUS = 80  # characters between a state and the date on which it began
_ON = re.compile(
    r"\s*,?\s*(?:(?:only|back|first|formally|officially)\s+)?"
    r"(?:in|on|since|seit|en|em|nel|depuis|desde|from|as of)?"
    r"\s*(?:the\s+|le\s+)?(?:\w+day,?\s+)?"
)


def _begins(text: str, start: int) -> bool:
    """Whether the words before a date say that something began on it, or that a tie is of it."""
    if any(start - status.end < _NEAR_STATUS for status in find_statuses(text[:start])):
        return False  # since when it rests
    if is_beginning(text[:start]):
        return True
    kinds = find_kinds(text[:start])
    return bool(kinds) and _ON.fullmatch(text, kinds[-1].end, start) is not None


def _follows(text: str, ends: Sequence[int], start: int) -> bool:
    """Whether a date stands right after a name and its country: "Toledo, Spain in 1931"."""
    return any(_AFTER_NAME.fullmatch(text, end, start) for end in ends if end < start)


_AFTER_NAME = re.compile(r"(?:,\s+[^\W\d_][\w' -]{2,30})?,?\s+(?:in|since|seit|en|depuis|desde)\s+")


def _in_sentence(sentence: Sentence, forms: dict[str, str], own: str) -> Iterator[Dated]:
    text = sentence.text
    printed = find_dates(text)
    mentions = _mentions(plain(text), forms, own)
    if not mentions:
        return
    ends = [start + len(forms[name]) for start, name in mentions]
    dates = [
        date
        for date in printed
        if _begins(text, date.start)
        or _follows(text, ends, date.start)
        or is_ending(text[date.end : date.end + AFTER])
    ]
    named: set[int] = set()
    for date in dates:
        before = [mention for mention in mentions if mention[0] < date.start]
        after = [mention for mention in mentions if mention[0] > date.end]
        mention = before[-1] if before else after[0] if after else None
        # A second date after one name tells of something else: "the first since 1956".
        if mention is not None and mention[0] not in named:
            named.add(mention[0])
            line = sentence.block.line_at(sentence.start + date.start)
            yield Dated(mention[1], date.words, line)
