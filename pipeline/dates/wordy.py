"""What states a time without a year that we read: "in the sixties", MCMLXVIII, 7/68, 07-1968."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

import ahocorasick_rs

from pipeline import reference

_ROMAN = (
    r"(?<![\w.-])(?=[MDCLXVI]{4})M{1,2}(?:CM|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?![\w-])"
)
# A month and a year, or a year and a month, as no form that is read joins them.
_NUMBERS = (
    r"(?<![\w$€£+.,/:-])(?:(?:0?[1-9]|1[0-2])(?:/(?:3[2-9]|[4-9][0-9])|-(?:19|20)[0-9]{2})"
    r"|(?:19|20)[0-9]{2}\.[1-9])(?![\w%°€/-]|[.,:][0-9])"
)
_MAY_HOLD_ROMAN = re.compile("M[MDCLXVI]{3}")


@functools.cache
def _words() -> re.Pattern[str]:
    """The names of ten years, "sixties", and what names them before a number: "années 60"."""
    named = reference.either("date_words", "decade_name")
    leads = reference.either("date_words", "decade_lead")
    return re.compile(
        rf"(?<!\w)(?:(?:{named})|(?:{leads})\s['‘’]?[1-9]0)(?![\w.,]?\w)", re.IGNORECASE
    )


@functools.cache
def _any_word() -> ahocorasick_rs.AhoCorasick:
    named = reference.words("date_words", "decade_name", "decade_lead")
    return ahocorasick_rs.AhoCorasick([word.lower() for word in named])


_MAY_JOIN = re.compile("[0-9][/.-][0-9]")
_DIGITS = re.compile(_NUMBERS)
_NUMERAL = re.compile(_ROMAN)


def wordy_dates(text: str) -> Iterator[tuple[int, int]]:
    """Yield where ``text`` states a time that no form of a date holds.

    >>> said = "since the sixties, MCMLXVIII, 7/68, 07-1968, dans les années 60"
    >>> [said[start:end] for start, end in wordy_dates(said)]
    ['sixties', 'années 60', '7/68', '07-1968', 'MCMLXVIII']
    """
    # One pass for all the words costs a tenth of the pattern, and few texts hold any.
    if _any_word().find_matches_as_indexes(text.lower()):
        for match in _words().finditer(text):
            yield match.span()
    if _MAY_JOIN.search(text):
        for match in _DIGITS.finditer(text):
            yield match.span()
    if _MAY_HOLD_ROMAN.search(text):
        for match in _NUMERAL.finditer(text):
            yield match.span()
