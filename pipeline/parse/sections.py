"""Which kind of tie, and in which state, a block speaks of: told by the headings above it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.parse.blocks import ACTING, HEADING, ITEM, ROW, TEXT, Block, sentences
from pipeline.parse.host import Host
from pipeline.parse.lexicon import Lexicon
from pipeline.parse.lines import is_header, read_line
from pipeline.parse.phrases import plain
from pipeline.parse.places import name_at
from pipeline.parse.words import find_kinds, find_statuses, is_area, is_bridge

MIXED = "mixed"  # headed by two kinds: what stands under it must say which


class Context(NamedTuple):
    """What the headings say of the blocks below them."""

    kind: str = ""  # a key of vocabularies.KINDS, MIXED, or "" when no heading says
    status_words: str = ""  # "Former", as printed, or ""
    words: str = ""  # the heading's words, "" when there is none
    country: str = ""  # the heading's words when they are a country's name
    line: int = 0  # on which the country stands
    first_kind: str = ""  # the kind named first, of a MIXED heading
    is_near: bool = True  # whether the nearest heading says it, and not one further up
    is_anothers: bool = False  # whether the heading is another town, of which it tells
    is_head: bool = False  # whether the block is a heading, or acts as one


NOTHING = Context()


@dataclass(slots=True)
class _Open:
    """A section that is still open."""

    level: int
    context: Context
    area: tuple[int, ...]
    blocks: int = 0  # that stand in it so far


_LETTER = re.compile(r"[^\W\d_]")  # a sign alone is no heading
_LEAD = ACTING + 1  # the level of a line that announces a list
_SETTLED = 2  # blocks after which a heading has done its work in the section that it opens


def contexts(
    blocks: Sequence[Block], lexicon: Lexicon, host: str = "", around: Context = NOTHING
) -> list[Context]:
    """Return the context of each block, in order; ``around`` holds where no heading says more.

    A heading ends the sections of its own level and below. One that names no kind keeps the
    kind of the heading above it when it is of a deeper level ("Asia" under "Sister Cities"). One
    that is a country's name gives that country to the entries below it. A line that announces a
    list acts as a heading of the lowest level. What stands in a section, an article or an aside
    of its own ends with it; an aside hears nothing of the page around it.
    """
    open_sections: list[_Open] = []
    told = []
    owners = _owner_levels(blocks, host, lexicon)
    subject = around.kind  # the kind named first on the page
    for number, block in enumerate(blocks):
        _leave(open_sections, block)
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        if level := _level(block, following, lexicon, host):
            while open_sections and open_sections[-1].level >= level:
                open_sections.pop()
            outer = open_sections[-1].context if open_sections else around
            context = _of_heading(block, outer, lexicon, host)
            if level in owners and not find_kinds(block.text) and block.role == HEADING:
                kind = subject or outer.kind
                is_host = Host(host).is_named(_bare_title(block.text))
                context = context._replace(
                    kind=kind if is_host else "", is_near=is_host, is_anothers=not is_host
                )
            open_sections.append(_Open(level, context, block.area))
        else:
            for section in open_sections:
                section.blocks += 1
            if block.role == TEXT and (kind := _told_kind(block, host)):
                if not open_sections:
                    around = around if around.kind else Context(kind, is_near=False)
                elif not (open_sections[-1].context.kind or open_sections[-1].context.is_anothers):
                    told_here = open_sections[-1].context._replace(kind=kind, is_near=False)
                    open_sections[-1].context = told_here
        context = open_sections[-1].context if open_sections else around
        subject = subject or next((found.meaning for found in find_kinds(block.text)), "")
        told.append(context._replace(is_head=level > 0))
    return told


def _bare_title(text: str) -> str:
    """A title without numbers and signs around it, and without what a bracket adds."""
    return re.sub(r"^[\W\d_]+|\s*\([^)]*\)|[\s:,.–—-]+$", "", text)


def _owner_levels(blocks: Sequence[Block], host: str, lexicon: Lexicon) -> frozenset[int]:
    """The levels of the headings that name towns, each with its own ties: the host's among them."""
    own = Host(host)
    named = [
        block.level
        for block in blocks
        if block.role == HEADING and block.level > 1 and own.is_named(_bare_title(block.text))
    ]
    if not named:
        return frozenset()
    lists: dict[int, list[bool]] = {}
    for block, below in itertools.pairwise(blocks):
        if block.role == HEADING:
            spots = read_line(below.text, lexicon)
            is_list = bool(spots and spots[0].entry.country) and not lexicon.is_region(
                spots[0].entry.name
            )
            lists.setdefault(block.level, []).append(below.role in (ITEM, ROW) or is_list)
    return frozenset(
        level
        for level in named
        if len(lists[level]) > 1 and sum(lists[level]) * 2 >= len(lists[level])
    )


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


_SHORTEST_STORY = 40  # characters; less is the name of a site or a body
_OURS = re.compile(r"\b(?:our|we|us|unsere|nos|notre|nuestras|nossas|nostre|onze)\b")


_COUNT = re.compile(
    r"\b(?:[1-9]\d?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|zwei|drei|vier|fünf"
    r"|sechs|sieben|acht|neun|zehn|deux|trois|quatre|cinq|dos|tres|cuatro|cinco|seis)\s+(?:\w+\s+)?$"
)


