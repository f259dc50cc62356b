"""One line of a list to the places that it states: one, or several that share a country."""

from __future__ import annotations

import functools
import re

from pipeline.dates import find_dates
from pipeline.parse.entries import Entry, is_name, read_entry, read_odd_entry
from pipeline.parse.lexicon import Lexicon
from pipeline.parse.places import Spot, name_at, place_at
from pipeline.parse.runs import places_from
from pipeline.parse.words import (
    find_column,
    find_kinds,
    find_statuses,
    is_area,
    is_beginning,
    is_bridge,
)

# Bullets and numbers typed by hand, arrows, flags and their like.
BULLET = re.compile(
    r"(?:[^\w\s(\[\"'‘’“*ʻ]+\s*|[*]+\s*|\(?(?:\d{1,3}|[A-Za-z])[.)]\s+|No\.?\s?\d+\s+)*"
)
_COUNTRY_FIRST = re.compile(r"\s*[:：–—|]\s*|\s+-+\s*")
_ENTRY_ENDS = re.compile(
    r"\s*(?:[,;:(\[–—|/]|\.\s|-\s|$)|\s+-|\s+(?:is|was|has|became|since|signed)\b"
)
_LONGEST_CODE = 2  # letters; "Document ID" is not in Indonesia
_MOST_OFFICE = 2  # words after a place that name an office: "Pune, India Representative"
_NEAR = 90  # characters after a place that may say more of it


@functools.lru_cache(maxsize=4096)
def read_line(text: str, lexicon: Lexicon) -> tuple[Spot, ...]:
    """Return the places that the line ``text`` states; none when it is no entry of a list.

    Kept for a while, as each reader of a page asks for the lines that the others asked for.

    >>> from pipeline.parse.lexicon import KnownWords
    >>> atlas = KnownWords(countries={"Japan", "Brazil"})
    >>> [spot.entry.name for spot in read_line("• Brazil: Natal, Bahia and Recife", atlas)]
    ['Natal', 'Bahia', 'Recife']
    """
    return tuple(_read_line(text, lexicon))


def _read_line(text: str, lexicon: Lexicon) -> list[Spot]:
    start = BULLET.match(text)
    at = start.end() if start else 0
    if first := _country_first(text, at, lexicon):
        return first
    run = places_from(text, at, lexicon)
    if any(not spot.entry.country and lexicon.is_country(spot.entry.name) for spot in run[1:]):
        run = []  # "Taipei, Taiwan, Republic of China": more words for the country
    if len(run) > 1 and _is_rest(text[run[-1].end :]) and _are_several(run, lexicon):
        return run
    entry = read_entry(text[at:], lexicon)
    if entry and (entry.country or not lexicon.is_country(entry.name)):
        return [Spot(at, len(text), _reparted(entry, lexicon))]
    if len(run) > 1 and _are_several(run, lexicon) and _ENTRY_ENDS.match(text, run[-1].end):
        return run
    odd = read_odd_entry(text, lexicon)
    return [Spot(0, len(text), odd)] if odd else _led(text, at, lexicon)


def _is_rest(text: str) -> bool:
    return not re.search(r"\w", text)


def _are_several(run: list[Spot], lexicon: Lexicon) -> bool:
    """Whether a run is several towns: not one town with its region."""
    known = sum(spot.entry.is_known(lexicon) for spot in run)
    countries = sum(bool(spot.entry.country) for spot in run)
    return known == len(run) or (countries > 1 and known * 2 >= len(run))


def _reparted(entry: Entry, lexicon: Lexicon) -> Entry:
    """``entry`` with the country that no comma parts from the name or region."""
    if entry.country:
        return entry
    for part in ("region", "name"):
        words = getattr(entry, part)
        if not words or lexicon.is_place(words):
            continue
        for space in re.finditer(" ", words):
            if part == "region" and lexicon.is_country(words[: space.start()]):
                # "Pune, India Representative": an office stands behind the country.
                return entry._replace(region="", country=words[: space.start()])
            country = words[space.end() :].strip("()")
            if len(country) > _LONGEST_CODE and lexicon.is_country(country):
                entry = entry._replace(**{part: words[: space.start()]}, country=country)
                return _without_region(entry, lexicon)
    return entry


