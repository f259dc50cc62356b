"""Names of ties that last: readable, kept from release to release, never given twice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Set
from itertools import count
from typing import Any, NamedTuple

from pipeline.text import fold, slug

_LONGEST = 80  # characters of an affiliation_id

Key = tuple[str, ...]


class Tie(NamedTuple):
    """What an id is made from and found again by."""

    source_id: str
    kind: str
    geoname_id: int | None
    city: str
    country_code: str  # "" when not known
    forms: frozenset[tuple[str, str]]  # name and country as stated, in every capture


class Known:
    """The ids of the previous release, by GeoNames id and by every form ever stated."""

    def __init__(
        self,
        affiliations: Iterable[Mapping[str, str]] = (),
        statements: Iterable[Mapping[str, str]] = (),
        changes: Iterable[Mapping[str, str]] = (),
    ) -> None:
        """affiliations, statements, changes: the rows of those files, cells as text."""
        self.by_place: dict[Key, str] = {}
        self.by_form: dict[Key, str] = {}
        self.taken: set[str] = {row["affiliation_id"] for row in changes}
        for row in affiliations:
            row_id = row["affiliation_id"]
            self.taken.add(row_id)
            if row["partner_geoname_id"]:
                self.by_place[row["source_id"], row["kind"], row["partner_geoname_id"]] = row_id
            self.by_form[_form(row["source_id"], row["kind"], _stated(row))] = row_id
        for row in statements:
            if row["affiliation_id"]:
                key = _form(row["source_id"], row["kind"], _stated(row))
                self.by_form.setdefault(key, row["affiliation_id"])


def _stated(row: Mapping[str, Any]) -> tuple[str, str]:
    return row["name_as_stated"], row["country_as_stated"] or ""


def _form(source_id: str, kind: str, form: tuple[str, str]) -> Key:
    return source_id, kind, match_key(form[0]), match_key(form[1])


def match_key(words: str) -> str:
    """Return the key under which spellings of ``words`` meet: folded, if that leaves any.

    >>> match_key("Málaga"), match_key("?")
    ('malaga', '?')
    """
    return fold(words) or words


def give_ids(ties: Iterable[Tie], known: Known) -> dict[Tie, str]:
    """Return an affiliation_id for each tie.

    The id that the previous release gave to the tie's place is kept, else the one that it
    gave to a form ever stated for it; a new one is made from the standard name. No id of the
    previous release goes to another tie.
    """
    ties = sorted(
        ties,
        key=lambda tie: (tie.source_id, tie.kind, tie.geoname_id or 0, tie.city, sorted(tie.forms)),
    )
    given: dict[Tie, str] = {}
    for tie in ties:
        place_key = (tie.source_id, tie.kind, str(tie.geoname_id or ""))
        if row_id := known.by_place.get(place_key):
            given[tie] = row_id
    taken = set(given.values())
    for tie in ties:
        forms = sorted(
            known.by_form.get(_form(tie.source_id, tie.kind, form), "") for form in tie.forms
        )
        for row_id in forms:
            if tie not in given and row_id and row_id not in taken:
                given[tie] = row_id
                taken.add(row_id)
    reserved = known.taken | taken
    for tie in ties:
        if tie not in given:
            given[tie] = new_id(tie, reserved)
            reserved.add(given[tie])
    return given


def new_id(tie: Tie, taken: Set[str]) -> str:
    """Return ``<place_id of host>.<kind>.<country code or zz>-<slug of the name>``, untaken.

    At most 80 characters; with ``-<geonameid>`` when another tie has the id, and with 8 hex
    digits of a sha256 over the tie's forms where the slug is cut, empty or still taken.
    """
    head = f"{tie.source_id}.{tie.kind}.{(tie.country_code or 'zz').lower()}-"
    name = slug(tie.city)
    forms = "\x1f".join(f"{match_key(a)}\x1e{match_key(b)}" for a, b in sorted(tie.forms))
    if name and len(head + name) <= _LONGEST:
        candidates = [head + name]
        if tie.geoname_id:
            candidates.append(f"{head}{name}-{tie.geoname_id}")
        for candidate in candidates:
            if candidate not in taken and len(candidate) <= _LONGEST:
                return candidate
    digests = (_with_digest(head, name, tie, forms, number) for number in count())
    return next(candidate for candidate in digests if candidate not in taken)


def _with_digest(head: str, name: str, tie: Tie, forms: str, number: int) -> str:
    seed = f"{tie.geoname_id or ''}\x1f{forms}\x1f{number or ''}"
    digest = hashlib.sha256(seed.encode("utf-8", "backslashreplace")).hexdigest()[:8]
    room = max(_LONGEST - len(head) - len(digest) - 1, 0)
    cut = name[:room].rstrip("-")
    return f"{head}{cut}-{digest}" if cut else f"{head}{digest}"
