"""Facts about what headings, leads and titles say of the place where a candidate stands."""

from __future__ import annotations

import bisect

from pipeline.parse.facts.view import View, binned
from pipeline.parse.records import Candidate
from pipeline.parse.words.vocabulary import tags_of


def kind_in_force(view: View, candidate: Candidate) -> str:
    """What says that ties are the subject here: heading, lead, story, title, site."""
    scope = view.scopes[candidate.unit.number]
    if not scope.kind:
        return "none"
    return f"mixed {scope.source}" if scope.kind == "mixed" else scope.source


def kind_that_is_in_force(view: View, candidate: Candidate) -> str:
    """Which kind of tie the place is under."""
    return view.scopes[candidate.unit.number].kind or "none"


def blocks_since_the_kind_was_said(view: View, candidate: Candidate) -> str:
    """How many blocks stand between the heading that says the kind and it."""
    scope = view.scopes[candidate.unit.number]
    if not scope.kind or scope.at < 0:
        return "none"
    return binned(candidate.unit.number - scope.at, (1, 2, 4, 8, 16, 40))


def headings_between(view: View, candidate: Candidate) -> str:
    """How many other headings stand between."""
    scope = view.scopes[candidate.unit.number]
    return binned(scope.between, (1, 2, 3)) if scope.kind else "none"


def nearest_heading(view: View, candidate: Candidate) -> str:
    """What the nearest heading is: a kind of tie, a country, an area, a place, news, a question."""
    return view.scopes[candidate.unit.number].sort or "none"


def heading_and_shape(view: View, candidate: Candidate) -> str:
    """What says the kind and what the nearest heading is, with the shape of the text."""
    scope = view.scopes[candidate.unit.number]
    near = "near" if scope.between == 0 else "far"
    source = scope.source if scope.kind else "none"
    return f"{source} {near}, {candidate.unit.shape}"


def whose_heading(view: View, candidate: Candidate) -> str:
    """Whose ties the heading names: the host's, another town's, nobody's."""
    return view.scopes[candidate.unit.number].owner or "nobody"


def is_a_heading(view: View, candidate: Candidate) -> str:
    """Whether the text is a heading itself, or acts as one."""
    scope = view.scopes[candidate.unit.number]
    if not scope.is_head:
        return "no"
    own = "ties" if tags_of(candidate.unit.text).kinds else "other"
    return f"{own}, level {min(candidate.unit.block.level, 4)}"


def tie_word_above(view: View, candidate: Candidate) -> str:
    """How many blocks above it a word for ties stands, 0 for its own block."""
    at = bisect.bisect_right(view.speaking, candidate.unit.number) - 1
    if at < 0:
        return "none"
    return binned(candidate.unit.number - view.speaking[at], (1, 2, 3, 5, 10, 25))


def tie_word_below(view: View, candidate: Candidate) -> str:
    """How many blocks below it the next word for ties stands."""
    at = bisect.bisect_right(view.speaking, candidate.unit.number)
    if at >= len(view.speaking):
        return "none"
    return binned(view.speaking[at] - candidate.unit.number, (2, 3, 5, 10))


FACTS = (
    kind_in_force,
    kind_that_is_in_force,
    blocks_since_the_kind_was_said,
    headings_between,
    nearest_heading,
    heading_and_shape,
    whose_heading,
    is_a_heading,
    tie_word_above,
    tie_word_below,
)
