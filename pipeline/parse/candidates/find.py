"""Every candidate of a page: all names where ties are in reach, from all shapes of text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.parse.candidates.second_look import looked_again
from pipeline.parse.records import ROW, Block, Candidate, Scope, Unit
from pipeline.parse.scopes.host import Host
from pipeline.parse.scopes.reach import FAR, SMALL, is_far, near_ties
from pipeline.parse.words.entry import Entry, read_entries
from pipeline.parse.words.vocabulary import is_area, tags_of
from pipeline.places.lexicon import Lexicon

_NEAR_BEFORE, _NEAR_AFTER = 3, 2  # blocks around tie words in which candidates are looked for
_MOST = 4_000  # candidates of a page; no town has as many partners
_LONGEST_UNKNOWN = 60  # characters of a name that no gazetteer knows
_ALL_LINK = 0.9  # share of a block in links from which on it belongs to a menu or teaser
_SIGN = re.compile(r"\s*[,;:|/()–—•·]\s*|\s-\s")


def find_candidates(
    units: Sequence[Unit],
    blocks: Sequence[Block],
    scopes: Sequence[Scope],
    lexicon: Lexicon,
    host: Host,
) -> list[Candidate]:
    """Return the candidates of a page in reading order, at most 4,000.

    Where no tie word is in force or near, nothing is looked for; nor, on a large page, for names
    that nobody knows, in sentences and in the frame of the page far from the words for ties.
    """
    near = _in_reach(blocks, scopes, lexicon)
    read = [(unit, read_entries(unit.text, lexicon)) for unit in units if near[unit.number]]
    found: list[Candidate] = []
    before: Unit | None = None
    is_large = len(blocks) > SMALL
    for unit, all_entries in looked_again(read, lexicon):
        if len(found) >= _MOST:
            break
        block = blocks[unit.number]
        entries = [
            entry
            for entry in _with_container(unit, all_entries, lexicon)
            if _may_be(entry, lexicon, host) or _is_namesake(entry, block, lexicon, host)
        ]
        is_aside = is_large and (unit.shape == "sentence" or _is_frame(block))
        is_aside = is_aside and is_far(unit.number, scopes[unit.number])
        if is_aside and not _tells_of_ties(unit, before):
            entries = [entry for entry in entries if _is_sure(entry, lexicon)]
        before = unit
        found += [
            Candidate(unit, entry, order, len(entries)) for order, entry in enumerate(entries)
        ]
    return found[:_MOST]


def _with_container(unit: Unit, entries: Sequence[Entry], lexicon: Lexicon) -> Sequence[Entry]:
    """The entries, one alone where a line is an unknown name and the region or country it is in.

    "Nordhavn, Atlantis (1987)" is no tie with the Atlantis that some gazetteer knows.
    """
    if len(entries) != 2 or unit.shape not in ("item", "cell", "line"):
        return entries
    name, container = entries
    is_bare = not (name.country or name.region or name.established or name.is_country)
    leads = not any(map(str.isalnum, unit.text[: name.start]))
    is_parted = unit.text[name.end : container.start].strip() == ","
    ends = not any(map(str.isalnum, unit.text[container.end :]))
    has_own = container.country or container.region or container.is_country
    if has_own or not (is_bare and leads and is_parted and ends):
        return entries
    if lexicon.named(name.name).is_known:
        return entries
    whole = name._replace(
        end=container.end,
        region=container.name,
        established=container.established,
        date_sign=container.date_sign,
    )
    return (whole,)


def _is_sure(entry: Entry, lexicon: Lexicon) -> bool:
    """Whether a name is a place's, or has a country, a region or a date beside it."""
    said = entry.country or entry.region or entry.established
    return bool(said) or entry.is_country or lexicon.named(entry.name).is_known


def _is_frame(block: Block) -> bool:
    """Whether a block belongs to the frame of a page, or is a link and little else."""
    return bool(block.frame) or block.linked >= _ALL_LINK * len(block.text)


def _tells_of_ties(unit: Unit, before: Unit | None) -> bool:
    """Whether a text, or the sentence before it in its block, has a word for ties."""
    texts = [unit.text]
    if before is not None and before.block is unit.block:
        texts.append(before.text)
    return any(tags_of(text).kinds or tags_of(text).ties for text in texts)


def _in_reach(blocks: Sequence[Block], scopes: Sequence[Scope], lexicon: Lexicon) -> list[bool]:
    """Whether ties are in reach of each block: all of a small page is near."""
    if len(blocks) <= SMALL:
        return [True] * len(blocks)
    beside = near_ties(blocks, _NEAR_BEFORE, _NEAR_AFTER)
    around = near_ties(blocks, FAR, FAR)
    near = [
        beside[number] or (bool(scope.kind) and (around[number] or not is_far(number, scope)))
        for number, scope in enumerate(scopes)
    ]
    # A list or a table is near as a whole; under a title about ties one with countries is.
    lists = {block.list_id for block, is_near in zip(blocks, near, strict=True) if is_near}
    for block, scope in zip(blocks, scopes, strict=True):
        if scope.kind and block.list_id not in lists and _holds_country(block, lexicon):
            lists.add(block.list_id)
    lists.discard(0)
    return [
        is_near or (block.list_id in lists and (bool(scope.kind) or not block.frame))
        for block, scope, is_near in zip(blocks, scopes, near, strict=True)
    ]


def _holds_country(block: Block, lexicon: Lexicon) -> bool:
    """Whether a row or an item has a country for a cell, or between two signs."""
    if not block.list_id:
        return False
    texts = [cell.text for cell in block.cells] or _SIGN.split(block.text)
    return any(lexicon.countries(text.strip(" .()")) for text in texts)


def speaks_of_ties(text: str) -> bool:
    """Whether ``text`` has a word for ties."""
    return bool(tags_of(text).kinds)


def _is_namesake(entry: Entry, block: Block, lexicon: Lexicon, host: Host) -> bool:
    """Whether a town of the host's name stands in a row with another country."""
    if block.role != ROW or not host.country or not host.is_named(entry.name):
        return False
    codes = (lexicon.countries(cell.text.strip(" .()")) for cell in block.cells)
    return any(found and host.country not in found for found in codes)


def _may_be(entry: Entry, lexicon: Lexicon, host: Host) -> bool:
    """Whether an entry may name a partner at all."""
    if is_area(entry.name) or host.is_entry(entry, lexicon):
        return False  # a part of the world, or the host itself
    held = lexicon.named(entry.name)
    if entry.is_country:
        return held.population > 0 or entry.established != ""
    if entry.country or entry.region or held.is_known:
        return True
    # An unknown name: where it leads a line, a cell or a title, or stands in a run of names.
    return len(entry.name) <= _LONGEST_UNKNOWN
