"""New captures that would change more than can be believed are held back, source by source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from pipeline.inputs.source_history import SourceHistory
from pipeline.problems import Problem, problem
from pipeline.publish import Shift

_WHY = "it would change more than can be believed"


def hold_back(
    histories: Sequence[SourceHistory],
    shifts: Mapping[str, Sequence[Shift]],
    spoke: Set[str],
) -> tuple[list[SourceHistory], list[Problem]]:
    """Return the histories to release, and a problem for each row that is not changed.

    shifts: what is too much to be believed, by place_id. spoke: the files of the captures that
    spoke in the last release, and go on speaking. What a person has accepted is not held back.
    """
    kept: list[SourceHistory] = []
    problems: list[Problem] = []
    for history in histories:
        mine = shifts.get(history.source.place_id, ())
        believed = history.holding_back(spoke, _WHY) if mine else history
        problems += _held_back(history, believed, mine)
        kept.append(believed)
    return kept, problems


def _held_back(
    history: SourceHistory, believed: SourceHistory, shifts: Sequence[Shift]
) -> Iterator[Problem]:
    source = history.source
    captures = [each for each in history.captures if history.speaks(each) != believed.speaks(each)]
    if not captures:
        return
    newest = max(captures, key=lambda capture: capture.order)
    told = {
        "source_id": source.place_id,
        "file": f"raw/{source.place_id}/source.toml",
        "url": source.page(newest.page_id).url,
        "day": newest.captured_on,
    }
    for shift in shifts:
        yield problem(
            _CASES[shift.what],
            shift.affiliation_id,
            source.place_id,
            before=shift.before,
            after=shift.after,
            others=sum(each.what == shift.what for each in shifts) - 1,
            **told,
        )


_CASES = {
    "moved": "release-implausible/moved",
    "vanished": "release-implausible/vanished",
}
