"""The statements of all captures, each settled, with the capture and the page it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.dates import order_of
from pipeline.inputs.capture import Capture
from pipeline.inputs.source import Page
from pipeline.inputs.source_history import SourceHistory
from pipeline.normalise.corrections import Decisions
from pipeline.normalise.hosts import Host, is_host
from pipeline.normalise.rows import CaptureKey, StatementRow
from pipeline.normalise.settle import Partner, settle_statement
from pipeline.places.place import Gazetteer
from pipeline.problems import Problem, problem
from pipeline.vocabularies import AUTHORITIES

# The city's own word comes first when two disagree; then in the order of the list.
_RANK = {authority: -rank for rank, authority in enumerate(AUTHORITIES)}


@dataclass(frozen=True, slots=True)
class SettledStatement:
    """One statement of a tie: the page's words, what they were settled to, where they stand."""

    row: StatementRow
    partner: Partner
    capture: Capture
    page: Page
    speaks: bool = True  # False: its capture was judged unfit to speak for its page

    @property
    def rank(self) -> int:
        """How near its publisher is to the host: higher is nearer."""
        return rank_of(self.page)


def rank_of(page: Page) -> int:
    """Return how near the publisher of a page is to the host: higher is nearer."""
    return _RANK[page.authority]


def speaker(statements: Sequence[SettledStatement]) -> SettledStatement:
    """Return the one whose words we publish: of the best authority, the newest capture."""
    return max(statements, key=lambda each: (each.rank, each.capture.order))


def settled_statements(
    rows: Sequence[StatementRow],
    histories: Sequence[SourceHistory],
    decisions: Decisions,
    gazetteer: Gazetteer,
) -> tuple[list[SettledStatement], list[Problem]]:
    """Return the statements of a tie, settled, and a problem for each that states none.

    A proposal states no tie, nor does an entry that names the host itself.
    """
    captures = {CaptureKey.of(each): each for history in histories for each in history.captures}
    by_place_id = {history.source.place_id: history for history in histories}
    date_orders = _date_orders(rows, by_place_id)
    settled, problems = [], []
    for row in rows:
        capture, history = captures[row.key], by_place_id[row.source_id]
        source = history.source
        partner = settle_statement(
            row,
            decisions,
            gazetteer,
            date_orders[row.key],
            capture.captured_on,
            source.host_country_code,
        )
        if partner.status == "proposed":
            problems.append(_no_tie("proposal", row, capture))
        elif partner.place and partner.place.geoname_id == source.host_geoname_id:
            problems.append(_no_tie("host-itself", row, capture))
        else:
            page, speaks = source.page(row.page_id), history.speaks(capture)
            settled.append(SettledStatement(row, partner, capture, page, speaks))
    return settled, problems


def ties_of_page(
    rows: Sequence[StatementRow], host: Host, decisions: Decisions, gazetteer: Gazetteer
) -> Iterator[tuple[StatementRow, Partner]]:
    """Yield each statement of a single page that states a tie, with what it is settled to.

    A page that nobody captured has no day, so that a date like 16.07.68 stays in doubt. What is
    proposed only, and the host itself, are left out.
    """
    date_order = order_of(row.established_as_stated for row in rows)
    for row in rows:
        partner = settle_statement(row, decisions, gazetteer, date_order, "", host.country_code)
        if partner.status != "proposed" and not is_host(partner, host):
            yield row, partner


def _date_orders(
    rows: Iterable[StatementRow], histories: Mapping[str, SourceHistory]
) -> dict[CaptureKey, str]:
    """The order of day and month in each capture: as a hint says, else as its dates settle it."""
    dates: dict[CaptureKey, list[str]] = {}
    for row in rows:
        dates.setdefault(row.key, []).append(row.established_as_stated)
    return {
        key: histories[key.source_id].source.page(key.page_id).hints.date_order or order_of(texts)
        for key, texts in dates.items()
    }


def _no_tie(code: str, row: StatementRow, capture: Capture) -> Problem:
    file = f"raw/{capture.file}"
    return problem(code, f"{file}: {row.locator}", row.source_id, quote=row.quote, file=file)
