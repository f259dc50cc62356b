"""The year that a run of digits says: of our calendar, or of an era whose word stands before it."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from pipeline import reference
from pipeline.dates.cutting import Cut
from pipeline.dates.words import LAST_WORD, Era, eras, month_of

_YEAR = re.compile("1[5-9]|20")
_THAI_YEAR = re.compile("2[45]")
_THAI = re.compile("[\u0e00-\u0e7f]")


class Year(NamedTuple):
    """A year of our calendar as digits, and how it is printed."""

    value: str
    lead: int = 0  # characters of the era's word, and of the space after it
    is_era: bool = False
    needs_day: bool = False  # it is none without a month and a day after it


def year_at(cut: Cut, at: int) -> Year | None:
    """Return the year that the run ``at`` of ``cut`` says, or None."""
    digits = cut.values[at]
    is_long = len(digits) == len("1957")
    if is_long and _YEAR.match(digits):
        return Year(digits)
    if len(digits) > 3 and not (is_long and _THAI_YEAR.match(digits)):
        return None
    before = cut.before(at)
    bare = before.rstrip()
    if bare[-1:] not in _last_signs():
        return _by_thai_month(bare, digits) if is_long else None
    for word, era in eras().items():
        if bare.endswith(word) and (year := era.year(digits)):
            lead = len(word) + len(before) - len(bare)
            if not era.needs_day or _is_letter_alone(bare, before):
                return Year(year, lead, is_era=True, needs_day=era.needs_day)
    return _by_thai_month(bare, digits) if is_long else None


def _is_letter_alone(bare: str, before: str) -> bool:
    """Whether the letter of an era belongs to the digits, and to no word: S32."""
    return bare == before and not bare[-2:-1].isalnum()


def _by_thai_month(bare: str, digits: str) -> Year | None:
    """The year after a month in Thai: 5 พฤษภาคม 2530 has no other calendar."""
    word = LAST_WORD.search(bare)
    if word and _THAI.match(word.group()) and month_of(word.group()):
        return Year(_thai_era().year(digits), is_era=True)
    return None


@functools.cache
def _last_signs() -> frozenset[str]:
    return frozenset(word[-1] for word in eras())


@functools.cache
def _thai_era() -> Era:
    rows = reference.rows("era_words")
    return eras()[next(row["word"] for row in rows if row["language"] == "th")]