def _without_region(entry: Entry, lexicon: Lexicon) -> Entry:
    """``entry`` with the region that no comma parts from the name."""
    for space in re.finditer(" ", entry.name):
        name, region = entry.name[: space.start()], entry.name[space.end() :]
        is_whole = entry.region or lexicon.is_place(entry.name)
        if not is_whole and lexicon.is_region_of(region, name):
            return entry._replace(name=name, region=region)
    return entry


def _country_first(text: str, at: int, lexicon: Lexicon) -> list[Spot]:
    """The places after a country: "Brazil: Natal and Recife", "JAPAN - Ota (1987)".

    One country may follow another: "Spanien: Ronda – Italien: Siena"; then all must be read.
    """
    found: list[Spot] = []
    for parting in _NEXT_COUNTRY.finditer(text, at):
        if lexicon.is_country(parting.group("country")):
            spots = _of_country(text[: parting.start()], at, lexicon)
            if not spots:
                return []
            found += spots
            at = parting.start("country")
    last = _of_country(text, at, lexicon)
    return [*found, *last] if last else []


_NEXT_COUNTRY = re.compile(r"\s*[–—;|/·•-]\s+(?=(?P<country>[^\W\d_][\w .'’-]{1,40}?)\s*:)")


def _of_country(text: str, at: int, lexicon: Lexicon) -> list[Spot]:
    """The places after the one country with which ``text`` begins at ``at``."""
    for sign in _COUNTRY_FIRST.finditer(text, at):
        country = text[at : sign.start()].strip()
        if len(country) <= _LONGEST_CODE or not lexicon.is_country(country):
            if sign.start() - at > 40:
                break
            continue
        run = places_from(text, sign.end(), lexicon)
        if run and (_is_rest(text[run[-1].end :]) or _ENTRY_ENDS.match(text, run[-1].end)):
            given = [
                spot if spot.entry.country else spot._replace(entry=_given(spot.entry, country))
                for spot in run
            ]
            given[-1] = _with_rest(text, given[-1])
            given[0] = given[0]._replace(start=at)
            return given
        break
    return []


def _given(entry: Entry, country: str) -> Entry:
    return entry._replace(country=country)


def _led(text: str, at: int, lexicon: Lexicon) -> list[Spot]:
    """The place with which a longer line begins: "Kobe, Japan – since 1957, led by A. Smith"."""
    spot = place_at(text, at, lexicon)
    if spot is None or not is_name(spot.entry.name):
        return []
    if lexicon.is_country(spot.entry.name) and not spot.entry.country:
        return []
    if not _ENTRY_ENDS.match(text, spot.end) and not spot.entry.established:
        rest = text[spot.end :].split()
        if not spot.entry.country or len(rest) > _MOST_OFFICE or rest[0].islower():
            return []
    if text.startswith(":", spot.end) and find_column(spot.entry.name):
        return []  # "Date: May 3", a form
    spot = _with_rest(text, spot)
    entry = spot.entry
    return [spot] if entry.country or entry.region or entry.established or entry.kind else []


def _with_rest(text: str, spot: Spot) -> Spot:
    """``spot`` with the kind, date and status that the words after it state."""
    entry, rest = spot.entry, text[spot.end : spot.end + _NEAR]
    kinds = find_kinds(rest)
    if kinds and not entry.kind:
        entry = entry._replace(kind=kinds[0].meaning)
    if not entry.established:
        for date in find_dates(rest):
            before = rest[: date.start]
            if is_beginning(before) or not re.search(r"\w", before):
                entry = entry._replace(established=date.words)
                spot = spot._replace(end=spot.end + date.end)
                break
    statuses = find_statuses(rest)
    if statuses and not entry.status and is_bridge(rest[: statuses[0].start], "lead"):
        entry = entry._replace(status=rest[statuses[0].start : statuses[0].end])
    return spot._replace(entry=entry)


def is_header(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is a country or a part of the world alone: it heads the towns below it."""
    bullet = BULLET.match(text)
    bare = text[bullet.end() if bullet else 0 :].strip(" :•·-–—*()[].")
    if is_area(bare):
        return True
    return bool(bare) and name_at(bare, 0) > 0 and lexicon.is_country(bare)
