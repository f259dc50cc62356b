"""A name with the words for its region and country, to one place: what each word may mean.

A word in the place of a country may be a division's ("Ontario"), or a country's and a division's
("Georgia"; "CA", "IN", by which American states go too). Then the partner decides: the one that
holds the name is meant, the country where both do, and nothing is decided where neither does.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import NamedTuple

from pipeline.places import iso, rules
from pipeline.places.countries import find_countries
from pipeline.places.districts import districts_anywhere
from pipeline.places.divisions import divisions_by_code, divisions_called, find_divisions
from pipeline.places.homonyms import LEAD, weight
from pipeline.places.inflections import nominatives
from pipeline.places.name_forms import parted
from pipeline.places.place import Gazetteer, Settled
from pipeline.places.settle import settle_place
from pipeline.places.transliteration import in_latin_letters
from pipeline.text import clean, fold

_NOWHERE: frozenset[str] = frozenset()


class Located(NamedTuple):
    """A name settled, and what the words for its country turned out to mean."""

    settled: Settled
    country_codes: tuple[str, ...]  # ISO 3166-1 alpha-2; () when nothing is decided


def locate(
    name: str,
    region: str,
    country_stated: str,
    gazetteer: Gazetteer,
    decided: tuple[str, ...] = (),
    languages: tuple[str, ...] = (),
) -> Located:
    """Return what a name means in a region and a country as stated.

    name, region, country_stated: as stated, "" where nothing is. decided: the alpha-2 code of the
    country that a person decided on; () where nobody did. languages: in whose cases the name may
    stand (ISO 639-1), where as it stands it is none. In a stated country a name in other letters
    than Latin ones may also be one that is written by its sound.
    """
    found = _as_it_stands(name, region, country_stated, gazetteer, decided)
    if found.settled.place or found.settled.code not in _NO_NAME:
        return found
    others = {rules.INFLECTED: nominatives(fold(name), languages)}
    if clean(country_stated) or decided:
        others[rules.TRANSLITERATED] = in_latin_letters(name)
    for rule, names in others.items():
        told = [_as_it_stands(each, region, country_stated, gazetteer, decided) for each in names]
        held = [other for other in told if other.settled.rule in _WHOLE_NAMES]
        # Several between which nothing decides are as good as none.
        if len({other.settled.place for other in held}) == 1:
            return held[0]._replace(settled=held[0].settled._replace(method="alternate", rule=rule))
    return found


_NO_NAME = ("place-unknown", "country-missing")  # problems of a word that is no name as it stands
_WHOLE_NAMES = (rules.OWN_NAME, rules.OTHER_NAME, rules.TOWERING)  # that gave a place


def _as_it_stands(
    name: str,
    region: str,
    country_stated: str,
    gazetteer: Gazetteer,
    decided: tuple[str, ...],
) -> Located:
    stated = clean(country_stated)
    if decided or not stated:
        return Located(settle_place(name, region, decided, gazetteer), decided)
    codes = find_countries(stated)
    if codes and (division := _before_country(stated, codes)):
        return Located(settle_place(name, region, codes, gazetteer, division), codes)
    divisions = divisions_meant(stated)
    if not codes:
        return _in_division(name, region, stated, divisions, gazetteer)
    settled = settle_place(name, region, codes, gazetteer)
    divisions = frozenset(code for code in divisions if code[:2] not in codes)
    if not divisions:
        return Located(settled, codes)
    there = settle_place(name, region, _countries_of(divisions), gazetteer, divisions)
    if there.place is None:
        # Neither: which of the two is meant stays open.
        return Located(settled, codes if settled.place else ())
    here = settled.place
    if here is None or weight(there.place) >= LEAD * weight(here):
        return Located(there, (there.place.country_code,))
    return Located(settled, codes)


def _before_country(stated: str, codes: tuple[str, ...]) -> frozenset[str]:
    """The divisions that stand before the country in one cell: "Georgia, USA"; empty for none."""
    head, qualifiers = parted(stated)
    if not qualifiers or find_countries(qualifiers[-1]) != codes:
        return _NOWHERE
    return find_divisions(head, codes)


def _in_division(
    name: str, region: str, stated: str, divisions: frozenset[str], gazetteer: Gazetteer
) -> Located:
    """What a name means where words for a division stand in place of the country's."""
    divisions = divisions or find_divisions(stated)
    if divisions:
        within = _countries_of(divisions)
        settled = settle_place(name, region, within, gazetteer, divisions)
    elif districts := districts_anywhere(stated):
        within = tuple(sorted({district.code[:2] for district in districts}))
        settled = settle_place(name, stated, within, gazetteer)
    else:
        return Located(Settled(None, "none", "country-unknown", rule=rules.NO_COUNTRY), ())
    if settled.place:
        within = (settled.place.country_code,)
    return Located(settled, within if len(within) == 1 else ())


def _countries_of(divisions: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted({code[:2] for code in divisions}))


@functools.lru_cache(maxsize=10_000)
def divisions_meant(stated: str) -> frozenset[str]:
    """Return the GeoNames codes of the divisions that words for a country name as well.

    By their own name, by the postal code of an American state, or because the English name of the
    country is a division's too; empty for most words.

    >>> divisions_meant("Georgia"), divisions_meant("Géorgie"), divisions_meant("CA")
    (frozenset({'US.GA'}), frozenset({'US.GA'}), frozenset({'US.CA'}))
    >>> divisions_meant("Japan")
    frozenset()
    """
    if len(stated) == 2 and stated.isascii() and stated.isupper():
        return divisions_by_code(f"US-{stated}")
    own = divisions_called(fold(stated))
    if own:
        return own
    codes = find_countries(stated)
    return _of_country().get(codes[0], _NOWHERE) if len(codes) == 1 else _NOWHERE


@functools.cache
def _of_country() -> Mapping[str, frozenset[str]]:
    """Country to the divisions of others that bear its English name, whatever language says it."""
    named = {country.code: country.common_name or country.name for country in iso.countries()}
    met = {code: divisions_called(fold(name)) for code, name in named.items()}
    return {
        code: frozenset(each for each in found if each[:2] != code) for code, found in met.items()
    }
