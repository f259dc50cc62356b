"""Which day, month or year a printed date means."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from pipeline.dates.cutting import Found
from pipeline.dates.printed import find_dates, whole
from pipeline.dates.words import IN_DOUBT


class UnreadableDate(ValueError):
    """The text states a date that has no reading, or two; ``year`` is what is sure, or ""."""

    def __init__(self, message: str, year: str = "") -> None:
        super().__init__(message)
        self.year = year


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
                if first <= _DAYS and (first > _MONTHS) != (second > _MONTHS):
                    orders.add("dmy" if first > _MONTHS else "mdy")
    return orders.pop() if len(orders) == 1 else ""


def is_in_doubt(words: str) -> bool:
    """Return whether the date ``words`` has a day and a month that could change places.

    >>> is_in_doubt("03/04/1987"), is_in_doubt("23/04/1987"), is_in_doubt("1987")
    (True, False, False)
    """
    numbers = _NUMBERS.match(words)
    return numbers is not None and all(int(number) <= _MONTHS for number in numbers.groups())


_MONTHS, _DAYS = 12, 31
_NUMBERS = re.compile(r"([0-9]{1,2})[/.-]\s?([0-9]{1,2})[/.-]\s?(?:[0-9]{2}){1,2}$")


def iso_prefix(text: str, order: str = "", as_of: str = "") -> str:
    """Return the date in ``text`` as an ISO prefix, no finer than it was printed.

    order: dmy or mdy, for a date whose day and month could change places.

    as_of: ISO prefix of a day in this century on which the text stood there. A year of two
    digits that would lie ahead of it is of the century before; any other is not read.

    text: one date as printed; white space and brackets around it are allowed, other words
    are not. Month names in the languages of ``reference/month_words.csv``.

    Raises UnreadableDate when no form fits, when there is no such day, when it names ten years,
    when the century is not sure, and when day and month could change places: picking one would
    publish a date that nobody stated.

    >>> iso_prefix("May 26, 1957"), iso_prefix("May 1957"), iso_prefix("1957")
    ('1957-05-26', '1957-05', '1957')
    >>> iso_prefix("昭和32年5月26日"), iso_prefix("16.07.68", as_of="2025-03-01")
    ('1957-05-26', '1968-07-16')
    >>> iso_prefix("03/04/1987")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    pipeline.dates.reading.UnreadableDate: '03/04/1987' reads as 1987-04-03 or 1987-03-04: ...
    """
    found = whole(text.strip(" \t\n()[].,;:"))
    if found is None:
        raise UnreadableDate(f"{text!r} has no form of a date that we know")
    year = _year(text, found, as_of)
    if found.other:
        return _either(text, year, found.day, found.other, order)
    if found.month == str(IN_DOUBT):
        raise UnreadableDate(f"{text!r} names a month that two languages count differently", year)
    if found.day:
        return _checked(text, year, found.month, found.day)
    if found.month and not 1 <= int(found.month) <= _MONTHS:
        raise UnreadableDate(f"{text!r} is no month of the calendar", year)
    return f"{year}-{found.month:0>2}" if found.month else year


def _either(text: str, year: str, first: str, second: str, order: str) -> str:
    """The day of a date whose day and month could change places."""
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


def _year(text: str, found: Found, as_of: str) -> str:
    if not found.year:
        raise UnreadableDate(f"{text!r} names ten years, not one")
    if len(found.year) > len("57"):
        return found.year
    if as_of and found.year > as_of[2:4]:
        return f"19{found.year}"
    raise UnreadableDate(f"{text!r} does not say its century")


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
