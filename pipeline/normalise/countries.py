"""Words for a country to its ISO 3166-1 code and everyday English name.

Our own table first, then pycountry's names, then countrynames cut to ISO 3166-1. Likeness
search decides nothing: ``pycountry.search_fuzzy`` turns "Republic of Korea" into North Korea.
"""

from __future__ import annotations

import functools
import re
import warnings
from typing import NamedTuple

from pipeline import iso, reference
from pipeline.text import fold


class Country(NamedTuple):
    """A country of ISO 3166-1, or Kosovo under its user-assigned codes."""

    code: str  # alpha-2
    code3: str  # alpha-3
    name: str  # everyday English


@functools.cache
def find_country(words: str) -> Country | None:
    """Return the country that ``words`` name, or None when they name none for certain.

    Upper-case ISO codes count as names of their country, so that a table's "FR" is read.

    >>> find_country("People's Republic of China")
    Country(code='CN', code3='CHN', name='China')
    >>> find_country("Republic of Korea").code, find_country("Ontario")
    ('KR', None)
    """
    bare = words.strip()
    if re.fullmatch("[A-Z]{2,3}", bare) and (found := iso.find_by_code(bare)):
        return country_of(found.code)
    return _by_name(fold(bare))


def _by_name(folded: str) -> Country | None:
    if not folded:
        return None
    words = folded.removeprefix("the ")
    code = _names().get(folded) or _names().get(words) or _from_countrynames(folded)
    return country_of(code) if code else None


def is_country(words: str) -> bool:
    """Whether ``words`` name a country for certain."""
    return find_country(words) is not None


@functools.cache
def country_of(code: str) -> Country:
    """Return the country of an alpha-2 ``code``; KeyError when ISO has none.

    >>> country_of("TW").name, country_of("RU").name
    ('Taiwan', 'Russia')
    """
    found = iso.find_by_code(code)
    if found is None:
        raise KeyError(code)
    name = _own_names().get(code) or found.common_name or found.name
    return Country(found.code, found.code3, name)


@functools.cache
def _own_names() -> dict[str, str]:
    return {row["country_code"]: row["name"] for row in reference.rows("country_names")}


@functools.cache
def _names() -> dict[str, str]:
    """Folded name to alpha-2: pycountry's names, overruled by our own table."""
    names: dict[str, str] = {}
    for country in iso.countries():
        for name in (country.name, country.common_name, country.official_name):
            if name:
                names[fold(name)] = country.code
    names |= {fold(name): code for code, name in _own_names().items()}
    names |= {fold(row["words"]): row["country_code"] for row in reference.rows("country_words")}
    return names


def _from_countrynames(folded: str) -> str:
    """The code that countrynames gives, "" when it gives none that ISO 3166-1 has.

    It also maps regions and cities to the country they lie in, which is no name of it: a
    subdivision of ISO 3166-2 is refused.
    """
    if folded in _subdivisions():
        return ""
    import countrynames  # here, because its data takes half as long to load as pandas

    with warnings.catch_warnings():
        # Without PyICU normality transliterates by text-unidecode and says so.
        warnings.simplefilter("ignore")
        code = (countrynames.to_code(folded) or "").partition("-")[0]
    return code if iso.is_country(code) else ""


@functools.cache
def _subdivisions() -> frozenset[str]:
    return frozenset(map(fold, iso.region_names()))
