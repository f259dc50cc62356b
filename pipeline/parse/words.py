"""What the words of a text speak of, by the tables of ``reference/``: kinds, states, beginnings."""

from __future__ import annotations

import functools
import re

from pipeline import reference
from pipeline.parse.phrases import WORD, Found, Phrases, plain
from pipeline.parse.subject import count_anchors


def _table(name: str, key: str, value: str) -> Phrases:
    return Phrases({row[key]: row[value] if value else "" for row in reference.rows(name)})


@functools.cache
def _kinds() -> Phrases:
    return _table("kind_words", "words", "kind")


@functools.cache
def _kind_stems() -> dict[str, str]:
    """First word of a phrase of several words to its kind: "sister" to sister."""
    stems: dict[str, str] = {}
    for form, kind in _kinds().meanings.items():
        if kind and " " in form:
            stems.setdefault(form.split()[0], kind)
    # "City" of "city partnerships" says nothing of its own.
    nothing = _bridges()["lead"]
    return {
        stem: kind
        for stem, kind in stems.items()
        if len(stem) > _SHORTEST_STEM and (stem not in nothing or stem in _STEMS)
    }


_SHORTEST_STEM = 3
_STEMS = frozenset({"sister", "partner"})  # which lead on as well: "our sister Bonn"
_SISTERS = re.compile(r"(?:'s|\b\d{1,3}|\b[a-z]{3,9})\s+(sisters)\b")


def _sisters(lowered: str) -> list[Found]:
    """The "sisters" of "Salem's sisters" and of "twelve sisters": a town's, when counted."""
    if "sisters" not in lowered:
        return []
    return [
        Found(*match.span(1), "sister")
        for match in _SISTERS.finditer(lowered)
        if match.group().startswith("'s") or number(match.group().split()[0]) is not None
    ]


# How far before a phrase words may belong to it. A search from the start of the text would make
# a long line of such phrases cost the square of its length.
_NEAR = 60
_COORDINATED = re.compile(r"\b([a-z]+)\s*(,|&|/|\band\b|\bor\b)\s*$")


@functools.lru_cache(maxsize=4096)
def find_kinds(text: str) -> tuple[Found, ...]:
    """Return where ``text`` names a kind of tie, in order.

    "Sister and friendship cities" names two: the first word counts by itself when a phrase
    of another kind follows it across an "and". Across an "or" it stands for both.

    >>> [found.meaning for found in find_kinds("Sister & Friendship Cities")]
    ['sister', 'friendship']
    >>> [found.meaning for found in find_kinds("friendship or partnership ties")]
    ['friendship', 'friendship']
    """
    if not count_anchors(text):
        return ()
    lowered = plain(text)
    found: list[Found] = []
    for each in (*_kinds().find(lowered), *_sisters(lowered)):
        if not each.meaning:
            continue  # the name of a body, as "Sister Cities International"
        before = _COORDINATED.search(lowered, max(0, each.start - _NEAR), each.start)
        stem = _kind_stems().get(before.group(1)) if before else None
        if before and stem and (not found or found[-1].end <= before.start(1)):
            found.append(Found(*before.span(1), stem))
            if before.group(2) == "or":
                each = each._replace(meaning=stem)
        found.append(each)
    return tuple(sorted(found))


def kind_of_word(words: str) -> str:
    """Return the kind that a cell's bare word means: "Sister" alone, "" for none.

    >>> kind_of_word("Sister"), kind_of_word("Mayor")
    ('sister', '')
    """
    first = WORD.match(plain(words).strip())
    return _kind_stems().get(first.group(), "") if first else ""


@functools.cache
def _statuses() -> Phrases:
    return _table("status_words", "words", "status")


@functools.lru_cache(maxsize=4096)
def find_statuses(text: str) -> tuple[Found, ...]:
    """Return where ``text`` names the state of a tie, in order; "proposed" is one of them.

    >>> find_statuses("Former Sister Cities")
    (Found(start=0, end=6, meaning='ended'),)
    """
    return tuple(_statuses().find(plain(text)))


