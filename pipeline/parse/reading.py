"""One page's bytes to all that it states."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pipeline.dates import UnreadableDate, iso_prefix
from pipeline.parse.blocks import Block
from pipeline.parse.claims import Claim, Term, find_claims, find_terms
from pipeline.parse.dating import Dated, find_beginnings
from pipeline.parse.decode import decode
from pipeline.parse.entries import Lexicon
from pipeline.parse.lists import Listed, find_lists
from pipeline.parse.outline import outline
from pipeline.parse.sections import MIXED, contexts
from pipeline.problems import Problem
from pipeline.text import fold, is_hostile

_LONGEST_QUOTE = 300  # characters
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

    @property
    def locator(self) -> str:
        """The lines as one cell: ``L12;L42``."""
        return ";".join(f"L{line}" for line in self.lines)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one page states, and what could not be read of it."""

    statements: tuple[Stated, ...] = ()
    claims: tuple[Claim, ...] = ()
    terms: tuple[Term, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Notes:
    """Gathers the problems of one page."""

    source_id: str
    file: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, code: str, line: int | None, message: str) -> None:
        where = f"{self.file}: L{line}" if line else self.file
        remedy = f"{self.file}: look at the words, then decide in raw/corrections.csv if need be"
        self.problems.append(Problem(self.source_id, code, where, message, remedy))


def read_page(
    body: bytes,
    lexicon: Lexicon,
    *,
    file: str,
    source_id: str = "",
    host: str = "",
    charset: str = "",
) -> Reading:
    """Return what the page ``body`` states of the ties of ``host``.

    file: the name by which problems call the page. host: "" when it is not known. charset: as
    the server declared it. Never raises for what a page holds: what cannot be read is a
    problem of the reading.
    """
    notes = _Notes(source_id, file)
    decoded = decode(body, charset)
    if decoded.is_damaged:
        notes.add("text-damaged", None, f"has bytes that are not {decoded.charset}")
    blocks, is_whole = outline(decoded.text)
    if not is_whole:
        notes.add("page-cut", None, "is nested too deeply or too large to be read to its end")
    told = contexts(blocks, lexicon)
    listed = list(find_lists(blocks, told, lexicon))
    statements = _dated(_merged(_read_entries(listed, notes), notes), blocks, host, notes)
    if not statements:
        notes.add("page-unread", None, "states no tie that we can read")
    return Reading(
        statements=tuple(statements),
        claims=tuple(find_claims(blocks, host)),
        terms=tuple(find_terms(blocks, told)),
        problems=tuple(notes.problems),
    )


def _read_entries(listed: Iterable[Listed], notes: _Notes) -> Iterable[Stated]:
    for item in listed:
        if item.entry is None:
            notes.add("entry-unread", item.line, f"{item.quote[:_LONGEST_QUOTE]!r} is no tie")
        elif not item.is_sure:
            said = f"{item.quote[:_LONGEST_QUOTE]!r} stands in a list of which most is no tie"
            notes.add("entry-unread", item.line, said)
        elif item.kind == MIXED:
            said = f"{item.quote[:_LONGEST_QUOTE]!r} stands under a heading of several kinds"
            notes.add("entry-unread", item.line, said)
        else:
            entry = item.entry
            quote = item.quote[:_LONGEST_QUOTE]
            if is_hostile(item.quote):
                notes.add("text-hostile", item.line, f"{quote!r} holds harmful signs")
            yield Stated(
                kind=item.kind,
                name=entry.name,
                region=entry.region,
                country=entry.country,
                established=entry.established,
                status=item.status,
                quote=quote,
                lines=tuple(sorted({item.line, item.country_line or item.line})),
            )


def _merged(statements: Iterable[Stated], notes: _Notes) -> list[Stated]:
    """One statement a tie: a page may list it twice, and each time say a little more."""
    merged: dict[tuple[str, ...], Stated] = {}
    named: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for stated in statements:
        name = stated.kind, fold(stated.name) or stated.name
        key: tuple[str, ...] = (*name, fold(stated.region), fold(stated.country))
        alike = named.setdefault(name, [])
        if key not in merged and not (stated.region or stated.country) and len(alike) == 1:
            # Named again without its country: the same tie, if only one was named before.
            key = alike[0]
        if key in merged:
            merged[key] = _joined(merged[key], stated, notes)
        else:
            merged[key] = stated
            alike.append(key)
    return list(merged.values())


def _joined(first: Stated, again: Stated, notes: _Notes) -> Stated:
    for what in ("established", "status"):
        told = getattr(first, what), getattr(again, what)
        if all(told) and told[0] != told[1]:
            said = f"{first.name}: {what} is {told[0]!r} first, {told[1]!r} here"
            notes.add(
                "date-contradicted" if what == "established" else "status-contradicted",
                again.lines[0],
                said,
            )
    lines = first.lines
    if len(lines) < _MOST_LINES:
        lines = tuple(sorted({*lines, *again.lines}))
    return replace(
        first,
        established=first.established or again.established,
        status=first.status or again.status,
        lines=lines,
    )


def _dated(statements: list[Stated], blocks: list[Block], host: str, notes: _Notes) -> list[Stated]:
    """The statements, each with the most precise date that the page gives it."""
    dated = {stated.name: [] for stated in statements}  # type: dict[str, list[Dated]]
    for found in find_beginnings(blocks, dated, host):
        dated[found.name].append(found)
    return [_with_dates(stated, dated[stated.name], notes) for stated in statements]


def _with_dates(stated: Stated, dates: Iterable[Dated], notes: _Notes) -> Stated:
    for date in dates:
        have, new = _prefix(stated.established), _prefix(date.words)
        if not new or (date.line in stated.lines and have.startswith(new)):
            continue
        if new.startswith(have):
            lines = tuple(sorted({*stated.lines, date.line}))
            stated = replace(stated, established=date.words, lines=lines)
        elif not have.startswith(new):
            said = f"{stated.name}: {stated.established!r} in the list, {date.words!r} here"
            notes.add("date-contradicted", date.line, said)
    return stated


def _prefix(words: str) -> str:
    try:
        return iso_prefix(words) if words else ""
    except UnreadableDate:
        return ""
