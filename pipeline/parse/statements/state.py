"""Ties to statements, each with its parts."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.parse.facts import View
from pipeline.parse.parts.kind import kind_of_tie
from pipeline.parse.parts.status import status_of_tie
from pipeline.parse.problems import Note, note
from pipeline.parse.records import Candidate
from pipeline.parse.statements.endings import endings_of
from pipeline.parse.statements.merge import LONGEST_QUOTE, Statement, dated, merged
from pipeline.parse.statements.undated import with_unread_dates
from pipeline.text import is_hostile


def state(view: View, ties: Sequence[Candidate]) -> tuple[list[Statement], list[Note]]:
    """Return one statement for each tie that ``ties`` name, and what is doubtful in them."""
    notes: list[Note] = []
    mentions = []
    for tie, expires in zip(ties, endings_of(ties), strict=True):
        stated = _stated(view, tie, expires)
        said = stated.quote if tie.unit.shape == "sentence" else tie.unit.text[:LONGEST_QUOTE]
        if is_hostile(said):
            notes.append(note("text-hostile/on-page", tie.line, words=said))
        mentions.append(stated)
    one_a_tie, contradicted = merged(mentions, view.lexicon)
    with_dates, more = dated(one_a_tie, view.blocks, view.candidates, ties, view.host.name)
    whole = with_unread_dates(view, view.candidates, ties, with_dates)
    return whole, [*notes, *contradicted, *more]


def _stated(view: View, tie: Candidate, expires: str) -> Statement:
    entry, unit = tie.entry, tie.unit
    kind, status = kind_of_tie(view, tie), status_of_tie(view, tie)
    lines = {tie.line, *tie.lines, *([status.line] if status.line else [])}
    return Statement(
        kind=kind.kind,
        name=entry.name,
        region=entry.region,
        country=entry.country,
        established=entry.established if unit.column >= 0 else "",
        status=status.words,
        quote=_quote(view, tie),
        lines=tuple(sorted(lines)),
        expires=expires,
        rule=f"{unit.shape}; {kind.reason} says {kind.kind}",
        is_listed=unit.shape != "sentence",
        other_name=entry.other_name,
        date_sign=entry.date_sign if unit.column >= 0 else "",
        names=(entry.name, entry.other_name) if entry.other_name else (entry.name,),
    )


def _quote(view: View, tie: Candidate) -> str:
    """The words of the tie: its row, its line, or its part of a sentence."""
    unit = tie.unit
    if unit.column >= 0:
        return view.blocks[unit.number].text[:LONGEST_QUOTE]
    if tie.of == 1 and len(unit.text) <= LONGEST_QUOTE and unit.shape != "sentence":
        return unit.text
    return unit.text[tie.entry.start : tie.entry.end][:LONGEST_QUOTE]
