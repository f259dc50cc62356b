"""One statement's words to country, place, date and status, with what led there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.dates import UnreadableDate, iso_prefix
from pipeline.normalise.corrections import Correction, Decisions
from pipeline.normalise.ids import match_key
from pipeline.normalise.rows import StatementRow
from pipeline.normalise.status import statuses_meant
from pipeline.places.countries import Country, country_of, find_countries, find_country
from pipeline.places.inflections import languages_of_country
from pipeline.places.locate import locate
from pipeline.places.place import Gazetteer, Place, Settled
from pipeline.places.settle import why_no_place
from pipeline.problems import Doubt, doubt
from pipeline.text import clean, fold, is_hostile, is_hostile_name


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
    expires: str  # ISO prefix or ""
    decided: Mapping[str, Correction]  # by field
    doubts: tuple[Doubt, ...]

    @property
    def form(self) -> str:
        """By what an unresolved partner is known."""
        return match_key(self.city)


@dataclass(slots=True)
class Settling:
    """One statement while it is being settled."""

    row: StatementRow
    decisions: Decisions
    decided: dict[str, Correction] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)

    def stated(self, field: str) -> str:
        """The page's words for a field; "name" is the partner's."""
        return str(getattr(self.row, f"{field}_as_stated"))

    def decision(self, field: str, country_code: str) -> str:
        """The value that a person decided for a field, or ""."""
        stated = self.stated("name" if field == "city" else field)
        name = self.row.name_as_stated
        correction = self.decisions.find(self.row.source_id, field, stated, name, country_code)
        if correction is None:
            return ""
        self.decided[field] = correction
        return correction.value

    def doubt(self, wording: str, **words: object) -> None:
        """Note what is in doubt about it, in the words that ``problems.doubt`` takes."""
        self.doubts.append(doubt(wording, **words))


_STATED = ("name", "region", "country", "established", "status")


def settle_statement(
    row: StatementRow,
    decisions: Decisions,
    gazetteer: Gazetteer,
    date_order: str = "",
    as_of: str = "",
    host_country: str = "",
) -> Partner:
    """Return what the words of one statement are settled to.

    date_order: dmy or mdy, where its page tells; "" leaves a date like 3/4/1987 in doubt.

    as_of: ISO prefix of a day on which its page stood so; "" leaves 16.07.68 in doubt. An end may
    lie ahead of it, so it settles none.

    host_country: ISO 3166-1 alpha-2; its languages are those in whose cases a name may stand.

    A word that cannot be settled stays as stated, or empty, and a problem says why.
    """
    work = Settling(row, decisions)
    codes = find_countries(work.stated("country"))
    chosen = work.decision("country", codes[0] if len(codes) == 1 else "")
    decided = find_country(chosen) if chosen else None
    languages = languages_of_country(host_country)
    city, settled, codes = _place(work, codes, decided, gazetteer, languages)
    place = settled.place
    country, country_method = _country(work, codes, decided, place)
    code = country.code if country else ""
    if country is None and work.stated("country"):
        work.doubt("country-unknown", words=work.stated("country"))
    region = work.decision("region", code) or _region(place, country)
    if any(is_hostile(work.stated(name)) for name in _STATED):
        work.doubt("text-hostile")
    elif any(is_hostile_name(work.stated(name)) for name in _STATED):
        work.doubt("text-hostile/long")
    return Partner(
        city=city,
        region=region or clean(work.stated("region")),
        country=country,
        country_method=country_method,
        place=place,
        place_method=settled.method,
        established=_established(work, code, date_order, as_of),
        status=_status(work, code),
        expires=_date(work, "expires", date_order),
        decided=work.decided,
        doubts=tuple(work.doubts),
    )


def _country(
    work: Settling, codes: tuple[str, ...], decided: Country | None, place: Place | None
) -> tuple[Country | None, str]:
    """The country, and how it is known."""
    if decided:
        return decided, "correction"
    stated = clean(work.stated("country"))
    if place and (not stated or codes != (place.country_code,)):
        # The name itself tells: it towers over all others, or only one heir of a state has it.
        return country_of(place.country_code), "inferred"
    if len(codes) != 1:
        return None, "none"
    # Words that the entry does not hold come from the page around it, and those of a division
    # ("Ontario") only tell in which country it lies.
    is_stated = stated in clean(work.row.quote or stated)
    is_stated = is_stated and find_countries(stated) == codes
    return country_of(codes[0]), "stated" if is_stated else "inferred"


def _place(
    work: Settling,
    codes: tuple[str, ...],
    decided: Country | None,
    gazetteer: Gazetteer,
    languages: tuple[str, ...],
) -> tuple[str, Settled, tuple[str, ...]]:
    """The name to publish, how it was settled, and the countries that are meant."""
    stated = clean(work.stated("name"))
    if decided:
        codes = (decided.code,)
    value = work.decision("city", codes[0] if len(codes) == 1 else "")
    if value.isdecimal():
        place = gazetteer.by_id(int(value))
        settled = Settled(place, "correction") if place else Settled(None, "none", "place-unknown")
    else:
        settled, codes = locate(
            value or stated,
            work.stated("region"),
            work.stated("country"),
            gazetteer,
            (decided.code,) if decided else (),
            languages,
        )
    if settled.place:
        method = "correction" if value else settled.method
        return settled.place.name, settled._replace(method=method), codes
    if settled.code != "country-unknown":
        work.doubt(settled.code, said=why_no_place(settled, value or stated, codes))
    return value or stated, settled, codes


def _region(place: Place | None, country: Country | None) -> str:
    """The division's name, "" for one that GeoNames calls by its country's (Taiwan)."""
    if place is None or country is None or fold(place.region) == fold(country.name):
        return ""
    return place.region


def _established(work: Settling, code: str, date_order: str, as_of: str) -> str:
    return work.decision("established", code) or _date(work, "established", date_order, as_of)


def _date(work: Settling, name: str, date_order: str, as_of: str = "") -> str:
    """The ISO prefix of a stated date, as much of it as is sure."""
    stated = work.stated(name)
    try:
        return iso_prefix(stated, date_order, as_of) if stated else ""
    except UnreadableDate as unreadable:
        work.doubt("date-unreadable", said=unreadable)
        return unreadable.year


def _status(work: Settling, code: str) -> str:
    if value := work.decision("status", code):
        return value
    stated = work.stated("status")
    status, *others = statuses_meant(stated) or ("",)
    if others:
        work.doubt("status-contradicted/in-cell", words=stated, state=status)
    elif fold(stated) and not status:
        work.doubt("status-unknown", words=stated)
    return status
