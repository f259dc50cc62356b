"""The ledger: what we publish otherwise than the page states it, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pipeline.normalise.corrections import Correction

_WITHHELD = "The page's words could not be settled; problems.csv says why."


class _Change(NamedTuple):
    field: str
    as_stated: str
    published: str
    rule: str  # where no person decided
    reason: str
    evidence: str


def ledger_records(
    affiliation: Mapping[str, Any], decided: Mapping[str, Correction]
) -> Iterator[dict[str, Any]]:
    """Yield a record of ``tables.Corrections`` for each cell that differs from the page's words.

    A cell that the page leaves empty and a look-up fills is no change, but a supplied country
    is, and whatever a person decided. decided: the decisions that were met, by field.
    """
    for change in _changes(affiliation):
        by_whom = decided.get(change.field)
        supplied = change.published and (change.field == "country" or by_whom)
        if change.published == change.as_stated or not (change.as_stated or supplied):
            continue
        if not change.published:
            change = change._replace(rule="withheld", reason=_WITHHELD, evidence="")
        yield {
            "affiliation_id": affiliation["affiliation_id"],
            "field": change.field,
            "as_stated": change.as_stated,
            "published": change.published,
            "rule": by_whom.rule if by_whom else change.rule,
            "correction_id": by_whom.correction_id if by_whom else "",
            "reason": by_whom.reason if by_whom else change.reason,
            "evidence": by_whom.evidence if by_whom else change.evidence,
        }


def _changes(row: Mapping[str, Any]) -> Iterator[_Change]:
    geoname_id = row["partner_geoname_id"]
    gazetteer = f"https://www.geonames.org/{geoname_id}" if geoname_id else ""
    name, country = row["name_as_stated"] or "", row["country_as_stated"] or ""
    is_typo = row["place_method"] == "typo"
    yield _Change(
        *("city", name, row["partner_city"], "clear-misspelling" if is_typo else "standard-name"),
        f"No place of the stated country is called {name}, and {row['partner_city']} alone is near."
        if is_typo
        else f"{name} is another name of the place that GeoNames calls {row['partner_city']}.",
        gazetteer,
    )
    yield _Change(
        *("region", row["region_as_stated"] or "", row["partner_region"] or "", "region-name"),
        "The first-level division in which GeoNames places the partner.",
        gazetteer,
    )
    yield _Change(
        *("country", country, row["partner_country"] or ""),
        "country-name" if country else "country-inferred",
        f"The everyday English name of {row['partner_country_code']}."
        if country
        else "The page's own context gives the country.",
        "ISO 3166-1" if country else "",
    )
    is_unsure = "date-unreadable" in (row["review"] or "")
    yield _Change(
        *("established", row["established_as_stated"] or "", row["established"] or ""),
        "date-unsure" if is_unsure else "date-form",
        "Only the year of the date is sure."
        if is_unsure
        else "The same date, written as ISO 8601.",
        "ISO 8601",
    )
    yield _Change(
        *("status", row["status_as_stated"] or "", row["status"], "status-word"),
        "The page's word, mapped to our list of statuses.",
        "pipeline/reference/status_words.csv",
    )
