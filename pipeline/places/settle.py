"""A stated name to one place of the gazetteer, or to the reason why not.

In this order: an exact standard name, a former name, another name, a misspelling mended inside the
stated country. What a rule cannot decide stays undecided, with the candidates kept.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import cast

from pipeline import reference
from pipeline.places import rules
from pipeline.places.area import Area, area_of, beyond
from pipeline.places.countries import country_of, exact_countries
from pipeline.places.districts import find_districts
from pipeline.places.divisions import find_divisions
from pipeline.places.homonyms import ALTERNATE_LEAD, UNKNOWN_POPULATION, leader, meant, weight
from pipeline.places.misspellings import mend, most_edits
from pipeline.places.name_forms import forms, is_fragment, spelt_out, without_marks
from pipeline.places.place import Gazetteer, Place, Settled
from pipeline.text import clean, fold, is_spelt_otherwise

# Without a country a name decides only by a towering lead: fifty times the next, or twelve
# times where the next is a small town.
_LEAD_ANYWHERE, _LEAD_OVER_SMALL, _SMALL = 50, 12, 15_000
# Inhabitants of a place by another name than its own. In Latin letters, of 53 smaller places that
# such a name would lead to, a third were others; a name in another script is seldom a small town's.
_ALSO_FLOOR, _ALSO_FLOOR_ELSEWHERE = 100_000, 20_000
_FIRST_OF_OTHER_SCRIPTS = 0x0370  # Greek, and all behind it
# Inhabitants below which another name of a place proves nothing: of 29 smaller places found by
# the first words of a longer name ("Mauléon" for Mauléon-Licharre) half were others.
_FIRST_WORDS_FLOOR, _OTHER_FLOOR = 5_000, 1_000
_ACCENTS_FLOOR = 50_000  # inhabitants, for a place whose name has other accents than stated


def settle_place(
    name: str,
    region: str,
    country_codes: tuple[str, ...],
    gazetteer: Gazetteer,
    divisions: frozenset[str] = frozenset(),
) -> Settled:
    """Return the one place that ``name`` means, or the reason for none.

    name: as stated, perhaps with its region or country after a comma or in a bracket. region: as
    stated, or "". country_codes: where to look: the stated country's, the heirs' of a state that
    is no more, or () when no country is known. divisions: GeoNames codes of those in which the
    place must lie; empty for anywhere in the countries.

    >>> settle_place("", "", (), None).code
    'place-unknown'
    """
    name = without_marks(clean(name))
    if is_fragment(name):
        return _refused("place-unknown", rules.FRAGMENT)
    area, head = area_of(name, region, country_codes, gazetteer)
    if divisions:
        area = area._replace(divisions=area.divisions & divisions or divisions)
    keys = list(forms(head))
    if not keys:
        return _refused("place-unknown", rules.NO_NAME)
    if refused := _no_city(head, keys[0], area.country_codes, gazetteer):
        return refused
    if not area.country_codes:
        return _anywhere(keys, area, gazetteer)
    for key in keys:
        if settled := _in_countries(spelt_out(key), area, gazetteer, head):
            return _unless_district(settled, key, keys[0], area)
    if abroad := beyond(area.country_codes):
        for key in keys:
            settled = _in_countries(spelt_out(key), abroad, gazetteer, head)
            if settled and settled.place:
                return settled
    return _mended(keys[0], area, gazetteer)


def _refused(code: str, rule: str, candidates: tuple[Place, ...] = ()) -> Settled:
    return Settled(None, "none", code, candidates, rule)


def _unless_district(settled: Settled, key: str, whole: str, area: Area) -> Settled:
    """What a name was settled to, unless as a whole it is a district's, and the town is not there.

    "Dongcheng District" of Beijing is not Dongcheng in Hainan.
    """
    districts = () if key == whole else find_districts(whole, area.country_codes)
    place = settled.place
    if not place or not districts or any(fold(each.name) == key for each in districts):
        return settled
    if any(each.holds(place.latitude, place.longitude) for each in districts):
        return settled
    return _refused("not-a-place", rules.NAME_OF_DISTRICT, settled.candidates)


def _no_city(
    name: str, key: str, country_codes: tuple[str, ...], gazetteer: Gazetteer
) -> Settled | None:
    """The refusal of a country's name, unless a city of that country bears it (Singapore)."""
    named = exact_countries(name)
    if not named or (country_codes and not set(named) & set(country_codes)):
        return None
    cities = [place for code in named for place in gazetteer.named(key, code)]
    if place := leader(cities):
        return Settled(place, "exact", rule=rules.CITY_OF_COUNTRY)
    return _refused("not-a-place", rules.NAME_OF_COUNTRY)


