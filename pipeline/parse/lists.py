"""Ties that a page lists: bullets, numbers, lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.parse.blocks import HEADING, ITEM, TEXT, Block
from pipeline.parse.entries import Entry, is_name, is_odd_name
from pipeline.parse.lines import is_header, read_line
from pipeline.parse.mentions import Mention
from pipeline.parse.page import Page
from pipeline.parse.places import Spot
from pipeline.parse.sections import MIXED, Context
from pipeline.parse.words import is_area
from pipeline.text import is_hostile_name

_MOST_LINE = 120  # characters of a line that may be an entry by itself
_MOST_SENTENCE = 60  # of one that ends with a full stop: "Kobe, Japan."


class _Line(NamedTuple):
    number: int  # of its block
    spots: tuple[Spot, ...]
    is_known: bool  # whether one of them shows itself to be a place


def read_lists(page: Page) -> None:
    """Add the entries of every list of ties to ``page``.

    A list counts when a heading or the line before it names a kind of tie, and at least half of
    its entries show themselves to be places: by a country or by the gazetteer.
    """
    at = 0
    while at < len(page.blocks):
        end = _end_of_run(page, at)
        if end > at:
            _read_run(page, at, end)
        at = max(end, at + 1)


def _end_of_run(page: Page, at: int) -> int:
    """Where the run of items or short lines that begins at ``at`` ends; ``at`` for no run."""
    first, end = page.blocks[at], at
    while end < len(page.blocks) and _goes_on(page, end, first):
        end += 1
    return end


def _goes_on(page: Page, number: int, first: Block) -> bool:
    block = page.blocks[number]
    if number in page.used or block.role not in (ITEM, TEXT):
        return False
    if first.role == ITEM:
        same = block.role == ITEM and block.list_id == first.list_id
        return (
            same
            or (first.depth > 0 and block.depth > first.depth)
            or (block.role == TEXT and block.depth >= first.depth > 0)
        )
    if block.role != TEXT or block.depth != first.depth:
        return False
    ends = re.search(r"[.!?:]$", block.text)
    if len(block.text) <= _MOST_LINE and (not ends or page.told[number].is_head):
        return True
    return len(block.text) <= _MOST_SENTENCE and any(
        spot.entry.country for spot in read_line(block.text, page.lexicon)
    )


def _read_run(page: Page, at: int, end: int) -> None:
    lines, outside = list(_lines(page, at, end)), []
    if page.blocks[at].role == TEXT:
        # Lines that stand alone before or after the list are no entries of it.
        inside = [number for number, line in enumerate(lines) if line.is_known]
        first, last = (inside[0], inside[-1] + 1) if inside else (0, 0)
        lines, outside = lines[first:last], lines[:first] + lines[last:]
    if not lines or not any(page.told[line.number].kind for line in lines):
        return
    headed = any(page.told[line.number].country for line in lines)
    if _is_list(page, lines) or (headed and all(line.spots for line in lines)):
        hidden = [line for line in outside if _is_hostile(page.blocks[line.number].text)]
        for line in (*lines, *hidden):
            _add_line(page, line)
        return
    for line in lines:
        for spot in line.spots:
            if spot.entry.country and page.told[line.number].kind:
                page.add(line.number, _mention(page, line.number, spot, is_sure=False))


def _is_hostile(text: str) -> bool:
    """Whether a line may be a name that is not what it seems, or that could run."""
    return is_odd_name(text) or (is_name(text) and is_hostile_name(text))


def _lines(page: Page, at: int, end: int) -> Iterator[_Line]:
    """The lines of a run that could be entries, countries on a line of their own given to them."""
    country, depth = "", 0
    pairs = _are_pairs(page, at, end)
    ahead: _Line | None = None
    for number in range(at, end):
        block = page.blocks[number]
        if page.told[number].is_head and not is_header(block.text, page.lexicon):
            country = ""
            continue
        if is_header(block.text, page.lexicon):
            if is_area(block.text):
                country = ""
            elif pairs and ahead:
                ahead = _with_country(ahead, block.text)
            elif not pairs:
                country, depth = block.text.strip(" :•·-–—*"), block.depth
            page.used.add(number)
            continue
        if block.role == TEXT and block.depth:
            # Words below an item: the place itself when the item only names its people.
            spots = read_line(block.text, page.lexicon) if ahead and not ahead.is_known else ()
            if any(spot.entry.country for spot in spots):
                ahead = _Line(number, spots, True)
            continue
        if _tells_of_title(page, number):
            continue
        if ahead:
            yield ahead
        spots = read_line(block.text, page.lexicon)
        known = any(spot.entry.is_known(page.lexicon) for spot in spots)
        ahead = _Line(number, spots, known)
        if country and block.depth and block.depth <= depth and _nests(page, at, end):
            country = ""  # the country headed a deeper list, which has ended
        if country:
            ahead = _with_country(ahead, country)
    if ahead:
        yield ahead


def _tells_of_title(page: Page, number: int) -> bool:
    """Whether a line right below a title is where that is: "Gangnam District", "Seoul, Korea"."""
    above = page.blocks[number - 1] if number else None
    if page.blocks[number].role != TEXT or above is None or above.role != HEADING:
        return False
    return any(
        other == number - 1 and mention.entry is not None and not mention.entry.country
        for other, mention in page.mentions
    )


def _nests(page: Page, at: int, end: int) -> bool:
    return len({page.blocks[number].depth for number in range(at, end)}) > 1


def _are_pairs(page: Page, at: int, end: int) -> bool:
    """Whether town and country stand on two lines each: every second line is a country."""
    heads = [is_header(page.blocks[number].text, page.lexicon) for number in range(at, end)]
    return len(heads) > 1 and not heads[0] and sum(heads) * 2 >= len(heads)


def _with_country(line: _Line, country: str) -> _Line:
    country = country.strip(" :•·-–—*()[].")
    spots = tuple(
        spot if spot.entry.country else spot._replace(entry=spot.entry._replace(country=country))
        for spot in line.spots
    )
    return line._replace(spots=spots, is_known=bool(spots))


def _is_list(page: Page, lines: Sequence[_Line]) -> bool:
    """Whether at least half of the lines are places, and one or more surely.

    Below a heading of another matter, "Contact" on a page of ties, half must be sure.
    """
    known = sum(line.is_known for line in lines)
    sure = sum(any(_is_sure(page, spot.entry) for spot in line.spots) for line in lines)
    if not page.told[lines[0].number].is_near:
        stated = sum(any(_is_located(page, spot.entry) for spot in line.spots) for line in lines)
        return stated > 0 and stated * 2 >= len(lines)
    is_numbered = any(spot.entry.established for line in lines for spot in line.spots)
    return known * 2 >= len(lines) and (sure > 0 or is_numbered)


def _is_located(page: Page, entry: Entry) -> bool:
    return bool(entry.country) or page.lexicon.is_region_of(entry.region, entry.name)


def _is_sure(page: Page, entry: Entry) -> bool:
    return _is_located(page, entry) or page.lexicon.is_town(entry.name)


def _add_line(page: Page, line: _Line) -> None:
    block = page.blocks[line.number]
    if not page.told[line.number].kind:
        return
    page.used.add(line.number)
    for spot in line.spots:
        page.add(line.number, _mention(page, line.number, spot))
    if not line.spots:
        page.used.discard(line.number)  # it may be a sentence
        context = page.told[line.number]
        page.add(
            line.number,
            Mention(block, 0, len(block.text), context.kind, "", None, "an entry of a list"),
        )


def _mention(page: Page, number: int, spot: Spot, *, is_sure: bool = True) -> Mention:
    context, entry = page.told[number], spot.entry
    lines: tuple[int, ...] = ()
    if context.country and not entry.country:
        entry, lines = entry._replace(country=context.country), (context.line,)
    return Mention(
        page.blocks[number],
        spot.start,
        spot.end,
        entry.kind or spot.kind or context.kind,
        entry.status or context.status_words,
        entry,
        "an entry of a list",
        is_sure,
        lines,
    )


def settle_mixed(page: Page) -> None:
    """Give the entries of a list of two kinds that say nothing the kind that none of them says.

    "Three sister cities and one friendship city", of which one entry says "(friendship city)".
    """
    by_context: dict[Context, set[str]] = {}
    for number, mention in page.mentions:
        by_context.setdefault(page.told[number]._replace(is_head=False), set()).add(mention.kind)
    settled = []
    for number, mention in page.mentions:
        context = page.told[number]
        said = by_context[context._replace(is_head=False)]
        if mention.kind == MIXED and len(said) > 1 and context.first_kind not in said:
            mention = replace(mention, kind=context.first_kind)
        settled.append((number, mention))
    page.mentions[:] = settled
