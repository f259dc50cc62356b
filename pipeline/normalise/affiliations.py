"""Statements of all captures, tied together: one affiliation for each tie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from pipeline.normalise import life
from pipeline.normalise.ending import Ends
from pipeline.normalise.ids import Known, Tie, give_ids
from pipeline.normalise.life import Testimony
from pipeline.normalise.settling import Partner
from pipeline.problems import Problem
from pipeline.sources import Source

_Record = dict[str, Any]


def tie_together(testimonies: Iterable[Testimony], known: Known) -> dict[str, list[Testimony]]:
    """Return the testimonies of each tie, by affiliation_id.

    Testimonies are of one tie when host and kind agree and the partner is the same place; one
    that is not resolved, when name and country are stated alike but for case and accents.
    """
    groups: dict[tuple[Any, ...], list[Testimony]] = {}
    for testimony in testimonies:
        record, partner = testimony.record, testimony.partner
        country = partner.country.code if partner.country else ""
        who = (partner.place.geoname_id,) if partner.place else (partner.form, country)
        groups.setdefault((record["source_id"], record["kind"], *who), []).append(testimony)
    ties = {_tie(group): group for group in groups.values()}
    given = give_ids(ties, known)
    return {given[tie]: group for tie, group in ties.items()}


def _tie(group: Sequence[Testimony]) -> Tie:
    record, partner = group[0].record, group[0].partner
    return Tie(
        source_id=record["source_id"],
        kind=record["kind"],
        geoname_id=partner.place.geoname_id if partner.place else None,
        city=partner.city,
        country_code=partner.country.code if partner.country else "",
        forms=frozenset(
            (t.record["name_as_stated"], t.record["country_as_stated"] or "") for t in group
        ),
    )


def affiliation_record(
    affiliation_id: str, testimonies: Sequence[Testimony], source: Source, ends: Ends
) -> tuple[_Record, list[Problem], dict[str, str]]:
    """Return a record of ``tables.Affiliations``, what is in doubt about it, and who shows what.

    The last names, by column, the captures (files below raw/) that show what the row's own
    proof does not.
    """
    speaking = life.speaker(testimonies)
    record, partner, capture = speaking.record, speaking.partner, speaking.capture
    since = life.since(testimonies)
    end = ends.of(testimonies, since.established)
    first_seen_on, last_seen_on = life.seen(testimonies)
    doubts = [*partner.problems, *since.doubts, *end.doubts]
    shown = {
        "established": since.capture.file,
        "established_as_stated": since.capture.file,
        "status": end.shown_by.file,
        "status_as_stated": end.shown_by.file,
        "expires": end.renewed_by.file,
    }
    cells = {
        "affiliation_id": affiliation_id,
        "host_city": source.host_city,
        "host_region_code": source.host_region_code,
        "host_country_code": source.host_country_code,
        **_partner_cells(partner),
        "kind": record["kind"],
        "established": since.established,
        "status": end.status,
        "status_method": end.status_method,
        "term": end.term,
        "expires": end.expires,
        "name_as_stated": record["name_as_stated"],
        "region_as_stated": record["region_as_stated"],
        "country_as_stated": record["country_as_stated"],
        "established_as_stated": since.as_stated,
        "status_as_stated": end.status_as_stated,
        "place_method": partner.place_method,
        "country_method": partner.country_method,
        "review": ";".join(sorted({code for code, _ in doubts})),
        "source_id": record["source_id"],
        "page_id": record["page_id"],
        "source_url": text_fragment_url(speaking.page.url, record["quote"]),
        "captured_on": capture.captured_on,
        "capture_path": capture.file,
        "capture_sha256": capture.sha256,
        "locator": record["locator"],
        "first_seen_on": first_seen_on,
        "last_seen_on": last_seen_on,
    }
    problems = [
        Problem(record["source_id"], code, affiliation_id, message, _remedy(code, record))
        for code, message in doubts
    ]
    return cells, problems, shown


def _partner_cells(partner: Partner) -> _Record:
    place, country = partner.place, partner.country
    return {
        "partner_city": partner.city,
        "partner_region": partner.region,
        "partner_country": country.name if country else "",
        "partner_country_code": country.code if country else "",
        "partner_country_code3": country.code3 if country else "",
        "partner_geoname_id": place.geoname_id if place else None,
        "partner_latitude": place.latitude if place else None,
        "partner_longitude": place.longitude if place else None,
    }


def _remedy(code: str, record: Mapping[str, Any]) -> str:
    field = {
        "country-missing": "country",
        "country-unknown": "country",
        "date-contradicted": "established",
        "date-impossible": "established",
        "date-unreadable": "established",
        "status-contradicted": "status",
        "status-unknown": "status",
    }.get(code, "city")
    stated = record["name_as_stated" if field == "city" else f"{field}_as_stated"]
    # Two ties may share a date or a word for their state: the line names the one that is meant.
    is_shared = field in ("established", "status")
    scope = (
        f"{record['source_id']}/{record['name_as_stated']}" if is_shared else record["source_id"]
    )
    return (
        f"raw/corrections.csv: add a line with scope {scope}, field {field}, "
        f"as_stated {stated or record['name_as_stated']} and what you decide"
    )


def text_fragment_url(url: str, words: str) -> str:
    """Return ``url`` with a text fragment that opens the page at ``words``.

    https://wicg.github.io/scroll-to-text-fragment/ gives "-", "," and "&" a meaning in a
    fragment, so all but letters and digits are percent-encoded.

    >>> text_fragment_url("https://a.example/ties", "Bonn, Germany")
    'https://a.example/ties#:~:text=Bonn%2C%20Germany'
    """
    encoded = quote(words, safe="").replace("-", "%2D")
    return f"{url.partition('#')[0]}#:~:text={encoded}"
