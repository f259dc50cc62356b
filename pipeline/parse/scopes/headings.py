"""The scope of each block: what the headings, leads and stories above it say of its ties."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline import reference
from pipeline.parse.page.sentences import sentences
from pipeline.parse.records import ACTING, HEADING, ITEM, ROW, TEXT, Block, Outline, Scope
from pipeline.parse.scopes.host import Host
from pipeline.parse.scopes.owner import ANOTHER, HOST, UNSAID, is_at_home, owner_in
from pipeline.parse.scopes.reach import FAR, is_far, near_ties
from pipeline.parse.words.entry import read_entries
from pipeline.parse.words.former import without_former
from pipeline.parse.words.of_tie import speaks_of_tie
from pipeline.parse.words.vocabulary import (
    MIXED,
    contexts_in,
    find_kinds,
    is_area,
    is_bridge,
    kind_of,
)
from pipeline.places.lexicon import Lexicon
from pipeline.reference.phrases import plain
from pipeline.reference.statuses import find_statuses

NOTHING = Scope()
_LETTER = re.compile(r"[^\W\d_]")  # a sign alone is no heading
_LEAD = ACTING + 1  # the level of a line that announces a list
_SETTLED = 2  # blocks after which a heading has done its work in the section that it opens
_LONGEST_LEAD = 90  # characters of a line that is no sentence
_SHORTEST_STORY = 40  # characters; less is the name of a site or a body


@dataclass(slots=True)
class _Open:
    """A section that is still open; lives inside one call of ``scopes_of``."""

    level: int
    scope: Scope
    area: tuple[int, ...]
    blocks: int = 0  # that stand in it so far


def scopes_of(
    blocks: Sequence[Block], lexicon: Lexicon, host: Host, around: Scope = NOTHING
) -> list[Scope]:
    """Return the scope of each block, in order; ``around`` holds where no heading says more.

    A heading ends the sections of its own level and below. One that names no kind keeps the
    kind of the heading above it when it is of a deeper level ("Asia" under "Sister Cities"). One
    that is a country's name gives that country to the entries below it. A line that announces a
    list acts as a heading of the lowest level. What stands in a section, an article or an aside
    of its own ends with it; an aside hears nothing of the page around it.
    """
    open_sections: list[_Open] = []
    told = []
    near = near_ties(blocks, FAR, FAR)
    for number, block in enumerate(blocks):
        _leave(open_sections, block)
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        level = _level(block, following, lexicon, host)
        if level:
            while open_sections and open_sections[-1].level >= level:
                open_sections.pop()
            outer = open_sections[-1].scope if open_sections else around
            is_near = near[number] or not is_far(number, outer)
            scope = _of_heading(block, number, outer, lexicon, host, is_near)
            if scope.sort == "place" and not scope.owner:
                below = blocks[number + 1 : number + 1 + _LOOKED_AT]
                scope = scope._replace(owner=_owner_of_list(scope, below, lexicon, host))
            open_sections.append(_Open(level, scope, block.area))
        else:
            for section in open_sections:
                section.blocks += 1
            if block.role == TEXT and (kind := _told_kind(block, host)):
                if not open_sections:
                    around = around if around.kind else _told_by(NOTHING, kind, number)
                elif not open_sections[-1].scope.kind and not open_sections[-1].scope.owner:
                    open_sections[-1].scope = _told_by(open_sections[-1].scope, kind, number)
        scope = open_sections[-1].scope if open_sections else around
        told.append(scope._replace(is_head=level > 0))
    return told


def _told_by(scope: Scope, kind: str, number: int) -> Scope:
    return scope._replace(kind=kind, source="story", at=number)


_LOOKED_AT = 3  # blocks below the name of a town that show whether it heads a list of its own


def _owner_of_list(scope: Scope, below: Sequence[Block], lexicon: Lexicon, host: Host) -> str:
    """Whether a heading that names a town of the host's country heads that town's own list."""
    entries = read_entries(scope.words, lexicon)
    if not entries or entries[0].country or not is_at_home(entries[0], host, lexicon):
        return ""
    listed = [block for block in below if block.role != HEADING]
    for block in listed:
        inside = read_entries(block.text, lexicon) if len(block.text) < _LONGEST_LEAD else ()
        is_abroad = inside and inside[0].country and not is_at_home(inside[0], host, lexicon)
        if is_abroad and inside[0].name != entries[0].name:
            return ANOTHER
    return ""


def _leave(open_sections: list[_Open], block: Block) -> None:
    """Close the sections that the markup has ended before ``block``."""
    kept = []
    for section in open_sections:
        inside = block.area[: len(section.area)] == section.area
        enters_aside = any(area < 0 for area in block.area[len(section.area) :])
        leaves_aside = not inside and any(area < 0 for area in section.area)
        done = section.level > 1 and section.blocks >= _SETTLED
        if not (enters_aside or leaves_aside or (not inside and done)):
            kept.append(section)
    open_sections[:] = kept


@functools.cache
def _words(role: str) -> re.Pattern[str]:
    """The words of heading_words.csv of one role: ours, asks, counts."""
    rows = reference.rows("heading_words")
    words = sorted({plain(row["words"]) for row in rows if row["role"] == role})
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


def _told_kind(block: Block, host: Host) -> str:
    """The kind of the host's own ties of which a paragraph speaks: it holds for what follows."""
    if len(block.text) < _SHORTEST_STORY or not find_kinds(block.text):
        return ""
    for sentence in sentences(block):
        found = find_kinds(sentence.text)
        if not found:
            continue
        said = plain(sentence.text)
        is_counted = any(
            _words("counts").search(said, max(0, f.start - 20), f.start) for f in found
        )
        if is_counted or _words("ours").search(said) or host.is_in(sentence.text):
            return found[0].meaning
    return ""


