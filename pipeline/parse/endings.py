"""Until when a tie runs: "renewed until 2027", "expires in June 2026"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.dates import find_dates
from pipeline.parse.blocks import sentences
from pipeline.parse.mentions import Mention
from pipeline.parse.phrases import plain


class Ending(NamedTuple):
    """A date until which something runs: ``text[start:end]``."""

    start: int
    end: int
    words: str
    is_renewal: bool  # it was moved there; one that was not moved is the older one of two


_UNTIL = r"(?:until|till|through|thru|up to|to|bis|jusqu'(?:en|au)|hasta|ate|fino al?|tot)"
_AT = r"(?:in|on|at the end of|at|as of|by|by the end of|im|am|en|el|nel|il|em)"
_THE_END = r"(?:\s+(?:the )?end of|\s+ende|\s+fin)?"
_RENEWED = re.compile(
    r"\b(?:renewed|extended|prolonged|verlangert|prolonge\w*|renouvele\w*|renovad\w+|prorrogad\w+"
    rf"|rinnovat\w+|verlengd)\b[^.;:]{{0,40}}?\b{_UNTIL}{_THE_END}\s+$"
)
_RUNS_UNTIL = re.compile(
    r"\b(?:valid|effective|in force|in effect|runs?|running|lasts?"
    r"|gultig|valable|valid[ao]s?|geldig)"
    rf"\b[^.;:]{{0,25}}?\b{_UNTIL}{_THE_END}\s+$"
)
_EXPIRES = re.compile(
    r"\b(?:expir(?:e|es|ed|ing|ation|y)|laps(?:e|es|ed)|runs? out|terminates?)\b"
    rf"(?:\W+(?:date|is|was|will be|will))?(?:\W+(?:{_AT})|\W*:)?{_THE_END}\W*$"
)
_OF_ALL = re.compile(
    r"\b(?:all|both|each|every|these|they|agreements|relationships|friendships|partnerships"
    r"|cities|towns|ties|links)\b"
)


def find_endings(text: str) -> list[Ending]:
    """Return the dates until which ``text`` says that something runs, in order.

    >>> said = "to expire in 2025, renewed until 2027"
    >>> [(each.words, each.is_renewal) for each in find_endings(said)]
    [('2025', False), ('2027', True)]
    >>> find_endings("renewed in 2025")
    []
    """
    lowered = plain(text)
    found = []
    for date in find_dates(text):
        before = lowered[max(0, date.start - _NEAR) : date.start]
        is_renewal = _RENEWED.search(before) is not None
        if is_renewal or _RUNS_UNTIL.search(before) or _EXPIRES.search(before):
            found.append(Ending(date.start, date.end, date.words, is_renewal))
    return found


_NEAR = 80  # characters before a date in which its verb stands


def last_ending(endings: Iterable[Ending]) -> str:
    """The words of the ending that holds: a renewal's, else the last one."""
    ranked = sorted(endings, key=lambda each: (each.is_renewal, each.start))
    return ranked[-1].words if ranked else ""


def endings_of(mentions: Sequence[Mention]) -> list[str]:
    """Return for each mention until when its own sentence says that the tie runs, "" for no word.

    Of a sentence that names several ties each has the endings between its name and the next;
    all have one that is said of all, or before the first name.
    """
    names: dict[int, list[int]] = {}  # by block, where its mentions name a partner
    for mention in mentions:
        names.setdefault(id(mention.block), []).append(_name_at(mention))
    return [_ending_of(mention, sorted(names[id(mention.block)])) for mention in mentions]


def _name_at(mention: Mention) -> int:
    name = mention.entry.name if mention.entry else ""
    return max(mention.block.text.find(name, mention.start, mention.end), mention.start)


def _ending_of(mention: Mention, names: Sequence[int]) -> str:
    if not is_about_endings(mention.block.text):
        return ""
    at = _name_at(mention)
    sentence = next((s for s in sentences(mention.block) if s.start <= at < s.end), None)
    if sentence is None:
        return ""
    here = [name for name in names if sentence.start <= name < sentence.end]
    until = next((name for name in here if name > at), sentence.end)
    mine = []
    for each in find_endings(sentence.text):
        start = sentence.start + each.start
        if at <= start < until or start < here[0] or is_of_all(sentence.text[: each.start]):
            mine.append(each)
    return last_ending(mine)


def is_of_all(text: str) -> bool:
    """Whether what follows ``text`` is said of several ties: "all renewed until"."""
    return _OF_ALL.search(plain(text[-_NEAR:])) is not None


def is_about_endings(text: str) -> bool:
    """Whether ``text`` may hold one: a quick look."""
    return _VERB.search(plain(text)) is not None


_VERB = re.compile(
    "|".join(
        "renew extend prolong verlang renouv renov prorrog rinnov verleng valid effective force"
        " run last gultig valable geldig expir laps terminat".split()
    )
)
