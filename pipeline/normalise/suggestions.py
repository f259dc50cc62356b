"""For each row in review: who was considered, and a line for raw/corrections.csv to finish."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from pipeline.normalise.corrections import COLUMNS
from pipeline.places.countries import country_of, find_countries
from pipeline.places.distance import kilometres
from pipeline.places.place import Gazetteer, Place
from pipeline.places.settle import settle_place
from pipeline.tables import Affiliations
from pipeline.text import clean, slug


class Suggestion(NamedTuple):
    """One row in review."""

    affiliation_id: str
    stated: str
    review: str
    candidates: tuple[Place, ...]
    lines: tuple[str, ...]  # of CSV, one a candidate, the reason left to fill in

    def told(self) -> Iterator[str]:
        """Yield a line on each candidate: id, name, inhabitants, and how it stands to the first."""
        if not self.candidates:
            return
        first, *others = self.candidates
        lead = ""
        if others and others[0].population:
            lead = f", {first.population / others[0].population:.1f} times the next"
        for place in self.candidates:
            where = ", ".join(filter(None, (place.name, place.region, place.country_code)))
            away = (
                lead if place is first else f", {kilometres(first.at, place.at)} km from the first"
            )
            yield f"{place.geoname_id}: {where}, {place.population:,} people{away}"


class InReview(NamedTuple):
    """A row of ``tables.Affiliations`` with its problem codes; "" for an empty cell."""

    affiliation_id: str
    source_id: str
    name: str  # as stated, like region and country
    region: str
    country: str
    codes: tuple[str, ...]


def in_review(affiliations: pd.DataFrame) -> Iterator[InReview]:
    """Yield the rows of a frame of ``tables.Affiliations`` that are in review."""
    for row in Affiliations.records(affiliations):
        if row["review"]:
            yield InReview(
                affiliation_id=row["affiliation_id"],
                source_id=row["source_id"],
                name=row["name_as_stated"],
                region=row["region_as_stated"] or "",
                country=row["country_as_stated"] or "",
                codes=tuple(row["review"].split(";")),
            )


def suggest(affiliations: pd.DataFrame, gazetteer: Gazetteer, today: str) -> Iterator[Suggestion]:
    """Yield a suggestion for each row of a frame of ``tables.Affiliations`` that is in review.

    today: ISO date that stands as ``decided_on`` in the lines.
    """
    for row in in_review(affiliations):
        countries = find_countries(row.country)
        candidates: tuple[Place, ...] = ()
        if not _OF_PLACES.isdisjoint(row.codes):
            candidates = settle_place(row.name, row.region, countries, gazetteer).candidates
            if not candidates and countries:
                candidates = settle_place(row.name, "", countries, gazetteer).candidates
        whole = f"{row.name}, {row.country}" if row.country else row.name
        lines = tuple(dict.fromkeys(_lines(row, candidates, countries, today)))
        yield Suggestion(row.affiliation_id, whole, ";".join(row.codes), candidates, lines)


# What is settled by choosing a place; of dates and states a person decides without one.
_OF_PLACES = frozenset(
    {"country-missing", "country-unknown", "place-ambiguous", "place-unknown", "not-a-place"}
)


def _lines(
    row: InReview, candidates: Iterable[Place], countries: tuple[str, ...], today: str
) -> Iterator[str]:
    """Ready lines: the country where the page gives none, else the place by its id."""
    codes = set(row.codes)
    guard = countries[0] if len(countries) == 1 else ""
    for place in candidates:
        if codes & {"country-missing", "country-unknown"}:
            rule = "wrong-country" if row.country else "missing-country"
            cells = {"field": "country", "as_stated": row.country or row.name, "country": ""}
            cells |= {"value": country_of(place.country_code).name, "rule": rule}
        elif codes & {"place-ambiguous", "place-unknown", "not-a-place"}:
            rule = "standard-name" if "place-ambiguous" in codes else "misspelling"
            cells = {"field": "city", "as_stated": row.name, "country": guard}
            cells |= {"value": str(place.geoname_id), "rule": rule}
        else:
            continue
        yield _line(row, cells, today)


def _line(row: InReview, cells: Mapping[str, str], today: str) -> str:
    whole = {
        **cells,
        "id": f"{slug(row.name) or 'name'}-{cells['field']}-{slug(cells['value'])}",
        "scope": row.source_id,
        "as_stated": clean(cells["as_stated"]),
        "reason": "",
        "evidence": "",
        "decided_on": today,
        "reported_on": "",
    }
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="").writerow(whole[name] for name in COLUMNS)
    return buffer.getvalue()
