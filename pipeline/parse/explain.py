"""Why each block of a page was read as it was: for a person who wonders what went wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.parse.facts import View
from pipeline.parse.judge import DOUBT, TIE, Verdict
from pipeline.parse.parts.kind import kind_of_tie
from pipeline.parse.records import HEADING, Block, Candidate
from pipeline.parse.statements.claims import Claim

_MOST_FACTS = 3  # that are told of a candidate


@dataclass(frozen=True, slots=True)
class Explained:
    """One block of the outline, and what became of it."""

    line: int
    role: str
    text: str
    said: tuple[str, ...]


def explain(
    view: View, verdicts: Sequence[Verdict], claims: Iterable[Claim]
) -> tuple[Explained, ...]:
    """Return what was made of each block: its candidates with score and strongest facts."""
    told: dict[int, list[str]] = {}
    for candidate, verdict in zip(view.candidates, verdicts, strict=True):
        told.setdefault(candidate.unit.number, []).append(_candidate(view, candidate, verdict))
    counted = list(claims)
    explained = []
    for number, block in enumerate(view.blocks):
        said = [*told.get(number, ())]
        said += [f"claims {c.claimed} {c.kind}" for c in counted if c.quote in block.text]
        said = said or [_passed_over(view, number)]
        explained.append(Explained(block.line_at(0), _role(block), block.text, tuple(said)))
    return tuple(explained)


def _role(block: Block) -> str:
    return f"{block.role} {block.level}" if block.role == HEADING else block.role


def _candidate(view: View, candidate: Candidate, verdict: Verdict) -> str:
    """A candidate in one line: "Kobe +3.1 sister: shape is item (+0.7), ..."."""
    entry = candidate.entry
    facts = ", ".join(
        f"{fact.replace('_', ' ')}: {value} ({weight / 100:+.1f})"
        for fact, value, weight in verdict.facts[:_MOST_FACTS]
    )
    parts = ", ".join(p for p in (entry.name, entry.region, entry.country, entry.established) if p)
    said = {TIE: "", DOUBT: " perhaps"}.get(verdict.verdict, " no")
    if verdict.verdict == TIE:
        said = f" {kind_of_tie(view, candidate).kind}"
    return f"{parts} {verdict.score / 100:+.1f}{said}: {facts}"


def _passed_over(view: View, number: int) -> str:
    scope, block = view.scopes[number], view.blocks[number]
    if block.role == HEADING or scope.is_head:
        if not scope.kind:
            return "names no kind of tie"
        return (
            f"names {scope.kind} ties" if scope.at == number else f"stands under {scope.kind} ties"
        )
    if not scope.kind and number not in view.speaking:
        return "passed over: no heading or line near it names a kind of tie"
    return "passed over: no name in it"
