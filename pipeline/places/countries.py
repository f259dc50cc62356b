"""Words for a country to its ISO 3166-1 code and everyday English name.

What the page's own language calls it first, then English and our own tables, then every other
language in any case of the noun, abbreviations, countrynames cut to ISO 3166-1, and last a
misspelling of a name that is near no other. The longest name wins: nothing is cut off words that
are one as they stand. ``search_fuzzy`` of pycountry decides nothing: it turns "Republic of Korea"
into North Korea.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from pipeline import reference
from pipeline.places import iso
from pipeline.places.country_forms import find_form, without_state_word
from pipeline.places.country_misspellings import abbreviated, from_countrynames, misspelt
from pipeline.places.country_names import (
    accented_names,
    english_names,
    large_towns,
    own_names,
    said_in,
    told_anywhere,
)
from pipeline.places.divisions import find_divisions, folded_main_names
from pipeline.places.titles import article, without_article
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
def find_countries(words: str, language: str = "") -> tuple[str, ...]:
    """Return the alpha-2 codes of the countries that ``words`` name, () for none.

    language: ISO 639-1 of the page, whose own names go before those of others; "" when unknown.
    A state with several heirs names all of them: a place is searched in each. A town, a region or
    a continent names none, and no misspelling of one does.

    >>> find_countries("Czechoslovakia"), find_countries("Japan"), find_countries("Europe")
    (('CZ', 'SK'), ('JP',), ())
    >>> find_countries("Granada"), find_countries("Granada", "es"), find_countries("Cambridge")
    ((), ('GD',), ())
    """
    bare = words.strip()
    if code := _iso_code(bare) or _car_codes().get(bare):
        return (code,)
    folded = fold(bare)
    if not folded:
        return ()
    if said := said_in(language).get(folded) if language else None:
        return tuple(said.split("|"))
    return exact_countries(bare) or _by_other_means(bare, folded, language) or _said_twice(bare)


def _said_twice(words: str) -> tuple[str, ...]:
    """The countries of a name in two languages: "Islanti / Island"."""
    parts = words.split("/")
    if len(parts) < 2 or not all(map(str.strip, parts)):
        return ()
    said = {find_countries(part) for part in parts}
    return said.pop() if len(said) == 1 else ()


def _by_other_means(words: str, folded: str, language: str) -> tuple[str, ...]:
    """The countries of a word that is none of the names that count anywhere."""
    if part := _parts().get(folded):
        return (part,)
    if code := accented_names().get(words.casefold()):
        return (code,)
    if folded in large_towns() or folded in folded_main_names():
        return ()
    if form := find_form(words, language):
        return form.codes
    if codes := abbreviated(words):
        return codes
    code = from_countrynames(folded) or misspelt(folded)
    return (code,) if code else ()


@functools.lru_cache(maxsize=50_000)
def exact_countries(words: str) -> tuple[str, ...]:
    """Return what ``find_countries`` does for names as we hold them: no misspellings, no codes.

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
    """The alpha-2 codes of a folded name in our tables, ISO, or a language that counts anywhere."""
    words = without_article(folded)
    found = english_names().get(folded) or english_names().get(words) or told_anywhere().get(folded)
    return tuple(found.split("|")) if found else ()


@functools.cache
def _form() -> re.Pattern[str]:
    """What says before the name of a state which form it has: "the federal republic of the"."""
    form, adjective = (reference.either("state_words", place) for place in ("form", "adjective"))
    the = rf"(?:(?:{article()}) )?"
    return re.compile(rf"^{the}(?:(?:{adjective}) )*(?:{form}) {the}")


_PARTED = re.compile(r"[,;()/]")


def _in_parts(words: str) -> tuple[str, ...]:
    """The country of "Republic of China (Taiwan)", "Macau, China", "Tanzania, Republic of".

    Of two countries the first is the more precise one, a territory before its state, unless it is
    also the name of a division of the other: "Georgia, USA". A word that names none makes the
    whole name none.
    """
    parts = [part.strip() for part in _PARTED.split(words) if part.strip()]
    if len(parts) < 2:
        return ()
    if turned := _codes_of(fold(f"{' '.join(parts[1:])} {parts[0]}")):
        return turned
    found = [_codes_of(fold(part)) or _without_form(fold(part)) for part in parts]
    if not all(found):
        return _codes_of(fold(parts[0])) if _is_form(parts[1:]) else ()
    is_division = find_divisions(parts[0], found[-1]) and found[-1] != found[0]
    return found[-1] if is_division else found[0]


def _is_form(parts: list[str]) -> bool:
    """Whether a tail says which form of state it is: "United Republic of"."""
    return len(parts) == 1 and not _form().sub("", f"{fold(parts[0])} ")


def _without_form(folded: str) -> tuple[str, ...]:
    """The country whose name stands after "Republic of", "Kingdom of" and the like."""
    name = _form().sub("", folded)
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
    name = own_names().get(code) or found.common_name or found.name
    return Country(found.code, found.code3, name)


@functools.cache
def _parts() -> dict[str, str]:
    """Folded words that mean a country only where one is due, with its alpha-2."""
    return {fold(row["words"]): row["country_code"] for row in reference.rows("country_parts")}


@functools.cache
def _car_codes() -> dict[str, str]:
    """One capital letter to alpha-2, as on cars and in old lists of twin towns."""
    return {row["letter"]: row["country_code"] for row in reference.rows("car_codes")}
