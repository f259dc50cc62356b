"""Where a place is looked for, by all that is stated of it besides its own name."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import NamedTuple

from pipeline import reference
from pipeline.places.countries import find_countries
from pipeline.places.districts import District, find_districts
from pipeline.places.divisions import stated_divisions
from pipeline.places.name_forms import parted
from pipeline.places.place import Gazetteer, Place
from pipeline.text import fold


class Area(NamedTuple):
    """Where a place is looked for; empty fields hold nothing back."""

    country_codes: tuple[str, ...] = ()  # ISO 3166-1 alpha-2
    divisions: frozenset[str] = frozenset()  # GeoNames codes of the first level
    districts: tuple[District, ...] = ()  # of the second level

    @property
    def is_told(self) -> bool:
        """Whether more than a country is known."""
        return bool(self.divisions or self.districts)

    def holds(self, place: Place) -> bool:
        """Whether the place lies in one of the divisions, or near enough to a district's middle."""
        if self.divisions and place.division not in self.divisions:
            return False
        return not self.districts or any(
            district.holds(place.latitude, place.longitude)
            for district in self.districts
            if district.code.startswith(place.country_code)
        )


def area_of(
    name: str, region: str, country_codes: tuple[str, ...], gazetteer: Gazetteer
) -> tuple[Area, str]:
    """Return where to look for a name, and the name without what told it.

    name: as stated, perhaps with a region or a country behind commas and in brackets; whole where
    the gazetteer holds it so. region: as stated. country_codes: those stated, () for none.
    """
    whole = fold(name)
    head, qualifiers = parted(name)
    is_held = not qualifiers or gazetteer.named(whole) or not head
    is_held = is_held or any(gazetteer.also_named(whole, code) for code in country_codes)
    if is_held:
        head, qualifiers = name, ()
    left = []
    for words in qualifiers:
        found = find_countries(words)
        if found and (not country_codes or set(found) & set(country_codes)):
            country_codes = country_codes or found
        else:
            left.append(words)
    stated = _parts(region)
    divisions: frozenset[str] = frozenset()
    districts: tuple[District, ...] = ()
    for words in (*stated, *left):
        # Behind a name may stand anything: "Menden (Sauerland)" is no misspelling of Saarland.
        if found_divisions := stated_divisions(words, country_codes, words in stated):
            divisions = divisions & found_divisions or found_divisions
        elif country_codes and not districts:
            districts = find_districts(words, country_codes)
    return Area(country_codes, divisions, districts), head


def _parts(region: str) -> tuple[str, ...]:
    """A region as stated, parted at its commas and brackets."""
    if not region:
        return ()
    head, qualifiers = parted(region)
    return (head, *qualifiers) if head else qualifiers


@functools.cache
def _also_within() -> Mapping[str, tuple[str, ...]]:
    """Country to the countries and divisions in which a place of it may lie as well."""
    rows = reference.rows("also_within")
    return {row["country_code"]: tuple(row["also"].split("|")) for row in rows}


def beyond(country_codes: tuple[str, ...]) -> Area | None:
    """Return where else a place of the countries may lie, overseas mostly; None for nowhere.

    By ISO 3166-1, which gives such parts codes of their own.
    """
    also = [code for each in country_codes for code in _also_within().get(each, ())]
    if not also:
        return None
    divisions = frozenset(code for code in also if "." in code)
    return Area(tuple(dict.fromkeys(code[:2] for code in also)), divisions)
