"""What stands beside a candidate: its siblings in a list, a column, a row of cards, a sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.dates import find_dates
from pipeline.parse.records import Candidate, Unit
from pipeline.parse.words.entry import Entry
from pipeline.parse.words.vocabulary import is_bridge
from pipeline.places.lexicon import Lexicon

Group = tuple[int, int, int]


class Siblings(NamedTuple):
    """Figures of one group of units, shares from 0 to 1."""

    units: int = 1
    named: float = 0.0  # units whose first name is a place or has its country
    located: float = 0.0  # units with a country beside the name
    leading: float = 0.0  # units that begin with the name of a place
    dated: float = 0.0  # units with a date
    linked: float = 0.0  # characters in links
    countries: int = 0  # different countries
    names: float = 0.0  # names of places a unit


def siblings_of(
    units: Sequence[Unit], candidates: Sequence[Candidate], lexicon: Lexicon
) -> Mapping[Group, Siblings]:
    """Return the figures of every group that holds a candidate."""
    of_unit: dict[int, list[Entry]] = defaultdict(list)
    for candidate in candidates:
        of_unit[id(candidate.unit)].append(candidate.entry)
    groups: dict[Group, list[Unit]] = defaultdict(list)
    wanted = {candidate.unit.group for candidate in candidates}
    for unit in units:
        if unit.group in wanted:
            groups[unit.group].append(unit)
    return {group: _figures(members, of_unit, lexicon) for group, members in groups.items()}


def _figures(
    members: Sequence[Unit], of_unit: Mapping[int, Sequence[Entry]], lexicon: Lexicon
) -> Siblings:
    named = located = leading = dated = linked = characters = names = 0
    countries: set[str] = set()
    for unit in members:
        entries = of_unit.get(id(unit), ())
        known = [e for e in entries if e.country or lexicon.named(e.name).size >= 0]
        named += bool(known)
        names += len(known)
        located += any(entry.country for entry in entries)
        leading += bool(known) and known[0].start <= _FEW
        dated += bool(find_dates(unit.text))
        countries.update(entry.country for entry in entries if entry.country)
        linked += min(unit.block.linked, len(unit.text))
        characters += len(unit.text)
    count = len(members)
    return Siblings(
        count,
        named / count,
        located / count,
        leading / count,
        dated / count,
        linked / max(1, characters),
        len(countries),
        names / count,
    )


_FEW = 4  # characters before a name with which a line still begins with it


class Run(NamedTuple):
    """A run of names that commas and "and" part: "Kobe, Japan; Bonn and finally Pune"."""

    first: int  # the number of its first candidate
    last: int  # and of its last one


_JOINS = re.compile(r"[;,/|·•&+、，・；]")
_LONGEST_JOIN = 60  # characters between two names of a run


def runs_of(candidates: Sequence[Candidate]) -> list[Run]:
    """Return for each candidate the run of its line in which it stands, by numbers."""
    firsts = list(range(len(candidates)))
    for number in range(1, len(candidates)):
        before, here = candidates[number - 1], candidates[number]
        if before.unit is here.unit and _joins(here.unit.text, before.entry, here.entry):
            firsts[number] = firsts[number - 1]
    lasts: dict[int, int] = {first: number for number, first in enumerate(firsts)}
    return [Run(first, lasts[first]) for first in firsts]


def _joins(text: str, before: Entry, after: Entry) -> bool:
    """Whether what stands between two names says no more than that one more follows."""
    between = text[before.end : after.start]
    if len(between) > _LONGEST_JOIN or any(sign in between for sign in ".!?。") or not between:
        return False
    if not is_bridge(between, "join"):
        return False
    return _JOINS.search(between) is not None or any(map(str.isalpha, between))
