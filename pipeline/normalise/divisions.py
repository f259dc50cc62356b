"""First-level divisions by name: provinces, states, prefectures."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from rapidfuzz.distance import OSA

from pipeline import reference
from pipeline.text import fold

_KIND_WORDS = re.compile(
    r"^(?:the )?(?:province|state|prefecture|region|canton|county|department|land|estado|provincia"
    r"|departement|bundesstaat|bundesland|kanton|regione|republic) (?:of |de |do |di )?"
    r"| (?:province|prefecture|state|region|county|oblast|krai|canton|department|territory"
    r"|autonomous region|governorate|voivodeship|sheng|ken|fu|do)$"
)


@functools.cache
def _codes() -> Mapping[str, frozenset[str]]:
    """Folded name to the GeoNames codes of the divisions that bear it."""
    codes: dict[str, set[str]] = {}
    for row in reference.rows("divisions"):
        names = [row["name"], *row["other_names"].split("|")]
        for name in names:
            folded = fold(name)
            for key in {folded, _KIND_WORDS.sub("", folded)} - {""}:
                codes.setdefault(key, set()).add(row["geonames_code"])
        if row["iso_code"]:
            codes.setdefault(f"iso {fold(row['iso_code'])}", set()).add(row["geonames_code"])
    return {key: frozenset(found) for key, found in codes.items()}


@functools.cache
def find_divisions(words: str, country_codes: tuple[str, ...] = ()) -> frozenset[str]:
    """Return the GeoNames codes of the divisions that ``words`` name; empty when they name none.

    country_codes: only there; () for anywhere.

    >>> find_divisions("Hyogo Prefecture", ("JP",)), find_divisions("Illinois")
    (frozenset({'JP.13'}), frozenset({'US.IL'}))
    """
    folded = fold(words)
    found = _codes().get(folded) or _codes().get(_KIND_WORDS.sub("", folded)) or frozenset()
    if not country_codes:
        return found
    return frozenset(code for code in found if code[:2] in country_codes)


@functools.cache
def stated_divisions(words: str, country_codes: tuple[str, ...]) -> frozenset[str]:
    """Return what ``find_divisions`` does for words that are meant as a region.

    In a known country they may also be a postal code ("IL") or one clear slip.

    >>> stated_divisions("IL", ("US",)) == stated_divisions("Ilinois", ("US",))
    True
    """
    folded = fold(words)
    found = find_divisions(words, country_codes)
    if found or not country_codes:
        return found
    if len(folded) > 3:
        return _misspelt(folded, country_codes)
    by_code = (_codes().get(f"iso {code.lower()} {folded}", frozenset()) for code in country_codes)
    return frozenset().union(*by_code)


def _misspelt(folded: str, country_codes: tuple[str, ...]) -> frozenset[str]:
    """The one division of which ``folded`` is a slip: one edit, two from nine letters."""
    bare = _KIND_WORDS.sub("", folded)
    most = 0 if len(bare) < 6 else 1 if len(bare) < 9 else 2
    found: dict[str, int] = {}
    for name, codes in _codes().items() if most else ():
        if name[0] == bare[0] and abs(len(name) - len(bare)) <= most:
            edits = OSA.distance(bare, name, score_cutoff=most)
            for code in codes if edits <= most else ():
                if code[:2] in country_codes:
                    found[code] = min(edits, found.get(code, edits))
    nearest = [code for code, edits in found.items() if edits == min(found.values())]
    return frozenset(nearest) if len(nearest) == 1 else frozenset()
