"""A second look at the odd items of a list: they take the order and the sign of their siblings."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.parse.records import Unit
from pipeline.parse.words.entry import Entry
from pipeline.parse.words.signs import sign_of
from pipeline.places.lexicon import Lexicon

Group = tuple[int, int, int]
Read = tuple[Unit, tuple[Entry, ...]]

_FEWEST, _MOST_OF = 3, 0.6  # units that must agree, and the share of the group
_LONGEST = 90  # characters of an item that is looked at again
_LONGEST_NAME = 20  # characters of a name in a script without capitals
WHOLE = "whole"  # the pattern of items that are a name and nothing else


class Pattern(NamedTuple):
    """How the items of a list read."""

    order: str  # "name", "country" (what stands first) or WHOLE
    sign: str = ""  # between the two, of signs.py


def looked_again(read: Sequence[Read], lexicon: Lexicon) -> list[Read]:
    """Return units and their entries, those of odd items read as their siblings are.

    Of a list whose most items are NAME sign COUNTRY, or COUNTRY sign NAME, an item that has a
    country only by a slip or a code, or a name that begins with no capital, is read the same.
    """
    patterns = _patterns(read)
    if not patterns:
        return list(read)
    return [
        (unit, _again(unit, entries, patterns[unit.group], lexicon))
        if unit.group in patterns
        else (unit, entries)
        for unit, entries in read
    ]


def _patterns(read: Sequence[Read]) -> Mapping[Group, Pattern]:
    """The pattern of each group in which most units agree on one."""
    votes: dict[Group, Counter[Pattern | None]] = defaultdict(Counter)
    for unit, entries in read:
        if unit.shape != "sentence":
            votes[unit.group][_pattern(unit.text, entries)] += 1
    patterns = {}
    for group, counted in votes.items():
        best, count = counted.most_common(1)[0]
        if best and count >= max(_FEWEST, _MOST_OF * counted.total()):
            patterns[group] = best
    return patterns


def _pattern(text: str, entries: Sequence[Entry]) -> Pattern | None:
    if not entries or entries[0].is_country:
        return None
    first = entries[0]
    if first.country_sign == "first" and text.startswith(first.country):
        return Pattern("country", sign_of(text[len(first.country) : first.start]))
    if first.start == 0 and first.country_sign in _SIGNS:
        return Pattern("name", first.country_sign)
    is_whole = first.start == 0 and first.end == len(text) and not first.country
    return Pattern(WHOLE) if is_whole else None


_SIGNS = {
    "comma": r"\s?[,、，]\s*",
    "slash": r"\s*[/|]\s*",
    "dash": r"\s*[–—]\s*|\s+-+\s+",
    "colon": r"\s*[:：]\s*",
    "bracket": r"\s*[(（]\s*",
}


@functools.cache
def _two_parts(sign: str) -> re.Pattern[str]:
    part = r"[^\W\d_][^,;:/|()（）\d–—]*"
    return re.compile(rf"(?P<a>{part}?)(?:{_SIGNS[sign]})(?P<b>{part})")


def _again(
    unit: Unit, entries: tuple[Entry, ...], pattern: Pattern, lexicon: Lexicon
) -> tuple[Entry, ...]:
    text = unit.text
    if len(text) > _LONGEST or any(entry.country for entry in entries):
        return entries
    if pattern.order == WHOLE:
        return entries or _whole(text)
    parts = _two_parts(pattern.sign).match(text) if pattern.sign in _SIGNS else None
    if parts is None:
        return entries
    a, b = parts.group("a").strip(), parts.group("b").strip()
    name, country, at = (a, b, "a") if pattern.order == "name" else (b, a, "b")
    if not name or not lexicon.country_codes(country) or lexicon.countries(name):
        return entries
    start = parts.start(at)
    end = parts.end() + (text[parts.end() : parts.end() + 1] in (")", "）"))
    whole = Entry(0, end, start, start + len(name), name)
    known = next((entry for entry in entries if entry.name_start == start), whole)
    placed = known._replace(
        start=min(known.start, whole.start),
        end=max(known.end, end),
        region="",
        country=country,
        country_sign=pattern.sign if pattern.order == "name" else "first",
        other_name="" if pattern.sign == "bracket" else known.other_name,
        is_country=False,
    )
    return (placed, *(entry for entry in entries if entry.start >= placed.end))


def _whole(text: str) -> tuple[Entry, ...]:
    """The name that a whole item is, in a script that shows no names: () for other items."""
    words = text.strip()
    if not 1 < len(words) <= _LONGEST_NAME or not words.isalpha() or words[0] < "\u0590":
        return ()
    start = text.index(words)
    return (Entry(start, start + len(words), start, start + len(words), words),)
