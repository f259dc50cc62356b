"""Facts about the page as a whole, and about other places where the name stands."""

from __future__ import annotations

from pipeline.parse.facts.view import View, binned, yes
from pipeline.parse.records import Candidate
from pipeline.parse.words.vocabulary import find_kinds
from pipeline.text import fold

_MOST = 40  # places of one name that are looked at: a page that says it oftener says it no better


def located_candidates(view: View, candidate: Candidate) -> str:
    """How many names of the page have a country beside them."""
    return binned(view.located, (1, 2, 4, 8, 16, 40))


def stands_elsewhere(view: View, candidate: Candidate) -> str:
    """How often the name stands where ties are in reach."""
    return binned(len(view.named[fold(candidate.entry.name)]), (2, 3, 5))


def stands_elsewhere_with_a_country(view: View, candidate: Candidate) -> str:
    """Whether the name stands with a country at another place."""
    if candidate.entry.country:
        return "here"
    others = view.named[fold(candidate.entry.name)][:_MOST]
    return yes(any(view.candidates[number].entry.country for number in others))


def stands_elsewhere_as(view: View, candidate: Candidate) -> str:
    """The surest shape in which the name stands elsewhere on the page."""
    others = [view.candidates[number] for number in view.named[fold(candidate.entry.name)][:_MOST]]
    shapes = {other.unit.shape for other in others if other is not candidate}
    for shape in ("cell", "heading", "item", "line", "sentence"):
        if shape in shapes:
            return shape
    return "nowhere"


def stands_in_the_title(view: View, candidate: Candidate) -> str:
    """Whether the title of the page holds the name."""
    return yes(candidate.entry.name in view.title)


def title_speaks_of_ties(view: View, candidate: Candidate) -> str:
    """Whether the title of the page has a word for ties."""
    return yes(find_kinds(view.title))


def blocks_that_speak_of_ties(view: View, candidate: Candidate) -> str:
    """How many blocks of the page have a word for ties."""
    return binned(len(view.speaking), (1, 2, 4, 8, 16))


def place_on_the_page(view: View, candidate: Candidate) -> str:
    """How far down the page it stands, in fifths."""
    return str(5 * candidate.unit.number // max(1, len(view.blocks)))


def host_is_known(view: View, candidate: Candidate) -> str:
    """Whether we know whose page it is."""
    return yes(view.host.name)


FACTS = (
    located_candidates,
    stands_elsewhere,
    stands_elsewhere_with_a_country,
    stands_elsewhere_as,
    stands_in_the_title,
    title_speaks_of_ties,
    blocks_that_speak_of_ties,
    place_on_the_page,
    host_is_known,
)
