"""What new captures would change that is too much to be believed of a page, and not our doing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from pipeline.publish.csv_table import Row

MOST = Fraction(1, 5)  # of the standing ties of a source that may vanish at once
FEWEST = 2  # ties; one alone may vanish from the shortest list
_OVER = frozenset({"ended", "expired", "unlisted"})


class Shift(NamedTuple):
    """One tie that would vanish, or be in another country."""

    affiliation_id: str
    what: str  # "vanished" or "moved"
    before: str  # its status or country code
    after: str


def implausible_shifts(known: Sequence[Row], now: Sequence[Row]) -> dict[str, tuple[Shift, ...]]:
    """Return by source_id what is too much to be believed; nothing for a source that is plausible.

    known: rows as the present code makes them of what spoke in the previous release; now: of all
    captures; so that no change of ours counts. A tie vanishes that no page lists any more, or
    that a complete list leaves out. What a page says has ended, and what its term ends, does not.
    """
    after = {row["affiliation_id"]: row for row in now}
    by_source: dict[str, list[Row]] = {}
    for row in known:
        by_source.setdefault(row["source_id"], []).append(row)
    found = {}
    for source_id, rows in by_source.items():
        standing = [row for row in rows if row["status"] not in _OVER]
        vanished = [shift for row in standing if (shift := _vanished(row, after))]
        if len(vanished) < FEWEST or len(vanished) <= MOST * len(standing):
            vanished = []
        moved = [shift for row in rows if (shift := _moved(row, after))]
        if vanished or moved:
            found[source_id] = (*vanished, *moved)
    return found


def _vanished(row: Row, after: Mapping[str, Row]) -> Shift | None:
    new = after.get(row["affiliation_id"])
    if new is not None and new["status_method"] != "omitted":
        return None
    status = new["status"] if new else "no tie"
    return Shift(row["affiliation_id"], "vanished", row["status"], status)


def _moved(row: Row, after: Mapping[str, Row]) -> Shift | None:
    """A new country beside an old id: two places are taken for one, or a page has a slip."""
    new = after.get(row["affiliation_id"])
    codes = row["partner_country_code"], new["partner_country_code"] if new else ""
    is_moved = all(codes) and codes[0] != codes[1]
    return Shift(row["affiliation_id"], "moved", *codes) if is_moved else None
