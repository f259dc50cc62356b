"""Mentions to statements: one a tie, though a page names it often and each time says a bit more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.dates import UnreadableDate, iso_prefix
from pipeline.parse.dating import Dated, find_beginnings
from pipeline.parse.details import completed, with_details
from pipeline.parse.endings import endings_of
from pipeline.parse.entries import Entry
from pipeline.parse.mentions import Mention
from pipeline.parse.notes import Notes
from pipeline.parse.page import Page
from pipeline.parse.sections import MIXED
from pipeline.parse.signs import signs_before
from pipeline.text import fold, is_hostile

LONGEST_QUOTE = 300  # characters
_MOST_LINES = 20  # that a statement names; a page that says it oftener says it no better


@dataclass(frozen=True, slots=True)
class Stated:
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
    rule: str = ""  # by which it was read

    @property
    def locator(self) -> str:
        """The lines as one cell: ``L12;L42``."""
        return ";".join(f"L{line}" for line in self.lines)

    @property
    def is_told_in_passing(self) -> bool:
        """Whether only a sentence names it, and no list, table or title."""
        return self.rule.startswith("a sentence")


def statements_of(page: Page, notes: Notes) -> list[Stated]:
    """Return what ``page`` states, one statement a tie, in the order of the page."""
    read = list(_read(page, with_details(page), notes))
    return _dated(page, _completed(page, _merged(read, notes)), notes)


def _read(page: Page, mentions: Sequence[Mention], notes: Notes) -> Iterable[Stated]:
    named = [mention.entry.name for mention in mentions if mention.entry]
    told = zip(mentions, endings_of(mentions), signs_before(mentions), strict=True)
    for mention, expires, signs in told:
        quote = mention.quote[:LONGEST_QUOTE]
        entry = mention.entry
        if entry is None:
            if not any(name in mention.quote for name in named):
                notes.add("entry-unread", mention.line, f"{quote!r} is no tie")
        elif not mention.is_sure:
            said = f"{quote!r} stands in a list that is not surely one of ties"
            notes.add("entry-unread", mention.line, said)
        elif mention.kind == MIXED:
            said = f"{quote!r} stands under a heading of several kinds"
            notes.add("entry-unread", mention.line, said)
        else:
            if is_hostile(signs + mention.quote):
                notes.add("text-hostile", mention.line, f"{quote!r} holds harmful signs")
            yield Stated(
                kind=mention.kind,
                name=signs + entry.name,
                region=entry.region,
                country=entry.country,
                established=entry.established,
                status=mention.status,
                quote=quote,
                lines=tuple(sorted({mention.line, *mention.lines})),
                expires=expires,
                rule=mention.rule,
            )


def _merged(statements: Sequence[Stated], notes: Notes) -> list[Stated]:
    """One statement a tie. What only a sentence names again is the tie that the list names."""
    merged: dict[int, Stated] = {}
    by_word: dict[str, list[int]] = {}  # the first and the last word of a name, to its places
    # What lists, tables and titles say stands; sentences come to it.
    order = sorted(range(len(statements)), key=lambda at: statements[at].is_told_in_passing)
    for at in order:
        stated = statements[at]
        words = (fold(stated.name) or stated.name).split()
        ends = {words[0], words[-1]}
        near = sorted({key for word in ends for key in by_word.get(word, ())})
        same = next((key for key in near if _is_same(merged[key], stated)), None)
        if same is None:
            merged[at] = stated
            for word in ends:
                by_word.setdefault(word, []).append(at)
        else:
            merged[same] = _joined(merged[same], stated, notes)
    return [merged[key] for key in sorted(merged)]


def _is_same(known: Stated, again: Stated) -> bool:
    """Whether ``again`` names the tie that ``known`` is."""
    if known.kind != again.kind and not again.is_told_in_passing:
        return False
    name, other = fold(known.name) or known.name, fold(again.name) or again.name
    says_less = not (again.region or again.country)
    if name != other:
        bare, other_bare = name.removesuffix(" city"), other.removesuffix(" city")
        if bare == other_bare:
            return says_less or fold(known.country) == fold(again.country)
        short = again.is_told_in_passing and says_less and len(other) > _SHORTEST
        return short and (name.startswith(f"{other} ") or name.endswith(f" {other}"))
    if says_less or not (known.region or known.country):
        return True
    same_country = fold(known.country) == fold(again.country) or not (
        known.country and again.country
    )
    same_region = fold(known.region) == fold(again.region) or not (known.region and again.region)
    return same_country and same_region


_SHORTEST = 3  # letters of a name that may stand for a longer one


def _joined(first: Stated, again: Stated, notes: Notes) -> Stated:
    if first.status and again.status and first.status != again.status:
        said = f"{first.name}: status is {first.status!r} first, {again.status!r} here"
        notes.add("status-contradicted", again.lines[0], said)
    established = _more_precise(first, again.established, again.lines[0], notes)
    lines = first.lines
    if len(lines) < _MOST_LINES:
        lines = tuple(sorted({*lines, *again.lines}))
    return replace(
        first,
        region=first.region or again.region,
        country=first.country or again.country,
        established=established,
        status=first.status or again.status,
        expires=first.expires or again.expires,
        lines=lines,
    )


def _completed(page: Page, statements: Iterable[Stated]) -> Iterable[Stated]:
    for stated in statements:
        entry, line = completed(page, Entry(stated.name, stated.region, stated.country))
        if not line:
            yield stated
            continue
        lines = tuple(sorted({*stated.lines, line}))
        yield replace(stated, region=entry.region, country=entry.country, lines=lines)


def _dated(page: Page, statements: Iterable[Stated], notes: Notes) -> list[Stated]:
    """The statements, each with the most precise date that the page gives it."""
    stated = list(statements)
    dated: dict[str, list[Dated]] = {each.name: [] for each in stated}
    for found in find_beginnings(page.blocks, dated, page.host.name):
        dated[found.name].append(found)
    return [_with_dates(each, dated[each.name], notes) for each in stated]


def _with_dates(stated: Stated, dates: Iterable[Dated], notes: Notes) -> Stated:
    for date in dates:
        words = _more_precise(stated, date.words, date.line, notes)
        if words != stated.established:
            lines = tuple(sorted({*stated.lines, date.line}))
            stated = replace(stated, established=words, lines=lines)
    return stated


def _more_precise(stated: Stated, words: str, line: int, notes: Notes) -> str:
    """The date of ``stated``, or ``words`` for it where they say the same more precisely."""
    have, new = _prefix(stated.established), _prefix(words)
    if not stated.established or (new.startswith(have) and len(new) > len(have)):
        return words
    if new and not have.startswith(new):
        said = f"{stated.name}: {stated.established!r} first, {words!r} here"
        notes.add("date-contradicted", line, said)
    return stated.established


def _prefix(words: str) -> str:
    try:
        return iso_prefix(words) if words else ""
    except UnreadableDate:
        return ""
