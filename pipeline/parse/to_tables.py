"""A reading as the records of the tables that travel to the next floor."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from pipeline.inputs.capture import Capture
from pipeline.parse.read_page import Reading
from pipeline.parse.statements.merge import Statement

_Records = Iterator[dict[str, Any]]


def statement_records(capture: Capture, reading: Reading) -> _Records:
    """Yield a record of ``tables.Statements`` for each statement; affiliation_id is empty.

    What the page says of all ties of a kind ("all renewed until 2027") each of them states.
    """
    of_kinds = {term.kind: term for term in reversed(reading.terms) if term.expires}
    for stated in reading.statements:
        expires, locator = stated.expires, stated.locator
        if not expires and (term := of_kinds.get(stated.kind)):
            lines = sorted({*stated.lines, term.line})
            expires, locator = term.expires, ";".join(f"L{line}" for line in lines)
        yield {
            "statement_id": statement_id(capture, stated),
            "affiliation_id": "",
            **_where(capture),
            "locator": locator,
            "quote": stated.quote,
            "kind": stated.kind,
            "name_as_stated": stated.name,
            "region_as_stated": stated.region,
            "country_as_stated": stated.country,
            "established_as_stated": stated.established,
            "status_as_stated": stated.status,
            "expires_as_stated": expires,
        }


def claim_records(capture: Capture, reading: Reading) -> _Records:
    """Yield a record of ``tables.Claims`` for each claim."""
    for claim in sorted(set(reading.claims)):
        yield {
            **_where(capture),
            "kind": claim.kind,
            "count": claim.claimed,
            "locator": f"L{claim.line}",
            "quote": claim.quote,
        }


def term_records(capture: Capture, reading: Reading) -> _Records:
    """Yield a record of ``tables.Terms`` for each term."""
    for term in sorted(term for term in set(reading.terms) if term.term):
        yield {
            **_where(capture),
            "kind": term.kind,
            "term": term.term,
            "locator": f"L{term.line}",
            "quote": term.quote,
        }


def _where(capture: Capture) -> dict[str, str]:
    return {
        "source_id": capture.place_id,
        "page_id": capture.page_id,
        "capture": capture.name,
    }


def statement_id(capture: Capture, stated: Statement) -> str:
    """Return 16 hex digits from where it is stated and how the page names the tie.

    Made from the page's words, so that no change of ours renames a statement.
    """
    parts = (
        *(capture.place_id, capture.page_id, capture.name),
        *(stated.kind, stated.name, stated.region, stated.country),
    )
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
