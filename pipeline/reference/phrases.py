"""Phrases of a table, found in a text as whole words."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import NamedTuple

import ahocorasick_rs


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
    if base.isascii() or 0xC0 <= ord(letter) < 0x250:
        return base.lower()
    small = letter.lower()
    return small if len(small) == 1 else letter


class Phrases:
    """The phrases of a table, found as whole words; a space in one is any space or hyphen.

    A phrase that ends in a hyphen is the beginning of words ("visit-"), for ``find_all`` alone.

    Looking each word up costs the same for ten phrases as for a thousand; one pattern of all
    of them would cost a trial of each at each word.
    """

    def __init__(self, meanings: dict[str, str]) -> None:
        spaced = {words: plain(words) for words in meanings}
        self.meanings = {spaced[words]: meaning for words, meaning in meanings.items()}
        by_first: dict[str, list[str]] = {}
        unspaced = []
        for form in self.meanings:
            if form[0] >= _UNSPACED:
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

    def find_all(self, lowered: str) -> list[Found]:
        """Return what ``find`` does, and shorter phrases inside the found ones too, in order.

        For a table of several tables, in which one phrase must not hide another's.
        """
        spaced, true_offset = _with_single_spaces(lowered)
        found = []
        hits = self._automaton.find_matches_as_indexes(spaced, overlapping=True)
        for number, start, end in hits:
            if start and spaced[start - 1].isalnum():
                continue  # inside a word
            if self._is_stem[number]:
                end = WORD.match(spaced, end - 1).end()  # type: ignore[union-attr]
            elif end < len(spaced) and (spaced[end].isalnum() or spaced[end] == "_"):
                continue
            if true_offset:
                start, end = true_offset[start], true_offset[end - 1] + 1
            found.append(Found(start, end, self._spaced_meanings[number]))
        if self._unspaced and not lowered.isascii():
            found += [self._found(match) for match in self._unspaced.finditer(lowered)]
        found.sort()
        return found

    @functools.cached_property
    def _spaced_forms(self) -> dict[str, str]:
        """The phrases of scripts with spaces, each hyphen in them a space, to their meanings.

        That at the end of the beginning of words stays.
        """
        return {
            _SPACES.sub(" ", form.removesuffix("-")) + "-" * form.endswith("-"): meaning
            for form, meaning in self.meanings.items()
            if form[0] < _UNSPACED
        }

    @functools.cached_property
    def _spaced_meanings(self) -> tuple[str, ...]:
        return tuple(self._spaced_forms.values())

    @functools.cached_property
    def _is_stem(self) -> tuple[bool, ...]:
        return tuple(form.endswith("-") for form in self._spaced_forms)

    @functools.cached_property
    def _automaton(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick([form.removesuffix("-") for form in self._spaced_forms])

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


_UNSPACED = "\u3000"  # from here on scripts write words without spaces between
WORD = re.compile(r"[^\W_]+")
_SPACES = re.compile(r"[\s-]+")
_LONG_GAP = re.compile(r"[\s-]{2,}")
_ODD_SPACE = re.compile(r"[^\S ]")
_NOT_SINGLE = re.compile(r"[\s-]{2}|[^\S ]")  # either of them


def _with_single_spaces(lowered: str) -> tuple[str, list[int]]:
    """``lowered`` with each run of spaces and hyphens as one space, and where its letters stood.

    No offsets where none has changed, as in nearly all texts.
    """
    if _NOT_SINGLE.search(lowered) is None:
        return lowered.replace("-", " "), []
    offsets: list[int] = []
    at = 0
    for gap in _LONG_GAP.finditer(lowered):
        offsets += range(at, gap.start() + 1)
        at = gap.end()
    if at:
        offsets += range(at, len(lowered))
        lowered = _LONG_GAP.sub(" ", lowered)
    return _ODD_SPACE.sub(" ", lowered.replace("-", " ")), offsets


def _alternatives(forms: list[str]) -> str:
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    return "|".join(re.escape(form).replace(r"\ ", r"[\s-]+") for form in ordered)
