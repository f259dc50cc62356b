"""The host of a source: who it is, and whether its own file says so without contradiction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.inputs.source import Source
from pipeline.normalise.settle import Partner
from pipeline.places.area import beyond
from pipeline.places.distance import kilometres
from pipeline.places.divisions import divisions_by_code
from pipeline.places.locate import locate
from pipeline.places.place import Gazetteer, Place
from pipeline.problems import Problem, problem
from pipeline.text import fold

_FAR = 30  # kilometres; a large town's middle may be put so far from where another puts it


class Host(NamedTuple):
    """The city whose ties are read, as far as it is known."""

    city: str  # "" when it is not known
    country_code: str  # ISO 3166-1 alpha-2, "" when it is not known
    geoname_id: int | None = None  # None for a county, a hamlet, or when it is not known

    @classmethod
    def of(cls, source: Source) -> Host:
        """Return the host of a source."""
        return cls(source.host_city, source.host_country_code, source.host_geoname_id)

    @classmethod
    def named(cls, city: str, country_code: str, gazetteer: Gazetteer) -> Host:
        """Return the host of whom only name and country are told, either of them or neither."""
        place = None
        if city and country_code:
            place = locate(city, "", country_code, gazetteer).settled.place
        return cls(city, country_code, place.geoname_id if place else None)


def is_host(partner: Partner, host: Host) -> bool:
    """Return whether the partner of a statement is the host itself, which has no tie with itself.

    By their GeoNames ids; a partner that has none by name and country. A partner that is known is
    not the host of whom no id is known: "Springfield, Ohio" is none of the other Springfields.
    """
    if partner.place:
        return partner.place.geoname_id == host.geoname_id
    code = partner.country.code if partner.country else ""
    same_country = bool(host.country_code) and code == host.country_code
    return same_country and fold(partner.city) == fold(host.city)


def host_problems(source: Source, gazetteer: Gazetteer) -> Iterator[Problem]:
    """Yield a ``host-mismatch`` for each key of ``[host]`` that the place of its id contradicts.

    Nothing for a host without an id, as counties and hamlets are, nor for an id and a name that
    the gazetteer both lacks: there is nothing to hold them against.
    """
    if source.host_geoname_id is None:
        return
    place = gazetteer.by_id(source.host_geoname_id)
    said = _contradictions(source, place, gazetteer) if place else _no_such_id(source, gazetteer)
    file = f"raw/{source.place_id}/source.toml"
    for key, message in said:
        yield problem("host-mismatch", file, source.place_id, key=key, said=message)


def _contradictions(
    source: Source, place: Place, gazetteer: Gazetteer
) -> Iterator[tuple[str, str]]:
    """Each key that the place contradicts, and how."""
    what = f"GeoNames {place.geoname_id} is {place.name}"
    country, region = source.host_country_code, source.host_region_code
    folded = fold(source.host_city)
    names = (gazetteer.named, gazetteer.also_named)
    if not any(place in ask(folded, place.country_code) for ask in names):
        settled = locate(source.host_city, "", place.country_code, gazetteer).settled
        if settled.place != place:
            yield "city", f"= {source.host_city!r}, but {what}"
    if place.country_code not in (country, *_within(country)):
        yield "country_code", f"= {country!r}, but {what}, in {place.country_code}"
    divisions = divisions_by_code(region) if region else frozenset()
    if divisions and place.division not in divisions:
        yield "region_code", f"= {region!r}, but {what}, in {place.region or place.division}"
    stated = source.host_latitude, source.host_longitude
    away = kilometres(stated, place.at)
    if away > _FAR:
        where = f"{place.latitude:.5f}, {place.longitude:.5f}"
        yield "latitude", f"and longitude lie {away} km from {where}, where {what}"


def _within(country_code: str) -> tuple[str, ...]:
    """The countries in which a place of the country may lie as well."""
    area = beyond((country_code,))
    return area.country_codes if area else ()


def _no_such_id(source: Source, gazetteer: Gazetteer) -> Iterator[tuple[str, str]]:
    """That the id is none that is known, where the name is another place's."""
    place = locate(source.host_city, "", source.host_country_code, gazetteer).settled.place
    if place:
        held = f"{place.name} ({place.region or place.country_code}) is {place.geoname_id}"
        yield "geoname_id", f"= {source.host_geoname_id} is no place that we hold, but {held}"
