"""One page's bytes to all that it states: the order of the rooms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.dates import is_in_doubt, order_of
from pipeline.inputs.hints import Hints
from pipeline.parse.explain import Explained, explain
from pipeline.parse.facts import View
from pipeline.parse.judge import TIE, Verdict, Weights, judge
from pipeline.parse.page.decode import Decoded, decode
from pipeline.parse.page.outline import read_outline
from pipeline.parse.page.prefilter import may_speak_of_ties
from pipeline.parse.page.unusable import LARGEST, is_binary, is_mojibake, why_nothing
from pipeline.parse.problems import Note, note, problem_of
from pipeline.parse.records import Outline, ReadOptions, Scope
from pipeline.parse.scopes.hints import hinted
from pipeline.parse.scopes.host import Host, host_of
from pipeline.parse.statements.claims import Claim, find_claims
from pipeline.parse.statements.merge import Statement
from pipeline.parse.statements.state import state
from pipeline.parse.statements.terms import Term, find_terms
from pipeline.parse.statements.unread import doubts, unread_dates, unread_lines
from pipeline.parse.survey import survey
from pipeline.parse.words.vocabulary import find_kinds
from pipeline.places.lexicon import Lexicon
from pipeline.problems import Problem, problem


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one page states, and what could not be read of it."""

    statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()
    terms: tuple[Term, ...] = ()
    problems: tuple[Problem, ...] = ()
    words: tuple[str, ...] = ()  # the blocks that speak of ties, in order; empty: the page does not
    explained: tuple[Explained, ...] = ()  # only when asked for
    host: str = ""  # the town whose page it was taken for


def read_page(
    body: bytes, lexicon: Lexicon, options: ReadOptions, weights: Weights | None = None
) -> Reading:
    """Return what the page ``body`` states of the ties of its host.

    weights: by which the judge decides; the learned ones where there are none. Never raises for
    what a page holds: what cannot be read is a problem of the reading.
    """
    notes: list[Note] = []
    decoded = _decoded(body, options, notes)
    if decoded is None:
        return Reading(problems=_problems(notes, options))
    outline = read_outline(decoded, keep_all=_keeps_all(options))
    if outline.is_too_large:
        return _nothing(note("page-too-large/words"), options)
    if not outline.is_whole:
        notes.append(note("page-cut"))
    reading = _read(decoded, outline, lexicon, options, options.hints, notes, weights)
    unused = [
        key
        for key, rest in options.hints.less_one()
        if _teaches_nothing(key, rest, reading, decoded, outline, lexicon, options)
    ]
    return replace(reading, problems=(*reading.problems, *_unused(unused, options)))


def _keeps_all(options: ReadOptions) -> bool:
    return options.keeps_all_sections or options.explains or bool(options.hints)


def _decoded(body: bytes, options: ReadOptions, notes: list[Note]) -> Decoded | None:
    """The text of a page; None when there is nothing in it to read, which ``notes`` tell."""
    if not body.strip():
        notes.append(note("page-empty"))
        return None
    if is_binary(body):
        notes.append(note("page-no-text"))
        return None
    if len(body) > LARGEST:
        notes.append(note("page-too-large", millions=LARGEST // 10**6))
        return None
    decoded = decode(body, options.charset)
    if decoded.is_damaged:
        notes.append(note("text-damaged", charset=decoded.charset))
    if not (may_speak_of_ties(decoded.utf8) or options.hints or options.explains):
        code, said = why_nothing(decoded)
        notes.append(note(code, said=said))
        return None
    return decoded


def _nothing(note: Note, options: ReadOptions) -> Reading:
    return Reading(problems=_problems([note], options))


def _problems(notes: Sequence[Note], options: ReadOptions) -> tuple[Problem, ...]:
    return tuple(problem_of(note, options.source_id, options.file) for note in notes)


def _read(
    decoded: Decoded,
    outline: Outline,
    lexicon: Lexicon,
    options: ReadOptions,
    hints: Hints,
    before: Sequence[Note],
    weights: Weights | None = None,
) -> Reading:
    """What the blocks of a page state, read as ``hints`` tells; before: the notes so far."""
    lexicon = lexicon.speaking(outline.language)
    host = Host(
        options.host or host_of(outline.title, outline.footer, lexicon), options.host_country
    )
    blocks = hinted(outline.blocks, hints)
    outline = outline._replace(blocks=tuple(blocks))
    around = Scope(hints.kind, source="site") if hints.kind else None
    view = survey(outline, host, lexicon, around, hints.columns)
    verdicts = judge(view, weights, tells=options.explains)
    ties = [c for c, v in zip(view.candidates, verdicts, strict=True) if v.verdict == TIE]
    statements, found = state(view, ties)
    notes = [*before, *found]
    if hints.heading and not blocks:
        notes.append(note("heading-missing", heading=hints.heading))
    code, said = why_nothing(decoded) if not statements else ("", "")
    if code in ("", "page-unread"):  # what a login or a page that is gone names, nobody doubts
        notes += doubts(view.candidates, verdicts, statements)
        notes += unread_lines(view, ties)
        notes += unread_dates(view, verdicts, statements)
    if code:
        notes.append(note(code, said=said))
    elif any(is_mojibake(f"{each.name} {each.country}") for each in statements):
        notes.append(note("text-mojibake"))
    claims = tuple(find_claims(blocks, host, lexicon, {tie.unit.number for tie in ties}))
    return Reading(
        statements=tuple(statements),
        claims=claims,
        terms=tuple(find_terms(blocks, view.scopes, statements)),
        problems=_problems(notes, options),
        words=_words_on_ties(view, verdicts),
        explained=explain(view, verdicts, claims) if options.explains else (),
        host=host.name,
    )


def _words_on_ties(view: View, verdicts: Sequence[Verdict]) -> tuple[str, ...]:
    """The blocks that name a tie, or use a word for ties."""
    naming = {
        candidate.unit.number
        for candidate, verdict in zip(view.candidates, verdicts, strict=True)
        if verdict.verdict == TIE
    }
    return tuple(
        block.text
        for number, block in enumerate(view.blocks)
        if number in naming or find_kinds(block.text)
    )


def _teaches_nothing(
    key: str,
    rest: Hints,
    reading: Reading,
    decoded: Decoded,
    outline: Outline,
    lexicon: Lexicon,
    options: ReadOptions,
) -> bool:
    """Whether the page is read the same without the key ``key`` of its source.toml."""
    if key == "date_order":
        dates = [stated.established for stated in reading.statements]
        return order_of(dates) != "" or not any(is_in_doubt(words) for words in dates)
    whole = options.hints
    is_same_otherwise = (rest.kind, rest.columns) == (whole.kind, whole.columns)
    if is_same_otherwise and hinted(outline.blocks, rest) == hinted(outline.blocks, whole):
        return True  # the same blocks are left, so that they need not be read again
    other = _read(decoded, outline, lexicon, replace(options, explains=False), rest, ())
    return _said(reading) == _said(other)


def _said(reading: Reading) -> tuple[object, ...]:
    """What a key may change: to silence a doubt is a use too."""
    doubts = tuple(each for each in reading.problems if each.code == "entry-unread")
    return reading.statements, reading.claims, doubts


def _unused(keys: Sequence[str], options: ReadOptions) -> tuple[Problem, ...]:
    where = f"raw/{options.source_id}/source.toml"
    return tuple(
        problem("hint-unused", where, options.source_id, key=key, file=options.file) for key in keys
    )
