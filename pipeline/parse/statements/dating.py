"""Which of the dates of a page are those on which its ties began.

A date belongs to the partner that is nearest in its clause; where its sentence names none, to the
one to whom the paragraph, the card or the section belongs.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import ahocorasick_rs

from pipeline.parse.page.sentences import Sentence, sentences
from pipeline.parse.records import HEADING, ITEM, ROW, Block, Candidate
from pipeline.parse.words.events import Told, told_dates
from pipeline.parse.words.vocabulary import is_bridge
from pipeline.reference.phrases import plain

_BESIDE = ("comma", "bracket", "in", "dash", "slash")  # signs that part a place from its country
_TITLE = 80  # characters of a line that may be the title of what stands below
_NEAR = 4  # blocks below a title in which a date without a word is its own
_FIRST = 3  # characters before a date with which a line begins
_MOST = 30  # names before a date to which it may belong
_LONGEST_JOIN = 24  # characters between two names that an "and" joins
OWN, BLOCK, SECTION = 3, 2, 1  # how near a date stands to the partner


class Dated(NamedTuple):
    """A date that a page gives to the tie with ``name``."""

    name: str
    words: str  # the date as printed
    line: int
    weight: int  # of Told, more where it stands nearer; the greatest counts
    reason: str  # what says so: of Told


_LEADS = 3  # characters before a name with which a line begins with it


class Mention(NamedTuple):
    """A partner's name in a block, ``text[start:end]`` with what is said of it."""

    start: int
    end: int
    name: str  # of its statement, "" of a place that is no partner
    is_tie: bool  # whether it is read as a tie here, and not only named


def find_dated(
    blocks: Sequence[Block],
    candidates: Sequence[Candidate],
    ties: Sequence[Candidate],
    names: Mapping[str, str],
    host: str,
    told_in: Callable[[str], Sequence[Told]] = told_dates,
) -> Iterator[Dated]:
    """Yield the dates that the text of a page gives to its ties, in reading order.

    names: the names by which ties are called, made plain, to the name of their statement. A
    partner that bears the host's name counts only where it is read as a tie.
    told_in: what finds the dates of a text.
    """
    places = _places(candidates, ties, names)
    forms = [form for form in names if form and form != plain(host)]
    longest = ahocorasick_rs.MatchKind.LeftmostLongest
    automaton = ahocorasick_rs.AhoCorasick(forms, matchkind=longest)
    boxes = _names_of_boxes(ties, names)
    heading: Sequence[Told] = ()  # its dates: what stands below began on one
    title, titled, age = None, "", 0
    for number, block in enumerate(blocks):
        if title is not None and _is_outside(block, title):
            title, titled = None, ""
        if block.role == ROW:
            continue
        age += 1
        mentions = list(places.get(number, ()))
        taken = {mention.start for mention in mentions}
        lowered = plain(block.text)
        for which, start, end in automaton.find_matches_as_indexes(lowered):
            if start not in taken and _is_whole(lowered, start, end):
                mentions.append(Mention(start, end, names[forms[which]], False))
        if any(mention.start <= _LEADS and not mention.name for mention in mentions):
            title, titled = None, ""  # a line of another place
        owner = titled or boxes.get(block.box, "")
        is_close = age <= _NEAR or block.box in boxes
        yield from _in_block(block, sorted(mentions), owner, is_close, told_in)
        tied = {mention.name for mention in mentions if mention.is_tie}
        if block.role == HEADING or block.text.endswith(":"):
            least = 1 if block.text.endswith(":") else 3
            told = () if tied else told_in(sentences(block)[-1].text)
            heading = [date for date in told if date.weight >= least]
        elif block.role != ITEM and not block.box:
            heading = [date for date in heading if date.reason == "alone"]
        if heading and len(tied) == 1 and not told_in(block.text):
            year = max(heading, key=lambda date: date.weight)
            yield Dated(next(iter(tied)), year.words, block.line_at(0), 3, "heading")
        is_title = block.role == HEADING or len(block.text) <= _TITLE
        if len(tied) == 1 and is_title and not (title and title.box):
            title, titled, age = block, tied.pop(), 0


def _places(
    candidates: Sequence[Candidate], ties: Sequence[Candidate], names: Mapping[str, str]
) -> dict[int, list[Mention]]:
    """The ties of each block, and other places with their countries, to which dates may belong."""
    read = {(tie.unit.number, tie.start) for tie in ties}
    found: dict[int, list[Mention]] = {}
    for each in candidates:
        is_tie = (each.unit.number, each.start) in read
        name = names.get(plain(each.entry.name), "")
        if each.unit.column < 0 and (name if is_tie else each.entry.country_sign in _BESIDE):
            mention = Mention(each.start, each.end, name, is_tie)
            found.setdefault(each.unit.number, []).append(mention)
    return found


def _names_of_boxes(ties: Sequence[Candidate], names: Mapping[str, str]) -> dict[int, str]:
    """The name of the one tie of each box that has one."""
    found: dict[int, set[str]] = {}
    for tie in ties:
        if tie.unit.block.box and plain(tie.entry.name) in names:
            found.setdefault(tie.unit.block.box, set()).add(names[plain(tie.entry.name)])
    return {box: next(iter(named)) for box, named in found.items() if len(named) == 1}


