"""What we call places: the names of ``reference/`` that stand above GeoNames' own."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from pipeline import reference
from pipeline.places.index.compile import preferred_of


@functools.cache
def preferred_names() -> Mapping[int, str]:
    """Return the standard names that are not GeoNames' main name, by GeoNames id.

    Everyday English ones, unless ``place_names.csv`` has its own choice.
    """
    rows = (*reference.rows("english_names"), *reference.rows("place_names"))
    return preferred_of(rows)
