"""A reading as bytes and back, for whoever keeps it."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any

from pipeline.parse.read_page import Reading
from pipeline.parse.statements.claims import Claim
from pipeline.parse.statements.merge import Statement
from pipeline.parse.statements.terms import Term
from pipeline.problems import Problem, told_again


def as_bytes(reading: Reading) -> bytes:
    """Return a reading that explains nothing as bytes, from which ``from_bytes`` makes it again."""
    told = {
        "statements": [_values(each) for each in reading.statements],
        "claims": reading.claims,
        "terms": reading.terms,
        "problems": [_values(each) for each in reading.problems],
        "words": reading.words,
        "host": reading.host,
    }
    return json.dumps(told, separators=(",", ":")).encode()


def facts_alone(reading: Reading) -> Reading:
    """Return what a page states without its sentences: names, kinds, dates, counts.

    What is kept of a page whose words have to go.
    """
    return Reading(
        statements=tuple(
            replace(each, quote=each.name, names=(each.name,), rule="")
            for each in reading.statements
        ),
        claims=tuple(each._replace(quote="") for each in reading.claims),
        terms=tuple(each._replace(quote="") for each in reading.terms),
        words=("",) if reading.words else (),
        host=reading.host,
    )


def from_bytes(body: bytes) -> Reading:
    """Return the reading of which ``body`` was made; ValueError when it is of none.

    >>> from_bytes(as_bytes(Reading(host="Bonn"))) == Reading(host="Bonn")
    True
    """
    try:
        told = json.loads(body)
        return Reading(
            statements=tuple([Statement(*map(_firm, row)) for row in told["statements"]]),
            claims=tuple([Claim(*row) for row in told["claims"]]),
            terms=tuple([Term(*row) for row in told["terms"]]),
            problems=tuple([told_again(*row) for row in told["problems"]]),
            words=tuple(told["words"]),
            host=told["host"],
        )
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError("no reading") from error


def _values(record: Statement | Problem) -> list[Any]:
    return [getattr(record, each.name) for each in fields(record)]


def _firm(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
