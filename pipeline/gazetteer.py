"""Door: the places of the world, read from disk, as an object that floors ask.

Until the whole gazetteer stands behind the same questions, the places in use are a table of
``reference/``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pipeline import reference
from pipeline.normalise import Place
from pipeline.text import fold


class TableGazetteer:
    """Places held in memory, by folded name."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        """rows: cells as text, other_names joined by ``|``, as in ``reference/places.csv``."""
        self._named: dict[str, list[Place]] = defaultdict(list)
        self._also_named: dict[str, list[Place]] = defaultdict(list)
        self._by_id: dict[int, Place] = {}
        for row in rows:
            place = Place(
                geoname_id=int(row["geoname_id"]),
                name=row["name"],
                country_code=row["country_code"],
                region=row["region"],
                latitude=float(row["latitude"]),
                longitude=float(row["longitude"]),
                population=int(row["population"]),
            )
            self._by_id[place.geoname_id] = place
            self._named[fold(place.name)].append(place)
            for name in filter(None, row["other_names"].split("|")):
                self._also_named[fold(name)].append(place)

    def named(self, folded: str, country_code: str = "") -> Sequence[Place]:
        """The places whose standard name folds to ``folded``, in a country or anywhere."""
        return _in(self._named.get(folded, ()), country_code)

    def also_named(self, folded: str, country_code: str = "") -> Sequence[Place]:
        """The places of which it is another name."""
        return _in(self._also_named.get(folded, ()), country_code)

    def by_id(self, geoname_id: int) -> Place | None:
        """The place of this id, None when the table lacks it."""
        return self._by_id.get(geoname_id)


def _in(places: Sequence[Place], country_code: str) -> Sequence[Place]:
    return [place for place in places if country_code in ("", place.country_code)]


def open_gazetteer() -> TableGazetteer:
    """Return the gazetteer that comes with the package."""
    return TableGazetteer(reference.rows("places"))
