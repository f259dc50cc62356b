"""Small gazetteers for tests, compiled as the real one is."""

from __future__ import annotations

from pipeline.places.index import IndexGazetteer
from pipeline.places.index.compile import City, compile_index


def city(geoname_id, name, country="CN", division="30", population=0, *others, at=None):
    """A record; places lie far apart unless ``at`` says where."""
    latitude, longitude = at or (geoname_id % 170 - 85.0, geoname_id % 340 - 170.0)
    code = f"{country}.{division}"
    return City(geoname_id, name, others, country, code, latitude, longitude, population)


def gazetteer_of(*cities):
    """A gazetteer of just these."""
    return IndexGazetteer(compile_index(cities))
