"""``raw/corrections.csv``: what people decided about what pages say.

A correction meets a cell word for word: the cell of its field, or, where the page leaves that
cell empty, the partner's name. So ``field=country, as_stated=Springfield`` supplies a country
where a page names Springfield without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline import dates
from pipeline.inputs.source_keys import SLUG
from pipeline.inputs.visit import LONGEST_CELL
from pipeline.places.countries import find_country
from pipeline.places.iso import is_country
from pipeline.problems import FilesBroken, Problem, problem
from pipeline.text import clean
from pipeline.vocabularies import DECIDED_RULES, LEDGER_FIELDS, STATUSES

COLUMNS = (
    *("id", "scope", "field", "as_stated", "country", "value", "rule", "reason", "evidence"),
    *("decided_on", "reported_on"),
)
FILE = "raw/corrections.csv"


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision. ``line`` is where it stands in the file, from 1, the header counted."""

    line: int
    correction_id: str
    scope: str  # a place_id, place_id/partner as stated, or "*" for every source
    field: str  # a key of vocabularies.LEDGER_FIELDS
    as_stated: str
    country: str  # alpha-2: only where the country is this one; "" for any
    value: str
    rule: str  # one of vocabularies.DECIDED_RULES
    reason: str
    evidence: str
    decided_on: str  # ISO date
    reported_on: str  # ISO date on which the host was told, or ""

    @property
    def place_id(self) -> str:
        """The source that it holds for, "" for all."""
        return "" if self.scope == "*" else self.scope.partition("/")[0]

    def covers(self, source_id: str, name: str) -> bool:
        """Whether it holds for a partner of this name, of this source."""
        return self.scope in ("*", source_id, f"{source_id}/{clean(name)}")


def read_corrections(
    rows: Iterable[tuple[int, Mapping[str, str]]], place_ids: Iterable[str]
) -> tuple[Correction, ...]:
    """Return the corrections that ``rows``, numbered by their lines, describe.

    place_ids: the sources of the workspace, for the scopes. Raises FilesBroken with a problem
    for each row that cannot be used, for two that fight over one value, and for chains and
    loops (a to b, b to c): what a person meant by them is unclear.
    """
    known = set(place_ids)
    read, problems = [], []
    for line, row in rows:
        slips = list(_slips(row, known))
        problems += [_invalid(line, row.get("id") or "", slip) for slip in slips]
        if not slips:
            cells = {key: clean(row[key]) for key in COLUMNS}
            read.append(Correction(line, cells.pop("id"), **cells))
    problems += _quarrels(read)
    if problems:
        raise FilesBroken(problems)
    return tuple(read)


def _slips(row: Mapping[str, str], place_ids: set[str]) -> Iterator[str]:
    if large := [name for name, cell in row.items() if len(cell) > LONGEST_CELL]:
        yield f"{large[0]} has {len(row[large[0]]):,} characters, and may have {LONGEST_CELL:,}"
        return
    cells = {key: clean(value) for key, value in row.items()}
    if not SLUG.fullmatch(cells["id"]):
        yield f"id = {cells['id']!r} must be small letters, digits and hyphens"
    if cells["scope"] != "*" and cells["scope"].partition("/")[0] not in place_ids:
        yield f"scope = {cells['scope']!r} is neither * nor a folder below raw/ (or folder/partner)"
    if cells["field"] not in LEDGER_FIELDS:
        yield f"field = {cells['field']!r} must be one of {', '.join(LEDGER_FIELDS)}"
    if cells["country"] and not is_country(cells["country"]):
        yield f"country = {cells['country']!r} must be a code of ISO 3166-1 alpha-2"
    if cells["rule"] not in DECIDED_RULES:
        yield f"rule = {cells['rule']!r} must be one of {', '.join(DECIDED_RULES)}"
    if not cells["as_stated"]:
        yield "as_stated is empty; where the page leaves the field empty, write the partner's name"
    for key in ("value", "reason"):
        if not cells[key]:
            yield f"{key} is empty; a decision needs it"
    for key in ("decided_on", "reported_on"):
        if not _is_day(cells[key]) and (cells[key] or key == "decided_on"):
            yield f"{key} = {cells[key]!r} must be a day such as 2026-11-21"
    yield from _value_slips(cells["field"], cells["value"])


