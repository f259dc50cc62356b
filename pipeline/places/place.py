"""A place, what is asked about places, and what an answer holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol


class Place(NamedTuple):
    """One place of the gazetteer."""

    geoname_id: int
    name: str  # standard name, NFC
    country_code: str  # ISO 3166-1 alpha-2
    division: str  # GeoNames code of the first-level division, "CN.30"
    region: str  # its name, "" when not known
    latitude: float  # degrees WGS 84
    longitude: float
    population: int  # 0 when not known

    @property
    def at(self) -> tuple[float, float]:
        """Its latitude and longitude."""
        return self.latitude, self.longitude


class Gazetteer(Protocol):
    """What this floor asks about places; ``run`` hands in what answers."""

    def named(self, folded: str, country_code: str = "") -> Sequence[Place]:
        """The places of which it is an own name: the standard one, or GeoNames' main one."""

    def also_named(self, folded: str, country_code: str = "") -> Sequence[Place]:
        """The places of which it is another name."""

    def is_named(self, folded: str) -> bool:
        """Whether it is an own name of a place anywhere."""

    def near(self, folded: str, country_code: str, most: int) -> Iterable[tuple[str, int]]:
        """The names in a country of which it may be a misspelling of ``most`` edits, numbered."""

    def places_near(self, number: int) -> tuple[Sequence[Place], Sequence[Place]]:
        """The places whose own name ``near`` gave, and those of which it is another name."""

    def by_id(self, geoname_id: int) -> Place | None:
        """The place of this id, None when the gazetteer lacks it."""


class Settled(NamedTuple):
    """A place and how it was found, or no place and why."""

    place: Place | None
    method: str  # a key of vocabularies.PLACE_METHODS
    code: str = ""  # of the problem, "" when there is a place
    candidates: tuple[Place, ...] = ()  # considered, the largest first; at most five
    rule: str = ""  # which of ``rules`` gave the answer, "" for a person's decision
