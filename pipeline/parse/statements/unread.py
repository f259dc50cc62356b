"""What the judge doubts, told to a person: one problem for each list or sentence in doubt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipeline.dates import find_dates, unread_digits
from pipeline.parse.candidates.tables import is_legend, is_sum
from pipeline.parse.facts import View
from pipeline.parse.judge import NO, TIE, Verdict
from pipeline.parse.problems import Note, note
from pipeline.parse.records import ITEM, ROW, Candidate
from pipeline.parse.statements.merge import LONGEST_QUOTE, Statement
from pipeline.parse.words.vocabulary import is_area
from pipeline.text import fold

_LONGEST_NAME = 80  # characters of a name with what is said of it
_LEAST = -600  # hundredths: the score of a name that is not worth a look
_MOST_NAMES = 20  # that the problem of a page names


def doubts(
    candidates: Sequence[Candidate], verdicts: Sequence[Verdict], statements: Sequence[Statement]
) -> Iterator[Note]:
    """Yield one problem that lists the names which may be ties, the likeliest first.

    None when no name is in doubt. One for a page, as who gets a hundred doubts reads none; once a
    person looks, the less likely names stand there too, so that nothing is lost without a word.
    """
    stated = {fold(name) for each in statements for name in (each.name, each.other_name) if name}
    ranked = sorted(
        zip(candidates, verdicts, strict=True), key=lambda each: (-each[1].score, each[0].line)
    )
    left = [(c, v) for c, v in ranked if fold(c.entry.name) not in stated and v.score >= _LEAST]
    if not left or left[0][1].verdict == NO:
        return
    names: dict[str, str] = {}
    for candidate, _ in left:
        words = candidate.unit.text[candidate.entry.start : candidate.entry.end]
        names.setdefault(fold(candidate.entry.name), words[:_LONGEST_NAME])
    said = ", ".join(map(repr, list(names.values())[:_MOST_NAMES]))
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    yield note("entry-unread", left[0][0].line, names=f"{said}{more}")


def unread_lines(view: View, ties: Sequence[Candidate]) -> Iterator[Note]:
    """Yield a problem for each list or table of ties with lines in which no name was seen at all.

    Such a list is one of which at least half of the lines name a tie.
    """
    lines: dict[int, list[int]] = defaultdict(list)
    for number, block in enumerate(view.blocks):
        if block.role in (ITEM, ROW) and not view.scopes[number].is_head:
            lines[block.list_id].append(number)
    stated = {tie.unit.number for tie in ties if tie.unit.shape != "sentence"}
    named = {candidate.unit.number for candidate in view.candidates}
    for list_id, numbers in lines.items():
        table = view.tables.get(list_id)
        apart = {table.first, *table.apart} if table else set()
        left = [n for n in numbers if n not in named and n not in apart]
        left = [n for n in left if _may_name_a_tie(view.blocks[n].text)]
        if left and 2 * len(stated.intersection(numbers)) >= len(numbers):
            texts = [repr(view.blocks[number].text[:LONGEST_QUOTE]) for number in left]
            rest = len(texts) - _MOST_NAMES
            more = f" and {rest} more" if rest > 0 else ""
            line, said = view.blocks[left[0]].line_at(0), ", ".join(texts[:_MOST_NAMES])
            yield note("entry-unread/line", line, texts=f"{said}{more}")


def _may_name_a_tie(text: str) -> bool:
    if is_sum(text) or is_legend(text):
        return False
    return any(map(str.isalnum, text)) and not all(map(is_area, text.split(",")))


def unread_dates(
    view: View, verdicts: Sequence[Verdict], statements: Sequence[Statement]
) -> Iterator[Note]:
    """Yield a problem for each line or row of a tie whose digits went into no column."""
    dated = {fold(each.name) for each in statements if each.established}
    seen: set[tuple[int, str]] = set()
    for candidate, verdict in zip(view.candidates, verdicts, strict=True):
        if verdict.verdict != TIE or candidate.unit.shape == "sentence":
            continue
        block = view.blocks[candidate.unit.number]
        text = block.text if block.role == ROW else candidate.unit.text
        place = candidate.unit.number, text
        if fold(candidate.entry.name) in dated or place in seen:
            continue
        seen.add(place)
        dates = find_dates(text)
        left = [*dates, *unread_digits(text, dates)]
        if left:
            words = ", ".join(repr(date.words) for date in left[:3])
            quote = text[:LONGEST_QUOTE]
            yield note("date-unread", candidate.line, text=quote, words=words)
