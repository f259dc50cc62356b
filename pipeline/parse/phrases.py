"""Phrases of a table, found in a text as whole words."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import NamedTuple


class Found(NamedTuple):
    """A phrase of ``reference/`` in a text: ``text[start:end]`` means ``meaning``."""

    start: int
    end: int
    meaning: str


@functools.lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return ``text`` for matching: small letters, no accents, straight signs, same length.

    Only Latin letters lose their accents. Each sign gives one, so that offsets stay true.

    >>> plain("Städte’s – Ýale")
    "stadte's - yale"
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    return "".join(map(_plain_letter, text))


@functools.lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    if letter in "\u2018\u2019\u02bc\u00b4`":
        return "'"
    if unicodedata.category(letter) == "Pd":
        return "-"
    base = unicodedata.normalize("NFKD", letter)[0]
    if base.isascii() or "\u00c0" <= letter < "\u0250":
        return base.lower()
    small = letter.lower()
    return small if len(small) == 1 else letter


class Phrases:
    """The phrases of a table, found as whole words; a space in one is any space or hyphen.

    Looking each word up costs the same for ten phrases as for a thousand; one pattern of all
    of them would cost a trial of each at each word.
    """

    def __init__(self, meanings: dict[str, str]) -> None:
        spaced = {words: plain(words) for words in meanings}
        self.meanings = {spaced[words]: meaning for words, meaning in meanings.items()}
        by_first: dict[str, list[str]] = {}
        unspaced = []
        for form in self.meanings:
            if ord(form[0]) >= _UNSPACED:
                unspaced.append(form)
            else:
                by_first.setdefault(WORD.findall(form)[0], []).append(form)
        self._by_first = by_first
        self._patterns: dict[str, re.Pattern[str]] = {}  # of a first word, made when it is met
        self._unspaced = re.compile(_alternatives(unspaced)) if unspaced else None

    def find(self, lowered: str) -> list[Found]:
        """Return where the phrases stand in ``lowered``, a text made ``plain``, in order."""
        found, after = [], 0
        for word in WORD.finditer(lowered):
            first = word.group()
            if word.start() < after or first not in self._by_first:
                continue
            if match := self._pattern(first).match(lowered, word.start()):
                found.append(self._found(match))
                after = match.end()
        if self._unspaced and not lowered.isascii():
            found += [self._found(match) for match in self._unspaced.finditer(lowered)]
            found.sort()
        return found

    def _pattern(self, first: str) -> re.Pattern[str]:
        pattern = self._patterns.get(first)
        if pattern is None:
            pattern = re.compile(rf"(?:{_alternatives(self._by_first[first])})(?!\w)")
            self._patterns[first] = pattern
        return pattern

    def _found(self, match: re.Match[str]) -> Found:
        words = match.group()
        meaning = self.meanings.get(words)
        if meaning is None:
            meaning = self._by_form[_SPACES.sub(" ", words)]
        return Found(*match.span(), meaning)

    @functools.cached_property
    def _by_form(self) -> dict[str, str]:
        return {_SPACES.sub(" ", form): meaning for form, meaning in self.meanings.items()}


_UNSPACED = 0x3000  # from here on scripts write words without spaces between
WORD = re.compile(r"[^\W_]+")
_SPACES = re.compile(r"[\s-]+")


def _alternatives(forms: list[str]) -> str:
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    return "|".join(re.escape(form).replace(r"\ ", r"[\s-]+") for form in ordered)
