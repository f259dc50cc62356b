"""How far the words for ties reach on a page."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.parse.records import Block, Scope
from pipeline.parse.words.vocabulary import tags_of

SMALL = 150  # blocks of a page on which all is near
FAR = 40  # blocks behind which a title says little of what other headings head


def near_ties(blocks: Sequence[Block], behind: int, before: int) -> list[bool]:
    """Return whether each block is in reach of one that has a word for ties.

    It stands at most ``behind`` blocks after it, or ``before`` blocks before it. All of a page of
    at most 150 blocks is in reach.
    """
    if len(blocks) <= SMALL:
        return [True] * len(blocks)
    near = [False] * len(blocks)
    reached = 0
    for number, block in enumerate(blocks):
        tags = tags_of(block.text)
        if tags.kinds or tags.ties:
            end = min(len(blocks), number + behind + 1)
            for at in range(max(reached, number - before), end):
                near[at] = True
            reached = max(reached, end)
    return near


def is_far(number: int, scope: Scope) -> bool:
    """Return whether no heading, lead or story near a block speaks of ties.

    The title of the page, the name of the site, or a heading over many sections far above may.
    """
    is_of_page = scope.source in ("title", "site")
    return not scope.kind or is_of_page or (scope.between > 0 and number - scope.at > FAR)
