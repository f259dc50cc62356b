"""What the words of a text speak of, by the tables of ``reference/``: each text is tagged once."""

from __future__ import annotations

import bisect
import functools
import re
from typing import NamedTuple

import ahocorasick_rs

from pipeline import reference
from pipeline.parse.words.numbers import number
from pipeline.parse.words.sisters import sisters_in
from pipeline.reference.phrases import WORD, Found, Phrases, plain

_NEAR = 60  # characters before a phrase in which words may belong to it
_SHORTEST_STEM = 3


class Tags(NamedTuple):
    """What the words of one text speak of, each in the order of the text."""

    kinds: tuple[Found, ...]  # words for ties, with the kind they name
    ties: tuple[Found, ...]  # that towns are tied, without a word for the kind


def _phrases_of(*tables: tuple[str, str, str]) -> Phrases:
    """All phrases of some tables in one: its meanings are lists of table and meaning.

    tables: the name of each, and its columns of words and of meanings ("" for none).
    """
    meanings: dict[str, str] = {}
    for table, key, value in tables:
        for row in reference.rows(table):
            form = plain(row[key])
            said = f"{table}:{row[value] if value else ''}"
            meanings[form] = f"{meanings[form]}|{said}" if form in meanings else said
    return Phrases(meanings)


@functools.cache
def _tie_phrases() -> Phrases:
    return _phrases_of(
        ("kind_words", "words", "kind"), ("tie_words", "words", ""),
    )  # fmt: skip


@functools.cache
def _context_phrases(language: str) -> Phrases:
    """The words of context of a language, and those of all that no language claims alone."""
    meanings: dict[str, str] = {}
    for row in reference.rows("context_words"):
        if row["language"] in (language, "") or not language:
            form, said = plain(row["words"]), f"context_words:{row['role']}"
            meanings[form] = f"{meanings[form]}|{said}" if form in meanings else said
    return Phrases(meanings)


@functools.lru_cache(maxsize=8192)
def tags_of(text: str) -> Tags:
    """Return what the words of ``text`` speak of.

    >>> [found.meaning for found in tags_of("Former sister cities").kinds]
    ['sister']
    """
    lowered = plain(text)
    by_table = _by_table(_tie_phrases(), lowered)
    kinds = _kinds(lowered, by_table.get("kind_words", []))
    return Tags(kinds, tuple(by_table.get("tie_words", ())))


@functools.lru_cache(maxsize=8192)
def contexts_in(text: str, language: str = "", role: str = "") -> tuple[Found, ...]:
    """Return the words of ``context_words.csv`` in ``text`` by their role, in order.

    language: of the page (ISO 639-1), whose words alone count; "" for those of all languages.
    role: the one that is wanted; "" for all.

    >>> [found.meaning for found in contexts_in("visited a town near", "en")]
    ['event', 'place']
    >>> contexts_in("visited a town near", "pl")
    ()
    """
    if role:
        found = contexts_in(text, language)
        return tuple(each for each in found if each.meaning == role)
    phrases = _context_phrases(language if language in reference.languages() else "")
    return tuple(_by_table(phrases, plain(text)).get("context_words", ()))


def _by_table(phrases: Phrases, lowered: str) -> dict[str, list[Found]]:
    """The phrases in a text by their tables; of those of one table the longest alone count."""
    by_table: dict[str, list[Found]] = {}
    for start, end, meanings in sorted(phrases.find_all(lowered), key=_longest_first):
        for table, meaning in _each(meanings):
            known = by_table.setdefault(table, [])
            # A phrase may have several roles, each of which counts once.
            is_same = bool(known) and known[-1][:2] == (start, end)
            if not known or known[-1].end <= start or (is_same and known[-1].meaning != meaning):
                known.append(Found(start, end, meaning))
    return by_table


@functools.lru_cache(maxsize=1024)
def _each(meanings: str) -> tuple[tuple[str, str], ...]:
    """Table and meaning of each of the meanings of a phrase."""
    parted = (said.partition(":") for said in meanings.split("|"))
    return tuple((table, meaning) for table, _, meaning in parted)


def _longest_first(found: Found) -> tuple[int, int]:
    return found.start, -found.end


def _kinds(lowered: str, phrases: list[Found]) -> tuple[Found, ...]:
    found: list[Found] = []
    for each in sorted([*phrases, *_stems_in(lowered, phrases), *sisters_in(lowered)]):
        if not each.meaning:
            continue  # the name of a body, as "Sister Cities International"
        before = _coordinated().search(lowered, max(0, each.start - _NEAR), each.start)
        stem = _first_words().get(before.group(1)) if before else None
        if before and stem and (not found or found[-1].end <= before.start(1)):
            found.append(Found(*before.span(1), stem))
            if before["or"]:
                each = each._replace(meaning=stem)
        found.append(each)
    return tuple(sorted(found))


@functools.cache
def _stems() -> tuple[ahocorasick_rs.AhoCorasick, tuple[dict[str, str], ...]]:
    rows = reference.rows("tie_stems")
    words = [plain(row["stem"]) for row in rows]
    matches = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick(words, matchkind=matches), rows


