"""First-level divisions by name: provinces, states, prefectures."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping

from rapidfuzz.distance import OSA

from pipeline import reference
from pipeline.places.division_names import translated_divisions, without_glued_kind
from pipeline.places.titles import article
from pipeline.text import fold


@functools.cache
def _kinds() -> re.Pattern[str]:
    """Words for a kind of division, before a name or behind it."""
    rows = reference.rows("region_words")
    before = _longest_first(row["word"] for row in rows if row["sort"] in ("before", "kind-before"))
    after = _longest_first(row["word"] for row in rows if row["sort"] in ("after", "kind-after"))
    return re.compile(rf"^(?:(?:{article()}) )?(?:{'|'.join(before)}) | (?:{'|'.join(after)})$")


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted({fold(word) for word in words}, key=lambda word: (-len(word), word))


def without_kind(folded: str) -> str:
    """Return a folded name without the word for the kind of division that it is.

    >>> without_kind("province of bulacan"), without_kind("hyogo prefecture")
    ('bulacan', 'hyogo')
    """
    return _kinds().sub("", folded)


@functools.cache
def _rows() -> Mapping[str, tuple[Mapping[str, str], ...]]:
    """The rows of ``reference/divisions.csv`` by country."""
    rows: dict[str, list[Mapping[str, str]]] = {}
    for row in reference.rows("divisions"):
        rows.setdefault(row["geonames_code"][:2], []).append(row)
    return {code: tuple(of_country) for code, of_country in rows.items()}


@functools.cache
def _codes(country_code: str) -> Mapping[str, frozenset[str]]:
    """Folded name to the GeoNames codes of the divisions of a country that bear it."""
    codes: dict[str, set[str]] = {}
    for row in _rows().get(country_code, ()):
        for name in (row["name"], *row["other_names"].split("|")):
            folded = fold(name)
            for key in {folded, without_kind(folded)} - {""}:
                codes.setdefault(key, set()).add(row["geonames_code"])
        if row["iso_code"]:
            codes.setdefault(f"iso {fold(row['iso_code'])}", set()).add(row["geonames_code"])
    return {key: frozenset(found) for key, found in codes.items()}


@functools.cache
def main_names() -> frozenset[str]:
    """Return the names of all divisions in small letters: quick, where most words are none."""
    return frozenset(row["name"].lower() for rows in _rows().values() for row in rows)


@functools.cache
def _main() -> Mapping[str, frozenset[str]]:
    """Folded main name to the codes of the divisions that bear it, in all countries."""
    codes: dict[str, set[str]] = {}
    for rows in _rows().values():
        for row in rows:
            codes.setdefault(fold(row["name"]), set()).add(row["geonames_code"])
    return {name: frozenset(found) for name, found in codes.items()}


def divisions_called(folded: str) -> frozenset[str]:
    """Return the GeoNames codes of the divisions with a folded main name; empty for none."""
    return _main().get(folded, frozenset())


def divisions_by_code(iso_code: str) -> frozenset[str]:
    """Return the GeoNames codes of the division of an ISO 3166-2 code; empty for none.

    >>> divisions_by_code("US-CA"), divisions_by_code("US-XX")
    (frozenset({'US.CA'}), frozenset())
    """
    return _codes(iso_code[:2]).get(f"iso {fold(iso_code)}", frozenset())


@functools.cache
def folded_main_names() -> frozenset[str]:
    """Return the folded names of all divisions."""
    return frozenset(_main())


@functools.cache
def _anywhere() -> Mapping[str, frozenset[str]]:
    """Folded name to the GeoNames codes of the divisions of all countries that bear it."""
    codes: dict[str, frozenset[str]] = {}
    for country_code in _rows():
        for key, found in _codes(country_code).items():
            codes[key] = codes.get(key, frozenset()) | found
    return codes


@functools.lru_cache(maxsize=10_000)
def find_divisions(words: str, country_codes: tuple[str, ...] = ()) -> frozenset[str]:
    """Return the GeoNames codes of the divisions that ``words`` name; empty when they name none.

    country_codes: only there; () for anywhere.

    >>> find_divisions("Hyogo Prefecture", ("JP",)), find_divisions("Illinois")
    (frozenset({'JP.13'}), frozenset({'US.IL'}))
    """
    folded = fold(words)
    bare = without_kind(folded)
    nothing: frozenset[str] = frozenset()
    if not country_codes:
        return _anywhere().get(folded, nothing) | _anywhere().get(bare, nothing)
    return nothing.union(
        *(_codes(code).get(folded) or _codes(code).get(bare) or nothing for code in country_codes)
    )


@functools.lru_cache(maxsize=10_000)
def stated_divisions(
    words: str, country_codes: tuple[str, ...], may_be_misspelt: bool = True
) -> frozenset[str]:
    """Return what ``find_divisions`` does for words that are meant as a region.

    In a known country they may also be a postal code ("IL"), a name in another language, the last
    part of a name ("Anhalt") or, where ``may_be_misspelt``, one clear misspelling.

    >>> stated_divisions("IL", ("US",)) == stated_divisions("Ilinois", ("US",))
    True
    """
    folded = fold(words)
    found = find_divisions(words, country_codes)
    if found or not country_codes:
        return found
    if translated := _translated(folded, country_codes):
        return translated
    if len(folded) > 3:
        found = _by_last_part(folded, country_codes)
        return found or (_misspelt(folded, country_codes) if may_be_misspelt else found)
    by_code = (_codes(code).get(f"iso {code.lower()} {folded}") for code in country_codes)
    return frozenset().union(*filter(None, by_code))


def _translated(folded: str, country_codes: tuple[str, ...]) -> frozenset[str]:
    """The divisions that a language calls so, with or without a word for their kind."""
    forms = dict.fromkeys((folded, without_kind(folded), without_glued_kind(folded)))
    found = (translated_divisions(code).get(form) for form in forms for code in country_codes)
    return frozenset().union(*filter(None, found))


def _by_last_part(folded: str, country_codes: tuple[str, ...]) -> frozenset[str]:
    """The one division whose hyphenated name ends so: "Pfalz" for "Rheinland-Pfalz"."""
    found = {
        row["geonames_code"]
        for code in country_codes
        for row in _rows().get(code, ())
        if "-" in row["name"] and folded == fold(row["name"].rpartition("-")[2])
    }
    return frozenset(found) if len(found) == 1 else frozenset()


def _misspelt(folded: str, country_codes: tuple[str, ...]) -> frozenset[str]:
    """The one division of which ``folded`` is a misspelling: one edit, two from nine letters."""
    bare = without_kind(folded)
    most = 0 if len(bare) < 6 else 1 if len(bare) < 9 else 2
    found: dict[str, int] = {}
    names = (pair for code in country_codes for pair in _codes(code).items())
    for name, codes in names if most else ():
        if name[0] == bare[0] and abs(len(name) - len(bare)) <= most:
            edits = OSA.distance(bare, name, score_cutoff=most)
            for code in codes if edits <= most else ():
                found[code] = min(edits, found.get(code, edits))
    nearest = [code for code, edits in found.items() if edits == min(found.values())]
    return frozenset(nearest) if len(nearest) == 1 else frozenset()
