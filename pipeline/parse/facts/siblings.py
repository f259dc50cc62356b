"""Facts about what stands beside a candidate in its list, column, row of cards or sentence."""

from __future__ import annotations

from pipeline.parse.candidates.groups import Siblings
from pipeline.parse.facts.view import SHARES, View, binned
from pipeline.parse.records import Candidate


def _of(view: View, candidate: Candidate) -> Siblings:
    return view.groups[candidate.unit.group]


def neighbours(view: View, candidate: Candidate) -> str:
    """How many lines its list, column or row has."""
    if candidate.unit.shape == "sentence":
        return "sentence"
    return binned(_of(view, candidate).units, (2, 3, 6, 12, 30, 80))


def neighbours_that_are_places(view: View, candidate: Candidate) -> str:
    """The share of neighbours that name a place."""
    return _share(view, candidate, _of(view, candidate).named)


def neighbours_with_a_country(view: View, candidate: Candidate) -> str:
    """The share of neighbours that give a country."""
    return _share(view, candidate, _of(view, candidate).located)


def neighbours_that_begin_with_a_place(view: View, candidate: Candidate) -> str:
    """The share of neighbours that begin with the name of a place."""
    return _share(view, candidate, _of(view, candidate).leading)


def neighbours_with_a_date(view: View, candidate: Candidate) -> str:
    """The share of neighbours that hold a date."""
    return _share(view, candidate, _of(view, candidate).dated)


def countries_of_the_neighbours(view: View, candidate: Candidate) -> str:
    """How many countries the neighbours give."""
    if candidate.unit.shape == "sentence":
        return "sentence"
    return binned(_of(view, candidate).countries, (1, 2, 4))


def shape_and_neighbours(view: View, candidate: Candidate) -> str:
    """The shape, with how many neighbours it has and how many of them are places."""
    shape = candidate.unit.shape
    if shape == "sentence":
        return shape
    siblings = _of(view, candidate)
    if siblings.units == 1:
        return f"{shape} alone"
    many = binned(siblings.units, (2, 3, 6, 20))
    return f"{shape}, {many} neighbours, {binned(siblings.named, (0.3, 0.6, 0.85))} places"


def names_in_its_run(view: View, candidate: Candidate) -> str:
    """How many names the run has in which it stands: "A, B and C"."""
    return binned(len(view.runs[id(candidate.unit), candidate.order]), (2, 3, 4, 6, 10))


def places_in_its_run(view: View, candidate: Candidate) -> str:
    """The share of names in its run that are places or have a country."""
    run = view.runs[id(candidate.unit), candidate.order]
    if len(run) == 1:
        return "alone"
    good = sum(bool(o.entry.country) or view.lexicon.named(o.entry.name).size >= 0 for o in run)
    return binned(good / len(run), SHARES)


def countries_in_its_run(view: View, candidate: Candidate) -> str:
    """The share of names in its run that have a country."""
    run = view.runs[id(candidate.unit), candidate.order]
    if len(run) == 1:
        return "alone"
    return binned(sum(bool(other.entry.country) for other in run) / len(run), SHARES)


def _share(view: View, candidate: Candidate, share: float) -> str:
    if candidate.unit.shape == "sentence":
        return "sentence"
    if _of(view, candidate).units == 1:
        return "alone"
    return binned(share, SHARES)


FACTS = (
    neighbours,
    neighbours_that_are_places,
    neighbours_with_a_country,
    neighbours_that_begin_with_a_place,
    neighbours_with_a_date,
    countries_of_the_neighbours,
    shape_and_neighbours,
    names_in_its_run,
    places_in_its_run,
    countries_in_its_run,
)