def _in_countries(
    keys: tuple[str, ...], area: Area, gazetteer: Gazetteer, stated: str
) -> Settled | None:
    """What a name means in the area, in any of its spellings; None when nothing bears it."""
    named = _asked(gazetteer.named, keys, area.country_codes)
    also = [
        place
        for place in _asked(gazetteer.also_named, keys, area.country_codes)
        if place not in named
    ]
    if not named and not also:
        return _by_former_name(keys, area, gazetteer)
    everyone = _largest([*named, *also])
    if area.is_told:
        named, also = ([place for place in each if area.holds(place)] for each in (named, also))
        if not named and not also:
            # The stated region holds no such place: this would be another one.
            return _refused("place-ambiguous", rules.ELSEWHERE, everyone)
    if spelt := [place for place in named if _is_spelt_so(place, stated)]:
        named, also = spelt, []
    former = _by_former_name(keys, area, gazetteer)
    if former and former.place and leader([*named, former.place], 1) not in named:
        return former
    place, is_main = meant(named, also)
    if place is None:
        return _refused("place-ambiguous", rules.SEVERAL, _largest([*named, *also]))
    of_division = () if is_main else find_divisions(keys[0], area.country_codes)
    if of_division and place.division not in of_division:
        # A region's name, which some town elsewhere happens to bear too.
        return _refused("not-a-place", rules.NAME_OF_DIVISION, everyone)
    if not area.is_told and not _is_proved(place, is_main, keys[0], stated):
        return _refused("place-ambiguous", rules.UNPROVED, everyone)
    method = "exact" if fold(place.name) == keys[0] else "alternate"
    return Settled(place, method, "", everyone, rules.OWN_NAME if is_main else rules.OTHER_NAME)


def _asked(
    ask: Callable[[str, str], Sequence[Place]], keys: Iterable[str], codes: tuple[str, ...]
) -> list[Place]:
    return list(dict.fromkeys(place for key in keys for code in codes for place in ask(key, code)))


def _is_spelt_so(place: Place, stated: str) -> bool:
    """Whether a name with accents is the place's name to the letter: Romagné is not Romagne."""
    return not stated.isascii() and place.name.casefold() == stated.casefold()


def _is_proved(place: Place, is_main: bool, key: str, stated: str) -> bool:
    """Whether a name is enough to tell a small place, when nothing tells where it lies."""
    if not is_main:
        is_part = fold(place.name).startswith(f"{key} ")
        return place.population >= (_FIRST_WORDS_FLOOR if is_part else _OTHER_FLOOR)
    return place.population >= _ACCENTS_FLOOR or not is_spelt_otherwise(stated, place.name)


@functools.cache
def _former_names() -> Mapping[str, tuple[int, ...]]:
    """Folded former name to the GeoNames ids of the places that bore it."""
    names: dict[str, tuple[int, ...]] = {}
    for row in reference.rows("former_names"):
        name = fold(row["name"])
        names[name] = (*names.get(name, ()), int(row["geoname_id"]))
    return names


def _by_former_name(keys: tuple[str, ...], area: Area, gazetteer: Gazetteer) -> Settled | None:
    """The place that bore a name until it was renamed, None for none in the area."""
    ids = _former_names().get(keys[0], ())
    places = [place for each in ids if (place := gazetteer.by_id(each))]
    held = [p for p in places if p.country_code in area.country_codes and area.holds(p)]
    return (
        Settled(held[0], "former", "", tuple(held), rules.FORMER_NAME) if len(held) == 1 else None
    )


