"""A tie through its captures: who speaks for it, since when, when seen, in which state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pipeline.captures import Capture
from pipeline.normalise.settling import Partner
from pipeline.sources import Page
from pipeline.vocabularies import AUTHORITIES

# The city's own word comes first when two disagree; then in the order of the list.
_RANK = {authority: -rank for rank, authority in enumerate(AUTHORITIES)}


@dataclass(frozen=True, slots=True)
class Testimony:
    """One statement, settled, with the capture and the page that it stands in."""

    record: Mapping[str, Any]  # of tables.Statements
    partner: Partner
    capture: Capture
    page: Page


class Since(NamedTuple):
    """Since when, in ISO form and in the page's words; "" for both when nobody says."""

    established: str
    as_stated: str
    contradicted_by: str  # words of another capture that cannot be the same date, or ""


def speaker(testimonies: Sequence[Testimony]) -> Testimony:
    """Return the one whose words we publish: of the best authority, the newest capture."""
    return max(testimonies, key=lambda t: (_RANK[t.page.authority], t.capture.order))


def since(speaking: Testimony, testimonies: Sequence[Testimony]) -> Since:
    """Return the most precise date that does not contradict the speaker's."""
    best = speaking
    contradicted_by = ""
    for other in sorted(testimonies, key=lambda t: t.capture.order, reverse=True):
        have, new = best.partner.established, other.partner.established
        if new and new.startswith(have) and len(new) > len(have):
            best = other
        elif new and not have.startswith(new) and not new.startswith(have):
            contradicted_by = contradicted_by or other.record["established_as_stated"] or ""
    stated = best.record["established_as_stated"] or ""
    return Since(best.partner.established, stated, contradicted_by)


def seen(testimonies: Sequence[Testimony]) -> tuple[str, str]:
    """Return the days of the oldest and the newest capture that state the tie."""
    captures = sorted((t.capture for t in testimonies), key=lambda capture: capture.order)
    return captures[0].captured_on, captures[-1].captured_on


def status(speaking: Testimony) -> tuple[str, str]:
    """Return the tie's status and how we know it, from the words of the page that speaks."""
    return speaking.partner.status or "listed", "stated"
