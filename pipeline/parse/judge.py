"""One judge: the weights of all facts of a candidate, added up; tie, doubt or no."""

from __future__ import annotations

import bisect
import functools
import itertools
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline import reference
from pipeline.parse.facts import View, facts_of
from pipeline.parse.facts.sentence import denies_the_tie
from pipeline.parse.facts.view import binned
from pipeline.parse.records import Candidate
from pipeline.text import fold

TIE, DOUBT, NO = "tie", "doubt", "no"
_BIAS = ("bias", "")
_NEVER = -10_000  # the score of what nobody needs to look at, in hundredths
_SCORES = (-600, -400, -250, -150, -75, 0, 75, 150, 250, 400, 600)  # edges of bins, hundredths
# The facts whose bins those are.
SCORES_OF_OTHERS = (
    "mean score of its neighbours",
    "best score of the same name",
    "best score of the page",
)


class Verdict(NamedTuple):
    """What the judge says of one candidate, and why."""

    verdict: str  # TIE, DOUBT or NO
    score: int  # in hundredths; 0 is even odds
    # Each fact, its bin and its weight in hundredths, the strongest first; () unless asked for.
    facts: tuple[tuple[str, str, int], ...]


class Weights(NamedTuple):
    """What ``make learn`` has learned: two rounds of weights and two thresholds, in hundredths."""

    first: Mapping[tuple[str, str], int]  # a fact and its bin: candidates scored alone
    second: Mapping[tuple[str, str], int]  # the same, knowing the scores of the neighbours
    tie: int  # the score from which on a candidate is a tie
    doubt: int  # and from which on it is a doubt


@functools.cache
def learned() -> Weights:
    """Return the weights of ``reference/weights.csv``."""
    rounds: dict[str, dict[tuple[str, str], int]] = {}
    for row in reference.rows("weights"):
        rounds.setdefault(row["round"], {})[row["fact"], row["bin"]] = int(row["weight"])
    limits = {fact: weight for (fact, _), weight in rounds.get("0", {}).items()}
    first, second = rounds.get("1", {}), rounds.get("2", {})
    return Weights(first, second, limits.get("tie from", 0), limits.get("doubt from", 0))


def score_of(facts: Mapping[str, str], weights: Mapping[tuple[str, str], int]) -> int:
    """Return the sum of the weights of ``facts``, in hundredths; a bin never seen weighs 0."""
    return weights.get(_BIAS, 0) + sum(map(weights.get, facts.items(), itertools.repeat(0)))


def around_of(view: View, scores: Sequence[int]) -> list[dict[str, str]]:
    """Return for each candidate what the first scores say of its neighbours and namesakes.

    scores: of the first round, in the order of the candidates.
    """
    groups: dict[object, list[int]] = {}
    best: dict[str, list[int]] = {}  # of each name its two best scores
    for candidate, score in zip(view.candidates, scores, strict=True):
        known = groups.setdefault(_run_of(view, candidate), [0, 0])
        known[0] += score
        known[1] += 1
        two = best.setdefault(fold(candidate.entry.name), [])
        two.append(score)
        two.sort(reverse=True)
        del two[2:]
    ranked = sorted(scores)
    told = []
    for candidate, score in zip(view.candidates, scores, strict=True):
        total, count = groups[_run_of(view, candidate)]
        two = best[fold(candidate.entry.name)]
        other = two[1:] if score == two[0] else two[:1]
        mean = (total - score) / (count - 1) if count > 1 else None
        surer = len(ranked) - bisect.bisect_right(ranked, max(score, 0))
        others = (mean, other[0] if other else None, ranked[-1])
        bins = ["?" if each is None else binned(each, _SCORES) for each in others]
        told.append(
            dict(zip(SCORES_OF_OTHERS, bins, strict=True))
            | {"surer candidates of the page": binned(surer, (1, 2, 4, 8, 16))}
        )
    return told


def _run_of(view: View, candidate: Candidate) -> object:
    """Of what a candidate is a sibling: its list, or the run of names in its sentence."""
    if candidate.unit.shape == "sentence":
        return id(candidate.unit), view.runs[id(candidate.unit), candidate.order][0].order
    return candidate.unit.group


def judge(view: View, weights: Weights | None = None, *, tells: bool = False) -> list[Verdict]:
    """Return the verdict on each candidate of a page, in their order.

    weights: the learned ones where there are none. tells: whether a verdict holds its facts.
    """
    known = weights or learned()
    alone = [facts_of(view, candidate) for candidate in view.candidates]
    firsts = [score_of(facts, known.first) for facts in alone]
    verdicts = []
    arounds = around_of(view, firsts)
    for candidate, facts, around in zip(view.candidates, alone, arounds, strict=True):
        whole = {**facts, **around}
        score = score_of(whole, known.second)
        said = TIE if score >= known.tie else DOUBT if score >= known.doubt else NO
        if said == TIE and denies_the_tie(view, candidate):
            said = DOUBT
        if _stands_apart(view, candidate):
            said, score = NO, min(score, _NEVER)
        verdicts.append(Verdict(said, score, _weighed(whole, known) if tells else ()))
    return verdicts


def _stands_apart(view: View, candidate: Candidate) -> bool:
    """Whether a candidate stands in a row that heads a table, sums it up or explains a mark.

    The judge learns of it all the same: what heads a table tells what stands below.
    """
    table = view.tables.get(view.blocks[candidate.unit.number].list_id)
    return table is not None and candidate.unit.number in table.apart


def _weighed(facts: Mapping[str, str], weights: Weights) -> tuple[tuple[str, str, int], ...]:
    """The facts with their weights, the strongest first."""
    weighed = [(fact, bin_, weights.second.get((fact, bin_), 0)) for fact, bin_ in facts.items()]
    return tuple(sorted(weighed, key=lambda each: -abs(each[2])))
