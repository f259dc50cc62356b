"""Floor 3: statements of all captures to affiliations, ledger, coverage, and their doubts.

settle each statement's words → tie the statements together → one affiliation a tie, with its
ledger → coverage. Everything is decided by corrections, ``reference/`` and the gazetteer that
it is handed; doubt stays doubt.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pandera.typing import DataFrame

from pipeline.dates import order_of
from pipeline.normalise.affiliations import affiliation_record, tie_together
from pipeline.normalise.corrections import Correction, Decisions, read_corrections
from pipeline.normalise.coverage import Looked, coverage_records
from pipeline.normalise.ending import (
    Ends,
    seen_until,
    stated_terms,
    terms_of_kinds,
    whole_lists,
)
from pipeline.normalise.hosts import host_problems
from pipeline.normalise.ids import Known
from pipeline.normalise.inventory import capture_records, source_records
from pipeline.normalise.ledger import ledger_records
from pipeline.normalise.life import Testimony, speaker
from pipeline.normalise.settling import Partner, settle
from pipeline.normalise.suggesting import Suggestion, suggest
from pipeline.places.place import Gazetteer
from pipeline.problems import Problem
from pipeline.tables import (
    Affiliations,
    Captures,
    Claims,
    Corrections,
    Coverage,
    Sources,
    Statements,
    Terms,
)


@dataclass(frozen=True, slots=True)
class Normalised:
    """The tables of this floor, and what is in doubt."""

    affiliations: DataFrame[Affiliations]
    corrections: DataFrame[Corrections]
    coverage: DataFrame[Coverage]
    statements: DataFrame[Statements]
    sources: DataFrame[Sources]
    captures: DataFrame[Captures]
    problems: tuple[Problem, ...]
    unmet: tuple[Problem, ...]  # corrections that met no statement
    # By affiliation_id and column, the capture that shows what the row's own proof does not.
    shown: Mapping[tuple[str, str], str]


def normalise(
    statements: DataFrame[Statements],
    claims: DataFrame[Claims],
    terms: DataFrame[Terms],
    *,
    looked: Sequence[Looked],
    corrections: Iterable[Correction],
    gazetteer: Gazetteer,
    known: Known,
    as_of: dt.date,
) -> Normalised:
    """Return the tables that the statements of all captures come to.

    looked: one for each source, with its captures and visits. known: the previous release's
    ids. as_of: the day as of which a term is told to have run out. The order of rows and sources
    makes no difference.
    """
    decisions = Decisions(corrections)
    rows = Statements.records(statements)
    partners = _partners(rows, looked, decisions, gazetteer)
    testimonies, problems = _testimonies(rows, partners, looked)
    problems += [each for one in looked for each in host_problems(one.source, gazetteer)]
    by_place_id = {each.source.place_id: each.source for each in looked}
    claim_rows = Claims.records(claims)
    ends = _ends(as_of, looked, testimonies, claim_rows, Terms.records(terms))
    shown: dict[tuple[str, str], str] = {}
    affiliations: list[dict[str, Any]] = []
    ledger: list[dict[str, Any]] = []
    named: dict[str, str] = {}
    for affiliation_id, group in sorted(tie_together(testimonies, known).items()):
        speaking = [testimony for testimony in group if testimony.speaks]
        if not speaking:
            continue
        source = by_place_id[group[0].record["source_id"]]
        record, doubts, others = affiliation_record(affiliation_id, speaking, source, ends)
        affiliations.append(record)
        problems += doubts
        ledger += ledger_records(record, speaker(speaking).partner.decided)
        named.update((t.record["statement_id"], affiliation_id) for t in group)
        shown.update(((affiliation_id, name), file) for name, file in others.items())
    rows = [{**row, "affiliation_id": named.get(row["statement_id"], "")} for row in rows]
    coverage = []
    for each in looked:
        mine = [_of(each, rows), _of(each, claim_rows)]
        records, doubts = coverage_records(each, *mine)
        coverage += records
        problems += doubts
    judged = {capture: judgement for each in looked for capture, judgement in each.judged.items()}
    return Normalised(
        affiliations=Affiliations.frame(affiliations),
        corrections=Corrections.frame(ledger),
        coverage=Coverage.frame(coverage),
        statements=Statements.frame(rows),
        sources=Sources.frame(row for each in looked for row in source_records(each.source)),
        captures=Captures.frame(capture_records(judged, rows)),
        problems=tuple(problems),
        unmet=tuple(decisions.unmet()),
        shown=shown,
    )


def _ends(
    as_of: dt.date,
    looked: Sequence[Looked],
    testimonies: Sequence[Testimony],
    claims: Sequence[Mapping[str, Any]],
    terms: Sequence[Mapping[str, Any]],
) -> Ends:
    stated = stated_terms(terms)
    return Ends(
        as_of=as_of,
        terms=stated,
        terms_of_kinds=terms_of_kinds(stated, looked),
        seen_until=seen_until(looked),
        whole_lists=whole_lists(looked, testimonies, claims),
    )


def _capture_of(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return row["source_id"], row["page_id"], row["capture"]


def _partners(
    rows: Sequence[Mapping[str, Any]],
    looked: Iterable[Looked],
    decisions: Decisions,
    gazetteer: Gazetteer,
) -> dict[str, Partner]:
    """What each statement's words are settled to, by its id."""
    looked = list(looked)
    orders, days = _date_orders(rows, looked), _days(looked)
    countries = {each.source.place_id: each.source.host_country_code for each in looked}
    partners = {}
    for row in rows:
        capture, country = _capture_of(row), countries.get(row["source_id"], "")
        partner = settle(row, decisions, gazetteer, orders[capture], days[capture], country)
        partners[row["statement_id"]] = partner
    return partners


