"""One change in plain words, said alike by the feed, ``CHANGES.md`` and the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from pipeline import vocabularies
from pipeline.publish.plain_text import harmless
from pipeline.publish.release import Release
from pipeline.tables import Affiliations, Changes, Sources

Change = Mapping[str, Any]  # a record of tables.Changes
Show = Callable[[str], str]  # how a cell is written in the product at hand

# Columns that do not explain themselves; the others are called by their names.
_FIELDS = {
    "host_city": "name of the host",
    "partner_city": "name of the partner",
    "partner_region": "region of the partner",
    "partner_country": "country of the partner",
    "partner_country_code": "country code of the partner",
    "partner_country_code3": "three-letter country code of the partner",
    "partner_geoname_id": "GeoNames id of the partner",
    "partner_latitude": "latitude of the partner",
    "partner_longitude": "longitude of the partner",
    "established": "date of the tie",
    "expires": "day of expiry",
    "name_as_stated": "the page's name for the partner",
    "region_as_stated": "the page's wording of the region",
    "country_as_stated": "the page's wording of the country",
    "established_as_stated": "the page's wording of the date",
    "status_as_stated": "the page's wording of the status",
}


class Tie(NamedTuple):
    """Who is tied to whom, by name. ``host_code``: the host's region or country, or ""."""

    host: str
    host_code: str
    partner: str
    kind: str


def ties(release: Release) -> dict[str, Tie]:
    """Return every tie that is published, and every one that ever changed, by affiliation_id.

    One that was removed goes by what its id tells: the partner is called ``cn-zhaoqing`` then.
    """
    hosts = {
        row["place_id"]: (row["host_city"], row["host_region_code"] or row["host_country_code"])
        for row in Sources.records(release.tables["sources"])
    }
    named = {
        row["affiliation_id"]: Tie(
            row["host_city"],
            row["host_region_code"] or row["host_country_code"],
            row["partner_city"],
            row["kind"],
        )
        for row in Affiliations.records(release.tables["affiliations"])
    }
    for change in Changes.records(release.tables["changes"]):
        host, kind, partner = change["affiliation_id"].split(".")
        host_city, host_code = hosts.get(host, (host, ""))
        named.setdefault(change["affiliation_id"], Tie(host_city, host_code, partner, kind))
    return named


def newest_first(release: Release) -> list[dict[str, Any]]:
    """Return the changes, those of the newest release first, else in the order of the table."""
    changes = Changes.records(release.tables["changes"])
    return sorted(changes, key=lambda change: release_order(change["release"]), reverse=True)


def release_order(version: str) -> tuple[str, int]:
    """Return what sorts versions by age.

    >>> release_order("2026.11.21+10") > release_order("2026.11.21+2") > release_order("2026.11.21")
    True
    """
    day, _, count = version.partition("+")
    return day, int(count or 1)


def release_day(version: str) -> str:
    """Return the day of a release as an ISO date.

    >>> release_day("2026.11.21+2")
    '2026-11-21'
    """
    return version.partition("+")[0].replace(".", "-")


def tie_words(tie: Tie, show: Show = harmless) -> str:
    """Return a tie in words.

    >>> tie_words(Tie("Bristol", "GB-BST", "Bordeaux", "twin"))
    'Bristol – Bordeaux (twin)'
    """
    return f"{show(tie.host)} – {show(tie.partner)} ({tie.kind})"


def change_words(change: Change, show: Show = harmless) -> str:
    """Return what happened to the tie, without a full stop.

    show: how a cell is written; by itself as plain text on one line, cut to 300 signs.

    >>> told = {"event": "changed", "field": "status", "before": "listed", "after": "expired"}
    >>> change_words(told)
    'status changed from listed to expired'
    >>> change_words({"event": "renewed", "field": "expires", "before": "2025", "after": "2027"})
    'renewed until 2027, before until 2025'
    >>> change_words({"event": "added", "field": None, "before": None, "after": None})
    'added'
    """
    field = change["field"] or ""
    before, after = (_cell(field, change[name], show) for name in ("before", "after"))
    if change["event"] == "renewed":
        return f"renewed until {after}" + (f", before until {before}" if before else "")
    if not field:
        return str(change["event"])
    name = _FIELDS.get(field, field.replace("_", " "))
    if not before:
        return f"{name} is now {after}, before there was none"
    if not after:
        return f"{name} is now empty, before it was {before}"
    return f"{name} changed from {before} to {after}"


def _cell(field: str, text: str | None, show: Show) -> str:
    """A cell as it is shown, a page's own words in quotation marks; "" for the empty one."""
    if not text:
        return ""
    return f"“{show(text)}”" if field.endswith("_as_stated") else show(text)


def reason_words(change: Change) -> str:
    """Return why, in a sentence: the meaning of the cause.

    >>> reason_words({"cause": "term"})
    'Its term ran out.'
    """
    return vocabularies.CAUSES[change["cause"]]
