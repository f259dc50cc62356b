"""Runs of capitalised words, and what is trimmed off them: titles, leads, elisions, endings."""

from __future__ import annotations

import functools
import re

from pipeline import reference
from pipeline.parse.words.signs import possessives, small_words
from pipeline.places.lexicon import Lexicon
from pipeline.places.titles import has_title_of_its_own, title_at
from pipeline.reference.phrases import plain

_MOST_WORDS = 7  # of a run
_MOST_LEADS = 4  # words and titles before a name
_APOSTROPHES = "'‘’ʻ"


@functools.cache
def _upper() -> str:
    """A class of regular expressions: the capital letters of the scripts that have them."""
    capitals = [chr(n) for n in range(0x2C00) if chr(n).isupper() or chr(n).istitle()]
    return "".join(capitals)


@functools.cache
def run_pattern() -> re.Pattern[str]:
    """Return the pattern of a run of capitalised words, small words of names between them."""
    shortened = reference.words("abbreviations", "name")
    short = rf"(?:{'|'.join(map(re.escape, shortened))}|[A-Z]\.)(?= [A-Z])"
    initials = rf"(?:[A-Z]\.){{2,5}}(?:[A-Z](?!\w))?|{short}"
    stopped = "|".join(re.escape(word) for word in shortened if word.endswith("."))
    saint = rf"(?:(?:{stopped})(?=[A-Z]))?"
    elided = rf"[{_APOSTROPHES}]?(?:(?:[^\W\d_]{{1,2}}|{'|'.join(_elided())})['’-])?"
    first = rf"(?:{elided}{saint}[{_upper()}])"
    word = rf"(?:{initials}|{first}(?:[\w'’ʻ`\ufffd]|[.-](?=\w)|\?(?=\w))*)"
    small = rf"(?:{'|'.join(map(re.escape, small_words('inside')))})"
    return re.compile(rf"(?<![^\W\d]){word}(?:[ ](?:{small} ){{0,2}}{word}){{0,{_MOST_WORDS}}}")


@functools.cache
def _leads() -> frozenset[str]:
    return frozenset(plain(row["word"]) for row in reference.rows("lead_words"))


def is_lead(word: str) -> bool:
    """Whether ``word`` begins sentences and labels, and belongs to no name."""
    return plain(word) in _leads()


@functools.cache
def _trailing() -> re.Pattern[str]:
    return re.compile(rf"(?: (?:{'|'.join(map(re.escape, small_words('inside')))}))+$")


def without_trailing(words: str) -> str:
    """Return ``words`` without the small words at their end: "Kalymnos in"."""
    return _trailing().sub("", words)


@functools.cache
def city_words() -> frozenset[str]:
    """Return the words for a city that belong to the name before them: "Liaoning province"."""
    return frozenset(r["affix"] for r in reference.rows("place_affixes") if r["role"] == "word")


@functools.cache
def _numbered() -> re.Pattern[str]:
    """A numbered part of a town: "1. kerület", "13e arrondissement"."""
    words = [r["affix"] for r in reference.rows("place_affixes") if r["role"] == "number"]
    said = "|".join(map(re.escape, words))
    ordinal = reference.either("place_affixes", "ordinal")
    return re.compile(
        rf" (?:\d{{1,2}}|[IVX]{{1,5}})(?:\.|{ordinal})? (?:{said})(?!\w)", re.IGNORECASE
    )


_SMALL_WORD = re.compile(r"(?P<sign>[ -])(?P<word>[^\W\d_A-Z]+)")
_SYLLABLE = 3  # letters of a word for a city that is a common word elsewhere: "gu", "si"


