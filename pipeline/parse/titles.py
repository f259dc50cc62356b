"""Ties told one by one, each under a title: a heading, bold words, the first of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.parse.blocks import ACTING, HEADING, ITEM, ROW, TEXT, Block, sentences
from pipeline.parse.lines import BULLET, is_header, read_line
from pipeline.parse.mentions import Mention
from pipeline.parse.page import Page
from pipeline.parse.places import Spot, country_at, place_at
from pipeline.parse.words import find_kinds

_LEADS_ON = re.compile(
    r",?\s+(?:is|are|was|lies|sits|stands|has|became|joined|and|in|on|ist|liegt|hat|est|se|es|é"
    r"|fica|si|ligt|,)\b|\s*[:,(–—]|\s+-\s"
)
_SHORTEST_STORY = 40  # characters of a paragraph that tells of a partner


class _Title(NamedTuple):
    number: int  # of its block
    sort: str  # titles of one sort are alike: headings of a level, bold words, first words
    spot: Spot | None


def read_titles(page: Page) -> None:
    """Add the ties that stand as titles of their own sections to ``page``.

    One with its country counts where a heading names a kind of tie. One without counts among
    titles of its sort of which at least half, and two, are places.
    """
    _read(page, _titles(page))


def read_first_words(page: Page) -> None:
    """Add the ties that paragraphs tell of, each beginning with its partner, to ``page``."""
    _read(page, _paragraphs(page))


def _read(page: Page, found: Iterable[_Title]) -> None:
    titles = [title for title in found if _kind(page, title)]
    for sort in sorted({title.sort for title in titles}):
        alike = [title for title in titles if title.sort == sort]
        known = [title for title in alike if title.spot]
        many = len(known) > 1 and len(known) * 2 >= len(alike)
        for title in known:
            spot = title.spot
            if spot and (many or (spot.entry.country and sort != "first words")):
                _add(page, title.number, spot, sort, _kind(page, title))


_MOST_BELOW = 12  # blocks of a record that may say of which kind its tie is
_LONGEST_LABEL = 60  # characters


def _kind(page: Page, title: _Title) -> str:
    """The kind of the tie under a title: as headings say, or a label below it.

    A record of one tie says it below: "Year of twinning", "Memorandum of Understanding".
    """
    told = page.told[title.number].kind
    if page.told[title.number].is_anothers:
        return ""
    block = page.blocks[title.number]
    spot = title.spot
    if block.role != HEADING or spot is None:
        return told
    if not spot.entry.country and not _is_in_a_country(page, title.number):
        return told
    for below in page.blocks[title.number + 1 : title.number + 1 + _MOST_BELOW]:
        if below.role == HEADING and below.level <= block.level:
            break
        label = sentences(below)[0].text
        kinds = find_kinds(label) if len(label) <= _LONGEST_LABEL else []
        start = country_at(label, 0, page.lexicon)
        if kinds and (below.level == ACTING or kinds[0].start <= start + 1):
            return kinds[0].meaning
    return told


def _add(page: Page, number: int, spot: Spot, sort: str, told: str) -> None:
    context, entry = page.told[number], spot.entry
    lines: tuple[int, ...] = ()
    if context.country and not entry.country:
        entry, lines = entry._replace(country=context.country), (context.line,)
    block = page.blocks[number]
    kind = entry.kind or told
    status = entry.status or context.status_words
    rule = f"a title: {sort}"
    page.add(number, Mention(block, spot.start, spot.end, kind, status, entry, rule, lines=lines))
    if sort != "first words":
        page.used.add(number)


def _titles(page: Page) -> Iterator[_Title]:
    for number, block in enumerate(page.blocks):
        if number in page.used or block.role == ROW:
            continue
        if block.role == HEADING:
            if not is_header(block.text, page.lexicon):
                yield _Title(number, f"heading {block.level}", _known(page, number, block.text))
        elif block.bold:
            yield _Title(number, "bold words", _known(page, number, block.text[: block.bold]))


def _paragraphs(page: Page) -> Iterator[_Title]:
    for number, block in enumerate(page.blocks):
        if number in page.used or block.role != TEXT or len(block.text) < _SHORTEST_STORY:
            continue
        yield _Title(number, "first words", _first(page, block))


def _known(page: Page, number: int, words: str) -> Spot | None:
    """The one place that a title is."""
    block = page.blocks[number]
    spots = read_line(words.strip(" :–—-"), page.lexicon)
    if len(spots) != 1 or page.host.is_entry(spots[0].entry):
        return None
    spot = spots[0]
    if not spot.entry.is_known(page.lexicon) and not _is_in_a_country(page, number):
        return None
    if block.role in (TEXT, ITEM) and not spot.entry.country:
        # Bold words may end before the country: "<b>Bonn</b>, Germany".
        longer = place_at(block.text, spot.start, page.lexicon)
        if longer and longer.entry.country and longer.entry.name == spot.entry.name:
            return longer
    return spot


def _is_in_a_country(page: Page, number: int) -> bool:
    """Whether the line below a title begins with a country's name, as on a card."""
    below = page.blocks[number + 1] if number + 1 < len(page.blocks) else None
    if below is None or below.role != TEXT or len(below.text) > _LONGEST_LABEL:
        return False
    spots = read_line(below.text, page.lexicon)
    is_in = len(spots) == 1 and bool(spots[0].entry.country)
    return is_in or country_at(below.text, 0, page.lexicon) > 0


def _first(page: Page, block: Block) -> Spot | None:
    """The place with which a paragraph that tells of it begins."""
    bullet = BULLET.match(block.text)
    spot = place_at(block.text, bullet.end() if bullet else 0, page.lexicon)
    if spot is None or not spot.entry.is_known(page.lexicon) or page.host.is_entry(spot.entry):
        return None
    if page.lexicon.is_country(spot.entry.name) or not _LEADS_ON.match(block.text, spot.end):
        return None
    return spot
