"""ISO 3166 by pycountry: what is a country or a subdivision, and what ISO calls it.

A pattern of two letters would let ``XX`` through, so codes are checked for membership.
"""

from __future__ import annotations

import functools
import gettext
import json
import re
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any, NamedTuple

import pycountry

from pipeline.reference import cldr

# Kosovo has no code in ISO 3166-1; XK and XKX are of its user-assigned range.
KOSOVO = ("XK", "XKX")

_countries: Any = pycountry.countries


class IsoCountry(NamedTuple):
    """A country as ISO 3166-1 has it, or Kosovo; "" for a name that it lacks."""

    code: str  # alpha-2
    code3: str  # alpha-3
    name: str
    common_name: str
    official_name: str


def countries() -> Iterator[IsoCountry]:
    """Yield every country of ISO 3166-1, and Kosovo."""
    yield from _all()


@functools.cache
def _kosovo() -> IsoCountry:
    return IsoCountry(*KOSOVO, dict(cldr.territory_names("en"))[KOSOVO[0]], "", "")


@functools.cache
def _all() -> tuple[IsoCountry, ...]:
    return (*map(_read, _countries), _kosovo())


@functools.cache
def find_by_code(code: str) -> IsoCountry | None:
    """Return the country of an alpha-2 or alpha-3 ``code`` in capitals, None when ISO has none.

    >>> find_by_code("NA").code3, find_by_code("XX")
    ('NAM', None)
    """
    if code in KOSOVO:
        return _kosovo()
    found = _countries.get(**{f"alpha_{len(code)}": code}) if len(code) in (2, 3) else None
    # pycountry finds "na" as well; a code is in capitals.
    return _read(found) if found and code in (found.alpha_2, found.alpha_3) else None


def _read(country: Any) -> IsoCountry:
    common, official = (getattr(country, key, "") for key in ("common_name", "official_name"))
    return IsoCountry(country.alpha_2, country.alpha_3, country.name, common, official)


def is_country(code: str) -> bool:
    """Whether ``code`` is an alpha-2 that ISO assigns, or XK."""
    return len(code) == 2 and find_by_code(code) is not None


@functools.cache
def _regions() -> dict[str, str]:
    """Code to name of every subdivision.

    Read from pycountry's own file: its database makes 5,000 objects, ten times as slowly.
    """
    file = resources.files(pycountry).joinpath("databases", "iso3166-2.json")
    return {row["code"]: row["name"] for row in json.loads(file.read_bytes())["3166-2"]}


def is_region(code: str) -> bool:
    """Whether ``code`` is a subdivision of ISO 3166-2.

    >>> is_region("US-CA"), is_region("US-XX")
    (True, False)
    """
    return code in _regions()


@functools.cache
def _locales() -> Mapping[str, tuple[str, ...]]:
    """Each language to the locales of pycountry in it: "pt" to "pt" and "pt_BR"."""
    locales: dict[str, list[str]] = {}
    folders = resources.files(pycountry).joinpath("locales").iterdir()
    for locale in sorted(folder.name for folder in folders):
        locales.setdefault(re.split("[_@]", locale)[0], []).append(locale)
    return {language: tuple(each) for language, each in locales.items()}


@functools.cache
def translated_names(language: str) -> tuple[tuple[str, str], ...]:
    """Return each name of a country in a ``language`` of pycountry, after the country's alpha-2.

    The common, the plain and the official name, in all scripts and regional forms; none that is
    not translated. Empty when pycountry does not speak the language.

    >>> ("ES", "Spanien") in translated_names("de"), translated_names("xx")
    (True, ())
    """
    names: dict[tuple[str, str], None] = {}
    for locale in _locales().get(language, ()):
        # Some locales translate other parts of ISO only.
        found = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, [locale], fallback=True)
        for country in countries():
            for name in (country.common_name, country.name, country.official_name):
                if name and (said := found.gettext(name)) != name:
                    names[country.code, said] = None
    return tuple(names)


@functools.cache
def _catalogues_of_regions() -> tuple[gettext.NullTranslations, ...]:
    locales = (locale for of_language in _locales().values() for locale in of_language)
    domain, folder = "iso3166-2", pycountry.LOCALES_DIR
    return tuple(
        gettext.translation(domain, folder, [locale])
        for locale in sorted(locales)
        if gettext.find(domain, folder, [locale])
    )


def translated_regions(country_code: str) -> Iterator[tuple[str, str]]:
    """Yield each name of a country's subdivisions in another language, after its ISO 3166-2 code.

    country_code: alpha-2. The same name comes as often as languages have it; nothing for a country
    of which no subdivision is translated.

    >>> ("US-CA", "加利福尼亚州") in translated_regions("US")
    True
    """
    for code, name in _regions().items():
        if code.startswith(f"{country_code}-"):
            said = (catalogue.gettext(name) for catalogue in _catalogues_of_regions())
            yield from ((code, other) for other in said if other != name)


def region_names() -> tuple[str, ...]:
    """Return the names of all subdivisions, as ISO has them."""
    return tuple(_regions().values())
