"""Ties that are told in passing, where a page has said that it speaks of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.dates import find_dates
from pipeline.parse.blocks import HEADING, ROW, Sentence, sentences
from pipeline.parse.entries import Entry
from pipeline.parse.mentions import Mention
from pipeline.parse.owners import speaks_of_another
from pipeline.parse.page import Page
from pipeline.parse.phrases import plain
from pipeline.parse.places import Spot
from pipeline.parse.prose import DENIES
from pipeline.parse.runs import places_in
from pipeline.parse.sections import MIXED
from pipeline.parse.words import find_kinds, find_statuses, find_ties

# Words before a place by which it is where something is or comes from, and no partner.
_WHERE = re.compile(
    r"\b(?:in|at|near|from|between|around|outside|inside|via|through|of|off|to|toward|towards|into"
    r"|visit|visited|visiting|visits|toured|touring|for|like|than|about|by|across|over|named after"
    r"|born in|aus|nach|bei|von|vom|im|auf|depuis|de|du|des|vers|chez|par|pour|da|dal|dalla|di|del"
    r"|della|per|desde|hacia|por|para|uit|naar|van|voor|conference|university)\s+"
    r"(?:the\s+|der\s+|den\s+|la\s+|le\s+|el\s+)?$",
    re.IGNORECASE,
)
_NO = re.compile(
    r"\b(?:no|not|never|neither|nor|comparison|elsewhere|without|unlike|although|kein|keine|nicht|pas|aucun|aucune"
    r"|ningun|ninguna|nao|nessun|nessuna|niet|geen)\b"
)
_FEWEST = 3  # in passing, where nothing else on the page states a tie


def read_passing(page: Page) -> None:
    """Add the ties that sentences tell in passing to ``page``: places where ties are the subject.

    A place counts when the sentence gives its country, or a date right behind it; when nothing
    says that it is only where something happened; and when other ties are stated as well.
    """
    found = [each for number in range(len(page.blocks)) for each in _in_block(page, number)]
    others = {mention.entry.name for _, mention in page.mentions if mention.entry}
    fresh = {mention.entry.name for _, mention in found if mention.entry} - others
    if others or len(fresh) >= _FEWEST:
        for number, mention in found:
            page.add(number, mention)


def _in_block(page: Page, number: int) -> Iterator[tuple[int, Mention]]:
    block, context = page.blocks[number], page.told[number]
    if number in page.used or block.role in (HEADING, ROW) or context.kind in ("", MIXED):
        return
    taken = [(m.start, m.end) for other, m in page.mentions if other == number]
    for sentence in sentences(block):
        kinds = {found.meaning for found in find_kinds(sentence.text)}
        kind = kinds.pop() if len(kinds) == 1 else context.kind
        for spot in _spots(page, sentence):
            start, end = sentence.start + spot.start, sentence.start + spot.end
            if all(end <= first or start >= last for first, last in taken):
                status = spot.entry.status or context.status_words
                entry = spot.entry
                rule = "a sentence: in passing"
                yield number, Mention(block, start, end, entry.kind or kind, status, entry, rule)


def _spots(page: Page, sentence: Sentence) -> Iterator[Spot]:
    """The places of a sentence that may be partners."""
    text = sentence.text
    lowered = plain(text)
    if (
        _NO.search(lowered)
        or DENIES.search(lowered)
        or any(found.meaning == "proposed" for found in find_statuses(text))
    ):
        return
    if speaks_of_another(text, page.host, page.lexicon):
        return
    spots = list(places_in(text, page.lexicon))
    dated = sum(bool(spot.entry.established) for spot in spots)
    says = bool(find_kinds(text) or find_ties(text) or find_dates(text))
    for place, spot in enumerate(spots):
        if not _is_partner(page, spot.entry) or not _is_parted(page, text, spot):
            continue
        follows = place and text[spots[place - 1].end : spot.start].strip(" ,;") in ("", "and")
        if not follows and _WHERE.search(text[: spot.start]):
            continue
        is_dated = bool(spot.entry.established) and dated > 1
        if (spot.entry.country and says) or is_dated:
            yield spot


_PARTED = re.compile(r"[,(（\[–-]|\b(?:in|en|em|im|nel|au|aux)\b", re.IGNORECASE)


def _is_parted(page: Page, text: str, spot: Spot) -> bool:
    """Whether more than a space parts a name from its country: "Statistics Canada" is a body."""
    rest = text[spot.start + len(spot.entry.name) : spot.end]
    return page.lexicon.is_place(spot.entry.name) or _PARTED.search(rest) is not None


def _is_partner(page: Page, entry: Entry) -> bool:
    """Whether ``entry`` may be a partner: no country or region alone, and not the host."""
    if page.host.is_named(entry.name) or not entry.is_known(page.lexicon):
        return False
    name = entry.name
    is_elsewhere = bool(entry.region and entry.country) and not page.lexicon.is_place(name)
    if is_elsewhere and page.lexicon.lies_in(entry.region, entry.country):
        return False  # "Anna Schmidt (Hamburg, Germany)"
    if entry.country and page.lexicon.is_country(name):
        return page.lexicon.lies_in(name, entry.country)  # else a list of countries
    return bool(entry.country) or not (
        page.lexicon.is_country(name) or page.lexicon.is_region(name)
    )
