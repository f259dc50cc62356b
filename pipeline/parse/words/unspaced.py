"""Names in scripts without capitals: Han, Kana, Hangul, Arabic, Hebrew and their like."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence

from pipeline import reference
from pipeline.parse.words.former import former_prefix
from pipeline.parse.words.spans import Spans
from pipeline.places.lexicon import Lexicon

# Kana and Han, and the mark of a repeated sign: words without spaces.
_GLUED = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff･]+")
# Hangul, and the scripts from Hebrew to Thai: words with spaces, but no capitals.
_SPACED = re.compile(
    r"[\uac00-\ud7a3]+"
    r"|[\u0590-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7-\u05f4]+"
    r"|[\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06ff\u0750-\u077f]+"
    r"|[\u0900-\u0963\u0966-\u0e7f\u10a0-\u10ff]+"
)
_FIRST_OF_HANGUL = 0xAC00
_LONGEST = 14  # characters of a name
_MOST_WORDS = 3


@functools.cache
def _affixes(role: str) -> tuple[str, ...]:
    words = {row["affix"] for row in reference.rows("place_affixes") if row["role"] == role}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def unspaced_pieces(text: str, taken: Spans, lexicon: Lexicon) -> Iterator[tuple[int, int, bool]]:
    """Yield where names and countries stand in ``text``: start, end, whether it is a country.

    taken: what is already something else. A name is what the gazetteer knows, or what ends with a
    word for a city: "長野市", "성주군". Particles and case endings are no part of it.
    """
    for match in _GLUED.finditer(text):
        for start, end in taken.left_of(match.start(), match.end()):
            yield from _in_glued(text, start, end, lexicon)
    yield from _in_spaced(text, taken, lexicon)


@functools.cache
def _particles() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _affixes("particle"))))


@functools.cache
def _city_end() -> re.Pattern[str]:
    """Up to the first word for a city: the shortest name that ends with one."""
    return re.compile(rf".{{1,{_LONGEST}}}?(?:{'|'.join(_affixes('suffix'))})")


def _in_glued(text: str, at: int, end: int, lexicon: Lexicon) -> Iterator[tuple[int, int, bool]]:
    while at < end:
        if text[at] in "・･":
            at += 1
            continue
        found = _at(text, at, end, lexicon)
        if found is None:
            prefix = former_prefix(text, at, end)
            at = at + prefix if prefix else _next(text, at, end)
            continue
        stop, is_country = found
        yield at, stop, is_country
        at = stop


def _at(text: str, at: int, end: int, lexicon: Lexicon) -> tuple[int, bool] | None:
    """The longest country or name that begins at ``at``."""
    longest = min(end, at + _LONGEST)
    for stop in range(longest, at + 1, -1):
        if text[stop - 1] in "・･" or _splits_katakana(text, stop, end):
            continue
        if lexicon.countries(text[at:stop]):
            return stop, True
        if not lexicon.named(text[at:stop]).is_known:
            continue
        if whole := _longer_name(text, at, stop, end, lexicon):
            return whole, False
        # The word for a city behind it belongs to the name: "長野" and "長野市".
        if stop < end and text[stop] in _affixes("suffix"):
            return stop + 1, False
        if stop == end or text[at] >= "\u30a0" or _particles().match(text, stop):
            return stop, False
    named = None if _particles().match(text, at) else _city_end().match(text, at, longest)
    if named and named.end() - at > 2 and not _particles().search(text, at + 1, named.end() - 1):
        return named.end(), False
    return None


def _longer_name(text: str, at: int, stop: int, end: int, lexicon: Lexicon) -> int:
    """Where an unknown name ends that begins with a known one, else 0: "卡斯卡伊斯市"."""
    named = _city_end().match(text, at, min(end, at + _LONGEST))
    if named is None or named.end() <= stop + 1 or named.end() != end:
        return 0
    rest = text[stop : named.end()]
    is_apart = _particles().match(rest) or lexicon.named(rest).is_known or lexicon.countries(rest)
    return 0 if is_apart else named.end()


def _splits_katakana(text: str, at: int, end: int) -> bool:
    """Whether ``at`` is inside a word of Katakana."""
    return at < end and _is_katakana(text[at - 1]) and _is_katakana(text[at])


def _is_katakana(sign: str) -> bool:
    return 0x30A1 <= ord(sign) <= 0x30FC and sign != "・"


def _next(text: str, at: int, end: int) -> int:
    """Where the next word may begin: after a particle or a middle dot, or at another script."""
    katakana = _is_katakana(text[at])
    while at < end:
        at += 1
        if at >= end or text[at - 1] in "・･" or _particles().match(text, at - 1):
            return at
        if _is_katakana(text[at]) != katakana:
            return at
    return at


def _in_spaced(text: str, taken: Spans, lexicon: Lexicon) -> Iterator[tuple[int, int, bool]]:
    words = [
        (match.start(), match.end())
        for match in _SPACED.finditer(text)
        if not taken.meet(match.start(), match.end())
    ]
    number = 0
    while number < len(words):
        found = _from_word(text, words[number : number + _MOST_WORDS], lexicon)
        if found is None:
            number += 1
            continue
        start, end, is_country, used = found
        yield start, end, is_country
        number += used
        # "توزلا وكاراتي" behind one word for both their cities.
        follows = words[number] if used > 1 and number < len(words) else None
        if follows and not text[end : follows[0]].strip() and _joins(text, *follows):
            yield follows[0] + 1, follows[1], False
            number += 1


def _from_word(
    text: str, words: Sequence[tuple[int, int]], lexicon: Lexicon
) -> tuple[int, int, bool, int] | None:
    """The longest country or name that begins with the first of ``words``, and how many it uses."""
    for used in range(len(words), 0, -1):
        start, end = words[0][0], words[used - 1][1]
        if "\n" in text[start:end] or len(text[start:end]) > _LONGEST * 2:
            continue
        if any(text[a:b].strip() for (_, a), (b, _) in itertools.pairwise(words[:used])):
            continue  # a comma between
        for first, last in _bare_forms(text, start, end):
            words_alone = text[first:last]
            if lexicon.countries(words_alone):
                return first, last, True, used
            if lexicon.named(words_alone).is_known:
                return first, last, False, used
    start, end = words[0]
    if titled := _after_title(text, words, lexicon):
        return titled
    for first, last in _bare_forms(text, start, end):
        is_city = last - first > 2 and text[first:last].endswith(_affixes("suffix"))
        if is_city and ord(text[first]) >= _FIRST_OF_HANGUL:
            return first, last, False, 1
    return None


def _after_title(
    text: str, words: Sequence[tuple[int, int]], lexicon: Lexicon
) -> tuple[int, int, bool, int] | None:
    """The name of at most two words behind a word for a city: "بلدية شانلي أورفا"."""
    bare = [text[first:last] for first, last in _bare_forms(text, *words[0])]
    if len(words) < 2 or not set(bare) & set(_affixes("title")):
        return None
    used, (start, end) = 2, words[1]
    if text[words[0][1] : start].strip() or _joins(text, *words[1]):
        return None
    if len(words) > 2 and not lexicon.named(text[start:end]).is_known:
        third = words[2]
        at_end = not text[third[1] : third[1] + 1].strip(".,،؛;:)") or third[1] == len(text)
        if not text[end : third[0]].strip() and not _joins(text, *third) and at_end:
            used, end = 3, third[1]
    return start, end, False, used


def _joins(text: str, start: int, end: int) -> bool:
    """Whether a word begins with an "and" that is written as one with it."""
    return any(text.startswith(prefix, start, end) for prefix in _affixes("join"))


def _bare_forms(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A word as it stands, then without a case ending, then without a prefix."""
    yield start, end
    for ending in _affixes("ending"):
        if text.endswith(ending, start + 2, end):
            yield start, end - len(ending)
    for prefix in _affixes("prefix"):
        if text.startswith(prefix, start, end - 2):
            yield start + len(prefix), end
    was = former_prefix(text, start, end - 2)
    if was and text[start + was] != " ":
        yield start + was, end


def beside_its_country(text: str, country: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Yield where the words stand that a sign parts from the only country of a short line.

    In a script without capitals an unknown name looks like any word; beside a country it is one:
    "גרמניה – גוסלר (2007)". Nothing where there are no such words, or too many for a name.

    >>> list(beside_its_country("גרמניה – גוסלר (2007)", (0, 6)))
    [(9, 14)]
    """
    start, end = country
    if len(text) > _LONGEST_LINE or text[:start].strip(_MARKS):
        return
    match = _BESIDE.match(text, end)
    words = match.group("name") if match else ""
    if match and words[0] >= _FIRST_UNSPACED and len(words.split()) <= _MOST_WORDS:
        yield match.span("name")


_LONGEST_LINE = 80  # characters
_MARKS = " \t.•*·-–0123456789)"  # before the first word of an item
_FIRST_UNSPACED = "\u0590"
_BESIDE = re.compile(
    r"\s*[–—:-]\s*(?P<name>[^\W\d_][^\d_()\[\],;:–—]*[^\W\d_])\s*(?=[(\[,;]|[–—:]|\d|$)"
)
