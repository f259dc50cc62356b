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
    if _is_code(bare) and (found := iso.find_by_code(bare)):
        return country_of(found.code)
    return _by_name(fold(bare))


def is_country(words: str) -> bool:
    """Whether ``words`` are a name of a country: stricter than ``find_country``.

    countrynames is not asked, as it also knows cities: "Kobe" gives it Japan.

    >>> is_country("Japan"), is_country("Kobe")
    (True, False)
    """
    bare = words.strip()
    return bool(_code_of(fold(bare))) or _is_code(bare)


def _is_code(words: str) -> bool:
    return re.fullmatch("[A-Z]{2,3}", words) is not None and iso.find_by_code(words) is not None


def _by_name(folded: str) -> Country | None:
    code = _code_of(folded) or _from_countrynames(folded)
    return country_of(code) if code else None


def _code_of(folded: str) -> str:
    """The alpha-2 of a folded name in our table, ISO or a translation of ISO; "" for none."""
    words = folded.removeprefix("the ")
    return _names().get(folded) or _names().get(words) or _translations().get(folded) or ""


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


# The languages of kind_words.csv, and those of which city pages print countries in passing.
_LANGUAGES = ("de", "fr", "es", "pt", "it", "nl", "ja", "zh_CN", "ko")


@functools.cache
def _translations() -> dict[str, str]:
    """Folded name in another language to alpha-2; a name of two countries is left out."""
    codes: dict[str, set[str]] = {}
    for language in _LANGUAGES:
        for code, name in iso.translated_names(language).items():
            codes.setdefault(fold(name), set()).add(code)
    return {name: min(found) for name, found in codes.items() if len(found) == 1}


def _from_countrynames(folded: str) -> str:
    """The code that countrynames gives, "" when it gives none that ISO 3166-1 has.

    It also maps regions and cities to the country they lie in, which is no name of it: a
    subdivision of ISO 3166-2 is refused. So is a short word, which it would take for a code.
    """
    if len(folded) < 4 or folded in _subdivisions():
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
