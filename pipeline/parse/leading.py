"""Where tie words lead to places in a sentence, and places to tie words."""

from __future__ import annotations

import re

from pipeline.parse.owners import leads_on
from pipeline.parse.page import Page
from pipeline.parse.phrases import Found, plain
from pipeline.parse.places import Spot, name_at
from pipeline.parse.runs import places_from, places_in
from pipeline.parse.words import find_kinds, find_statuses, is_bridge

_FAR = 160  # characters between tie words and the first partner, dates and all
_NAME = re.compile(r"(?<!\w)['‘’ʻ]?[^\W\d_]")
_ANNOUNCES = re.compile(r"^[^.:;!?]{0,120}[:：]\s*(?:with\s+)?$")
_BACK = 400  # characters before tie words in which the places that lead to them stand
_WITH = re.compile(r"(?:With|Mit|Avec|Con|Com|Met)\s+(?:der\s+Stadt\s+|la\s+ville\s+de\s+)?")
_JOINS = re.compile(
    r",?\s+(?:also\s+)?(?:joined|followed|came\s+next|came\s+on\s+board|was\s+added|was\s+next|were\s+added)\b"
)
_RICH = 3  # places with their countries
_MAKES = re.compile(
    r"\b(?:mak(?:e|es|ing)|made|becom(?:e|es|ing)|became|declar\w+)\s+(?:\w+\s+){0,2}?"
    r"(?:towns|cities|communities|municipalities|them|us|both)\s+(?:official\s+)?$"
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|have been|has been|became|become|becomes|joined|as|its|our|their"
    r"|ist|sind|war|wurde|wurden|est|sont|es|son|fue|e|sao|foi|sono|zijn)\b"
)


def after_words(page: Page, text: str, found: Found, until: int) -> list[Spot]:
    """Return the places to which tie words lead: "sister cities with A, B and C"."""
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


def before_words(page: Page, text: str, found: Found) -> list[Spot]:
    """Return the places that lead to tie words: "A and B are our sister cities"."""
    if leads_on(text, found) and not page.host.name:
        return []  # "Ashby is twinned with Bonn": who knows whose page it is?
    if leads_on(text, found) and plain(page.host.name) not in plain(text[found.end :]):
        return []
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


def _places_before(page: Page, text: str, end: int) -> list[Spot]:
    start = max(0, end - _BACK)
    return [
        spot._replace(start=spot.start + start, end=spot.end + start)
        for spot in places_in(text[start:end], page.lexicon)
    ]


def _is_copula(page: Page, between: str) -> bool:
    said = plain(between)
    if page.host.name:
        own = re.escape(plain(page.host.name))
        said = re.sub(rf"(?:the city of\s+)?\b{own}(?:'s)?", " its ", said)
    for status in reversed(find_statuses(said)):
        said = said[: status.start] + " " + said[status.end :]
    return is_bridge(said, "copula") and _VERB.search(said) is not None


def between_two(page: Page, text: str, found: Found) -> list[Spot]:
    """Return the partner in "A and B signed a pact that makes the two towns sister cities"."""
    if not _MAKES.search(plain(text[max(0, found.start - _BACK) : found.start])):
        return []
    spots = _places_before(page, text, found.start)
    return [
        spot for spot in spots if spot.entry.country and not page.host.is_named(spot.entry.name)
    ]


def with_first(page: Page, text: str, found: Found) -> list[Spot]:
    """Return the partner with which a sentence begins: "With Pune, India, a tie was made"."""
    begins = _WITH.match(text)
    if begins is None or found.start - begins.end() > _BACK:
        return []
    spots = [
        spot
        for spot in places_in(text[: found.start], page.lexicon)
        if spot.start <= begins.end() <= spot.end or spot.start == begins.end()
    ]
    return [spot for spot in spots if not page.host.is_entry(spot.entry)]


def joining(page: Page, text: str) -> list[Spot]:
    """Return the places that a sentence says to have joined: "Pune, India followed"."""
    if _JOINS.search(text) is None:
        return []
    return [
        spot
        for spot in places_in(text, page.lexicon)
        if _JOINS.match(text, spot.end)
        and not re.search(r"\b(?:from|of|in|near)\s+$", text[: spot.start])
        and (spot.entry.country or spot.entry.region or page.lexicon.is_town(spot.entry.name))
    ]


def rich_run(page: Page, text: str) -> list[Spot]:
    """Return the first run of three places or more that all state their countries."""
    for spot in places_in(text, page.lexicon):
        if spot.entry.country:
            run = places_from(text, spot.start, page.lexicon)
            if len(run) >= _RICH and all(each.entry.country for each in run):
                return run
    return []
