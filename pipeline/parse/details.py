"""What the words around a mention add to it: its country, its date, its kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from pipeline.dates import PrintedDate, find_dates
from pipeline.parse.blocks import HEADING, ITEM, TEXT, Block, Sentence, sentences
from pipeline.parse.entries import Entry
from pipeline.parse.lines import read_line
from pipeline.parse.mentions import Mention
from pipeline.parse.page import Page
from pipeline.parse.phrases import plain
from pipeline.parse.places import country_at, name_at, place_at
from pipeline.parse.sections import MIXED
from pipeline.parse.words import (
    AFTER,
    find_kinds,
    find_statuses,
    find_ties,
    is_beginning,
    is_ending,
)

_MOST_DETAILS = 12  # blocks below a title that tell of it
_SHORT = 80  # characters of a line that states details and no story


def with_details(page: Page) -> list[Mention]:
    """Return the mentions of ``page`` in reading order, each with what stands below it."""
    ordered = sorted(page.mentions, key=lambda pair: (pair[0], pair[1].start))
    titles = {number for number, _ in ordered}
    told = []
    alone = {number for number, count in Counter(n for n, _ in ordered).items() if count == 1}
    for number, mention in ordered:
        if mention.entry is not None:
            title = _title_of(page, mention)
            if title is not None:
                mention = _told(page, title, mention, list(_section(page, title)))
            below = list(_below(page, number, mention, titles)) if number in alone else []
            mention = _told(page, number, mention, below)
        told.append(mention)
    return told


def _below(page: Page, number: int, mention: Mention, titles: Set[int]) -> Iterator[Block]:
    """The blocks that tell of a title or an item: up to the next one, or the next heading."""
    block = mention.block
    is_title = mention.rule.startswith("a title") or block.role == HEADING
    if not is_title and (block.role != ITEM or not block.depth):
        return
    for other in range(number + 1, min(len(page.blocks), number + 1 + _MOST_DETAILS)):
        below = page.blocks[other]
        if other in titles and mention.rule != "a title: first words":
            if is_title and page.blocks[other].role == TEXT and not below.bold:
                yield below
            return
        if other in titles or (below.area != block.area and below.role == HEADING):
            return
        if below.role == HEADING and (block.role != HEADING or below.level <= block.level):
            return
        if not is_title and not (below.role == TEXT and below.depth >= block.depth):
            return
        if mention.rule == "a title: first words":
            return
        if below.bold and is_title and block.role == TEXT:
            return
        yield below


def _title_of(page: Page, mention: Mention) -> int | None:
    """The heading that is the partner a sentence names: the title of a page about one tie."""
    if not mention.rule.startswith("a sentence") or mention.entry is None:
        return None
    for number, block in enumerate(page.blocks):
        if block.role == HEADING and block.text.startswith(mention.entry.name):
            spots = read_line(block.text, page.lexicon)
            if len(spots) == 1 and spots[0].entry.name == mention.entry.name:
                return number
    return None


def _section(page: Page, title: int) -> Iterator[Block]:
    """The blocks below a heading up to the next of its level."""
    for block in page.blocks[title + 1 : title + 1 + _MOST_DETAILS]:
        if block.role == HEADING and block.level <= page.blocks[title].level:
            return
        yield block


def _told(page: Page, number: int, mention: Mention, below: Sequence[Block]) -> Mention:
    mention = _with_kind(mention, below)
    entry = mention.entry or Entry("")
    own = _rest(mention)
    stories = [*([own] if own else []), *(s for block in below for s in sentences(block))]
    lines = set(mention.lines)
    if not entry.country and (found := _country(page, mention, below, own)):
        country, line = found
        entry = entry._replace(country=country)
        lines.add(line)
    if not entry.established and (dated := _date(stories)):
        entry = entry._replace(established=dated[0])
        lines.add(dated[1])
    if not entry.established and (dated := _date_of_lead(page, number, mention)):
        entry = entry._replace(established=dated[0])
        lines.add(dated[1])
    if not mention.status and (status := _status(below)):
        mention = replace(mention, status=status[0])
        lines.add(status[1])
    return replace(mention, entry=entry, lines=tuple(sorted(lines)))


def _rest(mention: Mention) -> Sentence | None:
    """What the block of a title or an item says after the entry."""
    block = mention.block
    if mention.rule.startswith("a sentence") or mention.end >= len(block.text):
        return None
    return Sentence(block, mention.end, len(block.text))


def _with_kind(mention: Mention, below: Sequence[Block]) -> Mention:
    if mention.kind != MIXED:
        return mention
    for block in below:
        if kinds := find_kinds(block.text):
            return replace(mention, kind=kinds[0].meaning)
    return mention


_FLAG = re.compile(r"^(?:flag of|flagge|drapeau|bandera)\s+|\s+flag$", re.IGNORECASE)
_OF_COUNTRY = re.compile(r"[^\W\d_]")


def _country(
    page: Page, mention: Mention, below: Sequence[Block], own: Sentence | None
) -> tuple[str, int] | None:
    """The country that a picture, a line below, or the first sentence gives, and its line."""
    for alt in mention.block.alts:
        words = _FLAG.sub("", alt.words).removeprefix("the ")
        if page.lexicon.is_country(words):
            return words, alt.line
    for block in below:
        spots = read_line(block.text, page.lexicon) if len(block.text) <= _SHORT else ()
        if block is below[0] and len(spots) == 1 and spots[0].entry.country:
            return spots[0].entry.country, block.line_at(0)
        end = country_at(block.text, 0, page.lexicon)
        if end and len(block.text) <= _SHORT:
            return block.text[:end], block.line_at(0)
    if own and mention.rule == "a title: first words":
        first = next(iter(sentences(replace(own.block, text=own.text))), None)
        for found in _OF_COUNTRY.finditer(first.text if first else ""):
            at = found.start()
            if own.text[at].isupper() and (at == 0 or not own.text[at - 1].isalpha()):
                stop = name_at(own.text, at)
                if page.lexicon.is_country(own.text[at:stop]):
                    return own.text[at:stop], own.block.line_at(own.start + at)
    return None


def _date(stories: Sequence[Sentence]) -> tuple[str, int] | None:
    """The first date on which the tie is said to have begun, and its line.

    A sentence that speaks of a tie goes before one that does not.
    """
    best: tuple[int, str, int] | None = None
    for sentence in stories:
        text = sentence.text
        about = bool(find_kinds(text) or find_ties(text) or _ABOUT.search(plain(text)))
        for date in find_dates(text):
            is_short = len(sentence.block.text) <= _SHORT
            rank = _rank(text, date, about=about, is_short=is_short)
            if rank and (best is None or rank > best[0]):
                best = (rank, date.words, sentence.block.line_at(sentence.start + date.start))
    return best[1:] if best else None


_NEAR_STATUS = 80  # characters between a state and the date on which it began
_LABEL = re.compile(
    r"(?:^|[.·|]\s*)[^.:]{0,30}\b(?:date|year|since|established|signed|datum|jahr|annee|depuis|fecha"
    r"|ano|data|anno|jaar)\b[^.:]{0,20}[:.]\s*$"
)
_EST = re.compile(r"\best\.?\s*$")  # on a card; in a story it is the town's own
_ABOUT = re.compile(
    r"\b(?:relationship|partnership|agreement|tie|ties|link|formal|official|charter\w*|established"
    r"|twinn\w+|cities|signed|joined|since|partners?|oldest|partnerschaft|vertrag|urkunde|jumelage|accord|acuerdo|acordo)\b"
)


def _rank(text: str, date: PrintedDate, *, about: bool, is_short: bool) -> int:
    """How surely ``date`` is when the tie began: 0 for not at all."""
    bare = text.replace(date.words, "").strip(" .,:()–—-·|")
    if len(text) <= _SHORT and (not bare or (find_kinds(bare) and len(bare) <= _SHORT // 2)):
        return 4
    before = text[: date.start]
    if any(date.start - status.end < _NEAR_STATUS for status in find_statuses(before)):
        return 0
    if _LABEL.search(plain(before)) or (is_short and _EST.search(plain(before))):
        return 4
    if is_beginning(before):
        return 3 if about else 2
    if about and (is_ending(text[date.end : date.end + AFTER]) or len(find_dates(text)) == 1):
        return 1
    return 0


def _date_of_lead(page: Page, number: int, mention: Mention) -> tuple[str, int] | None:
    """The date that the sentence before a list gives to all of it: "In 2023 these joined:"."""
    block = mention.block
    if block.role != ITEM:
        return None
    while number and page.blocks[number - 1].list_id == block.list_id:
        number -= 1
    lead = page.blocks[number - 1] if number else None
    if lead is None or lead.role != TEXT or not lead.text.endswith(":"):
        return None
    *_, last = sentences(lead)
    for date in find_dates(last.text):
        if is_beginning(last.text[: date.start]) or is_ending(
            last.text[date.end : date.end + AFTER]
        ):
            return date.words, lead.line_at(last.start + date.start)
    return None


def _status(below: Sequence[Block]) -> tuple[str, int] | None:
    for block in below:
        found = find_statuses(block.text) if len(block.text) <= _SHORT // 2 else []
        if found and found[0].start <= len("status: "):
            return block.text[found[0].start : found[0].end], block.line_at(0)
    return None


def completed(page: Page, entry: Entry) -> tuple[Entry, int]:
    """Return ``entry`` with the country or region that the page gives its name elsewhere.

    The line on which it stands comes with it, 0 when nothing was found.
    """
    if entry.country or entry.region:
        return entry, 0
    for block in page.blocks:
        if entry.name not in block.text:
            continue
        for found in re.finditer(rf"(?<!\w){re.escape(entry.name)}(?!\w)", block.text):
            spot = place_at(block.text, found.start(), page.lexicon)
            if spot is None:
                continue
            said = spot.entry
            if said.name == entry.name and (said.country or said.region):
                entry = entry._replace(country=said.country, region=said.region)
                return entry, block.line_at(found.start())
            if country := _in_apposition(page, block.text, found.end()):
                return entry._replace(country=country), block.line_at(found.start())
    return entry, 0


_APPOSITION = re.compile(r",\s+(?:the|a|an)\s+[^.;:,()]{0,60}?\b(?:in|of)\s+(?:the\s+)?(?=[A-Z])")


def _in_apposition(page: Page, text: str, at: int) -> str:
    """The country of "Birmingham, the second biggest city in the United Kingdom"."""
    said = _APPOSITION.match(text, at)
    if said is None:
        return ""
    words = text[said.end() : name_at(text, said.end())]
    return words if page.lexicon.is_country(words) else ""
