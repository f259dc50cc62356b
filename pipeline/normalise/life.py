"""A tie through its captures: who speaks for it, since when, when seen, in which state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pipeline import dates
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
    """Since when, in ISO form and in the page's words; "" when nobody says, or nobody can."""

    established: str
    as_stated: str
    doubts: tuple[tuple[str, str], ...]  # problem code and message


def speaker(testimonies: Sequence[Testimony]) -> Testimony:
    """Return the one whose words we publish: of the best authority, the newest capture."""
    return max(testimonies, key=lambda t: (_RANK[t.page.authority], t.capture.order))


def since(speaking: Testimony, testimonies: Sequence[Testimony]) -> Since:
    """Return the most precise date that does not contradict the speaker's.

    A date certainly after the capture that states it cannot be, and is withheld.
    """
    best, doubts = speaking, []
    for other in sorted(testimonies, key=lambda t: t.capture.order, reverse=True):
        have, new = _credible(best), _credible(other)
        if new and new.startswith(have) and len(new) > len(have):
            best = other
        elif new and not have.startswith(new) and not new.startswith(have):
            said = f"{_words(best)!r} in {best.capture.file}, {_words(other)!r} in "
            doubts.append(("date-contradicted", said + other.capture.file))
    if _words(best) and best.partner.established and not _credible(best):
        said = f"{_words(best)!r} is after {best.capture.captured_on}, when the page said so"
        doubts.append(("date-impossible", said))
    return Since(_credible(best), _words(best), tuple(doubts[:1]))


def _words(testimony: Testimony) -> str:
    return testimony.record["established_as_stated"] or ""


def _credible(testimony: Testimony) -> str:
    """The date that was settled, "" when it is certainly after its capture."""
    prefix = testimony.partner.established
    if prefix and dates.earliest(prefix) > dates.latest(testimony.capture.captured_on):
        return ""
    return prefix


def seen(testimonies: Sequence[Testimony]) -> tuple[str, str]:
    """Return the days of the oldest and the newest capture that state the tie."""
    captures = sorted((t.capture for t in testimonies), key=lambda capture: capture.order)
    return captures[0].captured_on, captures[-1].captured_on


def status(speaking: Testimony) -> tuple[str, str]:
    """Return the tie's status and how we know it, from the words of the page that speaks."""
    return speaking.partner.status or "listed", "stated"