def _stems_in(lowered: str, phrases: list[Found]) -> list[Found]:
    """Words that begin with, or hold, a stem for ties, where no phrase stands already."""
    automaton, rows = _stems()
    found: list[Found] = []
    seen = 0  # the end of the last word that was looked at: each is walked over once
    starts = [each.start for each in phrases]
    for at, start, end in automaton.find_matches_as_indexes(lowered):
        row = rows[at]
        if start < seen or (row["place"] == "start" and start and lowered[start - 1].isalnum()):
            continue
        while row["script"] != "unspaced" and start and lowered[start - 1].isalpha():
            start -= 1
        while row["script"] != "unspaced" and end < len(lowered) and lowered[end].isalpha():
            end += 1
        seen = end
        last = bisect.bisect_left(starts, end) - 1  # the phrases stand in order and apart
        if last < 0 or phrases[last].end <= start:
            found.append(Found(start, end, row["kind"]))
    return found


@functools.cache
def _stems_of() -> dict[str, tuple[str, ...]]:
    """Language to those of its stems for ties that are one word."""
    stems: dict[str, tuple[str, ...]] = {}
    for row in reference.rows("tie_stems"):
        stem, known = plain(row["stem"]), stems.get(row["language"], ())
        stems[row["language"]] = known if " " in stem else (*known, stem)
    return stems


@functools.cache
def _first_words() -> dict[str, str]:
    """First word of a phrase of several words to its kind: "sister" to sister."""
    firsts: dict[str, str] = {}
    for row in reference.rows("kind_words"):
        form = plain(row["words"])
        stems = _stems_of().get(row["language"])
        # "Město" of "město přátelství" names no kind: the word for it stands behind.
        is_first = stems is None or form.startswith(stems)
        if row["kind"] and " " in form and is_first:
            firsts.setdefault(form.split()[0], row["kind"])
    # "City" of "city partnerships" says nothing of its own; a stem does, though it leads on as
    # well: "our sister Bonn".
    nothing = _bridges()["lead"] - _bridges()["stem"]
    return {
        word: kind
        for word, kind in firsts.items()
        if len(word) > _SHORTEST_STEM and word not in nothing
    }


@functools.cache
def _coordinated() -> re.Pattern[str]:
    """A word before a phrase, and what joins the two."""
    both, either = (
        reference.either("bridge_words", each) for each in ("coordinates", "alternates")
    )
    return re.compile(rf"\b([a-z]+)\s*(?:[,&/]|\b(?:{both})\b|\b(?P<or>{either})\b)\s*$")


def find_kinds(text: str) -> tuple[Found, ...]:
    """Return where ``text`` names a kind of tie, in order.

    "Sister and friendship cities" names two: the first word counts by itself when a phrase
    of another kind follows it across an "and". Across an "or" it stands for both.

    >>> [found.meaning for found in find_kinds("Sister & Friendship Cities")]
    ['sister', 'friendship']
    >>> [found.meaning for found in find_kinds("friendship or partnership ties")]
    ['friendship', 'friendship']
    """
    return tags_of(text).kinds


def kind_of_word(words: str) -> str:
    """Return the kind that a cell's bare word means: "Sister" alone, "" for none.

    >>> kind_of_word("Sister"), kind_of_word("Mayor")
    ('sister', '')
    """
    first = WORD.match(plain(words).strip())
    return _first_words().get(first.group(), "") if first else ""


MIXED = "mixed"  # of two kinds: what stands below must say which


def kind_of(text: str) -> str:
    """Return the one kind that ``text`` names, MIXED for several, "" for none.

    A word for a tie of another sort yields to one that names a kind: "Agreements of cooperation
    and friendship" are friendships.
    """
    kinds = {found.meaning for found in find_kinds(text)}
    if len(kinds) > 1:
        kinds.discard("other")
    return MIXED if len(kinds) > 1 else next(iter(kinds), "")


@functools.cache
def _lasting() -> Phrases:
    rows = reference.rows("lasting_words")
    return Phrases({row["words"]: row["meaning"] for row in rows})


def what_lasts(text: str) -> frozenset[str]:
    """Return of what ``text`` may say that it lasts: "tie", "other" (an event, an office).

    >>> sorted(what_lasts("The exhibition on our partnerships")), what_lasts("Bonn, Germany")
    (['other', 'tie'], frozenset())
    """
    return frozenset(found.meaning for found in _lasting().find(plain(text)))


@functools.cache
def _bridges() -> dict[str, frozenset[str]]:
    """The words of ``bridge_words.csv`` by role, made plain."""
    roles: dict[str, set[str]] = {}
    for row in reference.rows("bridge_words"):
        roles.setdefault(row["role"], set()).add(plain(row["word"]))
    return {role: frozenset(words) for role, words in roles.items()}


def is_bridge(words: str, role: str) -> bool:
    """Whether ``words`` may stand between tie words and partners, and say nothing of their own.

    role: of bridge_words.csv. Numbers and ordinals are bridges in every role.

    >>> is_bridge(" are the following: ", "lead"), is_bridge(" help with ", "lead")
    (True, False)
    """
    known = _bridges()[role]
    return all(
        word in known or word[0].isdigit() or number(word) is not None
        for word in WORD.findall(plain(words))
    )


@functools.cache
def _areas() -> frozenset[str]:
    return frozenset(plain(row["words"]) for row in reference.rows("area_words"))


def is_area(words: str) -> bool:
    """Whether ``words`` are a part of the world by which pages order their towns.

    >>> is_area("Asia"), is_area("Japan")
    (True, False)
    """
    return plain(words).strip(" :.*-") in _areas()