def city_word_after(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Return where the name ``text[start:end]`` ends, its words in small letters among it.

    "Novo mesto", "Liaoning province", "Songpa-gu", "Bécs 1. kerület".
    """
    if numbered := _numbered().match(text, end):
        return numbered.end()
    goes_on = _SMALL_WORD.match(text, end)
    if goes_on is None:
        return end
    word = goes_on.group("word")
    if word in city_words():
        is_of_name = len(word) > _SYLLABLE or goes_on.group("sign") == "-"
        return goes_on.end() if is_of_name else end
    return goes_on.end() if lexicon.named(text[start : goes_on.end()]).population >= 0 else end


@functools.cache
def _state_words() -> frozenset[str]:
    rows = reference.rows("state_words")
    return frozenset(plain(r["words"].split()[0]) for r in rows if r["place"] == "before")


_TAIL = re.compile(r"(?: [^\W\d_]+){1,4}")


def country_after(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Return where the country ends that the run ``text[start:end]`` begins, else 0.

    For names of countries that go on in small letters: "République tchèque", "Česká republika".
    """
    tail = _TAIL.match(text, end)
    if tail is None:
        return 0
    first = plain(text[start:end].split(" ", 1)[0])
    most = tail.end() if first in _state_words() else text.find(" ", end + 1, tail.end())
    stop = most if most > 0 else tail.end()
    while stop > end:
        if lexicon.countries(text[start:stop]):
            return stop
        stop = text.rfind(" ", end, stop)
    return 0


_SMALL_LETTERS = "".join(chr(n) for n in range(0x250) if chr(n).islower())  # of Latin
_NUMBERED_LINE = re.compile(r"[A-RT-Z]\. ")  # "S. João" is a saint
_CASE_ENDING = re.compile(rf"['’][{_SMALL_LETTERS}]{{1,5}}$")


@functools.cache
def _elided() -> tuple[str, ...]:
    """The words that lose their last letter before a vowel, without their apostrophe."""
    return tuple(word.rstrip("'") for word in reference.words("small_words", "elided"))


@functools.cache
def _elision() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(_elided())})['’]", re.IGNORECASE)


def after_elision(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Return where the name begins behind "d'" or the letter that numbers a line."""
    for pattern in (_elision(), _NUMBERED_LINE):
        said = pattern.match(text, start, end)
        if said and said.end() < end and not lexicon.named(text[start:end]).is_known:
            return said.end()
    return start


@functools.cache
def _shouted() -> tuple[str, ...]:
    """What makes an owner of a name in capitals: "'S"."""
    return tuple(each.upper() for each in possessives())


def before_case_ending(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Return where the name ends before "'s" or an ending after an apostrophe: "İzmir'in"."""
    ending = _CASE_ENDING.search(text, start, end)
    if ending is None and text.endswith(_shouted(), start, end):
        return end if lexicon.named(text[start:end]).is_known else end - 2
    if ending is None or ending.end() != end or lexicon.named(text[start:end]).is_known:
        return end
    bare = text[start : ending.start()]
    is_said = text.endswith("s", start, end) or lexicon.named(bare).is_known
    return ending.start() if is_said or lexicon.countries(bare) else end


_SMALL_FIRST = re.compile(r"[a-z\u00e0-\u00f6\u00f8-\u00ff]{1,4} +")


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of a run without signs around it and small words at its ends."""
    while start < end and not text[start].isalnum() and text[start] not in _APOSTROPHES:
        start += 1
    # Behind a tie word that was cut off: "(Sister City) of Bonn".
    while start < end and (small := _SMALL_FIRST.match(text, start, end)):
        start = small.end()
    while end > start and text[end - 1] in " -.'’‘`" and not text.startswith(".", end - 1):
        end -= 1
    last = text.rfind(" ", start, end) + 1
    if last and text[last].islower() and (trailing := _trailing().search(text, start, end)):
        end = trailing.start()
    if text[start:end].endswith(".") and text[start:end].count(".") == 1:
        end -= 1
    return start, end


def _begins_with_town(words: str, lexicon: Lexicon) -> bool:
    """Whether the first words are a town's name: "La Plata in Argentina"."""
    at = words.find(" ")
    for _ in range(2):
        at = words.find(" ", at + 1)
        if at < 0:
            return False
        if lexicon.named(words[:at]).size >= 0:
            return True
    return False


def after_leads(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Return where the name begins after "The City of", "With", "Mayor": words that lead to it."""
    for _ in range(_MOST_LEADS):
        words = text[start:end]
        if " " not in words:
            return start
        title = title_at(text, start, end)
        is_title = title and title.end() < end and not has_title_of_its_own(words)
        if title and is_title and not lexicon.named(words).population > 0:
            start = title.end()
            continue
        first, space, rest = words.partition(" ")
        if not space or not is_lead(first) or lexicon.named(words).size >= 0:
            return start
        if lexicon.countries(words) or _begins_with_town(words, lexicon):
            return start
        start = text.index(rest[0], start + len(first))
    return start
