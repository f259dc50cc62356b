"""What a text says happened on each of its dates: that a tie began, or something else."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

import ahocorasick_rs

from pipeline import reference
from pipeline.dates import PrintedDate, find_dates, is_month, unread_digits
from pipeline.parse.words.of_tie import is_former, speaks_of_tie
from pipeline.parse.words.signs import article_before, date_words
from pipeline.parse.words.vocabulary import kind_of_word, tags_of, what_lasts
from pipeline.reference.phrases import WORD, Found, plain
from pipeline.reference.statuses import find_statuses

BEGINS, COMES, SINCE, UNTIL = "begins", "comes", "since", "until"
OTHER, KIND, STATUS = "other", "kind", "status"
_SAYS = {BEGINS: 3, KIND: 2, OTHER: -1, STATUS: -1}  # how much each says that a tie began
_REACH = 90  # characters beside a date in which words may tell of it
_LABEL = 40  # characters of a line that states no more than a date
_FEW = 2  # words
_MOST_DATE_WORDS = 5  # between a name and its date
_SENTENCE_END = re.compile(r"[.;!?]\s")
_UNSPACED = "\u3000"  # from here on scripts write words without spaces between


@functools.cache
def _clause() -> re.Pattern[str]:
    """What ends a clause; a full stop behind a word that is cut short does not."""
    short = (word.rstrip(".") for word in reference.words("abbreviations", "clause"))
    no_short = "".join(rf"(?<!(?i:{re.escape(word)}))" for word in short)
    return re.compile(rf"[;!?。；!?]|[^\W\d_]{{3}}{no_short}\.(?=\s|$)|[)\]]\.")


class Told(NamedTuple):
    """A date of a text, and how much its words say that a tie began on it."""

    start: int
    end: int
    words: str  # the date as printed
    weight: int  # 3 says so, 2 likely, 1 perhaps, 0 nothing, -1 another thing
    reason: str  # begins, kind, since, comes, alone, bare; or what speaks against it


@functools.cache
def _words() -> tuple[ahocorasick_rs.AhoCorasick, tuple[dict[str, str], ...], tuple[str, ...]]:
    rows = reference.rows("event_words")
    forms = tuple(plain(row["words"]) for row in rows)
    return ahocorasick_rs.AhoCorasick(forms), rows, forms


def is_a_document(word: str) -> bool:
    """Return whether a word alone says what was signed: "Dohoda", "Договор".

    >>> is_a_document("Dohoda"), is_a_document("Bonn")
    (True, False)
    """
    said = events_of(word) if word.isalpha() else ()
    return bool(said) and said[0].start == 0 and said[0].meaning == BEGINS


@functools.lru_cache(maxsize=4096)
def events_of(text: str) -> tuple[Found, ...]:
    """Return the words of ``text`` for what happens on a date, in order.

    >>> [found.meaning for found in events_of("Podepsáno 1992, návštěva 1995")]
    ['begins', 'other']
    """
    lowered = plain(text)
    automaton, rows, forms = _words()
    longest: dict[int, Found] = {}
    for number, start, end in automaton.find_matches_as_indexes(lowered, overlapping=True):
        match = rows[number]["match"] if forms[number] < _UNSPACED else "part"
        if match != "part" and start and lowered[start - 1].isalnum():
            continue
        if match == "whole" and end < len(lowered) and lowered[end].isalnum():
            continue
        if start not in longest or end >= longest[start].end:
            longest[start] = Found(start, end, rows[number]["means"])
    tags = tags_of(text)
    for found in tags.kinds:
        longest.setdefault(found.start, found._replace(meaning=KIND))
    for found in find_statuses(text):
        # "former Yugoslavia": the state of a country, and not of the tie.
        is_name = text[found.end : found.end + 2].strip()[:1].isupper()
        is_told = found.meaning not in ("proposed", "listed") and not is_name
        if is_told and speaks_of_tie(text, found):
            longest[found.start] = found._replace(meaning=STATUS)
    return tuple(longest[start] for start in sorted(longest))


@functools.lru_cache(maxsize=4096)
def told_dates(text: str) -> tuple[Told, ...]:
    """Return the dates of ``text``, each with what the words beside it say of it.

    >>> [(told.words, told.reason) for told in told_dates("Founded in 1850. Signed on 5 May 1980.")]
    [('1850', 'other'), ('5 May 1980', 'begins')]
    """
    return tuple(_told_of(text, find_dates(text)))


@functools.lru_cache(maxsize=1024)
def told_unread(text: str) -> tuple[Told, ...]:
    """Return what of ``text`` says when a tie began, and is no date that we read.

    The rest of a range says nothing alone; a day without a year is that of a feast or of a visit
    unless the words before it say that a tie began.

    >>> [(told.words, told.reason) for told in told_unread("Market on 26 May. Twinned in 2511 BE.")]
    [('2511 BE', 'begins')]
    """
    dates = find_dates(text)
    pieces = [each for each in unread_digits(text, dates) if each.words[0] not in "-–/"]
    told = [each for each in _told_of(text, pieces) if each.weight > 0]
    return tuple(each for each in told if not _is_day(each.words) or _begins_apart(text, each))


def _begins_apart(text: str, day: Told) -> bool:
    """Whether a verb says that a tie began on ``day``, and not only that there is one."""
    kinds = {kind.start for kind in tags_of(text).kinds}
    return day.reason == BEGINS and any(
        event.meaning == BEGINS
        and event.start not in kinds
        and not kind_of_word(text[event.start : event.end])
        for event in events_of(text[: day.end])
    )


def _is_day(words: str) -> bool:
    """Whether a piece of a date is a day without its year."""
    if any(is_month(word) for word in words.split()) or _DAY.search(words):
        return True
    return words.endswith(reference.words("date_words", "lone_day"))


_DAY = re.compile(r"\d\.\d\d\.")  # "26.05."


def _told_of(text: str, dates: Sequence[PrintedDate]) -> list[Told]:
    """Each of ``dates`` with what the words beside it in ``text`` say of it."""
    events = events_of(text) if dates else ()
    starts = [event.start for event in events]
    told, low = [], 0
    for number, date in enumerate(dates):
        following = dates[number + 1].start if number + 1 < len(dates) else len(text)
        low = max(low, date.start - _REACH)
        for cut in _clause().finditer(text, low, date.start):
            low = cut.end()
        ends = _clause().search(text, date.end, following)
        high = min(ends.start() + 1 if ends else following, date.end + _REACH)
        near = events[bisect_left(starts, low) : bisect_left(starts, high)]
        if number + 1 < len(dates):
            near = tuple(e for e in near if not _is_of_next(text, e, date.end, following))
        told.append(_told(text, low, date, near))
        low = date.end
    return told


def says_began(text: str) -> bool:
    """Whether ``text`` has a word for the beginning of a tie.

    >>> says_began("zmluva z roku 1996"), says_began("mayor in 1996")
    (True, False)
    """
    return any(event.meaning in (BEGINS, SINCE) for event in events_of(text))


def is_date_gap(gap: str) -> bool:
    """Return whether a date after ``gap`` belongs to the entry before it.

    >>> is_date_gap(" (since "), is_date_gap(". The park opened in ")
    (True, False)
    """
    if date_words().fullmatch(gap):
        return True
    if _SENTENCE_END.search(gap):
        return False
    return len(gap.split()) <= _MOST_DATE_WORDS and says_began(gap) and not find_statuses(gap)


def says_began_after(text_after: str) -> bool:
    """Whether the words after a name say that something began with it: "Bonn joined in 1964".

    >>> says_began_after(", the “windy city”, joined."), says_began_after(" sent help. They won.")
    (True, False)
    """
    near = text_after[:_REACH]
    cut = _clause().search(near)
    events = events_of(near[: cut.end()] if cut else near)
    return any(event.meaning in (BEGINS, COMES) for event in events)


def _is_of_next(text: str, event: Found, end: int, following: int) -> bool:
    """Whether a word between two dates is the second one's: "1979, renewed 1991"."""
    to_next = _words_between(text, event.end, following)
    return event.start >= end and to_next <= min(4, _words_between(text, end, event.start))