def _is_outside(block: Block, title: Block) -> bool:
    """Whether a block stands outside of the section that ``title`` heads."""
    is_higher = title.role != HEADING or block.level <= title.level
    if block.role == title.role == ITEM and block.list_id == title.list_id:
        return block.depth <= title.depth  # the next item is another tie's
    return (0 < title.box != block.box) or (block.role == HEADING and is_higher)


def _is_whole(lowered: str, start: int, end: int) -> bool:
    beside = lowered[max(0, start - 1) : start] + lowered[end : end + 1]
    return lowered[start] >= "\u3000" or not any(sign.isalnum() or sign == "_" for sign in beside)


def _in_block(
    block: Block,
    mentions: Sequence[Mention],
    owner: str,
    is_close: bool,
    told_in: Callable[[str], Sequence[Told]],
) -> Iterator[Dated]:
    """The dates of a block that belongs to ``owner``; is_close: even those without a word."""
    subject, nearness = owner, SECTION
    at = 0
    for sentence in sentences(block):
        inside = [m for m in mentions[max(0, at - 1) : at] if m.end > sentence.start]
        while at < len(mentions) and mentions[at].start < sentence.end:
            inside.append(mentions[at])
            at += 1
        told = told_in(sentence.text)
        if told and inside:
            yield from _in_sentence(sentence, inside, told, owner)
        for date in told if not inside and subject else ():
            is_bare = block.box and is_close and date.reason in ("alone", "comes")
            if date.weight >= (1 if is_bare else 2) and (is_close or date.reason != "alone"):
                yield _dated(sentence, subject, date, nearness)
        if named := {mention.name: None for mention in inside if mention.name}:
            is_one = len(named) == 1 or len(block.text) <= _TITLE
            subject, nearness = next(iter(named)) if is_one else "", BLOCK
            is_close = True


def _dated(sentence: Sentence, name: str, date: Told, nearness: int) -> Dated:
    line = sentence.block.line_at(sentence.start + date.start)
    return Dated(name, date.words, line, date.weight + nearness, date.reason)


def _in_sentence(
    sentence: Sentence, mentions: Sequence[Mention], told: Sequence[Told], owner: str
) -> Iterator[Dated]:
    """The dates of a sentence that names partners, each given to the nearest."""
    block = sentence.block
    is_line = block.role == ITEM or len(block.text) <= _TITLE
    dates = [date for date in told if date.weight >= 0]
    names = {mention.name for mention in mentions if mention.name}
    ties = any(mention.is_tie for mention in mentions)
    starts = [mention.start for mention in mentions]
    given: set[Mention] = set()
    is_date_first = bool(dates) and sentence.start + dates[0].start < mentions[0].start
    nexts = [*(date.start for date in dates[1:]), len(sentence.text)]
    for date, following in zip(dates, nexts, strict=False):
        start, end = sentence.start + date.start, sentence.start + date.end
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        before = mentions[max(0, first - _MOST) : first]
        after = mentions[last : bisect_left(starts, sentence.start + following)]
        begin = before[0].start if before else start
        cut = max(block.text.rfind(sign, begin, start) for sign in ";；•|")
        near = [m for m in before if m.end > cut]
        in_bracket = block.text[start - 1 : start] in ("(", "（", "[")
        is_led = after and not in_bracket and (is_date_first or not near)
        own = [m for m in before if m.is_tie and end <= m.end and (in_bracket or m not in given)]
        if own and not is_led:
            date = date._replace(weight=max(date.weight, 3 if is_line or in_bracket else 0))
            yield _dated(sentence, own[-1].name, date, OWN)
            earlier = before[: before.index(own[-1])]
            chosen = [] if in_bracket else _joined(block.text, earlier, own[-1])
        elif is_led:
            date = date._replace(
                weight=max(date.weight, 1 if is_line and date.start < _FIRST else 0)
            )
            chosen = list(after)
            given.update(after)
        else:
            chosen = (
                near[-1:] or list(after[:1]) or [m for m in before if m.name][: len(names) == 1]
            )
            if near and not in_bracket and date.weight:
                chosen = [*_joined(block.text, near[:-1], near[-1]), near[-1]]
        for mention in chosen:
            is_own = mention.is_tie or mention.name == owner
            least = 0 if is_line and len(names) == 1 else 1 if is_own or ties else 2
            if date.weight >= least and mention.name:
                nearness = BLOCK if mention.is_tie else SECTION if is_own else 0
                yield _dated(sentence, mention.name, date, nearness)


def _joined(text: str, before: Sequence[Mention], last: Mention) -> list[Mention]:
    """The names before ``last`` that an "and" joins to it: "Haarlem and Osnabrück in 1964"."""
    found: list[Mention] = []
    for mention in reversed(before):
        between = text[mention.end : last.start]
        is_and = 0 < len(between) < _LONGEST_JOIN and is_bridge(between, "join")
        if not (is_and or between.strip() == ","):
            break
        found.append(mention)
        last = mention
    return found
