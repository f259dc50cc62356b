"""A tie through its captures: who speaks for it, since when, and when it was seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline import dates
from pipeline.inputs.capture import Capture
from pipeline.normalise.settled import SettledStatement
from pipeline.problems import Doubt, doubt


class Since(NamedTuple):
    """Since when, in ISO form and in the page's words; "" when nobody says, or nobody can."""

    established: str
    as_stated: str
    capture: Capture  # in which the words stand
    doubts: tuple[Doubt, ...]


def established_since(statements: Sequence[SettledStatement]) -> Since:
    """Return the most precise date that does not contradict the one that goes first.

    The best authority's newest word goes first. A date that is certainly after the capture that
    states it, or after an older one that names the tie, cannot be, and is withheld.
    """
    ranked = sorted(statements, key=lambda each: (each.rank, each.capture.order), reverse=True)
    # A person may have decided on a date that no page states.
    stating = [each for each in ranked if _words(each) or each.partner.established]
    if not stating:
        return Since("", "", ranked[0].capture, ())
    oldest = min(statements, key=lambda each: each.capture.order)
    # Words that could not be read are no date; settling has told of them.
    dated = [each for each in stating if each.partner.established]
    why_not = [_why_not(each, oldest) for each in dated]
    credible = [each for each, why in zip(dated, why_not, strict=True) if why is None]
    doubts = [why for why in why_not if why is not None]
    if not credible:
        first = stating[0]
        return Since("", _words(first), first.capture, tuple(doubts[:1]))
    best = credible[0]
    for other in credible[1:]:
        have, new = best.partner.established, other.partner.established
        if new.startswith(have) and len(new) > len(have):
            best = other
        elif not have.startswith(new):
            doubts.append(doubt("date-contradicted", said=_both(best, other)))
    return Since(best.partner.established, _words(best), best.capture, tuple(doubts[:1]))


def _both(one: SettledStatement, other: SettledStatement) -> str:
    return f"{_words(one)!r} in {one.capture.file}, {_words(other)!r} in {other.capture.file}"


def _words(statement: SettledStatement) -> str:
    return statement.row.established_as_stated


def _why_not(statement: SettledStatement, oldest: SettledStatement) -> Doubt | None:
    """Why a date cannot be; None when it can."""
    first_day, capture = dates.earliest(statement.partner.established), statement.capture
    if first_day > dates.latest(capture.captured_on):
        day = capture.captured_on
        return doubt("date-impossible", words=_words(statement), day=day)
    if first_day > dates.latest(oldest.capture.captured_on):
        where = f"{_words(statement)!r} in {capture.file}"
        said = f"{where}, but {oldest.capture.file} names the tie already"
        return doubt("date-contradicted", said=said)
    return None


def first_and_last_seen(statements: Sequence[SettledStatement]) -> tuple[str, str]:
    """Return the days of the oldest and the newest capture that state the tie."""
    captures = sorted((each.capture for each in statements), key=lambda capture: capture.order)
    return captures[0].captured_on, captures[-1].captured_on