def _anywhere(keys: Sequence[str], area: Area, gazetteer: Gazetteer) -> Settled:
    """What a name means when no country is known."""
    for key in keys:
        named, also = list(gazetteer.named(key)), list(gazetteer.also_named(key))
        if area.divisions:
            codes = tuple(sorted({code[:2] for code in area.divisions}))
            within = area._replace(country_codes=codes)
            settled = _in_countries(spelt_out(key), within, gazetteer, key)
            if settled and settled.place:
                return settled
        if not named and not also:
            continue
        candidates = _largest([*named, *also])
        place = _towering(key, named, also)
        of_division = () if named else find_divisions(key)
        # A region's name is also that of the town that it is called by: Bizerte, Seoul.
        if area.divisions or (of_division and not (place and place.division in of_division)):
            rule = rules.ELSEWHERE if area.divisions else rules.NAME_OF_DIVISION
            return _refused("place-ambiguous", rule, candidates)
        if place is None:
            return _refused("country-missing", rules.NONE_TOWERS, candidates)
        method = "exact" if fold(place.name) == key else "alternate"
        if place.geoname_id in _former_names().get(key, ()):
            method = "former"
        return Settled(place, method, "", candidates, rules.TOWERING)
    return _refused("country-missing", rules.UNKNOWN)


def _towering(key: str, named: Sequence[Place], also: Sequence[Place]) -> Place | None:
    """The place that towers over all others of the name in the world, None when none does.

    A place by its own name outranks those of which it is another name, unless one is larger.
    """
    main, other = (max(map(weight, places), default=0) for places in (named, also))
    if main and other > ALTERNATE_LEAD * main:
        named = ()
    everyone = sorted(named or also, key=lambda place: (-place.population, place.geoname_id))
    first = everyone[0]
    others = [place for place in everyone[1:] if place.country_code != first.country_code]
    over_small = not others or others[0].population < _SMALL
    place = leader(everyone, _LEAD_OVER_SMALL if over_small else _LEAD_ANYWHERE)
    if place is None or (named and any(p.population > place.population for p in also)):
        return None
    # One that stands alone is held against a place of the name that the gazetteer lacks.
    other = _ALSO_FLOOR_ELSEWHERE if ord(key[0]) >= _FIRST_OF_OTHER_SCRIPTS else _ALSO_FLOOR
    floor = _LEAD_OVER_SMALL * UNKNOWN_POPULATION if named else other
    return place if place.population >= floor else None


def _mended(key: str, area: Area, gazetteer: Gazetteer) -> Settled:
    """The place of which the name is a misspelling, if that is clear."""
    unknown = _refused("place-unknown", rules.UNKNOWN)
    codes = area.country_codes
    if find_divisions(key, codes):
        return _refused("not-a-place", rules.NAME_OF_DIVISION)
    if find_districts(key, codes):
        return _refused("not-a-place", rules.NAME_OF_DISTRICT)
    is_name = gazetteer.is_named(key) or find_divisions(key) or exact_countries(key)
    if is_name or not most_edits(key) or re.search(r"\d", key):
        return unknown  # a real name, of a place that we lack there: mending would invent
    most = most_edits(key)
    near = (pair for code in codes for pair in gazetteer.near(key, code, most))
    place, considered = mend(key, near, gazetteer.places_near)
    candidates = cast("tuple[Place, ...]", tuple(considered))
    if place is None or not area.holds(cast(Place, place)):
        return unknown._replace(candidates=candidates)
    return Settled(cast(Place, place), "typo", "", candidates, rules.MISSPELLING)


def _largest(places: Iterable[Place]) -> tuple[Place, ...]:
    ordered = sorted(set(places), key=lambda place: (-place.population, place.geoname_id))
    return tuple(ordered[:5])


def why_no_place(settled: Settled, name: str, codes: tuple[str, ...]) -> str:
    """Return in words why ``name`` was not settled, with the places that were considered."""
    where = f" in {' or '.join(country_of(code).name for code in codes)}" if codes else ""
    why = {
        "country-missing": f"no country is stated for {name!r}",
        "country-unknown": "the words for the country name none that we know",
        "place-ambiguous": f"several places{where} could be {name!r}",
        "place-unknown": f"no place{where} is known by the name {name!r}",
        "not-a-place": f"{name!r} is the name of a country or a region",
    }[settled.code]
    if not settled.candidates:
        return why
    seen = (f"{p.name} ({p.region or p.country_code}, {p.geoname_id})" for p in settled.candidates)
    return f"{why}; considered: {', '.join(seen)}"
