"""The ledger: what we publish otherwise than the page states it, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from pipeline.normalise.affiliations import Affiliation

_WITHHELD = "The page's words could not be settled; problems.csv says why."


class Change(NamedTuple):
    """One cell, in the page's words and as we publish it, and why it may differ."""

    field: str
    as_stated: str
    published: str
    rule: str  # where no person decided
    reason: str
    evidence: str


def ledger_records(affiliation: Affiliation) -> Iterator[dict[str, Any]]:
    """Yield a record of ``tables.Corrections`` for each cell that differs from the page's words.

    A cell that the page leaves empty and a look-up fills is no change, but a supplied country
    is, and whatever a person decided.
    """
    decided = affiliation.spoken.partner.decided
    for change in _changes(affiliation):
        by_whom = decided.get(change.field)
        supplied = change.published and (change.field == "country" or by_whom)
        if change.published == change.as_stated or not (change.as_stated or supplied):
            continue
        if not change.published:
            change = change._replace(rule="withheld", reason=_WITHHELD, evidence="")
        yield {
            "affiliation_id": affiliation.affiliation_id,
            "field": change.field,
            "as_stated": change.as_stated,
            "published": change.published,
            "rule": by_whom.rule if by_whom else change.rule,
            "correction_id": by_whom.correction_id if by_whom else "",
            "reason": by_whom.reason if by_whom else change.reason,
            "evidence": by_whom.evidence if by_whom else change.evidence,
        }


def _changes(affiliation: Affiliation) -> Iterator[Change]:
    row, partner = affiliation.spoken.row, affiliation.spoken.partner
    gazetteer = f"https://www.geonames.org/{partner.place.geoname_id}" if partner.place else ""
    yield _of_city(row.name_as_stated, partner.city, partner.place_method == "typo", gazetteer)
    yield Change(
        *("region", row.region_as_stated, partner.region, "region-name"),
        "The first-level division in which GeoNames places the partner.",
        gazetteer,
    )
    name, code = (partner.country.name, partner.country.code) if partner.country else ("", "")
    is_stated = bool(row.country_as_stated)
    yield Change(
        *("country", row.country_as_stated, name),
        "country-name" if is_stated else "country-inferred",
        f"The everyday English name of {code}."
        if is_stated
        else "The page's own context gives the country.",
        "ISO 3166-1" if is_stated else "",
    )
    is_unsure = "date-unreadable" in affiliation.review
    yield Change(
        *("established", affiliation.since.as_stated, affiliation.since.established),
        "date-unsure" if is_unsure else "date-form",
        "Only the year of the date is sure."
        if is_unsure
        else "The same date, written as ISO 8601.",
        "ISO 8601",
    )
    yield Change(
        *("status", affiliation.end.status_as_stated, affiliation.end.status, "status-word"),
        "The page's word, mapped to our list of statuses.",
        "pipeline/reference/status_words.csv",
    )


def _of_city(stated: str, published: str, is_typo: bool, gazetteer: str) -> Change:
    reason = f"{stated} is another name of the place that GeoNames calls {published}."
    if is_typo:
        reason = (
            f"No place of the stated country is called {stated}, and {published} alone is near."
        )
    rule = "clear-misspelling" if is_typo else "standard-name"
    return Change("city", stated, published, rule, reason, gazetteer)
