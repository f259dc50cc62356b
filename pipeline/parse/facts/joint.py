"""Facts of two looks at once, where together they say more than each for itself.

Each is told from the bins of the other facts, and from how sure it is that the name is a place's.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.parse.facts.view import View
from pipeline.parse.records import Candidate

_TOWN = 15_000  # inhabitants


def how_sure(view: View, candidate: Candidate) -> str:
    """Return how sure it is that the name is a place's."""
    entry = candidate.entry
    size = view.lexicon.named(entry.name).size
    known = "town" if size >= _TOWN else "known" if size >= 0 else "unknown"
    return f"{known}, {'country' if entry.country else 'no country'}"


def heading_and_place(told: Mapping[str, str], place: str) -> str:
    """What is in force, in which shape of text, and how sure the place is."""
    return f"{told['heading_and_shape']}, {place}"


def lead_and_place(told: Mapping[str, str], place: str) -> str:
    """How a tie word leads to the name, and how sure the place is."""
    return f"{told['how_the_tie_word_leads_to_it']}, {place}"


def neighbours_and_place(told: Mapping[str, str], place: str) -> str:
    """What the neighbours are, and how sure the place is."""
    return f"{told['shape_and_neighbours']}, {place}"


def owner_and_kind(told: Mapping[str, str], place: str) -> str:
    """Whose tie it is, and what says that ties are the subject."""
    return f"{told['whose_tie_it_is']}, {told['kind_in_force']}"


def word_before_and_shape(told: Mapping[str, str], place: str) -> str:
    """The word before the name, in which shape of text, with what is in force."""
    return f"{told['word_before']}, {told['shape']}, {told['kind_in_force']}"


def ends_of_the_line(told: Mapping[str, str], place: str) -> str:
    """How the line begins before the entry and goes on behind it."""
    return f"{told['begins_the_line']} / {told['ends_the_line']}, {told['shape']}"


FACTS = (
    heading_and_place,
    lead_and_place,
    neighbours_and_place,
    owner_and_kind,
    word_before_and_shape,
    ends_of_the_line,
)
