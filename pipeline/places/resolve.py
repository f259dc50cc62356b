"""Anyone's list of names: a stated name and country to the columns that ``resolve`` adds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from pipeline import reference
from pipeline.places import rules
from pipeline.places.countries import (
    Country,
    country_of,
    exact_countries,
    find_countries,
)
from pipeline.places.locate import divisions_meant, locate
from pipeline.places.name_forms import spelt_out
from pipeline.places.place import Gazetteer, Place
from pipeline.places.settle import why_no_place
from pipeline.text import clean, fold, is_spelt_otherwise

COLUMNS = (
    *("name", "region", "country", "iso2", "iso3", "geonameid", "latitude", "longitude"),
    *("method", "needs_review", "reason", "rule"),
)


class Resolved(NamedTuple):
    """One row's answer; "" for what is not known. ``needs_review`` is "true" or "false"."""

    name: str
    region: str
    country: str
    iso2: str
    iso3: str
    geonameid: str
    latitude: str
    longitude: str
    method: str  # a key of vocabularies.PLACE_METHODS
    needs_review: str
    reason: str  # problem code and sentence, "" when there is nothing to review
    rule: str  # a key of rules.RULES, "" for a country alone


def languages() -> tuple[str, ...]:
    """Return the languages (ISO 639-1) in whose cases a name may stand, English first."""
    return reference.languages()


def resolve(
    stated: str, country_stated: str, gazetteer: Gazetteer, languages: tuple[str, ...] = ()
) -> Resolved:
    """Return what a stated name in a stated country comes to.

    languages: in whose cases a name may stand (ISO 639-1). An empty ``stated`` resolves the
    country alone; then the method is "none".
    """
    if not clean(stated):
        codes = find_countries(country_stated)
        one = country_of(codes[0]) if len(codes) == 1 else None
        return _row("", None, one, "none", "" if one else _country_reason(country_stated, codes))
    settled, codes = locate(stated, "", country_stated, gazetteer, (), languages)
    if settled.place is None:
        one = country_of(codes[0]) if len(codes) == 1 else None
        said = why_no_place(settled, clean(stated), codes)
        if settled.code == "country-unknown":
            said = f"{clean(country_stated)!r} names no country that we know"
        return _row(stated, None, one, "none", f"{settled.code}: {said}", settled.rule)
    place = settled.place
    return _row("", place, country_of(place.country_code), settled.method, "", settled.rule)


class Batches(Gazetteer, Protocol):
    """A gazetteer that also answers many names at once."""

    def sure(self, names: Sequence[tuple[str, str]]) -> list[Place | None]:
        """For each country and folded name the place whose own name it is, if that is sure."""


def resolve_many(
    pairs: Sequence[tuple[str, str]], gazetteer: Batches, languages: tuple[str, ...] = ()
) -> list[Resolved]:
    """Return what ``resolve`` does for each pair, most of them settled at one stroke.

    A standard name in one stated country is looked up together with all others of its kind:
    twenty times as fast as one by one. The rest goes the long way.
    """
    asked: dict[int, tuple[str, str]] = {}
    for number, (stated, country_stated) in enumerate(pairs):
        codes = find_countries(country_stated)
        folded = fold(stated)
        is_plain = spelt_out(folded) == (folded,)
        is_one = len(codes) == 1 and not divisions_meant(country_stated.strip())
        if is_one and folded and is_plain and not exact_countries(stated):
            asked[number] = codes[0], folded
    places = dict(zip(asked, gazetteer.sure(list(asked.values())), strict=True))
    resolved = []
    for number, (stated, country_stated) in enumerate(pairs):
        place = places.get(number)
        is_sure = place and fold(place.name) == asked[number][1]
        if not place or not is_sure or is_spelt_otherwise(stated, place.name):
            resolved.append(resolve(stated, country_stated, gazetteer, languages))
        else:
            country = country_of(place.country_code)
            resolved.append(_row("", place, country, "exact", "", rules.OWN_NAME))
    return resolved


def _country_reason(country_stated: str, codes: tuple[str, ...]) -> str:
    if codes:
        return f"country-unknown: {clean(country_stated)!r} may be any of {', '.join(codes)}"
    return f"country-unknown: {clean(country_stated)!r} names no country that we know"


def _row(
    name: str,
    place: Place | None,
    country: Country | None,
    method: str,
    reason: str,
    rule: str = "",
) -> Resolved:
    region = place.region if place else ""
    return Resolved(
        name=place.name if place else clean(name),
        region="" if country and fold(region) == fold(country.name) else region,
        country=country.name if country else "",
        iso2=country.code if country else "",
        iso3=country.code3 if country else "",
        geonameid=str(place.geoname_id) if place else "",
        latitude=f"{place.latitude:.5f}" if place else "",
        longitude=f"{place.longitude:.5f}" if place else "",
        method=method,
        needs_review="true" if reason else "false",
        reason=reason,
        rule=rule,
    )
