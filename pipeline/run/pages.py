"""Single pages to what they state, for whoever asks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pipeline.dates import order_of
from pipeline.engine import open_executor
from pipeline.gazetteer import open_gazetteer
from pipeline.normalise import (
    Correction,
    Decisions,
    Gazetteer,
    find_countries,
    find_country,
    find_divisions,
    is_country,
    main_names,
    read_corrections,
    settle,
)
from pipeline.normalise.corrections import COLUMNS as CORRECTION_COLUMNS
from pipeline.parse import Asked, read_page
from pipeline.store import Store
from pipeline.text import fold

_CITY_WORD = re.compile(r" (?:city|district|county|prefecture|province|municipality)$")
_LONGEST = 200_000  # characters of a name; more is none, and costs time to look up
_TOWN = 15_000  # inhabitants
_LARGE = 100_000


class Lexicon:
    """What the parser asks about words: answered by the country tables and the gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        # A page asks for the same few names again and again.
        self.is_place = lru_cache(maxsize=10_000)(self._is_place)
        self.is_town = lru_cache(maxsize=10_000)(self._is_town)
        self.is_region = lru_cache(maxsize=10_000)(self._is_region)
        self.is_region_of = lru_cache(maxsize=10_000)(self._is_region_of)

    def is_country(self, words: str) -> bool:
        """Whether ``words`` are a name of a country."""
        return len(words) <= _LONGEST and is_country(words)

    def _is_place(self, words: str) -> bool:
        """Whether some place goes by ``words``."""
        key = fold(words)
        if self._gazetteer.named(key) or self._gazetteer.also_named(key):
            return True
        bare = _CITY_WORD.sub("", key)
        return bare != key and bool(self._gazetteer.named(bare) or self._gazetteer.also_named(bare))

    def _is_town(self, words: str) -> bool:
        """Whether a place of some size goes by ``words``: not one of many small ones."""
        key = fold(words)
        return any(place.population >= _TOWN for place in self._gazetteer.named(key)) or any(
            place.population >= _LARGE for place in self._gazetteer.also_named(key)
        )

    def is_country_code(self, words: str) -> bool:
        """Whether ``words`` are a code, an abbreviation or a misspelt name of a country."""
        return len(words) <= _LONGEST and bool(find_countries(words))

    def _is_region(self, words: str) -> bool:
        """Whether ``words`` are a first-level division, and no large town of the same name."""
        # The towns first: to look up divisions the first time takes a fifth of a second.
        if any(place.population >= _LARGE for place in self._gazetteer.named(fold(words))):
            return False
        return bool(find_divisions(words))

    def lies_in(self, name: str, country: str) -> bool:
        """Whether a place ``name`` lies in the country that the words ``country`` name."""
        keys = {fold(name), _CITY_WORD.sub("", fold(name))}
        return any(
            self._gazetteer.named(key, code) or self._gazetteer.also_named(key, code)
            for code in find_countries(country)
            for key in keys
        )

    def is_region_elsewhere(self, words: str, name: str) -> bool:
        """Whether ``words`` name a country, and a division of another in which ``name`` lies."""
        if words.lower() not in main_names() or not is_country(words):
            return False
        codes = find_countries(words)
        # Mostly the place lies in the country, and nothing more need be looked up.
        if any(self._gazetteer.named(fold(name), code) for code in codes):
            return False
        is_elsewhere = any(division[:2] not in codes for division in find_divisions(words))
        return is_elsewhere and self.is_region_of(words, name)

    def _is_region_of(self, words: str, name: str) -> bool:
        """Whether ``words`` are a first-level division in which a place ``name`` lies."""
        keys = {fold(name), _CITY_WORD.sub("", fold(name))}
        places = [
            place
            for key in keys
            for place in (*self._gazetteer.named(key), *self._gazetteer.also_named(key))
        ]
        countries = tuple(sorted({place.country_code for place in places}))
        divisions = find_divisions(words, countries) if countries else frozenset()
        return any(place.division in divisions for place in places)


@dataclass(frozen=True, slots=True)
class Ask:
    """One file for ``sister-cities parse``; host and country are "" when not told."""

    file: str  # as the user wrote it
    path: Path
    host: str
    host_country: str
    explains: bool = False


def parse_files(
    asks: Sequence[Ask], corrections: Sequence[Correction], workers: int = 1
) -> Iterator[dict[str, Any]]:
    """Yield, in order, one JSON-ready object for each file: affiliations and claims.

    corrections: those that hold for every source are applied. A file that cannot be opened
    gives ``{"file", "error"}``.
    """
    everywhere = tuple(each for each in corrections if each.scope == "*")
    with open_executor(workers) as executor:
        yield from executor.map(
            _parse_file, asks, [everywhere] * len(asks), chunksize=max(1, len(asks) // 64)
        )


@cache
def _shared_gazetteer() -> Gazetteer:
    """One gazetteer a process."""
    return open_gazetteer()


def _parse_file(ask: Ask, corrections: tuple[Correction, ...]) -> dict[str, Any]:
    try:
        body = ask.path.read_bytes()
    except (OSError, ValueError) as error:
        return {"file": ask.file, "error": getattr(error, "strerror", None) or str(error)}
    gazetteer = _shared_gazetteer()
    asked = Asked(file=ask.file, host=ask.host, explains=ask.explains)
    reading = read_page(body, Lexicon(gazetteer), asked)
    date_order = order_of(stated.established for stated in reading.statements)
    decisions = Decisions(corrections)
    affiliations = []
    for stated in reading.statements:
        words = {
            "name_as_stated": stated.name,
            "region_as_stated": stated.region or None,
            "country_as_stated": stated.country or None,
            "established_as_stated": stated.established or None,
            "status_as_stated": stated.status or None,
        }
        partner = settle({"source_id": "*", **words}, decisions, gazetteer, date_order)
        code = partner.country.code if partner.country else None
        if partner.status == "proposed" or _is_host(ask, partner.city, code):
            continue
        review = ";".join(sorted({code for code, _ in partner.problems})) or None
        made = {"name": partner.city, "country_iso2": code, "review": review}
        affiliations.append({"kind": stated.kind, **words, **made})
    counts = sorted({(claim.kind, claim.claimed) for claim in reading.claims})
    claims = [{"kind": kind, "count": count} for kind, count in counts]
    problems = [
        {"code": each.code, "where": each.where, "message": each.message}
        for each in reading.problems
    ]
    told: dict[str, Any] = {
        "file": ask.file,
        "affiliations": affiliations,
        "claims": claims,
        "problems": problems,
    }
    return told | ({"explained": reading.explained, "host": reading.host} if ask.explains else {})


def _is_host(ask: Ask, city: str, code: str | None) -> bool:
    """Whether the partner is the host itself, which no page means as a tie."""
    return bool(ask.host_country) and code == ask.host_country and fold(city) == fold(ask.host)


def workspace_corrections(store: Store) -> Sequence[Correction]:
    """Return the corrections of a workspace; empty where there is none.

    Its sources need not be whole: whoever adds one wants to see how its page is read.
    """
    if not store.raw.is_dir():
        return ()
    places = store.place_ids()
    return read_corrections(store.correction_rows(CORRECTION_COLUMNS), places)


def country_code(words: str) -> str:
    """Return the alpha-2 of a country's name or code, "" when it names none."""
    country = find_country(words)
    return country.code if country else ""
