"""Why each block of a page was read as it was: for a person who wonders what went wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.parse.facts import View
from pipeline.parse.facts.sentence import denies_the_tie
from pipeline.parse.judge import DOUBT, SCORES_OF_OTHERS, TIE, Verdict, learned
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


def scale() -> str:
    """Return from which score on a candidate is a tie, and from which on a doubt.

    >>> scale().startswith("a tie from +")
    True
    """
    known = learned()
    return f"a tie from {known.tie / 100:+.1f}, perhaps from {known.doubt / 100:+.1f}"


def _candidate(view: View, candidate: Candidate, verdict: Verdict) -> str:
    """A candidate in one line: "Kobe +3.1 sister: shape: item (+0.7), ...; all others +0.2"."""
    entry = candidate.entry
    strongest = _speaking_for(verdict)
    facts = ", ".join(_fact(*each) for each in strongest) or "no fact speaks for that"
    others = verdict.score - sum(weight for _, _, weight in strongest)
    parts = ", ".join(p for p in (entry.name, entry.region, entry.country, entry.established) if p)
    said = {TIE: "", DOUBT: " perhaps"}.get(verdict.verdict, " no")
    if verdict.verdict == DOUBT and denies_the_tie(view, candidate):
        said += ", as it is denied"
    if verdict.verdict == TIE:
        said = f" {kind_of_tie(view, candidate).kind}"
    return f"{parts} {verdict.score / 100:+.1f}{said}: {facts}; all others {others / 100:+.1f}"


def _speaking_for(verdict: Verdict) -> Sequence[tuple[str, str, int]]:
    """The strongest facts that speak for what was decided: for a tie, else against one."""
    sign = 1 if verdict.verdict == TIE else -1
    return [each for each in verdict.facts if each[2] * sign > 0][:_MOST_FACTS]


def _fact(fact: str, value: str, weight: int) -> str:
    """A fact in words, as people write numbers: "best score of the page: 6.0 or more (+0.4)"."""
    below, edge = value.startswith("<"), value.removeprefix("<")
    if fact in SCORES_OF_OTHERS and value != "?":
        value = f"below {int(edge) / 100:.1f}" if below else f"{int(edge) / 100:.1f} or more"
    elif "e+" in edge:
        value = f"{'<' * below}{float(edge):,.0f}"
    return f"{fact.replace('_', ' ')}: {value} ({weight / 100:+.1f})"


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