@functools.cache
def _lasting() -> Phrases:
    return _table("lasting_words", "words", "meaning")


def what_lasts(text: str) -> frozenset[str]:
    """Return of what ``text`` may say that it lasts: "tie", "other" (an event, an office).

    >>> sorted(what_lasts("The exhibition on our partnerships")), what_lasts("Bonn, Germany")
    (['other', 'tie'], frozenset())
    """
    return frozenset(found.meaning for found in _lasting().find(plain(text)))


@functools.cache
def _beginnings() -> Phrases:
    return _table("beginning_words", "words", "")


_BETWEEN = re.compile(r"\W*(?:\w+\W+){0,4}")


def is_beginning(text_before: str) -> bool:
    """Whether the words just before a date say that something began on it.

    >>> is_beginning("Japan, established on "), is_beginning("we visited in ")
    (True, False)
    """
    lowered = plain(text_before[-_NEAR:])
    return any(_BETWEEN.fullmatch(lowered, found.end) for found in _beginnings().find(lowered))


_JOINED = re.compile(
    r"[^.;:!?]{0,60}?\b(?:joined|signed|became|began|started|established|formalized|formalised"
    r"|twinned|followed|paired|linked|connected|added|chosen|selected|approved|adopted)\b"
)


AFTER = 120  # characters after a date that say what happened on it


def is_ending(text_after: str) -> bool:
    """Whether the words after a date say that something began on it: "in 2007 Bonn joined".

    >>> is_ending(" the “windy city” joined."), is_ending(" we visited Bonn.")
    (True, False)
    """
    return _JOINED.match(plain(text_after[:AFTER])) is not None


@functools.cache
def _ties() -> Phrases:
    return _table("tie_words", "words", "")


@functools.lru_cache(maxsize=4096)
def find_ties(text: str) -> tuple[Found, ...]:
    """Return where ``text`` says that towns are tied without a word for the kind, in order.

    >>> find_ties("The first link was made with Bonn.")
    (Found(start=10, end=28, meaning=''),)
    """
    return tuple(_ties().find(plain(text)))


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


_CITY_WORDS = frozenset(
    "city cities town towns municipality stadt stadte ville ciudad cidade citta comune stad".split()
)
_MOST_HEADER = 4  # words of a column's header


@functools.cache
def _columns() -> Phrases:
    return _table("column_words", "words", "column")


def find_column(header: str) -> str:
    """Return the column of a table that ``header`` heads, "" when it heads none that we read.

    >>> find_column("Partnerstadt"), find_column("Sisterhood Date"), find_column("Population")
    ('city', 'established', '')
    """
    lowered = plain(header.partition("(")[0]).strip(" :.*")
    column = _columns().meanings.get(lowered, "")
    for name in (lowered.partition("/")[0], lowered):
        words = WORD.findall(name)
        if column or not words or len(words) > _MOST_HEADER:
            continue
        # The last word decides in English, in the Romance languages the one before an "of".
        column = _columns().meanings.get(words[-1], "")
        if column == "city" and words[-1] not in _CITY_WORDS:
            column = ""
        if len(words) > 1 and words[1] in ("de", "du", "di", "del", "da", "do", "der", "des"):
            column = column or _columns().meanings.get(words[0], "")
    return "" if column == "other" else column


@functools.cache
def _number_words() -> dict[str, int]:
    return {row["word"]: int(row["number"]) for row in reference.rows("number_words")}


def number(words: str) -> int | None:
    """Return the whole number below a million that ``words`` write; None if they write none.

    >>> number("eight"), number("twenty-one"), number("28"), number("1,234"), number("third")
    (8, 21, 28, 1234, None)
    """
    bare = plain(words).strip()
    if re.fullmatch(r"\d{1,3}(?:,\d{3})|\d{1,6}", bare, re.ASCII):
        return int(bare.replace(",", ""))
    table = _number_words()
    tens, _, units = bare.replace(" ", "-").partition("-")
    if units:
        wanted = table.get(tens, 0) >= 20 and 0 < table.get(units, 0) < 10
        return table[tens] + table[units] if wanted else None
    return table.get(bare)
