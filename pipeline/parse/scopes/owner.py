"""Whose ties a sentence or line tells: the host's, or those of another town."""

from __future__ import annotations

import functools
import re

from pipeline import reference
from pipeline.parse.scopes.host import Host
from pipeline.parse.words.entry import Entry, read_entries
from pipeline.parse.words.signs import alternatives, possessives
from pipeline.parse.words.vocabulary import contexts_in, tags_of
from pipeline.places.lexicon import Lexicon
from pipeline.reference.phrases import Found, plain

HOST, OURS, ANOTHER, OTHERS, UNSAID = "host", "ours", "another", "others", "unsaid"
_NEAR = 220  # characters before tie words in which their owner stands
TOWN = 15_000  # inhabitants of a town that is one without its country
_BETWEEN = 60  # characters between an owner and its verb or tie word
_BEHIND_BETWEEN = 80  # characters from the word to the name


def is_town(entry: Entry, lexicon: Lexicon) -> bool:
    """Whether an entry shows itself to be a town that could have ties of its own."""
    if entry.is_country:
        return False
    return bool(entry.country or entry.region) or lexicon.named(entry.name).size >= TOWN


def is_at_home(entry: Entry, host: Host, lexicon: Lexicon) -> bool:
    """Whether a town lies in the host's country, as far as can be told."""
    if not host.country:
        return False
    if entry.country:
        return host.country in lexicon.country_codes(entry.country)
    return lexicon.named(entry.name).home == host.country


@functools.cache
def ours() -> re.Pattern[str]:
    """The words by which a page speaks of its own town: "our", "we"."""
    rows = reference.rows("heading_words")
    words = sorted(plain(row["words"]) for row in rows if row["role"] == "ours")
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")


def owner_in(text: str, start: int, end: int, host: Host, lexicon: Lexicon) -> str:
    """Return whose tie the name ``text[start:end]``, or the run that begins there, is.

    UNSAID when the text does not say. Without a known host every tie is taken for its own.

    >>> from pipeline.places.lexicon import KnownWords
    >>> atlas = KnownWords({"Japan": "JP", "Italy": "IT"}, frozenset({"Miami"}))
    >>> text = "Our sister city is Kobe, Japan."
    >>> owner_in(text, 19, 30, Host("Tampa"), atlas)
    'ours'
    """
    if not host.name:
        return UNSAID
    tags = tags_of(text)
    before = [tag for tag in (*tags.kinds, *tags.ties) if tag.end <= start]
    after = [tag for tag in tags.kinds if tag.start >= end]
    if said := _pair(text, start, end, host, lexicon):
        return said
    if before:
        said = _subject(text, max(before, key=lambda tag: tag.start), host, lexicon)
        if said != UNSAID:
            return said
    if after:
        return _object(text, start, end, after[0], host, lexicon)
    return _line_head(text, start, host, lexicon)


def _subject(text: str, tie: Found, host: Host, lexicon: Lexicon) -> str:
    """Who stands before a tie word as the one that has ties."""
    said = text[max(0, tie.start - _NEAR) : tie.start]
    towns = [entry for entry in read_entries(said, lexicon) if is_town(entry, lexicon)]
    towns = [entry for entry in towns if not host.is_named(entry.name)]
    last = towns[-1] if towns else None
    behind = said[last.end if last else 0 :]
    if host.is_in(behind):
        return HOST
    if ours().search(plain(behind)):
        return OURS
    behind_tie = text[tie.end : tie.end + 40]
    if _of().match(behind_tie):
        rest = read_entries(behind_tie, lexicon)
        if host.is_in(behind_tie):
            return HOST
        if rest and rest[0].start < 8 and is_town(rest[0], lexicon):
            return ANOTHER
    if last is None or len(behind) > _BETWEEN:
        return HOST if host.is_in(said) else UNSAID
    if behind.startswith(possessives()):
        return ANOTHER
    verbs = contexts_in(behind, lexicon.language, "has")
    is_verb = bool(verbs) and not any(sign in behind for sign in ",;:")
    return ANOTHER if is_verb else UNSAID


@functools.cache
def _of() -> re.Pattern[str]:
    words = alternatives("of")
    return re.compile(rf"\s+(?:{words})")


def _object(text: str, start: int, end: int, tie: Found, host: Host, lexicon: Lexicon) -> str:
    """Whose tie a name before the tie word is: "Kobe is a sister city of Seattle"."""
    rest = text[tie.end : tie.end + _BETWEEN]
    if host.is_in(rest) or host.is_in(text[end : tie.start]):
        return HOST
    if ours().search(plain(text[end : tie.start])):
        return OURS
    if _of().match(rest) or contexts_in(text[tie.start : tie.end + 6], lexicon.language):
        entries = read_entries(rest, lexicon)
        if entries and entries[0].start < 10 and is_town(entries[0], lexicon):
            return ANOTHER
    if host.is_in(text[max(0, start - _NEAR) : start]):
        return HOST
    return UNSAID


def _pair(text: str, start: int, end: int, host: Host, lexicon: Lexicon) -> str:
    """Whose tie it is where "between A and B" names both ends."""
    for between in contexts_in(text, lexicon.language, "between"):
        if not 0 <= start - between.end <= _BEHIND_BETWEEN:
            continue
        inside = text[between.end : end + _BETWEEN]
        if host.is_in(inside):
            return HOST
        towns = [entry for entry in read_entries(inside, lexicon) if is_town(entry, lexicon)]
        if len(towns) > 1:
            return OTHERS
    return ""


def _line_head(text: str, start: int, host: Host, lexicon: Lexicon) -> str:
    """Whose line it is where a town stands first: "Indianapolis – Campinas (Brazil), Cologne"."""
    first = next(iter(read_entries(text, lexicon)), None)
    if first is None or first.start >= start or first.country or first.is_country:
        return UNSAID
    sign = text[first.end : first.end + 3].strip()[:1]
    if sign not in ("–", "—", "-", ":") or first.start > 3:
        return UNSAID
    if host.is_named(first.name):
        return HOST
    is_other = lexicon.named(first.name).population >= 0 and is_at_home(first, host, lexicon)
    return ANOTHER if is_other else UNSAID
