"""For each row in review: who was considered, and a line for raw/corrections.csv to finish."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pipeline.normalise.corrections import COLUMNS
from pipeline.places.countries import country_of, find_countries
from pipeline.places.distance import kilometres
from pipeline.places.place import Gazetteer, Place
from pipeline.places.settle import settle_place
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


def suggest(
    affiliations: Iterable[Mapping[str, Any]], gazetteer: Gazetteer, today: str
) -> Iterator[Suggestion]:
    """Yield a suggestion for each record of ``tables.Affiliations`` that is in review.

    today: ISO date that stands as ``decided_on`` in the lines.
    """
    for row in affiliations:
        if not row["review"]:
            continue
        stated, country = row["name_as_stated"], row["country_as_stated"] or ""
        codes = find_countries(country)
        region = row["region_as_stated"] or ""
        candidates: tuple[Place, ...] = ()
        if not _OF_PLACES.isdisjoint(row["review"].split(";")):
            candidates = settle_place(stated, region, codes, gazetteer).candidates
            if not candidates and codes:
                candidates = settle_place(stated, "", codes, gazetteer).candidates
        whole = stated if not country else f"{stated}, {country}"
        lines = tuple(dict.fromkeys(_lines(row, candidates, codes, today)))
        yield Suggestion(row["affiliation_id"], whole, row["review"], candidates, lines)


# What is settled by choosing a place; of dates and states a person decides without one.
_OF_PLACES = frozenset(
    {"country-missing", "country-unknown", "place-ambiguous", "place-unknown", "not-a-place"}
)


def _lines(
    row: Mapping[str, Any], candidates: Iterable[Place], codes: tuple[str, ...], today: str
) -> Iterator[str]:
    """Ready lines: the country where the page gives none, else the place by its id."""
    problems = set(row["review"].split(";"))
    guard = codes[0] if len(codes) == 1 else ""
    for place in candidates:
        if problems & {"country-missing", "country-unknown"}:
            stated = row["country_as_stated"] or row["name_as_stated"]
            rule = "wrong-country" if row["country_as_stated"] else "missing-country"
            value = country_of(place.country_code).name
            yield _line(row, "country", stated, "", value, rule, today)
        elif problems & {"place-ambiguous", "place-unknown", "not-a-place"}:
            rule = "standard-name" if "place-ambiguous" in problems else "misspelling"
            id_text = str(place.geoname_id)
            yield _line(row, "city", row["name_as_stated"], guard, id_text, rule, today)


def _line(
    row: Mapping[str, Any],
    field: str,
    stated: str,
    guard: str,
    value: str,
    rule: str,
    today: str,
) -> str:
    cells = {
        "id": f"{slug(row['name_as_stated']) or 'name'}-{field}-{slug(value)}",
        "scope": row["source_id"],
        "field": field,
        "as_stated": clean(stated),
        "country": guard,
        "value": value,
        "rule": rule,
        "reason": "",
        "evidence": "",
        "decided_on": today,
        "reported_on": "",
    }
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="").writerow(cells[name] for name in COLUMNS)
    return buffer.getvalue()
