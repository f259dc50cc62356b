"""The forms under which a stated name is looked up: whole, without titles, spelt out.

All words come from ``reference/``; every form is folded.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pipeline import reference
from pipeline.places.titles import article
from pipeline.text import fold

_MARKS = re.compile(r"[\s*†‡§#¹²³⁰-⁹]+$")  # of footnotes
_SAID_TWICE = re.compile(r"\s*/\s*|\s[-–]\s")  # "Porvoo/Borgå"
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|（([^（）]*)）")
_PARTED = re.compile(r"[,，、]")
_FRAGMENT = re.compile(r"\w[-–‐]\s*$|^\s*[-–‐]\s*\w")  # a line's end or beginning, cut off


class Parted(NamedTuple):
    """A name, and what stands behind it after commas and in brackets."""

    head: str
    qualifiers: tuple[str, ...]


def without_marks(name: str) -> str:
    """Return a name without the signs of footnotes behind it.

    >>> without_marks("Lyon *")
    'Lyon'
    """
    return _MARKS.sub("", name)


def is_fragment(name: str) -> bool:
    """Whether a name is cut off at a hyphen, so that any answer would be a guess.

    >>> is_fragment("Villingen-"), is_fragment("Villingen-Schwenningen")
    (True, False)
    """
    return _FRAGMENT.search(name) is not None


def parted(name: str) -> Parted:
    """Return a name parted at its commas and brackets; none of the parts is empty.

    >>> parted("Wetter (Hessen)"), parted("Eye, Suffolk")
    (Parted(head='Wetter', qualifiers=('Hessen',)), Parted(head='Eye', qualifiers=('Suffolk',)))
    """
    inside = [part for found in _BRACKETS.findall(name) for part in found if part.strip()]
    head, *tail = (part.strip() for part in _PARTED.split(_BRACKETS.sub(" ", name)))
    qualifiers = [part.strip() for part in (*tail, *inside)]
    return Parted(" ".join(head.split()), tuple(filter(None, qualifiers)))


def forms(name: str) -> Iterator[str]:
    """Yield the folded forms to look up, best first: whole, without bracket, without titles.

    >>> list(forms("City of Lyon"))
    ['city of lyon', 'lyon', 'cityoflyon']
    """
    whole = fold(name)
    bare = fold(_BRACKETS.sub(" ", name))
    inside = [fold(part) for found in _BRACKETS.findall(name) for part in found if part]
    inside += [fold(part) for part in _SAID_TWICE.split(name)] if _SAID_TWICE.search(name) else []
    found = [whole, bare, *_without_titles(whole), *_without_titles(bare), *inside]
    found += [bare.replace(" ", "")] if " " in bare else []
    yield from (form for form in dict.fromkeys(found) if form)


def _without_titles(form: str) -> Iterator[str]:
    """The name less "City", "Municipality of" and the like, one word at a time."""
    while (less := _titles().sub("", form, count=1)) != form and less:
        yield less
        form = less
    if (less := without_glued(form)) and less != form:
        yield less


@functools.cache
def _titles() -> re.Pattern[str]:
    """What is said of a town and is no part of its name, before it or behind."""
    before = {fold(row["words"]) for row in reference.rows("city_titles")}
    rows = reference.rows("place_affixes")
    before |= {fold(row["affix"]) for row in rows if row["role"] == "title"}
    after = {fold(row["affix"]) for row in rows if row["role"] in ("word", "behind")}
    said_before, said_after = (
        "|".join(sorted(words, key=lambda word: (-len(word), word))) for words in (before, after)
    )
    return re.compile(rf"^(?:(?:{article()}) )?(?:{said_before}) | (?:{said_after})$")


@functools.cache
def _glued() -> re.Pattern[str]:
    rows = reference.rows("place_affixes")
    words = sorted({row["affix"] for row in rows if row["role"] == "town"}, key=lambda w: -len(w))
    return re.compile(rf"(?<=..)(?:{'|'.join(map(re.escape, words))})$")


def without_glued(form: str) -> str:
    """Return a folded name without the word for a city that is written as one with it.

    >>> without_glued("札幌市"), without_glued("수원시"), without_glued("bonn")
    ('札幌', '수원', 'bonn')
    """
    return _glued().sub("", form)


@functools.cache
def _spelt() -> Mapping[str, tuple[str, ...]]:
    """What a word at the beginning of a name may stand for."""
    words: dict[str, tuple[str, ...]] = {}
    for row in reference.rows("name_abbreviations"):
        if row["place"] == "first":
            short = fold(row["words"])
            words[short] = (*words.get(short, ()), fold(row["stands_for"]))
    return words


@functools.cache
def _shortened() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What stands short for words within a name, and the words: "a. M." for "am Main"."""
    return tuple(
        (re.compile(rf"(?<= ){re.escape(fold(row['words']))}(?= |$)"), fold(row["stands_for"]))
        for row in reference.rows("name_abbreviations")
        if row["place"] == "within"
    )


def spelt_out(form: str) -> tuple[str, ...]:
    """Return a folded name with what may stand for it: "st" for "saint", "a m" for "am main".

    >>> spelt_out("mt vernon"), spelt_out("vernon"), spelt_out("frankfurt a m")
    (('mt vernon', 'mount vernon'), ('vernon',), ('frankfurt a m', 'frankfurt am main'))
    """
    first, _, rest = form.partition(" ")
    spelt = [form, *(f"{word} {rest}" for word in _spelt().get(first, ()) if rest)]
    if rest:
        for pattern, words in _shortened():
            if (long := pattern.sub(words, form)) != form:
                spelt.append(long)
    return tuple(dict.fromkeys(spelt))
