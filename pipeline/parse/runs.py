"""Places that follow one another in a text: "A, B and finally C", and all of a sentence."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from pipeline.parse.lexicon import Lexicon
from pipeline.parse.phrases import plain
from pipeline.parse.places import TITLE, WORD, Spot, name_at, place_at
from pipeline.parse.words import find_kinds, is_bridge

_MOST_PLACES = 400  # of one run; no town has as many partners
_MOST_BETWEEN = 60  # characters between two places of a run


def places_from(text: str, at: int, lexicon: Lexicon, until: int | None = None) -> list[Spot]:
    """Return the places that follow one another from ``at``: "A, B and finally C".

    Ends where something stands between that says more than that one more follows.
    """
    until = len(text) if until is None else until
    spots: list[Spot] = []
    while len(spots) < _MOST_PLACES and at < until:
        spot = place_at(text, at, lexicon)
        if spot is None or spot.end > until:
            break
        if spots and _is_region_after(text, spots[-1], spot, lexicon):
            before = spots.pop()
            entry = before.entry._replace(
                region=spot.entry.name,
                country=spot.entry.country,
                established=before.entry.established or spot.entry.established,
            )
            spot = before._replace(end=spot.end, entry=entry)
        spots.append(spot)
        following = _next_place(text, spot.end, until)
        if following is None:
            break
        at = following
    return _with_shared_country(text, spots, lexicon)


def _with_shared_country(text: str, spots: list[Spot], lexicon: Lexicon) -> list[Spot]:
    """The places, those before an "and" given the country behind it: "Leon and Toluca, Mexico"."""
    shared: list[Spot] = []
    country = ""
    for number in range(len(spots) - 1, -1, -1):
        spot = spots[number]
        if number + 1 < len(spots) and ";" in text[spot.end : spots[number + 1].start]:
            country = ""
        if spot.entry.country or spot.entry.region:
            country = spot.entry.country
        elif country and lexicon.lies_in(spot.entry.name, country):
            spot = spot._replace(entry=spot.entry._replace(country=country))
        shared.insert(0, spot)
    return shared


def _is_region_after(text: str, before: Spot, spot: Spot, lexicon: Lexicon) -> bool:
    """Whether ``spot`` is the region of the place before it: "Tucson City, Arizona"."""
    said = before.entry
    is_bare = not (said.region or said.country) and text[before.end : spot.start].strip() == ","
    return is_bare and lexicon.is_region(spot.entry.name)


def _next_place(text: str, end: int, until: int) -> int | None:
    """Where the next place of a run begins: after commas, an "and" and the like."""
    limit = min(until, end + _MOST_BETWEEN)
    at = end
    while at < limit:
        if text[at] in ".!?:":
            return None
        if (text[at].isalpha() or text[at] in "'‘’ʻ") and name_at(text, at) > at:
            between = text[end:at]
            return at if _parts_a_run(between) else None
        word = WORD.match(text, at)
        if word and (title := TITLE.match(text, at)) and name_at(text, title.end()) > title.end():
            return at if _parts_a_run(text[end:at]) else None
        at = word.end() if word else at + 1
    return None


def _parts_a_run(between: str) -> bool:
    """Whether ``between`` says no more than that one more place follows."""
    said = between
    for kind in reversed(find_kinds(between)):
        said = said[: kind.start] + " " + said[kind.end :]
    if not is_bridge(said, "join"):
        return False
    return bool(re.search(r"[;,/|·•&+、，・]", said)) or bool(re.search(r"\w", plain(said)))


_BEGINS = re.compile(r"\b(?=[^\W\d_])")


@functools.lru_cache(maxsize=4096)
def places_in(text: str, lexicon: Lexicon) -> tuple[Spot, ...]:
    """Return every place of ``text`` that shows itself to be one, by country or gazetteer."""
    return tuple(_places_in(text, lexicon))


def _places_in(text: str, lexicon: Lexicon) -> Iterator[Spot]:
    at = 0
    while at < len(text):
        begins = _BEGINS.search(text, at)
        if begins is None:
            return
        at = begins.start()
        spot = place_at(text, at, lexicon) if not text[at].islower() else None
        if spot and spot.entry.is_known(lexicon):
            yield spot
            at = spot.end
        else:
            word = WORD.match(text, at)
            at = word.end() if word else at + 1
