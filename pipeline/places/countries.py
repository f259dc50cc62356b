"""Words for a country to its ISO 3166-1 code and everyday English name.

Our own table first, then the names and translations of ISO 3166-1 that pycountry carries, then
countrynames cut to ISO 3166-1, then a slip in a name that is near no other. ``search_fuzzy`` of
pycountry decides nothing: it turns "Republic of Korea" into North Korea.
"""

from __future__ import annotations

import functools
import re
import warnings
from typing import NamedTuple

from rapidfuzz.distance import OSA

from pipeline import reference
from pipeline.places import iso
from pipeline.places.country_forms import find_form, without_state_word
from pipeline.text import fold


class Country(NamedTuple):
    """A country of ISO 3166-1, or Kosovo under its user-assigned codes."""

    code: str  # alpha-2
    code3: str  # alpha-3
    name: str  # everyday English


@functools.lru_cache(maxsize=10_000)
def find_country(words: str) -> Country | None:
    """Return the one country that ``words`` name, or None when they name none, or several.

    Upper-case ISO codes count as names of their country, so that a table's "FR" is read; so do
    one-letter car codes. A misspelt name counts when no other country's is nearly as near.

    >>> find_country("People's Republic of China")
    Country(code='CN', code3='CHN', name='China')
    >>> find_country("Republic of Korea").code, find_country("Phillipines").code
    ('KR', 'PH')
    >>> find_country("Ontario"), find_country("Yugoslavia")
    (None, None)
    """
    codes = find_countries(words)
    return country_of(codes[0]) if len(codes) == 1 else None


@functools.lru_cache(maxsize=10_000)
def find_countries(words: str) -> tuple[str, ...]:
    """Return the alpha-2 codes of the countries that ``words`` name, () for none.

    A state with several heirs names all of them: a place is searched in each.

    >>> find_countries("Czechoslovakia"), find_countries("Japan"), find_countries("Europe")
    (('CZ', 'SK'), ('JP',), ())
    """
    bare = words.strip()
    if code := _iso_code(bare) or _car_codes().get(bare):
        return (code,)
    folded = fold(bare)
    found = exact_countries(bare)
    if found or not folded:
        return found
    if form := find_form(bare):
        return form.codes
    code = _from_countrynames(folded) or _misspelt(folded)
    return (code,) if code else ()


@functools.lru_cache(maxsize=50_000)
def exact_countries(words: str) -> tuple[str, ...]:
    """Return what ``find_countries`` does for names as we hold them: no slips, no codes.

    >>> exact_countries("Republic of Korea"), exact_countries("Phillipines")
    (('KR',), ())
    """
    folded = fold(words)
    return (
        _codes_of(folded)
        or _without_form(folded)
        or _codes_of(without_state_word(folded))
        or _in_parts(words)
    )


@functools.lru_cache(maxsize=10_000)
def is_country(words: str) -> bool:
    """Whether ``words`` are a name of a country: stricter than ``find_country``.

    Misspelt names, car codes and countrynames do not count, so that in running text no city
    is taken for a country.

    >>> is_country("Japan"), is_country("Kobe"), is_country("Phillipines")
    (True, False, False)
    """
    bare = words.strip()
    return bool(_codes_of(fold(bare)) or _iso_code(bare))


def _iso_code(words: str) -> str:
    """The alpha-2 of a code in capitals, "" when it is none."""
    found = iso.find_by_code(words) if re.fullmatch("[A-Z]{2,3}", words) else None
    return found.code if found else ""


def _codes_of(folded: str) -> tuple[str, ...]:
    """The alpha-2 codes of a folded name in our table, ISO or a translation of ISO."""
    words = folded.removeprefix("the ")
    found = _names().get(folded) or _names().get(words) or _translations().get(folded) or ""
    return tuple(found.split("|")) if found else ()


_FORM = re.compile(
    r"^(?:the )?(?:(?:federal|federative|democratic|socialist|islamic|arab|hashemite|grand|united"
    r"|independent|plurinational|bolivarian|cooperative|oriental|people s|peoples|popular) )*"
    r"(?:republic|rep|kingdom|state|states|commonwealth|sultanate|federation|union|principality"
    r"|duchy|emirate|confederation|nation|empire) of (?:the )?"
)


_PARTED = re.compile(r"[,;()/]")


