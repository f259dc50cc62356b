"""What countries are called: in English, and in each language, as ISO, CLDR and our tables say.

Names are folded. What several sources say of one word in one language must agree, or the word
names no country there; between languages a word may mean several (``said_in``).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from pipeline import reference
from pipeline.places import iso
from pipeline.reference import cldr
from pipeline.text import fold

_BRACKET = re.compile(r"\(([^()]*)\)")


@functools.cache
def own_names() -> Mapping[str, str]:
    """Return the English names that we prefer to pycountry's, by alpha-2."""
    return {row["country_code"]: row["name"] for row in reference.rows("country_names")}


@functools.cache
def english_names() -> Mapping[str, str]:
    """Return each English name, and each word of our own tables, with its alpha-2.

    A state with heirs has their codes, joined by ``|``. Our tables overrule pycountry's names.

    >>> english_names()["japan"], english_names()["czechoslovakia"]
    ('JP', 'CZ|SK')
    """
    names: dict[str, str] = {}
    for country in iso.countries():
        for name in (country.name, country.common_name, country.official_name):
            if name:
                names[fold(name)] = country.code
    for code, name in cldr.territory_names("en"):
        if iso.is_country(code):
            names.setdefault(fold(name), code)
    names |= {fold(name): code for code, name in own_names().items()}
    for row in reference.rows("vanished_states"):
        for name in (row["name"], *row["other_names"].split("|")):
            if name:
                names[fold(name)] = row["heirs"]
    names |= {fold(row["words"]): row["country_code"] for row in reference.rows("country_words")}
    return names


@functools.cache
def told_anywhere() -> Mapping[str, str]:
    """Return the names in the languages that count on a page in any language, with their alpha-2.

    A name of two countries, and one that is a large town's or a division's too, is left out: on
    a page in another language it would be that.
    """
    codes: dict[str, set[str]] = {}
    for row in reference.rows("languages_told_anywhere"):
        for name, code in said_in(row["language"]).items():
            codes.setdefault(name, set()).add(code)
    return {
        name: min(found)
        for name, found in codes.items()
        if len(found) == 1 and name not in large_towns()
    }


@functools.cache
def large_towns() -> frozenset[str]:
    """Return the names of the towns from 100,000 inhabitants that are no country's in English."""
    names = {fold(row["name"]) for row in reference.rows("large_towns")}
    return frozenset(names - english_names().keys())


@functools.cache
def accented_names() -> Mapping[str, str]:
    """Return names that only their accents tell from a large town's, in small letters.

    >>> accented_names()["frança"], "franca" in accented_names()
    ('FR', False)
    """
    towns = {row["name"].casefold() for row in reference.rows("large_towns")}
    names: dict[str, set[str]] = {}
    for row in reference.rows("languages_told_anywhere"):
        for code, name in _printed_in(row["language"]):
            if fold(name) in large_towns() and name.casefold() not in towns:
                names.setdefault(name.casefold(), set()).add(code)
    return _of_one(names)


@functools.cache
def said_in(language: str) -> Mapping[str, str]:
    """Return each name for a country in a ``language`` (ISO 639-1) with its alpha-2.

    A state with heirs has their codes, joined by ``|``. What people say (``country_nouns.csv``)
    goes before what CLDR and ISO say. Empty for a language that we do not know.

    >>> said_in("de")["schweiz"], said_in("de")["kirgisistan"], said_in("xx")
    ('CH', 'KG', {})
    """
    whole: dict[str, set[str]] = {}
    parts: dict[str, set[str]] = {}
    for code, name in _printed_in(language):
        whole.setdefault(fold(name), set()).add(code)
        for form in _forms(name, language):
            parts.setdefault(form, set()).add(code)
    said = _of_one(parts) | _of_one(whole)
    for row in reference.rows("country_nouns"):
        if row["language"] == language:
            said[fold(row["words"])] = row["country_code"]
    return said


def _printed_in(language: str) -> Iterator[tuple[str, str]]:
    """The names of countries as ISO's translations and CLDR print them, with the codes."""
    for form in cldr.written_forms(language):
        yield from iso.translated_names(form)
    for code, name in cldr.territory_names(language):
        if iso.is_country(code):
            yield code, name


def _of_one(names: Mapping[str, set[str]]) -> dict[str, str]:
    """The names that one country bears alone, with its code."""
    return {name: min(codes) for name, codes in names.items() if name and len(codes) == 1}


def _forms(name: str, language: str) -> set[str]:
    """A name without its bracket, as the bracket has it, and each without its "and"."""
    joining = cldr.joining_word(language)
    if "," not in name and _BRACKET.search(name) is None:  # nearly all
        whole = fold(name)
        return {whole, _without(joining, whole)}
    head, comma, tail = name.partition(",")  # "Korea, Republik", as in an index
    turned = {fold(f"{tail} {head}")} if comma else set()
    inside = (form for form in map(fold, _BRACKET.findall(name)) if form not in english_names())
    forms = {
        fold(name),
        fold(_BRACKET.sub(" ", name)),
        *inside,
        *turned,
    }  # "(China)" is no other name
    return forms | {_without(joining, form) for form in forms}


def _without(joining: str, folded: str) -> str:
    """A folded name without a word for "and"; "" for none."""
    if not joining or joining not in folded:
        return folded
    return " ".join(word for word in folded.split() if word != joining)