def _told(text: str, low: int, date: PrintedDate, near: Sequence[Found]) -> Told:
    before = [event for event in near if event.end <= date.start]
    # "(1970, on hold)": a comma parts the date of the tie from its state.
    after = [
        event
        for event in near
        if event.start >= date.end
        and not (event.meaning == STATUS and "," in text[date.end : event.start])
    ]
    weight, reason = _said_before(text, low, date, before) or _said_after(after) or (0, "bare")
    if reason == "bare" and is_alone(text, date.start, date.end):
        rest = len(text) - len(date.words)
        weight, reason = 3 if rest < _FEW else 2 if rest <= _LABEL else 1, "alone"
    return Told(date.start, date.end, date.words, weight, reason)


def _said_before(
    text: str, low: int, date: PrintedDate, before: Sequence[Found]
) -> tuple[int, str] | None:
    """What the words before a date say of it; the nearest decide."""
    if _has_ended(text, low, date, before):
        return -1, STATUS
    strong = [event.meaning for event in before if event.meaning in _SAYS]
    last = strong[-1] if strong else ""
    nearest = before[-1].meaning if before else ""
    between = _words_between(text, before[-1].end, date.start) if before else 0
    if nearest == UNTIL and not between:
        return -1, UNTIL
    if nearest == SINCE and between < _FEW + 1 and last in ("", OTHER):
        low = max(low, *(text.rfind(sign, low, before[-1].start) for sign in ",:–—"))
        leads = _words_between(text, low, before[-1].start) <= _FEW
        return (2 if leads and not last else 1), SINCE
    if nearest == COMES and (between <= _FEW or {OTHER, STATUS}.isdisjoint(strong)):
        leads = not _words_between(text, low, before[-1].start)
        return (2, last) if last in (BEGINS, KIND) else (2 if leads else 1, COMES)
    return (_SAYS[last], last) if last else None


