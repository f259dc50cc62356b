"""How far apart two places lie."""

from __future__ import annotations

import math

_RADIUS = 6371  # of the earth, kilometres


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> int:
    """Return the distance by the great circle in whole kilometres.

    one, other: latitude and longitude in degrees, WGS 84.

    >>> kilometres((50.73438, 7.09549), (52.52437, 13.41053))
    479
    """
    lat1, lat2 = math.radians(one[0]), math.radians(other[0])
    half_lat, half_lon = (lat2 - lat1) / 2, math.radians(other[1] - one[1]) / 2
    square = math.sin(half_lat) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(half_lon) ** 2
    return round(2 * _RADIUS * math.asin(math.sqrt(square)))
