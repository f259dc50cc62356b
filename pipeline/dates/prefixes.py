"""What a date in ISO form, kept as precise as it was stated, can mean.

``1957``, ``1957-05`` or ``1957-05-26``: prefixes of different length do not compare as strings,
``earliest`` and ``latest`` give the days.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re

ISO_PREFIX = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"


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
