"""Printed dates to ISO prefixes, and what a prefix can mean.

A date is kept as precise as it was stated: ``1957``, ``1957-05`` or ``1957-05-26``. Prefixes
of different length do not compare as strings: ``earliest`` and ``latest`` give the days.
"""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline import reference
from pipeline.text import fold

ISO_PREFIX = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
_YEAR = "(?:1[5-9]|20)[0-9][0-9]"  # not \d, which also means digits of other scripts


class UnreadableDate(ValueError):
    """The text states a date that has no reading, or two; ``year`` is what is sure, or ""."""

    def __init__(self, message: str, year: str = "") -> None:
        super().__init__(message)
        self.year = year


class PrintedDate(NamedTuple):
    """A date as it stands in a text: ``text[start:end]``."""

    start: int
    end: int
    words: str


@functools.cache
def _month_numbers() -> dict[str, int]:
    return {fold(row["word"]): int(row["month"]) for row in reference.rows("month_words")}


@functools.cache
def _forms() -> tuple[str, ...]:
    """The forms of a printed date, the most precise first."""
    words = sorted({row["word"] for row in reference.rows("month_words")}, key=len, reverse=True)
    month = rf"(?P<month>{'|'.join(map(re.escape, words))})\.?"
    year = rf"(?P<year>{_YEAR})(?![0-9])"
    day = r"(?P<day>[0-9]{1,2})\s?(?:st|nd|rd|th|º|°|er|\.)?"
    numbers = r"(?P<number>[0-9]{{1,2}}){0}\s*(?P<day>[0-9]{{1,2}})(?![0-9])"
    return (
        rf"(?P<iso>{_YEAR}-[0-9][0-9]-[0-9][0-9])(?![0-9])",
        r"(?<![0-9])(?P<era>昭和|平成|令和)\s?(?P<of_era>[0-9]{1,2}|元)年(?:\s?(?P<number>[0-9]{1,2})月"
        r"(?:\s?(?P<day>[0-9]{1,2})日)?)?",
        rf"(?P<year>{_YEAR})\s?[年년]\s?(?P<number>[0-9]{{1,2}})\s?[月월]\s?(?P<day>[0-9]{{1,2}})\s?[日일]",
        rf"(?P<year>{_YEAR})\s?[年년]\s?(?P<number>[0-9]{{1,2}})\s?[月월]",
        rf"(?P<year>{_YEAR})[./](?P<number>0[1-9]|1[0-2])(?![0-9./-])",
        *(rf"(?P<year>{_YEAR}){sign}\s*" + numbers.format(sign) for sign in (r"\.", "/", "-")),
        r"(?<!\w)['‘’](?P<short>[0-9]{2})\.\s*" + numbers.format(r"\."),
        rf"\b{month}\s*{day}[\s,.]+{year}",
        rf"(?<![0-9]){day}\s*(?:de\s+|of\s+)?{month},?\s*(?:de\s+|del\s+)?{year}",
        rf"(?<![0-9])(?P<first>[0-9]{{1,2}})(?P<sign>[/.-])\s?(?P<second>[0-9]{{1,2}})(?P=sign)\s?{year}",
        rf"\b{month},?\s*(?:de\s+|of\s+)?{year}",
        rf"(?P<year>{_YEAR})\s?[年년]",
        rf"(?<![0-9,.$€£-])(?<![0-9][ ]){year}(?![,.]?[0-9])",
    )


@functools.cache
def _pattern(form: str) -> re.Pattern[str]:
    """The pattern of a form, made when it is first needed."""
    return re.compile(form, re.IGNORECASE)


_DIGITS = re.compile(r"[0-9]{2}|元年")


def is_month(word: str) -> bool:
    """Return whether ``word`` is the name of a month.

    >>> is_month("August"), is_month("Augusta")
    (True, False)
    """
    return fold(word) in _month_numbers()


_LETTERS = re.compile(r"[^\W\d_]+")


