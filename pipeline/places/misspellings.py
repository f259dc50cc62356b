"""A misspelt name to the one place in the country that it is a misspelling of, or to nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pipeline.places.homonyms import Sized, is_same_place, meant, weight

SHORTEST = 5  # letters; in a shorter name one edit is too much of it
# Letters and inhabitants below which a misspelling of so many edits is not mended, where the two
# names do not sound or read alike. Measured by tests/open_set.py on 1,000 towns that the gazetteer
# lacks: so 3 are mended into another, with floors of 50,000 for any length 23 were.
_FLOORS = {1: ((8, 150_000), (7, 500_000)), 2: ((10, 500_000),)}
_FLOOR_ALIKE, _SHORTEST_ALIKE = 100_000, 6  # where they do
_FLOOR_OTHER_NAME = 500_000  # for a misspelling of a name that is not the standard one
_LEAD = 100  # how much smaller a place as near must be to leave no doubt
_NEVER = 99  # edits of a misspelling that is not mended


class Mended(NamedTuple):
    """A place of which a name is a misspelling."""

    place: Sized
    edits: int
    is_alike: bool  # the two names sound alike, or have the same letters
    is_own_name: bool  # it is the place's standard name of which the other is a misspelling


def most_edits(folded: str) -> int:
    """Return how many edits a misspelling of a name of this length may have.

    >>> most_edits("kobe"), most_edits("nanjing"), most_edits("krasnoyarsk")
    (0, 1, 2)
    """
    letters = len(folded)
    if letters < SHORTEST:
        return 0
    return 1 if letters < 8 else 2 if letters < 12 else 3


_H_AFTER_CONSONANT = re.compile("(?<=[b-df-hj-np-tv-z])h")
_SOUNDS = str.maketrans("yckwz", "ikkvs", " ")
_DOUBLED = re.compile(r"(.)\1+")


def skeleton(folded: str) -> str:
    """Return a name without what people most often misspell.

    An h after a consonant, doubled letters, i for y, k for c, w for v.

    >>> skeleton("shenzhen") == skeleton("shenzen"), skeleton("arequippa") == skeleton("arequipa")
    (True, True)
    """
    bare = _H_AFTER_CONSONANT.sub("", folded) if "h" in folded else folded
    bare = bare.translate(_SOUNDS)
    return _DOUBLED.sub(r"\1", bare)


def mend(
    folded: str,
    near: Iterable[tuple[str, int]],
    places_near: Callable[[int], tuple[Sequence[Sized], Sequence[Sized]]],
) -> tuple[Sized | None, list[Sized]]:
    """Return the place that ``folded`` is a misspelling of, or None; and all that were considered.

    near: names of the country that begin alike, with numbers of which ``places_near`` knows the
    places, by their own name and by another. A place is taken when its name is near enough for
    its size and no other is as near; a misspelling in the first letter is never mended.
    """
    most = most_edits(folded)
    found: dict[int, Mended] = {}
    near = list(near)
    likely = process.extract(
        folded, [name for name, _ in near], scorer=OSA.distance, score_cutoff=most, limit=None
    )
    bones, letters = (skeleton(folded), sorted(folded)) if likely else ("", [])
    for name, edits, at in likely:
        place, is_own_name = meant(*places_near(near[at][1])) if edits else (None, False)
        if place is None:
            continue
        has_all = len(name) == len(letters) and sorted(name) == letters
        is_alike = has_all or skeleton(name) == bones
        # A misspelling in the first letter is too rare to be mended, and is shown to a person.
        mended = Mended(
            place, int(edits) if name[0] == folded[0] else _NEVER, is_alike, is_own_name
        )
        known = found.get(place.geoname_id)
        if known is None or _rank(mended) < _rank(known):
            found[place.geoname_id] = mended
    ranked = sorted(found.values(), key=_rank)
    considered = [mended.place for mended in ranked[:5]]
    if not ranked or not _is_large_enough(ranked[0], len(folded)):
        return None, considered
    best = ranked[0]
    for other in ranked[1:]:
        if _is_as_near(other, best) and not is_same_place(best.place, other.place):
            return None, considered
    return best.place, considered


def _rank(mended: Mended) -> tuple[int, bool, int, int]:
    nearness = mended.edits - mended.is_alike
    return nearness, not mended.is_own_name, -weight(mended.place), mended.place.geoname_id


def _is_large_enough(mended: Mended, letters: int) -> bool:
    population = mended.place.population
    if mended.edits == _NEVER:
        return False
    if mended.is_alike:
        return letters >= _SHORTEST_ALIKE and population >= _FLOOR_ALIKE
    if not mended.is_own_name and population < _FLOOR_OTHER_NAME:
        return False  # other names are many and odd: something is always near one of them
    floors = _FLOORS.get(mended.edits, ())
    return any(letters >= least and population >= floor for least, floor in floors)


def _is_as_near(other: Mended, best: Mended) -> bool:
    """Whether ``other`` leaves doubt about ``best``: as near, and no hundred times smaller.

    Where the two names are not alike, a place of any size leaves it.
    """
    if other.edits - other.is_alike > best.edits - best.is_alike:
        return False
    return not best.is_alike or weight(other.place) * _LEAD > weight(best.place)
