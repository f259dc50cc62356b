"""Titles of towns, "City of", "Stadt": what stands before a name and is mostly no part of it."""

from __future__ import annotations

import functools
import re

from pipeline import reference


def article() -> str:
    """Return a pattern of the article that stands before titles and names of states: "the"."""
    return reference.either("small_words", "name_article")


def without_article(words: str) -> str:
    """Return ``words`` without the article that they begin with.

    >>> without_article("the netherlands"), without_article("theben")
    ('netherlands', 'theben')
    """
    first, space, rest = words.partition(" ")
    return rest if space and first in reference.words("small_words", "name_article") else words


@functools.cache
def _titles() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before a name, "City of", "Stadt": all, and those that belong to the name."""
    rows = sorted(reference.rows("city_titles"), key=lambda row: -len(row["words"]))
    said = [re.escape(row["words"]).replace(r"\ ", r"\s+") for row in rows]
    of_name = [words for words, row in zip(said, rows, strict=True) if row["is_of_name"]]
    return (
        re.compile(rf"(?:(?:{article()})\s+)?(?:{'|'.join(said)})\s+", re.IGNORECASE),
        re.compile(rf"(?:{'|'.join(of_name)})\s+(?=\S)", re.IGNORECASE),
    )


@functools.cache
def _title_starts() -> frozenset[str]:
    """The first three letters of all titles: most words are quickly seen to be none."""
    articles = (word[:3] for word in reference.words("small_words", "name_article"))
    titles = (row["words"].lower()[:3] for row in reference.rows("city_titles"))
    return frozenset((*titles, *articles))


def _may_be_title(words: str) -> bool:
    return words[:3].lower() in _title_starts()


def has_title_of_its_own(words: str) -> bool:
    """Whether ``words`` begin with a title that belongs to the name: "Province of Bulacan"."""
    return _may_be_title(words) and _titles()[1].match(words) is not None


def title_at(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the title with which ``text`` begins between two offsets, None when with none."""
    return _titles()[0].match(text, start, end) if _may_be_title(text[start : start + 3]) else None


def without_title(words: str) -> str:
    """Return ``words`` without the title that they begin with.

    >>> without_title("Province of Bulacan"), without_title("Bonn")
    ('Bulacan', 'Bonn')
    """
    title = title_at(words, 0, len(words))
    return words[title.end() :] if title else words