def _likely(text: str) -> Iterator[re.Pattern[str]]:
    """The patterns that ``text`` may match: some need a month, some a sign that is not ASCII."""
    has_month = any(word.lower() in _months() for word in _LETTERS.findall(text))
    is_ascii = text.isascii()
    for form in _forms():
        if has_month if "(?P<month>" in form else not (is_ascii and "年" in form):
            yield _pattern(form)


@functools.cache
def _months() -> frozenset[str]:
    return frozenset(row["word"].lower() for row in reference.rows("month_words"))


@functools.lru_cache(maxsize=4096)
def find_dates(text: str) -> tuple[PrintedDate, ...]:
    """Return the dates printed in ``text``, in order, none inside another.

    >>> [date.words for date in find_dates("Bonn (1957), signed on May 26, 1957.")]
    ['1957', 'May 26, 1957']
    >>> find_dates("2,500 communities in 126 nations")
    ()
    """
    if not _DIGITS.search(text):
        return ()
    found: list[PrintedDate] = []
    for pattern in _likely(text):
        for match in pattern.finditer(text):
            start, end = match.span()
            if all(end <= other.start or start >= other.end for other in found):
                found.append(PrintedDate(start, end, match.group()))
    return tuple(sorted(found))


def order_of(texts: Iterable[str]) -> str:
    """Return in which order the dates of one page have day and month: dmy, mdy, or "" for neither.

    Settled by the dates that can be read in one way only, when all of them agree.

    >>> order_of(["23/05/2023", "03/04/1987"]), order_of(["03/04/1987"])
    ('dmy', '')
    """
    orders = set()
    for text in texts:
        for date in find_dates(text):
            if numbers := _NUMBERS.match(date.words):
                first, second = int(numbers.group(1)), int(numbers.group(2))
                if (first > _MONTHS) != (second > _MONTHS):
                    orders.add("dmy" if first > _MONTHS else "mdy")
    return orders.pop() if len(orders) == 1 else ""


def is_in_doubt(words: str) -> bool:
    """Return whether the date ``words`` has a day and a month that could change places.

    >>> is_in_doubt("03/04/1987"), is_in_doubt("23/04/1987"), is_in_doubt("1987")
    (True, False, False)
    """
    numbers = _NUMBERS.match(words)
    return numbers is not None and all(int(number) <= _MONTHS for number in numbers.groups())


_MONTHS = 12
_NUMBERS = re.compile(r"([0-9]{1,2})[/.-]\s?([0-9]{1,2})[/.-]\s?[0-9]{4}$")


def iso_prefix(text: str, order: str = "") -> str:
    """Return the date in ``text`` as an ISO prefix, no finer than it was printed.

    order: dmy or mdy, for a date whose day and month could change places.

    text: one date as printed; white space and brackets around it are allowed, other words
    are not. Month names in the languages of ``reference/month_words.csv``.

    Raises UnreadableDate when no form fits, when there is no such day, and when day and
    month could change places: picking one would publish a date that nobody stated.

    >>> iso_prefix("May 26, 1957"), iso_prefix("May 1957"), iso_prefix("1957")
    ('1957-05-26', '1957-05', '1957')
    >>> iso_prefix("03/04/1987")
    Traceback (most recent call last):
    pipeline.dates.UnreadableDate: '03/04/1987' reads as 1987-04-03 or 1987-03-04: see date_order
    """
    bare = text.strip(" \t\n()[].,;:")
    for pattern in _likely(bare):
        if match := pattern.fullmatch(bare):
            return _prefix_of(text, {k: v for k, v in match.groupdict().items() if v}, order)
    raise UnreadableDate(f"{text!r} has no form of a date that we know")


