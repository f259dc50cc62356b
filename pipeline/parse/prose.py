"""Ties that a sentence states: "our sister cities are A and B", "C became our twin town"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.parse.blocks import HEADING, ROW, Sentence, sentences
from pipeline.parse.mentions import Mention
from pipeline.parse.owners import is_of_another
from pipeline.parse.page import Page
from pipeline.parse.phrases import Found, plain
from pipeline.parse.places import Spot, name_at
from pipeline.parse.runs import places_from, places_in
from pipeline.parse.sections import MIXED
from pipeline.parse.words import find_column, find_kinds, find_statuses, find_ties, is_bridge

_FAR = 160  # characters between tie words and the first partner, dates and all
_NAME = re.compile(r"(?<!\w)['‘’ʻ]?[^\W\d_]")


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


_DENIES = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have)\s+(?:not|no|never)\b|n't\b|\bis no\b|\bno sister\b"
)


def _in_sentence(
    page: Page, number: int, sentence: Sentence, kinds: Sequence[Found], context: str
) -> Iterator[Mention]:
    if _DENIES.search(plain(sentence.text)):
        return
    seen: set[int] = set()
    ties = find_ties(sentence.text) if context and context != MIXED else []
    weak = [found._replace(meaning=context) for found in ties]
    for place, found in enumerate(kinds):
        until = kinds[place + 1].start if place + 1 < len(kinds) else len(sentence.text)
        before = _before(page, sentence.text, found) or _between_two(page, sentence.text, found)
        for spots in (before, _after(page, sentence.text, found, until)):
            if spots:
                yield from _mentions(page, number, sentence, found, spots, seen)
    if context and context != MIXED:
        for spot in _joining(page, sentence.text):
            found = Found(spot.end, spot.end, context)
            yield from _mentions(page, number, sentence, found, [spot], seen)
    if context and context != MIXED and not kinds and not ties:
        run = _rich_run(page, sentence.text)
        if run:
            found = Found(run[0].start, run[0].start, context)
            yield from _mentions(page, number, sentence, found, run, seen)
    for found in weak:
        spots = _after(page, sentence.text, found, len(sentence.text))
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


def _after(page: Page, text: str, found: Found, until: int) -> list[Spot]:
    """The places to which tie words lead: "sister cities with A, B and C"."""
    at = found.end
    for begins in _NAME.finditer(text, found.end, found.end + _FAR):
        start = begins.start()
        if start < at:
            continue
        end = name_at(text, start)
        if end == start:
            continue
        name = text[start:end]
        if page.host.is_named(name.removesuffix("'s").removesuffix("’s")):
            at = end
            continue
        if is_bridge(name.split()[0], "lead") and not page.lexicon.is_town(name):
            at = start + len(name.split()[0])
            continue
        between = text[found.end : start]
        if not _leads(page, between):
            if ":" in text[end : found.end + _FAR]:
                at = end
                continue
            return []
        spots = places_from(text, start, page.lexicon)
        spots = [spot for spot in spots if not page.host.is_entry(spot.entry)]
        if not between.strip() and not _may_stand_beside(spots, page):
            return []
        return spots
    return []


# Whatever the words before a colon say, a list of places after it is what they announce.
_ANNOUNCES = re.compile(r"^[^.:;!?]{0,120}[:：]\s*(?:with\s+)?$")


def _leads(page: Page, between: str) -> bool:
    """Whether the words between tie words and a name do no more than lead on."""
    said = between
    for kind in reversed(find_kinds(between)):
        said = said[: kind.start] + " " + said[kind.end :]
    if page.host.name:
        said = re.sub(re.escape(page.host.name), " ", said, flags=re.IGNORECASE)
    if re.search(r"[.!?;]\s", said):
        return False
    return is_bridge(said, "lead") or _ANNOUNCES.search(said) is not None


def _may_stand_beside(spots: list[Spot], page: Page) -> bool:
    """Whether places may follow tie words without a word between: "our sister city Bonn".

    "Sister Cities International" is no place, though one may bear the name.
    """
    return len(spots) > 1 or any(
        spot.entry.country or page.lexicon.is_town(spot.entry.name) for spot in spots
    )


_BACK = 400  # characters before tie words in which the places that lead to them stand


def _places_before(page: Page, text: str, end: int) -> list[Spot]:
    start = max(0, end - _BACK)
    return [
        spot._replace(start=spot.start + start, end=spot.end + start)
        for spot in places_in(text[start:end], page.lexicon)
    ]


def _before(page: Page, text: str, found: Found) -> list[Spot]:
    """The places that lead to tie words: "A and B are our sister cities"."""
    spots = [
        spot
        for spot in _places_before(page, text, found.start)
        if not page.host.is_entry(spot.entry)
    ]
    run: list[Spot] = []
    after = found.start
    for spot in reversed(spots):
        between = text[spot.end : after]
        if not run:
            if not _is_copula(page, between):
                return []
        elif not is_bridge(between, "join") or not re.search(r"[,;&]|\w", between):
            break
        run.insert(0, spot)
        after = spot.start
    is_apposed = bool(run) and text[run[-1].end :].startswith(",")
    if not run:
        return []
    if not is_apposed and re.search(r"\b(?:of|in|from|to|near|at)\s+$", text[: run[0].start]):
        return []
    return run


_JOINS = re.compile(
    r",?\s+(?:also\s+)?(?:joined|followed|came\s+next|came\s+on\s+board|was\s+added|was\s+next|were\s+added)\b"
)


def _joining(page: Page, text: str) -> list[Spot]:
    """The places with their country that a sentence says to have joined: "Pune, India followed"."""
    if _JOINS.search(text) is None:
        return []
    return [
        spot
        for spot in places_in(text, page.lexicon)
        if _JOINS.match(text, spot.end)
        and not re.search(r"\b(?:from|of|in|near)\s+$", text[: spot.start])
        and (spot.entry.country or spot.entry.region or page.lexicon.is_town(spot.entry.name))
    ]


_RICH = 3  # places with their countries


def _rich_run(page: Page, text: str) -> list[Spot]:
    """The first run of three places or more that all state their countries, where ties are told."""
    for spot in places_in(text, page.lexicon):
        if spot.entry.country:
            run = places_from(text, spot.start, page.lexicon)
            if len(run) >= _RICH and all(each.entry.country for each in run):
                return run
    return []


_MAKES = re.compile(
    r"\b(?:mak(?:e|es|ing)|made|becom(?:e|es|ing)|became|declar\w+)\s+(?:\w+\s+){0,2}?"
    r"(?:towns|cities|communities|municipalities|them|us|both)\s+(?:official\s+)?$"
)


def _between_two(page: Page, text: str, found: Found) -> list[Spot]:
    """The partner in "A and B signed a pact that makes the two towns sister cities"."""
    if not _MAKES.search(plain(text[max(0, found.start - _BACK) : found.start])):
        return []
    spots = _places_before(page, text, found.start)
    return [
        spot for spot in spots if spot.entry.country and not page.host.is_named(spot.entry.name)
    ]


_VERB = re.compile(
    r"\b(?:is|are|was|were|have been|has been|became|become|becomes|joined|as|its|our|their"
    r"|ist|sind|war|wurde|wurden|est|sont|es|son|fue|e|sao|foi|sono|zijn)\b"
)


def _is_copula(page: Page, between: str) -> bool:
    said = plain(between)
    if page.host.name:
        own = re.escape(plain(page.host.name))
        said = re.sub(rf"(?:the city of\s+)?\b{own}(?:'s)?", " its ", said)
    for status in reversed(find_statuses(said)):
        said = said[: status.start] + " " + said[status.end :]
    return is_bridge(said, "copula") and _VERB.search(said) is not None


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
