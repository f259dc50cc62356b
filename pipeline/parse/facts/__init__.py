"""All facts for and against a candidate, each in words; every one a small pure function."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipeline.parse.facts import (
    frame,
    joint,
    line,
    name,
    owner,
    page,
    scope,
    sentence,
    siblings,
    table,
)
from pipeline.parse.facts.view import View
from pipeline.parse.records import Candidate

Fact = Callable[[View, Candidate], str]

FACTS: tuple[Fact, ...] = (  # but for those that are told from their bins
    *name.FACTS,
    *line.FACTS,
    *siblings.FACTS,
    *scope.FACTS,
    *sentence.FACTS,
    *owner.FACTS,
    *table.FACTS,
    *page.FACTS,
    *frame.FACTS,
)
NAMES = tuple(fact.__name__ for fact in (*FACTS, *joint.FACTS))


def facts_of(view: View, candidate: Candidate) -> Mapping[str, str]:
    """Return what holds of a candidate: the name of each fact to its bin."""
    told = {fact.__name__: fact(view, candidate) for fact in FACTS}
    place = joint.how_sure(view, candidate)
    told |= {fact.__name__: fact(told, place) for fact in joint.FACTS}
    return told


__all__ = ["FACTS", "NAMES", "Fact", "View", "facts_of"]