def _prefix_of(text: str, parts: dict[str, str], order: str) -> str:
    if iso := parts.get("iso"):
        return _checked(text, *iso.split("-"))
    year = _year(parts)
    if "first" in parts:
        first, second = parts["first"], parts["second"]
        if order == "dmy" and int(second) <= _MONTHS:
            return _checked(text, year, second, first)
        if order == "mdy" and int(first) <= _MONTHS:
            return _checked(text, year, first, second)
        readings = sorted(set(_readings(year, first, second)), reverse=True)
        if len(readings) != 1:
            seen = " or ".join(readings) or "no day of the calendar"
            hint = ": see date_order" if readings else ""
            raise UnreadableDate(f"{text!r} reads as {seen}{hint}", year)
        return readings[0]
    if "month" not in parts and "number" not in parts:
        return year
    month = parts.get("number") or str(_month_numbers()[fold(parts["month"])])
    if "day" in parts:
        return _checked(text, year, month, parts["day"])
    if not 1 <= int(month) <= 12:
        raise UnreadableDate(f"{text!r} is no month of the calendar", year)
    return f"{year}-{month:0>2}"


_ERAS = {"昭和": 1925, "平成": 1988, "令和": 2018}  # the year before their first
_LAST_CENTURY = 30  # '94 is 1994, '12 is 2012: no tie of a town is older than the 1930s


def _year(parts: dict[str, str]) -> str:
    if "era" in parts:
        of_era = 1 if parts["of_era"] == "元" else int(parts["of_era"])
        return str(_ERAS[parts["era"]] + of_era)
    if short := parts.get("short"):
        return f"19{short}" if int(short) >= _LAST_CENTURY else f"20{short}"
    return parts["year"]


def _readings(year: str, first: str, second: str) -> Iterator[str]:
    for day, month in ((first, second), (second, first)):
        try:
            yield dt.date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            continue


def _checked(text: str, year: str, month: str, day: str) -> str:
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        raise UnreadableDate(f"{text!r} is no day of the calendar", year) from None


def is_prefix(text: str) -> bool:
    """Whether ``text`` is a year, a month or a day that the calendar has, in ISO form.

    >>> is_prefix("1957-05"), is_prefix("1957-02-30"), is_prefix("57")
    (True, False, False)
    """
    if not re.fullmatch(ISO_PREFIX, text, re.ASCII) or text.startswith("0000"):
        return False
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    return day <= calendar.monthrange(year, month)[1]


def earliest(prefix: str) -> dt.date:
    """Return the first day that the ISO ``prefix`` can mean.

    >>> earliest("1957-05").isoformat()
    '1957-05-01'
    """
    year, month, day = (*map(int, prefix.split("-")), 1, 1)[:3]
    return dt.date(year, month, day)


def latest(prefix: str) -> dt.date:
    """Return the last day that the ISO ``prefix`` can mean.

    >>> latest("1957-02").isoformat()
    '1957-02-28'
    """
    parts = [int(part) for part in prefix.split("-")]
    if len(parts) == 3:
        return dt.date(*parts)
    year, month = (*parts, 12)[:2]
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def after_term(prefix: str, term: str) -> dt.date:
    """Return the last day on which a ``term`` can run out that began on the ISO ``prefix``.

    term: an ISO 8601 duration of one unit, such as P2Y or P18M. What runs out after the last day
    that there is, runs out on it.

    >>> after_term("2024-02-29", "P1Y").isoformat(), after_term("2020", "P18M").isoformat()
    ('2025-02-28', '2022-06-30')
    """
    count, unit, day = int(term[1:-1]), term[-1], latest(prefix)
    if unit in "DW":
        days = count * (7 if unit == "W" else 1)
        return day + dt.timedelta(days=min(days, (dt.date.max - day).days))
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "Y" else 1)
    year, month = months // 12, months % 12 + 1
    if year > dt.MAXYEAR:
        return dt.date.max
    last = calendar.monthrange(year, month)[1]
    is_last = day.day == calendar.monthrange(day.year, day.month)[1] and len(prefix) < len(
        "2024-02-29"
    )
    return dt.date(year, month, last if is_last else min(day.day, last))
