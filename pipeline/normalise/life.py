"""A tie through its captures: who speaks for it, since when, and when it was seen."""

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
    speaks: bool = True  # False: its capture was judged unfit to speak for its page

    @property
    def rank(self) -> int:
        """How near its publisher is to the host: higher is nearer."""
        return rank_of(self.page)


def rank_of(page: Page) -> int:
    """Return how near the publisher of a page is to the host: higher is nearer."""
    return _RANK[page.authority]


class Since(NamedTuple):
    """Since when, in ISO form and in the page's words; "" when nobody says, or nobody can."""

    established: str
    as_stated: str
    capture: Capture  # in which the words stand
    doubts: tuple[tuple[str, str], ...]  # problem code and message


def speaker(testimonies: Sequence[Testimony]) -> Testimony:
    """Return the one whose words we publish: of the best authority, the newest capture."""
    return max(testimonies, key=lambda t: (t.rank, t.capture.order))


def since(testimonies: Sequence[Testimony]) -> Since:
    """Return the most precise date that does not contradict the one that goes first.

    The best authority's newest word goes first. A date that is certainly after the capture that
    states it, or after an older one that names the tie, cannot be, and is withheld.
    """
    ranked = sorted(testimonies, key=lambda t: (t.rank, t.capture.order), reverse=True)
    # A person may have decided on a date that no page states.
    stating = [each for each in ranked if _words(each) or each.partner.established]
    if not stating:
        return Since("", "", ranked[0].capture, ())
    oldest = min(testimonies, key=lambda t: t.capture.order)
    credible = [each for each in stating if _doubt(each, oldest) is None]
    doubts = [doubt for each in stating if (doubt := _doubt(each, oldest)) and doubt[0]]
    if not credible:
        first = stating[0]
        return Since("", _words(first), first.capture, tuple(doubts[:1]))
    best = credible[0]
    for other in credible[1:]:
        have, new = best.partner.established, other.partner.established
        if new.startswith(have) and len(new) > len(have):
            best = other
        elif not have.startswith(new):
            doubts.append(("date-contradicted", _both(best, other)))
    return Since(best.partner.established, _words(best), best.capture, tuple(doubts[:1]))


def _both(one: Testimony, other: Testimony) -> str:
    return f"{_words(one)!r} in {one.capture.file}, {_words(other)!r} in {other.capture.file}"


def _words(testimony: Testimony) -> str:
    return testimony.record["established_as_stated"] or ""


def _doubt(testimony: Testimony, oldest: Testimony) -> tuple[str, str] | None:
    """Why a date cannot be: problem code and message; None when it can.

    The code is "" for words that could not be read, of which settling has told.
    """
    prefix = testimony.partner.established
    if not prefix:
        return "", ""
    if dates.earliest(prefix) > dates.latest(testimony.capture.captured_on):
        on = testimony.capture.captured_on
        said = f"{_words(testimony)!r} is after {on}, when the page said so"
        return "date-impossible", said
    if dates.earliest(prefix) > dates.latest(oldest.capture.captured_on):
        where = f"{_words(testimony)!r} in {testimony.capture.file}"
        said = f"{where}, but {oldest.capture.file} names the tie already"
        return "date-contradicted", said
    return None


def seen(testimonies: Sequence[Testimony]) -> tuple[str, str]:
    """Return the days of the oldest and the newest capture that state the tie."""
    captures = sorted((t.capture for t in testimonies), key=lambda capture: capture.order)
    return captures[0].captured_on, captures[-1].captured_on