def _in_parts(words: str) -> tuple[str, ...]:
    """The country of "Republic of China (Taiwan)" and of "Macau, China".

    Of two countries the first is the more precise one: a territory before its state. A word
    that names none makes the whole name none.
    """
    if _PARTED.search(words) is None:
        return ()
    parts = [part for part in _PARTED.split(words) if part.strip()]
    if len(parts) < 2:
        return ()
    found = [_codes_of(fold(part)) or _without_form(fold(part)) for part in parts]
    return found[0] if all(found) else ()


def _without_form(folded: str) -> tuple[str, ...]:
    """The country whose name stands after "Republic of", "Kingdom of" and the like."""
    name = _FORM.sub("", folded)
    return _codes_of(name) if name != folded else ()


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
def _car_codes() -> dict[str, str]:
    """One capital letter to alpha-2, as on cars and in old lists of twin towns."""
    return {row["letter"]: row["country_code"] for row in reference.rows("car_codes")}


@functools.cache
def _names() -> dict[str, str]:
    """Folded name to alpha-2: pycountry's names, overruled by our own table.

    A state with heirs has their codes, joined by ``|``.
    """
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
    return _translated(_LANGUAGES)


def _translated(languages: tuple[str, ...]) -> dict[str, str]:
    """Folded name in another language to alpha-2; a name of two countries is left out."""
    codes: dict[str, set[str]] = {}
    for language in languages:
        for code, name in iso.translated_names(language).items():
            codes.setdefault(fold(name), set()).add(code)
    return {name: min(found) for name, found in codes.items() if len(found) == 1}


# Words that many countries share, so that sharing one proves nothing.
_COMMON_WORDS = frozenset(
    "republic kingdom island islands united state states democratic people peoples saint south"
    " north east west southern northern eastern western central africa african american guinea"
    " territory territories federation french british new and the of".split()
)


def _from_countrynames(folded: str) -> str:
    """The code that countrynames gives, "" when it gives none that ISO 3166-1 has.

    It also maps regions and cities to the country they lie in, which is no name of it: what it
    takes for a name counts only when it shares a telling word with one that we know.
    """
    if len(folded) < 4:
        return ""
    import countrynames  # here, because its data takes half as long to load as pandas

    with warnings.catch_warnings():
        # Without PyICU normality transliterates by text-unidecode and says so.
        warnings.simplefilter("ignore")
        code = (countrynames.to_code(folded) or "").partition("-")[0]
    if not iso.is_country(code):
        return ""
    telling = set(folded.split()) - _COMMON_WORDS
    return code if telling & _telling_words().get(code, frozenset()) else ""


@functools.cache
def _telling_words() -> dict[str, frozenset[str]]:
    """The words of all names of each country, by alpha-2."""
    words: dict[str, set[str]] = {}
    for name, code in [*_names().items(), *_translations().items()]:
        words.setdefault(code, set()).update(set(name.split()) - _COMMON_WORDS)
    return {code: frozenset(found) for code, found in words.items()}


def _misspelt(folded: str) -> str:
    """The alpha-2 of the country of which ``folded`` is a slip, "" when that is not clear.

    One edit in a name of six letters, two from nine, none in the first letter, and no other
    country within one edit more. A name with letters added or left off at its end is another
    word ("Russian"), and what is a region or a continent's name is no slip.
    """
    most = 0 if len(folded) < 6 else 1 if len(folded) < 9 else 2
    if not most or folded in _subdivisions():
        return ""
    nearest: dict[str, int] = {}
    for name, code in _names().items():
        if name[0] != folded[0] or "|" in code or abs(len(name) - len(folded)) > most + 1:
            continue
        edits = OSA.distance(folded, name, score_cutoff=most + 1)
        if edits <= most and (name.startswith(folded) or folded.startswith(name)):
            return ""
        if edits <= most + 1:
            nearest[code] = min(edits, nearest.get(code, 99))
    ranked = sorted((edits, code) for code, edits in nearest.items())
    if not ranked or ranked[0][0] > most:
        return ""
    clear = len(ranked) == 1 or ranked[1][0] > ranked[0][0]
    return ranked[0][1] if clear else ""


@functools.cache
def _subdivisions() -> frozenset[str]:
    return frozenset(map(fold, iso.region_names()))