def _level(block: Block, following: Block | None, lexicon: Lexicon, host: Host) -> int:
    """The level of a heading, or of what acts as one; 0 for others."""
    if block.role == HEADING:
        return block.level if _LETTER.search(block.text) else 0
    if block.role == ROW:
        return 0
    return _LEAD if _is_lead(block, following, lexicon, host) else 0


def _is_lead(block: Block, following: Block | None, lexicon: Lexicon, host: Host) -> bool:
    """Whether a line announces a list of ties: "3 sister cities", "Our twin towns are:"."""
    kinds = find_kinds(block.text)
    is_nesting = following is not None and following.depth > block.depth
    ends_open = block.text.endswith((":", "："))
    if block.role == ITEM and not (is_nesting or ends_open or not block.depth):
        return False  # an entry of a menu
    if not kinds:
        is_short = len(block.text) <= _LONGEST_LEAD and (block.role == TEXT or not block.depth)
        return is_short and is_header(block.text, lexicon)
    if block.bold >= len(block.text) and len(block.text) <= _LONGEST_LEAD:
        return True  # bold words in a line of their own are a heading
    *before, last = sentences(block)
    if ends_open:
        return bool(find_kinds(last.text))
    if before and (following is None or following.role not in (ITEM, ROW)):
        return False
    if len(last.text) > _LONGEST_LEAD or not find_kinds(last.text):
        return False
    spans = [*find_kinds(last.text), *find_statuses(last.text)]
    return is_bridge(host.without(_without(last.text, spans)), "lead")


def _without(text: str, spans: Sequence[tuple[int, int, str]]) -> str:
    for found in sorted(spans, reverse=True):
        text = text[: found[0]] + " " + text[found[1] :]
    return text