def _date_orders(
    rows: Iterable[Mapping[str, Any]], looked: Iterable[Looked]
) -> dict[tuple[str, str, str], str]:
    """The order of day and month of each capture: as taught, else as its own dates settle it."""
    taught = {
        (each.source.place_id, page.page_id): page.teaching.date_order
        for each in looked
        for page in each.source.pages
    }
    dates: dict[tuple[str, str, str], list[str]] = {}
    for row in rows:
        dates.setdefault(_capture_of(row), []).append(str(row["established_as_stated"]))
    return {key: taught.get(key[:2], "") or order_of(texts) for key, texts in dates.items()}


def _days(looked: Iterable[Looked]) -> dict[tuple[str, str, str], str]:
    """The day of each capture, as an ISO prefix."""
    return {
        (capture.place_id, capture.page_id, capture.name): capture.captured_on
        for each in looked
        for capture in each.captures
    }


def _of(looked: Looked, rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [row for row in rows if row["source_id"] == looked.source.place_id]


def _testimonies(
    rows: Iterable[Mapping[str, Any]], partners: Mapping[str, Partner], looked: Iterable[Looked]
) -> tuple[list[Testimony], list[Problem]]:
    """The statements that state a tie, settled; and a problem for each that only proposes one."""
    looked = list(looked)
    pages = {
        (each.source.place_id, page.page_id): page for each in looked for page in each.source.pages
    }
    captures = {
        (c.place_id, c.page_id, c.name): (c, each.speaks(c))
        for each in looked
        for c in each.captures
    }
    hosts = {each.source.place_id: each.source.host_geoname_id for each in looked}
    testimonies, problems = [], []
    for row in rows:
        page_key = row["source_id"], row["page_id"]
        capture, speaks = captures[*page_key, row["capture"]]
        partner = partners[row["statement_id"]]
        code = why = ""
        if partner.status == "proposed":
            code, why = "proposal", "is a proposal: a statement, no affiliation"
        elif partner.place and partner.place.geoname_id == hosts[row["source_id"]]:
            code, why = "host-itself", "is the host itself, which has no tie with itself"
        if code:
            where = f"raw/{capture.file}: {row['locator']}"
            remedy = f"raw/{capture.file}: look at the words; nothing to mend if that is so"
            said = f"{row['quote']!r} {why}"
            problems.append(Problem(row["source_id"], code, where, said, remedy))
        else:
            testimonies.append(Testimony(row, partner, capture, pages[page_key], speaks))
    return testimonies, problems


__all__ = [
    "Correction",
    "Decisions",
    "Known",
    "Looked",
    "Normalised",
    "Suggestion",
    "normalise",
    "read_corrections",
    "settle",
    "suggest",
]
