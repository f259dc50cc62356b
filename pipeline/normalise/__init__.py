"""Floor 3: statements of all captures to affiliations, ledger, coverage, and their doubts.

Settle each statement's words → tie the statements together → one affiliation for each tie, with
its ledger → coverage. Everything is decided by corrections, ``reference/`` and the gazetteer that
this floor is handed; doubt stays doubt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pandera.typing import DataFrame

from pipeline.inputs.source_history import SourceHistory
from pipeline.normalise.affiliations import Affiliation, tie_together
from pipeline.normalise.corrections import Correction, Decisions, read_corrections
from pipeline.normalise.coverage import coverage_records
from pipeline.normalise.ending import ends_of
from pipeline.normalise.hosts import Host, host_problems
from pipeline.normalise.ids import Known
from pipeline.normalise.ledger import ledger_records
from pipeline.normalise.rows import StatementRow, claim_rows, statement_rows, term_rows
from pipeline.normalise.settle import Partner
from pipeline.normalise.settled import settled_statements, ties_of_page
from pipeline.normalise.source_records import capture_records, source_records
from pipeline.normalise.suggestions import Suggestion, suggest
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
    histories: Sequence[SourceHistory],
    corrections: Iterable[Correction],
    gazetteer: Gazetteer,
    known: Known,
) -> Normalised:
    """Return the tables that the statements of all captures come to.

    histories: one for each source, with its captures and visits; a term is told to have run out as
    of the newest day of its source. known: the previous release's ids. The order of rows and
    sources makes no difference.
    """
    decisions = Decisions(corrections)
    rows, claimed = statement_rows(statements), claim_rows(claims)
    settled, problems = settled_statements(rows, histories, decisions, gazetteer)
    for history in histories:
        problems += host_problems(history.source, gazetteer)
    ends = ends_of(histories, settled, claimed, term_rows(terms))
    sources = {history.source.place_id: history.source for history in histories}
    named: dict[str, str] = {}  # by statement_id, the affiliation that it states
    affiliations = []
    for affiliation_id, group in sorted(tie_together(settled, known).items()):
        if speaking := [each for each in group if each.speaks]:
            source = sources[group[0].row.source_id]
            affiliations.append(Affiliation.of(affiliation_id, speaking, source, ends))
            named.update((each.row.statement_id, affiliation_id) for each in group)
    coverage = []
    for history in histories:
        place_id = history.source.place_id
        mine = [row for row in rows if row.source_id == place_id]
        own_claims = [claim for claim in claimed if claim.source_id == place_id]
        records, doubts = coverage_records(history, mine, named, own_claims)
        coverage += records
        problems += doubts
    return Normalised(
        affiliations=Affiliations.frame(each.record() for each in affiliations),
        corrections=Corrections.frame(row for each in affiliations for row in ledger_records(each)),
        coverage=Coverage.frame(coverage),
        statements=_naming(statements, named),
        sources=Sources.frame(row for each in histories for row in source_records(each.source)),
        captures=Captures.frame(row for each in histories for row in capture_records(each, rows)),
        problems=(*problems, *(doubt for each in affiliations for doubt in each.problems())),
        unmet=tuple(decisions.unmet()),
        shown={
            (each.affiliation_id, column): file
            for each in affiliations
            for column, file in each.shown_by.items()
        },
    )


def _naming(statements: DataFrame[Statements], named: Mapping[str, str]) -> DataFrame[Statements]:
    """The statements, each with the affiliation that it states."""
    return Statements.frame(
        {**record, "affiliation_id": named.get(record["statement_id"], "")}
        for record in Statements.records(statements)
    )


__all__ = [
    "Correction",
    "Decisions",
    "Host",
    "Known",
    "Normalised",
    "Partner",
    "StatementRow",
    "Suggestion",
    "normalise",
    "read_corrections",
    "suggest",
    "ties_of_page",
]
