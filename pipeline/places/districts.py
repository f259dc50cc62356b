"""Second-level divisions by name: counties, districts, departments, and where they lie."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from typing import NamedTuple

from pipeline import reference
from pipeline.places.divisions import without_kind
from pipeline.text import fold

_KILOMETRES_A_DEGREE = 111.2
_SLACK = 1.5  # a tenth of a division's towns lie beyond its reach


class District(NamedTuple):
    """A second-level division of GeoNames."""

    code: str  # GeoNames, "GB.ENG.N5"
    name: str
    latitude: float  # degrees WGS 84, the mean of its towns'; NaN for one without a town
    longitude: float
    reach: float  # kilometres within which nine of ten of its towns lie

    def holds(self, latitude: float, longitude: float) -> bool:
        """Whether a place in degrees WGS 84 lies near enough to be in the district."""
        away = longitude - self.longitude
        narrow = ((away + 180) % 360 - 180) * math.cos(math.radians(latitude))
        degrees = math.hypot(latitude - self.latitude, narrow)
        return degrees * _KILOMETRES_A_DEGREE <= _SLACK * self.reach


@functools.cache
def _districts(country_code: str) -> Mapping[str, tuple[District, ...]]:
    """Folded name to the districts of a country that bear it; of all where none is given."""
    districts: dict[str, tuple[District, ...]] = {}
    for row in reference.rows_beginning("second_divisions", country_code):
        where = (float(row[key] or "nan") for key in ("latitude", "longitude", "reach"))
        district = District(row["geonames_code"], row["name"], *where)
        names = map(fold, (row["name"], *row["other_names"].split("|")))
        for key in {form for name in names for form in (name, without_kind(name)) if form}:
            districts[key] = (*districts.get(key, ()), district)
    return districts


@functools.lru_cache(maxsize=10_000)
def find_districts(words: str, country_codes: tuple[str, ...]) -> tuple[District, ...]:
    """Return the second-level divisions that ``words`` name in the countries; () for none.

    >>> [each.code for each in find_districts("Suffolk", ("GB",))], find_districts("Bonn", ("GB",))
    (['GB.ENG.N5'], ())
    """
    folded = fold(words)
    bare = without_kind(folded)
    return tuple(
        district
        for code in country_codes
        for district in _districts(code).get(folded) or _districts(code).get(bare) or ()
    )


@functools.lru_cache(maxsize=10_000)
def districts_anywhere(words: str) -> tuple[District, ...]:
    """Return the second-level divisions of all countries that ``words`` name; () for none.

    >>> [each.code for each in districts_anywhere("Sarthe")], districts_anywhere("Bonn, Germany")
    (['FR.52.72'], ())
    """
    folded = fold(words)
    return _districts("").get(folded) or _districts("").get(without_kind(folded)) or ()
