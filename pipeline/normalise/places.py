"""A stated name to one place of the gazetteer, or to the reason why not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from pipeline.text import fold


class Place(NamedTuple):
    """One place of the gazetteer."""

    geoname_id: int
    name: str  # standard name, NFC
    country_code: str  # ISO 3166-1 alpha-2
    region: str  # first-level division, "" when not known
    latitude: float  # degrees WGS 84
    longitude: float
    population: int  # 0 when not known


class Gazetteer(Protocol):
    """What this floor asks about places; run.py hands in what answers."""

    def named(self, folded: str, country_code: str = "") -> Sequence[Place]:
        """The places whose standard name folds to ``folded``, in a country or anywhere."""

    def also_named(self, folded: str, country_code: str = "") -> Sequence[Place]:
        """The places of which it is another name."""

    def by_id(self, geoname_id: int) -> Place | None:
        """The place of this id, None when the gazetteer lacks it."""


class Settled(NamedTuple):
    """A place and how it was found, or no place and why."""

    place: Place | None
    method: str  # a key of vocabularies.PLACE_METHODS
    code: str  # of the problem, "" when there is a place


# Homonyms inside one country: the largest counts only when it is ten times the next. Measured
# on 11,636 twinnings with coordinates: a ratio of 4 gave three times the errors of 8 to 10.
_LEAD = 10
_CITY_WORDS = re.compile(r"^(?:city|town|municipality) of | (?:city|town|municipality|shi|si)$")
_DIVISION_WORDS = re.compile(r" (?:province|prefecture|state|region|county|oblast)$")


def settle_place(name: str, region: str, country_code: str, gazetteer: Gazetteer) -> Settled:
    """Return the one place that ``name`` means in the country, or the reason for none.

    Standard names come before other names; the form with its bracket before the one without;
    words such as "City" are dropped only when nothing is found with them. Without a country
    nothing is decided.
    """
    if not country_code:
        return Settled(None, "none", "country-missing")
    for key in _keys(name):
        for method, ask in (("exact", gazetteer.named), ("alternate", gazetteer.also_named)):
            if found := ask(key, country_code):
                place = _the_one(found, region)
                return Settled(place, method, "") if place else _AMBIGUOUS
    return Settled(None, "none", "place-unknown")


_AMBIGUOUS = Settled(None, "none", "place-ambiguous")


def _keys(name: str) -> Iterator[str]:
    """The folded forms to look up, best first."""
    whole = fold(name)
    without = fold(re.sub(r"\([^()]*\)", " ", name))
    seen = set()
    for key in (whole, without, _CITY_WORDS.sub("", whole), _CITY_WORDS.sub("", without)):
        if key and key not in seen:
            seen.add(key)
            yield key


def _the_one(places: Sequence[Place], region: str) -> Place | None:
    """The place meant among homonyms: by the stated region, else by a tenfold lead."""
    if region:
        wanted = _DIVISION_WORDS.sub("", fold(region))
        inside = [p for p in places if _DIVISION_WORDS.sub("", fold(p.region)) == wanted]
        places = inside or places
    first, *rest = sorted(places, key=lambda place: (-place.population, place.geoname_id))
    if rest and first.population < max(1, rest[0].population) * _LEAD:
        return None
    return first
