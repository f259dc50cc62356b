"""Facts about the frame of a page: menus, teasers, banners, sponsors, footers."""

from __future__ import annotations

import bisect

from pipeline.dates import find_dates
from pipeline.parse.facts.view import SHARES, View, binned, yes
from pipeline.parse.records import Candidate


def part_of_the_page(view: View, candidate: Candidate) -> str:
    """The part of the page that the markup names: header, aside, form, menu."""
    return view.blocks[candidate.unit.number].frame or "text"


def share_in_links(view: View, candidate: Candidate) -> str:
    """How much of its block stands in links."""
    block = candidate.unit.block
    return binned(block.linked / max(1, len(block.text)), SHARES)


def neighbours_in_links(view: View, candidate: Candidate) -> str:
    """How much of its list stands in links."""
    siblings = view.groups[candidate.unit.group]
    if siblings.units == 1:
        return "alone"
    return binned(siblings.linked, SHARES)


def links_around(view: View, candidate: Candidate) -> str:
    """How much of the six blocks around its own stands in links."""
    number = candidate.unit.number
    near = view.blocks[max(0, number - 3) : number + 4]
    linked = sum(min(block.linked, len(block.text)) for block in near)
    return binned(linked / max(1, sum(len(block.text) for block in near)), SHARES)


def is_a_teaser(view: View, candidate: Candidate) -> str:
    """Whether it stands in a link or title beside a day: news."""
    number = candidate.unit.number
    block = view.blocks[number]
    if len(block.text) > _LONGEST_TEASER or block.linked * 2 < len(block.text):
        return "no"
    beside = [view.blocks[at] for at in (number - 1, number + 1) if 0 <= at < len(view.blocks)]
    days = any(len(near.text) < _DAY and find_dates(near.text) for near in beside)
    return "dated" if days or find_dates(block.text) else "link"


_LONGEST_TEASER, _DAY = 120, 30  # characters


def is_repeated(view: View, candidate: Candidate) -> str:
    """Whether the very text of its block stands twice on the page."""
    return binned(view.repeated.get(view.blocks[candidate.unit.number].text, 1), (2, 3))


def headings_above(view: View, candidate: Candidate) -> str:
    """Whether any heading stands above it."""
    number = candidate.unit.number
    above = bisect.bisect_left(view.headings, number)
    return yes(above and view.headings[above - 1] >= number - _ABOVE)


_ABOVE = 60  # blocks above in which a heading is looked for


def depth_of_the_list(view: View, candidate: Candidate) -> str:
    """How many lists it stands in."""
    return binned(view.blocks[candidate.unit.number].depth, (1, 2, 3))


def is_in_a_box(view: View, candidate: Candidate) -> str:
    """Whether it stands in one of a row of alike boxes."""
    return yes(view.blocks[candidate.unit.number].boxes)


FACTS = (
    part_of_the_page,
    share_in_links,
    neighbours_in_links,
    links_around,
    is_a_teaser,
    is_repeated,
    headings_above,
    depth_of_the_list,
    is_in_a_box,
)
