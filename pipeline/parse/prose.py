"""Ties that a sentence states: "our sister cities are A and B", "C became our twin town"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.parse.blocks import HEADING, ROW, Sentence, sentences
from pipeline.parse.leading import (
    after_words,
    before_words,
    between_two,
    joining,
    rich_run,
    with_first,
)
from pipeline.parse.mentions import Mention
from pipeline.parse.owners import is_of_another
from pipeline.parse.page import Page
from pipeline.parse.phrases import Found, plain
from pipeline.parse.places import Spot
from pipeline.parse.sections import MIXED
from pipeline.parse.words import find_column, find_kinds, find_statuses, find_ties


def read_prose(page: Page) -> None:
    """Add the ties that sentences state to ``page``.

    A sentence states ties where words for a kind lead to places, or places to such words, with
    nothing but bridges between; other words for a tie count where the page has said which kind.
    """
    kind_before = ""  # of the sentence before, in the same or the last block
    for number, block in enumerate(page.blocks):
        kind_before = "" if block.level else kind_before
        if number in page.used or block.role == ROW or page.told[number].is_anothers:
            continue
        for sentence in sentences(block):
            kinds = find_kinds(sentence.text)
            context = page.told[number].kind or kind_before
            for mention in _in_sentence(page, number, sentence, kinds, context):
                page.add(number, mention)
            if kinds:
                kind_before = kinds[-1].meaning


DENIES = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have)\s+(?:not|no|never)\b"
    r"|\b(?:is|are|was|were|has|have)n't\b|\bis no\b"
    r"|\bno sister\b|\b(?:failed|rejected|refused|declined|withdrawn|abandoned|voted against"
    r"|lehnte|abgelehnt|verworfen|gescheitert|scheiterte|geplant|kein|keine|rechazo|rechazado"
    r"|se estudia|en projet|rejete|refuse|abandonne|respinto|rifiutato|afgewezen|gepland"
    r"|rejeitado|rejeitou)\b"
)


def _in_sentence(
    page: Page, number: int, sentence: Sentence, kinds: Sequence[Found], context: str
) -> Iterator[Mention]:
    if DENIES.search(plain(sentence.text)):
        return
    seen: set[int] = set()
    ties = find_ties(sentence.text) if context and context != MIXED else []
    weak = [found._replace(meaning=context) for found in ties]
    for place, found in enumerate(kinds):
        until = kinds[place + 1].start if place + 1 < len(kinds) else len(sentence.text)
        before = (
            before_words(page, sentence.text, found)
            or between_two(page, sentence.text, found)
            or with_first(page, sentence.text, found)
        )
        for spots in (before, after_words(page, sentence.text, found, until)):
            if spots:
                yield from _mentions(page, number, sentence, found, spots, seen)
    if context and context != MIXED:
        for spot in joining(page, sentence.text):
            found = Found(spot.end, spot.end, context)
            yield from _mentions(page, number, sentence, found, [spot], seen)
    if context and context != MIXED and not kinds and not ties:
        run = rich_run(page, sentence.text)
        if run:
            found = Found(run[0].start, run[0].start, context)
            yield from _mentions(page, number, sentence, found, run, seen)
    for found in weak:
        spots = after_words(page, sentence.text, found, len(sentence.text))
        if spots:
            yield from _mentions(page, number, sentence, found, spots, seen)


def _mentions(
    page: Page,
    number: int,
    sentence: Sentence,
    found: Found,
    spots: list[Spot],
    seen: set[int],
) -> Iterator[Mention]:
    if sentence.block.role == HEADING:
        spots = [spot for spot in spots if spot.entry.country]
    spots = [
        spot
        for spot in spots
        if spot.entry.country
        or not (page.lexicon.is_country(spot.entry.name) or page.lexicon.is_region(spot.entry.name))
    ]
    known = sum(
        spot.entry.is_known(page.lexicon) and not find_column(spot.entry.name) for spot in spots
    )
    if not known or known * 2 < len(spots):
        return
    if is_of_another(sentence.text, found, spots, page.host, page.lexicon):
        return
    status = _status(sentence.text, found, spots) or page.told[number].status_words
    words = sentence.text[found.start : found.end]
    for spot in spots:
        if spot.start in seen:
            continue
        seen.add(spot.start)
        entry = spot.entry
        start, end = sentence.start + spot.start, sentence.start + spot.end
        kind = entry.kind or found.meaning
        rule = f"a sentence: {words!r}"
        yield Mention(sentence.block, start, end, kind, entry.status or status, entry, rule)


_NEAR = 40  # characters around tie words in which their state is told


def _status(text: str, found: Found, spots: list[Spot]) -> str:
    """The words for the state of the ties that a sentence states, "" for none."""
    first = min(spot.start for spot in spots)
    last = max(spot.end for spot in spots)
    start, end = min(first, found.start), max(found.end, first)
    for status in find_statuses(text):
        near = start - _NEAR <= status.start < end
        if near or (found.start > last and last <= status.start < found.start):
            return text[status.start : status.end]
        if status.meaning == "proposed" and status.start < start:
            return text[status.start : status.end]
    return ""
