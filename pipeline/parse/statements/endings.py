"""Until when a tie runs: "renewed until 2027", "expires in June 2026"."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline import reference
from pipeline.dates import find_dates
from pipeline.parse.page.sentences import Sentence, sentences
from pipeline.parse.records import Candidate
from pipeline.parse.words.vocabulary import find_kinds, what_lasts
from pipeline.reference.phrases import plain


class Ending(NamedTuple):
    """A date until which something runs: ``text[start:end]``."""

    start: int
    end: int
    words: str
    is_renewal: bool  # it was moved there; one that was not moved is the older one of two


def said_as(*roles: str) -> str:
    """Return the words of roles of ``ending_words.csv``, made plain, as a part of a pattern."""
    words = sorted(map(plain, reference.words("ending_words", *roles)), key=len, reverse=True)
    return "|".join(map(re.escape, words))


class _Patterns(NamedTuple):
    """What stands before a day until which something runs."""

    renewed: re.Pattern[str]
    runs: re.Pattern[str]
    expires: re.Pattern[str]
    verb: re.Pattern[str]  # any of them, without the day
    of_all: re.Pattern[str]


@functools.cache
def _patterns() -> _Patterns:
    renewed = rf"(?:{said_as('renewed')}|(?:{said_as('renewed_start')})\w*)"
    runs, expires, until = map(said_as, ("runs", "expires", "until"))
    end = rf"(?:\s+(?:{said_as('end')}))?"
    day = rf"\b(?:{until}){end}\W+$"
    at = rf"(?:\W+(?:{said_as('at')})|\W*:){{0,2}}{end}\W*$"
    return _Patterns(
        re.compile(rf"\b{renewed}\b[^.;:]{{0,40}}?{day}"),
        re.compile(rf"\b(?:{runs})\b[^.;:]{{0,25}}?{day}"),
        re.compile(rf"\b(?:{expires})\b{at}"),
        re.compile(rf"\b(?:{renewed}|{runs}|{expires})\b"),
        re.compile(rf"\b(?:{said_as('all')})\b"),
    )


def find_endings(text: str) -> list[Ending]:
    """Return the dates until which ``text`` says that something runs, in order.

    >>> said = "to expire in 2025, renewed until 2027"
    >>> [(each.words, each.is_renewal) for each in find_endings(said)]
    [('2025', False), ('2027', True)]
    >>> find_endings("renewed in 2025")
    []
    """
    lowered, patterns = plain(text), _patterns()
    found = []
    for date in find_dates(text):
        before = lowered[max(0, date.start - _NEAR) : date.start]
        if "other" in what_lasts(_CLAUSE_END.split(before)[-1]):
            continue
        is_renewal = patterns.renewed.search(before) is not None
        if is_renewal or patterns.runs.search(before) or patterns.expires.search(before):
            found.append(Ending(date.start, date.end, date.words, is_renewal))
    return found


_CLAUSE_END = re.compile("[.;]")
_NEAR = 80  # characters before a date in which its verb stands
_CLOSE = 45  # and in which "all" or "these" is its subject


def last_ending(endings: Iterable[Ending]) -> str:
    """The words of the ending that holds: a renewal's, else the last one."""
    ranked = sorted(endings, key=lambda each: (each.is_renewal, each.start))
    return ranked[-1].words if ranked else ""


def endings_of(ties: Sequence[Candidate]) -> list[str]:
    """Return for each tie until when its own sentence says that the tie runs, "" for no word.

    Of a sentence that names several ties each has the endings between its name and the next;
    all have one that is said of all, or before the first name.
    """
    found = [""] * len(ties)
    in_blocks: dict[int, list[tuple[int, int]]] = {}  # by block: where a name stands, whose it is
    for number, tie in enumerate(ties):
        in_blocks.setdefault(id(tie.unit.block), []).append((_name_at(tie), number))
    for named in in_blocks.values():
        block = ties[named[0][1]].unit.block
        if not is_about_endings(block.text):
            continue
        named.sort()
        for sentence in sentences(block):
            first = bisect_left(named, (sentence.start, 0))
            last = bisect_left(named, (sentence.end, 0))
            if first < last and is_about_endings(sentence.text):
                for number, words in _endings_in(sentence, named[first:last]):
                    found[number] = words
    return found


def _name_at(tie: Candidate) -> int:
    return tie.unit.start + tie.entry.name_start


def _endings_in(sentence: Sentence, named: Sequence[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    """For each tie that a sentence names, whose it is and until when it runs."""
    endings = find_endings(sentence.text)
    for_all = [
        each
        for each in endings
        if sentence.start + each.start < named[0][0] or is_of_all(sentence.text[: each.start])
    ]
    starts = [sentence.start + each.start for each in endings]
    for place, (at, number) in enumerate(named):
        until = named[place + 1][0] if place + 1 < len(named) else sentence.end
        mine = endings[bisect_left(starts, at) : bisect_left(starts, until)]
        yield number, last_ending([*for_all, *mine])


def is_of_all(text: str) -> bool:
    """Whether what follows ``text`` is said of several ties: "all renewed until"."""
    return _patterns().of_all.search(plain(text[-_CLOSE:])) is not None


def is_about_ties(text: str) -> bool:
    """Whether a sentence that says how long something lasts says it of ties.

    >>> is_about_ties("These relationships expire after two years.")
    True
    >>> is_about_ties("Tickets expire after two months.")
    False
    """
    subjects = what_lasts(text)
    return "other" not in subjects and ("tie" in subjects or bool(find_kinds(text)))


def is_about_endings(text: str) -> bool:
    """Whether ``text`` may hold one: a quick look."""
    return _patterns().verb.search(plain(text)) is not None
