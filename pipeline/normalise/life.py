"""A tie through its captures: who speaks for it, since when, and when it was seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline import dates
from pipeline.inputs.capture import Capture
from pipeline.normalise.settled import SettledStatement


class Since(NamedTuple):
    """Since when, in ISO form and in the page's words; "" when nobody says, or nobody can."""

    established: str
    as_stated: str
    capture: Capture  # in which the words stand
    doubts: tuple[tuple[str, str], ...]  # problem code and message


def since(statements: Sequence[SettledStatement]) -> Since:
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


def _both(one: SettledStatement, other: SettledStatement) -> str:
    return f"{_words(one)!r} in {one.capture.file}, {_words(other)!r} in {other.capture.file}"


def _words(statement: SettledStatement) -> str:
    return statement.row.established_as_stated


def _doubt(statement: SettledStatement, oldest: SettledStatement) -> tuple[str, str] | None:
    """Why a date cannot be: problem code and message; None when it can.

    The code is "" for words that could not be read, of which settling has told.
    """
    prefix = statement.partner.established
    if not prefix:
        return "", ""
    if dates.earliest(prefix) > dates.latest(statement.capture.captured_on):
        on = statement.capture.captured_on
        said = f"{_words(statement)!r} is after {on}, when the page said so"
        return "date-impossible", said
    if dates.earliest(prefix) > dates.latest(oldest.capture.captured_on):
        where = f"{_words(statement)!r} in {statement.capture.file}"
        said = f"{where}, but {oldest.capture.file} names the tie already"
        return "date-contradicted", said
    return None


def seen(statements: Sequence[SettledStatement]) -> tuple[str, str]:
    """Return the days of the oldest and the newest capture that state the tie."""
    captures = sorted((each.capture for each in statements), key=lambda capture: capture.order)
    return captures[0].captured_on, captures[-1].captured_on
