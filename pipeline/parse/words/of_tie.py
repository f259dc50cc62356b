"""Whether a word for a state is said of a tie, or of the country or the name of the partner."""

from __future__ import annotations

import functools
import re

from pipeline import reference
from pipeline.parse.words.vocabulary import kind_of_word, tags_of
from pipeline.reference.phrases import Found, plain

_NEAR = 24  # characters between a word for what was and the word for the tie behind it
_REACH = 60  # characters behind it that are looked at


@functools.cache
def _former_words() -> frozenset[str]:
    return frozenset(map(plain, reference.words("small_words", "former")))


@functools.cache
def _goes_on() -> re.Pattern[str]:
    words = reference.words("ending_words", "at", "until", "end")
    since = reference.words("small_words", "date", "through")
    return re.compile(rf"(?:{'|'.join(map(re.escape, map(plain, (*words, *since))))})\b")


def is_former(words: str) -> bool:
    """Return whether ``words`` say what was of a state or a name as well as of a tie.

    >>> is_former("Former"), is_former("ended")
    (True, False)
    """
    return plain(words) in _former_words()


def speaks_of_tie(text: str, status: Found) -> bool:
    """Return whether a word for a state of ties is said of a tie, and not of a state or a name.

    A word for what was is said of a tie where it stands alone or before a word for ties.

    >>> from pipeline.reference.statuses import find_statuses
    >>> said = ["former sister city", "(former)", "formerly known as Bonn", "former capital"]
    >>> [speaks_of_tie(each, find_statuses(each)[0]) for each in said]
    [True, True, False, False]
    """
    if not is_former(text[status.start : status.end]):
        return True
    after = text[status.end : status.end + _REACH]
    bare = after.lstrip(" -")
    if not bare or not bare[0].isalpha():
        behind = bare.lstrip(")]） ")
        return not (behind[:1].isupper() and len(behind) < len(bare))  # "(former) Yugoslavia"
    if _goes_on().match(plain(bare)) or kind_of_word(bare):
        return True
    tags = tags_of(after)
    first = min((found.start for found in (*tags.kinds, *tags.ties)), default=_REACH)
    return first <= _NEAR and not any(sign in after[:first] for sign in ",.;()")
