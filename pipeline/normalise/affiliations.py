"""Statements of all captures, tied together: one affiliation for each tie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import quote

from pipeline.inputs.source import Source
from pipeline.normalise import life
from pipeline.normalise.ending import Ended, Ends
from pipeline.normalise.ids import Known, Tie, give_ids
from pipeline.normalise.life import Since
from pipeline.normalise.rows import StatementRow
from pipeline.normalise.settle import Partner
from pipeline.normalise.settled import SettledStatement, speaker
from pipeline.problems import Doubt, Problem


def tie_together(
    statements: Iterable[SettledStatement], known: Known
) -> dict[str, list[SettledStatement]]:
    """Return the statements of each tie, by affiliation_id.

    Statements are of one tie when host and kind agree and the partner is the same place; one
    that is not resolved, when name and country are stated alike but for case and accents.
    """
    groups: dict[tuple[object, ...], list[SettledStatement]] = {}
    for each in statements:
        partner = each.partner
        who = (partner.place.geoname_id,) if partner.place else (partner.form, _code(partner))
        groups.setdefault((each.row.source_id, each.row.kind, *who), []).append(each)
    ties = {_tie(group): group for group in groups.values()}
    given = give_ids(ties, known)
    return {given[tie]: group for tie, group in ties.items()}


def _code(partner: Partner) -> str:
    return partner.country.code if partner.country else ""


def _tie(group: Sequence[SettledStatement]) -> Tie:
    row, partner = group[0].row, group[0].partner
    return Tie(
        source_id=row.source_id,
        kind=row.kind,
        geoname_id=partner.place.geoname_id if partner.place else None,
        city=partner.city,
        country_code=_code(partner),
        forms=frozenset((each.row.name_as_stated, each.row.country_as_stated) for each in group),
    )


@dataclass(frozen=True, slots=True)
class Affiliation:
    """One tie, as one host states it, and what it was decided from."""

    affiliation_id: str
    source: Source  # of the host
    spoken: SettledStatement  # the statement whose words we publish
    since: Since
    end: Ended
    first_seen_on: str  # the days of the oldest and the newest capture that state it
    last_seen_on: str

    @classmethod
    def of(
        cls,
        affiliation_id: str,
        statements: Sequence[SettledStatement],
        source: Source,
        ends: Ends,
    ) -> Self:
        """Return the affiliation that ``statements`` state; each of them speaks for its page."""
        since = life.established_since(statements)
        end = ends.of(statements, since.established)
        return cls(
            affiliation_id,
            source,
            speaker(statements),
            since,
            end,
            *life.first_and_last_seen(statements),
        )

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What is in doubt about it."""
        return (*self.spoken.partner.doubts, *self.since.doubts, *self.end.doubts)

    @property
    def review(self) -> tuple[str, ...]:
        """The codes of what is in doubt, each once, sorted."""
        return tuple(sorted({doubt.code for doubt in self.doubts}))

    @property
    def shown_by(self) -> dict[str, str]:
        """By column, the capture (a file below raw/) that shows what the row's proof does not."""
        return {
            "established": self.since.capture.file,
            "established_as_stated": self.since.capture.file,
            "status": self.end.shown_by.file,
            "status_as_stated": self.end.shown_by.file,
            "expires": self.end.renewed_by.file,
        }

    def problems(self) -> Iterator[Problem]:
        """Yield a problem for each doubt, with the line of raw/corrections.csv that settles it."""
        row = self.spoken.row
        for doubt in self.doubts:
            yield doubt.at(self.affiliation_id, row.source_id, **_decision(doubt.code, row))

    def record(self) -> dict[str, Any]:
        """Return it as a record of ``tables.Affiliations``."""
        row, partner, capture = self.spoken.row, self.spoken.partner, self.spoken.capture
        return {
            "affiliation_id": self.affiliation_id,
            "host_city": self.source.host_city,
            "host_region_code": self.source.host_region_code,
            "host_country_code": self.source.host_country_code,
            **_partner_cells(partner),
            "kind": row.kind,
            "established": self.since.established,
            "status": self.end.status,
            "status_method": self.end.status_method,
            "term": self.end.term,
            "expires": self.end.expires,
            "name_as_stated": row.name_as_stated,
            "region_as_stated": row.region_as_stated,
            "country_as_stated": row.country_as_stated,
            "established_as_stated": self.since.as_stated,
            "status_as_stated": self.end.status_as_stated,
            "place_method": partner.place_method,
            "country_method": partner.country_method,
            "review": ";".join(self.review),
            "source_id": row.source_id,
            "page_id": row.page_id,
            "source_url": text_fragment_url(self.spoken.page.url, row.quote),
            "captured_on": capture.captured_on,
            "capture_path": capture.file,
            "capture_sha256": capture.sha256,
            "locator": row.locator,
            "first_seen_on": self.first_seen_on,
            "last_seen_on": self.last_seen_on,
        }


def _partner_cells(partner: Partner) -> Mapping[str, object]:
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


# Which field a decision would be about; the city for all others.
_FIELDS = {
    "country-missing": "country",
    "country-unknown": "country",
    "date-contradicted": "established",
    "date-impossible": "established",
    "date-unreadable": "established",
    "status-contradicted": "status",
    "status-unknown": "status",
}


def _decision(code: str, row: StatementRow) -> dict[str, str]:
    """The cells of the line of raw/corrections.csv that would settle a doubt."""
    field = _FIELDS.get(code, "city")
    stated = row.name_as_stated if field == "city" else getattr(row, f"{field}_as_stated")
    # Two ties may share a date or a word for their state: the line names the one that is meant.
    is_shared = field in ("established", "status")
    scope = f"{row.source_id}/{row.name_as_stated}" if is_shared else row.source_id
    return {"scope": scope, "field": field, "as_stated": stated or row.name_as_stated}


def text_fragment_url(url: str, words: str) -> str:
    """Return ``url`` with a text fragment that opens the page at ``words``.

    https://wicg.github.io/scroll-to-text-fragment/ gives "-", "," and "&" a meaning in a
    fragment, so all but letters and digits are percent-encoded.

    >>> text_fragment_url("https://a.example/ties", "Bonn, Germany")
    'https://a.example/ties#:~:text=Bonn%2C%20Germany'
    """
    encoded = quote(words, safe="").replace("-", "%2D")
    return f"{url.partition('#')[0]}#:~:text={encoded}"
