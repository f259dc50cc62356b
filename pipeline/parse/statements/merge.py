"""Mentions to statements: one a tie, though a page names it often and each time says a bit more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline import reference
from pipeline.dates import UnreadableDate, iso_prefix
from pipeline.parse.problems import Note, note
from pipeline.parse.records import Block, Candidate
from pipeline.parse.statements.dating import Dated, find_dated
from pipeline.places.lexicon import Lexicon
from pipeline.reference.phrases import plain
from pipeline.text import fold

LONGEST_QUOTE = 300  # characters
_MOST_LINES = 20  # that a statement names; a page that says it oftener says it no better
_COLUMN = 7  # the weight of a date in a cell, as Dated counts it
_SHORTEST = 3  # letters of a name that may stand for a longer one


@dataclass(frozen=True, slots=True)
class Statement:
    """What a page says of one tie, word for word; "" for what it does not say."""

    kind: str
    name: str
    region: str
    country: str
    established: str
    status: str
    quote: str
    lines: tuple[int, ...]  # of the source, from 1, ascending
    expires: str = ""  # the day until which it runs
    rule: str = ""  # what says its kind, and where the name stands
    is_listed: bool = True  # whether a list, table or title names it, and not only a sentence
    other_name: str = ""  # a second name that the page gives beside it
    date_sign: str = ""  # what says that it began on its date: of Entry, or the reason of Dated
    names: tuple[str, ...] = ()  # all by which the page calls it

    @property
    def locator(self) -> str:
        """The lines as one cell: ``L12;L42``."""
        return ";".join(f"L{line}" for line in self.lines)


def merged(statements: Sequence[Statement], lexicon: Lexicon) -> tuple[list[Statement], list[Note]]:
    """Return one statement a tie, in the order of the page, and what is contradicted.

    What lists, tables and titles say stands; sentences come to it.
    """
    notes: list[Note] = []
    kept: dict[int, Statement] = {}
    by_word: dict[str, list[int]] = {}  # the first and the last word of a name, to its places
    order = sorted(range(len(statements)), key=lambda at: not statements[at].is_listed)
    for at in order:
        stated = statements[at]
        words = {word for name in _names(stated) for word in (name.split()[0], name.split()[-1])}
        near = sorted({key for word in words for key in by_word.get(word, ())})
        same = next((key for key in near if _is_same(kept[key], stated, lexicon)), None)
        if same is None:
            same = at
            kept[at] = stated
        else:
            kept[same] = _joined(kept[same], stated, notes)
        for word in words:
            by_word.setdefault(word, []).append(same)
    return [kept[key] for key in sorted(kept)], notes


def _names(stated: Statement) -> list[str]:
    """The folded names by which a statement calls its partner; a sign alone stands for itself."""
    names = [stated.name, *([stated.other_name] if stated.other_name else [])]
    return [fold(name) or name or "?" for name in names]


def _is_same(known: Statement, again: Statement, lexicon: Lexicon) -> bool:
    """Whether ``again`` names the tie that ``known`` is."""
    if known.kind != again.kind and known.is_listed and again.is_listed:
        return False
    says_less = not (again.region or again.country) or not (known.region or known.country)
    if set(_names(known)) & set(_names(again)):
        return says_less or _agree(known, again, lexicon)
    name, other = _names(known)[0], _names(again)[0]
    if _bare(name) == _bare(other):
        return says_less or _agree(known, again, lexicon)
    is_short = not again.is_listed and not (again.region or again.country)
    is_part = name.startswith(f"{other} ") or name.endswith(f" {other}")
    return is_short and len(other) > _SHORTEST and is_part


def _bare(folded: str) -> str:
    """A folded name without the word for a town with or without which it may be said."""
    head, _, last = folded.rpartition(" ")
    return head if head and last in reference.words("place_affixes", "optional") else folded


def _agree(known: Statement, again: Statement, lexicon: Lexicon) -> bool:
    """Whether country and region of two mentions could be one place's."""
    if known.country and again.country and fold(known.country) != fold(again.country):
        codes = set(lexicon.country_codes(known.country))
        if not codes & set(lexicon.country_codes(again.country)):
            return False
    same_region = fold(known.region) == fold(again.region)
    return same_region or not (known.region and again.region)


def _joined(first: Statement, again: Statement, notes: list[Note]) -> Statement:
    if first.status and again.status and first.status != again.status:
        told = {"name": first.name, "first": first.status, "words": again.status}
        notes.append(note("status-contradicted/on-page", again.lines[0], **told))
    established = _more_precise(first, again.established, again.lines[0], notes)
    lines = first.lines
    if len(lines) < _MOST_LINES:
        lines = tuple(sorted({*lines, *again.lines}))
    return replace(
        first,
        region=first.region or again.region,
        country=first.country or again.country,
        established=established,
        date_sign=first.date_sign if established == first.established else again.date_sign,
        names=tuple(dict.fromkeys((*first.names, *again.names))),
        status=first.status or again.status,
        expires=first.expires or again.expires,
        lines=lines,
    )


def dated(
    statements: Sequence[Statement],
    blocks: Sequence[Block],
    candidates: Sequence[Candidate],
    ties: Sequence[Candidate],
    host: str,
) -> tuple[list[Statement], list[Note]]:
    """Return the statements, each with the date that the page says best that it began on."""
    notes: list[Note] = []
    names = {plain(name): each.name for each in reversed(statements) for name in each.names}
    found: dict[str, list[Dated]] = {each.name: [] for each in statements}
    for each in find_dated(blocks, candidates, ties, names, host):
        found[each.name].append(each)
    return [_with_date(each, found[each.name], notes) for each in statements], notes


def _with_date(stated: Statement, dates: Sequence[Dated], notes: list[Note]) -> Statement:
    own = [Dated("", stated.established, stated.lines[0], _COLUMN, stated.date_sign)]
    found = [*(own if stated.established else []), *dates]
    if not found:
        return stated
    best = max(found, key=lambda date: date.weight)
    for date in found:
        new, have = _prefix(date.words), _prefix(best.words)
        if new.startswith(have) and len(new) > len(have):
            best = date
        elif new and date.weight > _DOUBTED and not have.startswith(new):
            told = {"name": stated.name, "first": best.words, "words": date.words}
            notes.append(note("date-contradicted/on-page", date.line, **told))
    lines = tuple(sorted({*stated.lines, best.line}))
    return replace(stated, established=best.words, lines=lines, date_sign=best.reason)


_DOUBTED = 5  # the weight of a date from which on it may contradict another


def _more_precise(stated: Statement, words: str, line: int, notes: list[Note]) -> str:
    """The date of ``stated``, or ``words`` for it where they say the same more precisely."""
    have, new = _prefix(stated.established), _prefix(words)
    if not stated.established or (new.startswith(have) and len(new) > len(have)):
        return words
    if new and not have.startswith(new):
        told = {"name": stated.name, "first": stated.established, "words": words}
        notes.append(note("date-contradicted/on-page", line, **told))
    return stated.established


def _prefix(words: str) -> str:
    try:
        return iso_prefix(words) if words else ""
    except UnreadableDate:
        return ""