def _said_after(after: Sequence[Found]) -> tuple[int, str] | None:
    """What the words after a date say of it; the first that says anything decides."""
    strong = [event.meaning for event in after if event.meaning in _SAYS]
    if strong:
        return _SAYS[strong[0]], strong[0]
    return (1, COMES) if any(event.meaning == COMES for event in after) else None


def _has_ended(text: str, low: int, date: PrintedDate, before: Sequence[Found]) -> bool:
    """Whether what the words before a date say last is that a tie ended.

    What ended is a noun behind the verb: "ended its sister city relationship with Kyoto in".
    """
    ends = [each for each in find_statuses(text[low : date.start]) if each.meaning == "ended"]
    verbs = [each for each in ends if not is_former(text[low + each.start : low + each.end])]
    if not verbs:
        return False
    behind = [event for event in before if event.start >= low + verbs[-1].end]
    return all(
        event.meaning in (KIND, COMES) or _is_noun(text[event.start : event.end])
        for event in behind
    )


def _is_noun(words: str) -> bool:
    """Whether a word that speaks of a beginning only names the tie: "relationship"."""
    return bool(kind_of_word(words)) or what_lasts(words) == {"tie"}


def _words_between(text: str, start: int, end: int) -> int:
    return len(WORD.findall(text, start, end))


_SEPARATES = re.compile(r"[,;:()（）\[\]/|·•–—.、，・]|\s-\s")
_LEADS = 14  # characters of a preposition or a label


def is_alone(text: str, start: int, end: int) -> bool:
    """Whether a date stands by itself between two signs or the ends of a text.

    >>> is_alone("Kobe, Japan, 1957", 13, 17), is_alone("In 1957 it rained", 3, 7)
    (True, False)
    """
    start -= len(article_before(text, start))  # "in the sixties"
    before = _SEPARATES.split(text[max(0, start - 2 * _LEADS) : start])[-1].strip()
    after = _SEPARATES.split(text[end : end + 2 * _LEADS])[0].strip()
    is_led = start <= _LEADS and end + _LEADS < len(text) and before and len(text) > _LABEL
    return len(WORD.findall(before)) <= 1 and len(before) < _LEADS and not (after or is_led)
