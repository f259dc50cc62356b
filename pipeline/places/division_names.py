"""What the languages of the world call first-level divisions, by pycountry's translations."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from pipeline import reference
from pipeline.places import iso
from pipeline.text import fold


@functools.cache
def translated_divisions(country_code: str) -> Mapping[str, frozenset[str]]:
    """Return the folded names of a country's divisions in other languages than English.

    country_code: ISO 3166-1 alpha-2. Each name to the GeoNames codes of the divisions that bear
    it; empty for a country of which no division is translated.

    >>> translated_divisions("US")[fold("加利福尼亚州")]
    frozenset({'US.CA'})
    """
    known = {row["iso_code"]: row["geonames_code"] for row in reference.rows("divisions")}
    codes: dict[str, set[str]] = {}
    for iso_code, name in iso.translated_regions(country_code):
        if iso_code in known and (folded := fold(name)):
            codes.setdefault(folded, set()).add(known[iso_code])
    return {name: frozenset(found) for name, found in codes.items()}


@functools.cache
def _glued() -> tuple[str, ...]:
    rows = reference.rows("region_words")
    return tuple(fold(row["word"]) for row in rows if row["sort"] in ("glued", "holds-towns"))


def without_glued_kind(folded: str) -> str:
    """Return a folded name without the word for its kind that is written as one with it.

    >>> without_glued_kind(fold("アリゾナ州")), without_glued_kind("bavaria")
    ('アリゾナ', 'bavaria')
    """
    kind = next((kind for kind in _glued() if folded.endswith(kind)), "")
    return folded.removesuffix(kind) if kind != folded else folded