def _is_day(text: str) -> bool:
    return len(text) == 10 and dates.is_prefix(text)


def _value_slips(field: str, value: str) -> Iterator[str]:
    if field == "country" and value and find_country(value) is None:
        yield f"value = {value!r} is no country that we know"
    if field == "established" and value and not dates.is_prefix(value):
        yield f"value = {value!r} must be YYYY, YYYY-MM or YYYY-MM-DD"
    if field == "city" and value.isdecimal() and not re.fullmatch("[1-9][0-9]{0,8}", value):
        yield f"value = {value[:20]!r} is no GeoNames id"
    if field == "status" and value and value not in STATUSES:
        yield f"value = {value!r} must be one of {', '.join(STATUSES)}"


def _quarrels(corrections: Sequence[Correction]) -> Iterator[Problem]:
    """A problem for each correction that cannot stand beside another."""
    ids: dict[str, Correction] = {}
    changing: dict[tuple[str, str], list[Correction]] = {}
    for correction in corrections:
        first = ids.setdefault(correction.correction_id, correction)
        if first is not correction:
            yield _row_invalid(correction, f"has the id of line {first.line}")
        for other in changing.setdefault((correction.field, correction.as_stated), []):
            if _overlap(correction, other):
                said = f"decides {correction.as_stated!r}, as line {other.line} does"
                yield _row_invalid(correction, f"{said}: keep one, or narrow their scopes")
                break
        changing[correction.field, correction.as_stated].append(correction)
    for correction in corrections:
        if correction.value == correction.as_stated:
            yield _row_invalid(correction, "gives the value that it changes: a loop")
            continue
        for other in changing.get((correction.field, correction.value), ()):
            if not _overlap(correction, other):
                continue
            if other.value == correction.as_stated:
                if other.line < correction.line:
                    yield _row_invalid(correction, f"undoes line {other.line}: a loop")
            else:
                said = f"gives {correction.value!r}, which line {other.line} changes"
                yield _row_invalid(correction, said)


def _overlap(first: Correction, second: Correction) -> bool:
    scopes = first.scope == second.scope or "*" in (first.scope, second.scope)
    return scopes and (first.country == second.country or not (first.country and second.country))


def _row_invalid(correction: Correction, message: str) -> Problem:
    return _invalid(correction.line, correction.correction_id, message)


def _invalid(line: int, correction_id: str, message: str) -> Problem:
    said = f"{correction_id}: {message}" if correction_id else message
    where = f"{FILE}: line {line}"
    return problem("correction-invalid", where, said=said, file=FILE, line=line)


class Decisions:
    """The corrections of a workspace, asked cell by cell; remembers which were met."""

    def __init__(self, corrections: Iterable[Correction]) -> None:
        self._corrections = tuple(corrections)
        self._by_words: dict[tuple[str, str], list[Correction]] = {}
        for correction in self._corrections:
            key = correction.field, correction.as_stated
            self._by_words.setdefault(key, []).append(correction)
        self._met: set[str] = set()

    def find(
        self, source_id: str, field: str, stated: str, name: str, country_code: str
    ) -> Correction | None:
        """Return the decision about one cell, or None.

        stated: the page's words in the field; where they are "", ``name`` stands for them.
        country_code: the partner's country as far as it is known, for the guard.
        """
        # The one that names the tie goes before those for a source, and these before all.
        some = self._by_words.get((field, clean(stated or name)), ())
        for correction in sorted(some, key=lambda each: ("/" not in each.scope, each.scope == "*")):
            if correction.covers(source_id, name) and correction.country in ("", country_code):
                self._met.add(correction.correction_id)
                return correction
        return None

    def unmet(self) -> list[Problem]:
        """A problem for each correction that no cell has met: a slip in the file."""
        return [
            problem(
                "correction-unused",
                f"{FILE}: line {correction.line}",
                correction.place_id,
                correction_id=correction.correction_id,
                words=correction.as_stated,
                file=FILE,
                line=correction.line,
            )
            for correction in self._corrections
            if correction.correction_id not in self._met
        ]