def is_header(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is a country or a part of the world alone: it heads the towns below it."""
    bare = _bare(text)
    if not bare or len(bare) > _LONGEST_LEAD:
        return False
    return is_area(bare) or bool(lexicon.countries(without_former(bare)))


def _bare(text: str) -> str:
    """A line without numbers, bullets and signs around it."""
    return re.sub(r"^[\W\d_]+|[\s:,.•·–—*()\[\]-]+$", "", text)


def _country(words: str, lexicon: Lexicon) -> str:
    """The country that a heading is, without a word that it is one no more."""
    bare = _bare(words)
    return bare if lexicon.countries(bare) else without_former(bare)


def _of_heading(
    block: Block, number: int, outer: Scope, lexicon: Lexicon, host: Host, is_near: bool
) -> Scope:
    """The scope of a heading; is_near: whether it matters that it names a place."""
    words = block.text
    if block.role != HEADING:
        *_, last = sentences(block)
        words = last.text
    source = "heading" if block.role == HEADING else "lead"
    kind = kind_of(words)
    below = outer._replace(words=words, country="", line=0, between=outer.between + 1)
    if is_area(_bare(words)):
        return below._replace(sort="area", between=outer.between)
    if is_header(words, lexicon):
        return below._replace(
            sort="country",
            country=_country(words, lexicon),
            line=block.line_at(0),
            between=outer.between,
        )
    if kind:
        said = _words("ours").search(plain(words)) is not None or host.is_in(words)
        if not said and _words("asks").match(plain(words).lstrip("0123456789.:) ¿")):
            return below._replace(sort="asks", kind="", source="", at=number)
        owner = _owner(words, lexicon, host)
        first = next((found.meaning for found in find_kinds(words)), "")
        return Scope(
            kind,
            first,
            source,
            _status(words),
            words,
            "kind",
            at=number,
            owner=owner,
        )
    status = _status(words)
    if status:
        return below._replace(sort="kind", status_words=status, between=outer.between)
    if len(words) < 40 and contexts_in(words, lexicon.language, "news"):
        return below._replace(sort="news")
    if host.is_named(_bare(words)):
        return below._replace(sort="place", owner=HOST, between=outer.between)
    entries = read_entries(words, lexicon) if is_near else ()
    if entries and (entries[0].country or lexicon.named(entries[0].name).is_known):
        return below._replace(sort="place", between=outer.between)
    return below._replace(sort="other")


def _status(words: str) -> str:
    """The words for a state that a heading says of the ties below it.

    Neither of a state that is no more, "Former Soviet Union", nor what a mark means: "* dormant".
    """
    found = [
        each
        for each in find_statuses(words)
        if each.meaning != "listed"
        and speaks_of_tie(words, each)
        and not words[: each.start].rstrip(" =:-–").endswith(("*", "†", "‡"))
    ]
    return words[found[0].start : found[0].end] if found else ""


def _owner(words: str, lexicon: Lexicon, host: Host) -> str:
    """Whose ties a heading or lead names: "Twin towns of Bonn" are another's in Oxford."""
    found = find_kinds(words)
    if host.is_in(words):
        return HOST
    if not found or not host.name:
        return ""
    said = owner_in(words + " …", len(words), len(words) + 2, host, lexicon)
    return "" if said == UNSAID else said


_TITLE_SIGNS = re.compile(r"\s+[|–—·»:-]\s+|\s*[|»]\s*")
_FIRST = 4  # blocks of a page in which its site says its name
_LONGEST_NAME = 90  # characters of it
_LINES = re.compile(r"[\n|©·•]+|\.\s")


def around_of(outline: Outline, host: Host) -> Scope:
    """Return what the title of a page, else the name of its site, says of all of it.

    The first part of a title counts, and the name of a body of the host that stands at the top
    of a page, in its footer or in the rest of its title: "Phoenix Sister Cities, Inc.".
    """
    first, *rest = _TITLE_SIGNS.split(outline.title)
    kind = kind_of(first)
    if kind and kind != MIXED:
        return Scope(kind, source="title", words=first)
    top = [block.text for block in outline.blocks[:_FIRST] if block.role == TEXT]
    below = [block.text for block in outline.blocks if block.text.startswith("©")]
    for name in (*rest, *top, *_LINES.split(outline.footer), *below):
        if len(name) <= _LONGEST_NAME and host.is_in(name):
            kind = kind_of(name)
            if kind and kind != MIXED:
                return Scope(kind, source="site", words=name)
    return NOTHING
