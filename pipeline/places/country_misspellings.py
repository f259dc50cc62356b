"""Country words that no table holds: abbreviated, known to countrynames alone, or misspelt."""

from __future__ import annotations

import functools
import re
import warnings
from collections.abc import Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pipeline import reference
from pipeline.places import iso
from pipeline.places.country_names import (
    english_names,
    large_towns,
    said_in,
    told_anywhere,
)
from pipeline.places.divisions import find_divisions, folded_main_names
from pipeline.text import fold


@functools.cache
def _shared_words() -> frozenset[str]:
    """Words that many countries share, so that sharing one proves nothing."""
    return frozenset(fold(row["word"]) for row in reference.rows("shared_words"))


def from_countrynames(folded: str) -> str:
    """Return the code that countrynames gives, "" when it gives none that ISO 3166-1 has.

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
    telling = set(folded.split()) - _shared_words()
    return code if telling & _telling_words().get(code, frozenset()) else ""


@functools.cache
def _telling_words() -> dict[str, frozenset[str]]:
    """The words of all names of each country, by alpha-2."""
    words: dict[str, set[str]] = {}
    for name, code in [*english_names().items(), *told_anywhere().items()]:
        words.setdefault(code, set()).update(set(name.split()) - _shared_words())
    return {code: frozenset(found) for code, found in words.items()}


def misspelt(folded: str) -> str:
    """Return the alpha-2 of the country that ``folded`` misspells, "" when that is not clear.

    One edit in a name of six letters, two from nine, none in the first letter, and no other
    country within one edit more. A name with letters added or left off at its end is another
    word ("Russian"); the name of a region is no misspelling, and neither is what is as near to the
    name of a large town or a region ("Viena").

    >>> misspelt("phillipines"), misspelt("vienna"), misspelt("viena"), misspelt("saxonny")
    ('PH', '', '', '')
    """
    most = 0 if len(folded) < 6 else 1 if len(folded) < 9 else 2
    if not most or folded in _no_countries() or find_divisions(folded):
        return ""
    nearest: dict[str, int] = {}
    for name, code in english_names().items():
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
    edits, code = ranked[0]
    is_clear = len(ranked) == 1 or ranked[1][0] > edits
    return code if is_clear and not _is_near_another(folded, edits) else ""


def _is_near_another(folded: str, edits: int) -> bool:
    """Whether a large town or a region has a name within so many edits."""
    found = process.extractOne(folded, _no_countries(), scorer=OSA.distance, score_cutoff=edits)
    return found is not None


@functools.cache
def _no_countries() -> tuple[str, ...]:
    """Folded names of large towns and of regions, where no country goes by them."""
    regions = {*map(fold, iso.region_names()), *folded_main_names()}
    return tuple(sorted((large_towns() | regions) - english_names().keys()))


_SHORTENED = re.compile(r"[^\W\d_]+\.")
_WORD = re.compile(r"[^\W\d_]+\.?")
_SHORTEST_ALONE = 4  # letters of an abbreviation that is all there is
_SHORTEST_SURE = 3  # letters of one beside others that count as telling


def abbreviated(words: str) -> tuple[str, ...]:
    """Return the alpha-2 codes of the one country whose name ``words`` shorten, () for none.

    A word with a full stop is the beginning of one of the name's, or its first letter and others
    of it in their order ("Kgr."); the others stand whole. Small words may be missing. What could
    shorten the names of two countries names none.

    >>> abbreviated("Dominikan. Rep."), abbreviated("Tschech. Rep."), abbreviated("Austr.")
    (('DO',), ('CZ',), ())
    >>> abbreviated("Ver. Königreich"), abbreviated("St. Lucia")
    (('GB',), ('LC',))
    """
    if not _SHORTENED.search(words):
        return ()
    parts = [(fold(part), part.endswith(".")) for part in _WORD.findall(words)]
    if not parts or any(not part for part, _ in parts):
        return ()
    if len(parts) == 1 and len(parts[0][0]) < _SHORTEST_ALONE:
        return ()
    codes = set()
    for name in _names_by_first_letter().get(parts[0][0][0], ()):
        if _is_shortened(parts, name.split()):
            codes.add(_codes_of_all()[name])
    return tuple(codes.pop().split("|")) if len(codes) == 1 else ()


def _is_shortened(parts: list[tuple[str, bool]], name: list[str]) -> bool:
    """Whether each of ``parts`` stands for a word of ``name``, in order, and all but small ones."""
    if len(name) < len(parts):
        return False
    is_sure = len(parts) == 1
    at = 0
    for part, is_short in parts:
        while (
            at < len(name) and name[at] != part and not (is_short and _stands_for(part, name[at]))
        ):
            if len(name[at]) > _LONGEST_SMALL:
                return False
            at += 1
        if at == len(name):
            return False
        is_sure = is_sure or (len(part) >= _SHORTEST_SURE and name[at].startswith(part))
        at += 1
    return is_sure and at == len(name)


_LONGEST_SMALL = 3  # letters of "of", "and", "und"


def _stands_for(part: str, word: str) -> bool:
    """Whether ``part`` begins ``word``, or has its first letter and others of it in their order."""
    if word.startswith(part):
        return True
    letters = iter(word)
    return part[0] == word[0] and len(part) > 1 and all(letter in letters for letter in part)


@functools.cache
def _codes_of_all() -> Mapping[str, str]:
    """Each name in any language with its alpha-2; English goes before others."""
    names: dict[str, str] = {}
    for language in reference.languages():
        names |= said_in(language)
    names.update(english_names())
    return names


@functools.cache
def _names_by_first_letter() -> Mapping[str, tuple[str, ...]]:
    names: dict[str, list[str]] = {}
    for name in sorted(_codes_of_all()):
        names.setdefault(name[0], []).append(name)
    return {letter: tuple(each) for letter, each in names.items()}
