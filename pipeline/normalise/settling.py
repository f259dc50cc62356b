"""One statement's words to country, place, date and status, with what led there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline import reference
from pipeline.dates import UnreadableDate, iso_prefix
from pipeline.normalise.corrections import Correction, Decisions
from pipeline.normalise.countries import Country, find_country
from pipeline.normalise.ids import known_by
from pipeline.normalise.places import Gazetteer, Place, Settled, settle_place
from pipeline.text import clean, fold, is_hostile


@dataclass(frozen=True, slots=True)
class Partner:
    """What a statement's words were settled to."""

    city: str
    region: str
    country: Country | None
    country_method: str
    place: Place | None
    place_method: str
    established: str  # ISO prefix or ""
    status: str  # "" when the page says nothing of it
    decided: Mapping[str, Correction]  # by field
    problems: tuple[tuple[str, str], ...]  # code, message

    @property
    def form(self) -> str:
        """By what an unresolved partner is known."""
        return known_by(self.city)


@dataclass(slots=True)
class _Work:
    """One statement being settled."""

    record: Mapping[str, Any]
    decisions: Decisions
    decided: dict[str, Correction] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)

    def stated(self, name: str) -> str:
        return str(self.record[f"{name}_as_stated"] or "")

    def decision(self, name: str, country_code: str) -> str:
        """The value that a person decided for the field, or ""."""
        stated = self.stated("name" if name == "city" else name)
        correction = self.decisions.find(
            self.record["source_id"], name, stated, self.stated("name"), country_code
        )
        if correction is None:
            return ""
        self.decided[name] = correction
        return correction.value

    def doubt(self, code: str, message: str) -> None:
        self.problems.append((code, message))


def settle(record: Mapping[str, Any], decisions: Decisions, gazetteer: Gazetteer) -> Partner:
    """Return what the words of one record of ``tables.Statements`` are settled to.

    A word that cannot be settled stays as stated, or empty, and a problem says why.
    """
    work = _Work(record, decisions)
    country, country_method = _country(work)
    code = country.code if country else ""
    city, settled = _place(work, country, gazetteer)
    place = settled.place
    region = work.decision("region", code) or (place.region if place else "")
    if any(is_hostile(str(record[key] or "")) for key in ("name_as_stated", "country_as_stated")):
        work.doubt("text-hostile", "the stated words hold signs that can harm a reader's program")
    return Partner(
        city=city,
        region=region or clean(work.stated("region")),
        country=country,
        country_method=country_method,
        place=place,
        place_method=settled.method,
        established=_established(work, code),
        status=_status(work, code),
        decided=work.decided,
        problems=tuple(work.problems),
    )


def _country(work: _Work) -> tuple[Country | None, str]:
    stated = work.stated("country")
    guard = find_country(stated) if stated else None
    if value := work.decision("country", guard.code if guard else ""):
        return find_country(value), "correction"
    if guard:
        return guard, "stated"
    if stated:
        work.doubt("country-unknown", f"{stated!r} names no country that we know")
    return None, "none"


def _place(work: _Work, country: Country | None, gazetteer: Gazetteer) -> tuple[str, Settled]:
    stated = clean(work.stated("name"))
    code = country.code if country else ""
    value = work.decision("city", code)
    if value.isdecimal():
        place = gazetteer.by_id(int(value))
        settled = (
            Settled(place, "correction", "") if place else Settled(None, "none", "place-unknown")
        )
    else:
        settled = settle_place(value or stated, work.stated("region"), code, gazetteer)
    if settled.place:
        method = "correction" if value else settled.method
        return settled.place.name, Settled(settled.place, method, "")
    if not work.stated("country") or country:
        work.doubt(settled.code, _why_no_place(settled.code, value or stated, country))
    return value or stated, settled


def _why_no_place(code: str, name: str, country: Country | None) -> str:
    where = f" in {country.name}" if country else ""
    return {
        "country-missing": f"the page gives no country for {name!r}",
        "place-ambiguous": f"several places{where} are called {name!r}",
        "place-unknown": f"no place{where} is known by the name {name!r}",
    }[code]


def _established(work: _Work, code: str) -> str:
    if value := work.decision("established", code):
        return value
    stated = work.stated("established")
    try:
        return iso_prefix(stated) if stated else ""
    except UnreadableDate as unreadable:
        work.doubt("date-unreadable", str(unreadable))
        return unreadable.year


def _status(work: _Work, code: str) -> str:
    if value := work.decision("status", code):
        return value
    stated = fold(work.stated("status"))
    if not stated:
        return ""
    for row in reference.rows("status_words"):
        if f" {fold(row['words'])} " in f" {stated} ":
            return row["status"]
    work.doubt("status-unknown", f"{work.stated('status')!r} is no status that we know")
    return ""