def _told_kind(block: Block, host: str) -> str:
    """The kind of the host's own ties of which a paragraph speaks: it holds for what follows."""
    if len(block.text) < _SHORTEST_STORY or not find_kinds(block.text):
        return ""
    kinds: list[str] = []
    for sentence in sentences(block):
        said = plain(sentence.text)
        found = find_kinds(sentence.text)
        is_counted = any(_COUNT.search(said, max(0, f.start - 20), f.start) for f in found)
        if is_counted or _OURS.search(said) or (host and plain(host) in said):
            kinds += [each.meaning for each in found]
    return next(iter(kinds), "")


def _level(block: Block, following: Block | None, lexicon: Lexicon, host: str) -> int:
    """The level of a heading, or of what acts as one; 0 for others."""
    if block.role == HEADING:
        return block.level if _LETTER.search(block.text) else 0
    return _LEAD if block.role != ROW and _is_lead(block, following, lexicon, host) else 0


_LONGEST_LEAD = 90  # characters of a line that is no sentence


def _is_lead(block: Block, following: Block | None, lexicon: Lexicon, host: str) -> bool:
    """Whether a line announces a list of ties: "3 sister cities", "Our twin towns are:"."""
    kinds = find_kinds(block.text)
    is_nesting = following is not None and following.depth > block.depth
    if block.role == ITEM and not (
        is_nesting or block.text.endswith((":", "：")) or not block.depth
    ):
        return False  # an entry of a menu
    if not kinds:
        is_short = len(block.text) <= _LONGEST_LEAD and (block.role == TEXT or not block.depth)
        return is_short and is_header(block.text, lexicon)
    if block.bold >= len(block.text) and len(block.text) <= _LONGEST_LEAD:
        return True  # bold words in a line of their own are a heading
    *before, last = sentences(block)
    if last.text.endswith((":", "：")):
        return bool(find_kinds(last.text))
    if before and (following is None or following.role not in (ITEM, ROW)):
        return False
    rest = _without_statuses(_without(last.text, find_kinds(last.text)))
    if host:
        rest = re.sub(re.escape(host), " ", rest, flags=re.IGNORECASE)
    is_short = len(last.text) <= _LONGEST_LEAD
    return is_short and bool(find_kinds(last.text)) and is_bridge(rest, "lead")


def _without(text: str, kinds: Iterable[NamedTuple]) -> str:
    for found in reversed(list(kinds)):
        text = text[: found[0]] + " " + text[found[1] :]
    return text


def _without_statuses(text: str) -> str:
    return _without(text, find_statuses(text))


def kind_of(text: str) -> str:
    """Return the one kind that ``text`` names, MIXED for several, "" for none.

    A word for a tie of another sort yields to one that names a kind: "Agreements of cooperation
    and friendship" are friendships.
    """
    kinds = {found.meaning for found in find_kinds(text)}
    if len(kinds) > 1:
        kinds.discard("other")
    return MIXED if len(kinds) > 1 else next(iter(kinds), "")


_ASKS = re.compile(
    r"(?:what|why|how|who|was ist|was sind|warum|wie|qu'est|pourquoi|comment|que es|por que|como"
    r"|o que|che cos|cos'e|perche|wat is|wat zijn|waarom|hoe)\b"
)


def _asks(words: str, host: str) -> bool:
    """Whether a heading asks what such ties are: what stands below it explains, and lists none."""
    said = plain(words)
    is_own = _OURS.search(said) is not None or bool(host and plain(host) in said)
    return not is_own and _ASKS.match(said.lstrip("0123456789.:) ")) is not None


_OWNER = re.compile(r"\s+(?:of|von|de|du|di|van|da|do|del)\s+(?=[^\W\d_])")


def _is_of_another(words: str, lexicon: Lexicon, host: str) -> bool:
    """Whether a heading gives ties to another town: "Twin towns of Bonn" on the page of Oxford."""
    for found in find_kinds(words) if host else ():
        if owner := _OWNER.match(words, found.end):
            name = words[owner.end() : name_at(words, owner.end())]
            if lexicon.is_town(name) and not Host(host).is_named(name):
                return True
    return False


def _of_heading(block: Block, outer: Context, lexicon: Lexicon, host: str) -> Context:
    words = block.text
    if block.role != HEADING:
        *_, last = sentences(block)
        words = last.text
    if is_area(words):
        return outer._replace(words=words, country="", line=0)
    if is_header(words, lexicon):
        country = re.sub(r"^\W+|[\s:•·–—*-]+$", "", words)
        return outer._replace(words=words, country=country, line=block.line_at(0))
    if _asks(words, host):
        return Context(words=words)
    if _is_of_another(words, lexicon, host):
        return Context(words=words, is_near=False, is_anothers=True)
    kind = kind_of(words)
    statuses = [found for found in find_statuses(words) if found.meaning != "listed"]
    status_words = words[statuses[0].start : statuses[0].end] if statuses else ""
    if not kind and not status_words:
        is_near = outer.is_near and (block.level == ACTING or bool(read_line(words, lexicon)))
        return outer._replace(words=words, country="", line=0, is_near=is_near)
    found = find_kinds(words)
    first = found[0].meaning if found else outer.first_kind
    kind = kind or outer.kind
    return Context(kind, status_words, words, first_kind=first)
