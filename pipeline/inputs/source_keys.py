"""What the cells of ``source.toml`` may hold: one check for each, which says what is wrong."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from pipeline import dates
from pipeline.places import iso
from pipeline.places.countries import find_country
from pipeline.text import LONGEST_NAME, clean, is_hostile_name
from pipeline.vocabularies import AUTHORITIES, DATE_ORDERS, KINDS, TABLE_COLUMNS

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def is_web_address(value: object) -> bool:
    """Whether ``value`` is an absolute http or https address, ASCII and without odd signs.

    >>> is_web_address("https://a.example/x?y#z"), is_web_address("https:///x")
    (True, False)
    """
    if not isinstance(value, str) or not re.fullmatch(r"https?://[!#-;=?-~]+", value):
        return False
    try:
        parts = urlsplit(value)
        return bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


Check = Callable[[Any], str]  # "" when the value will do, else what is wrong with it


def is_table(value: Any) -> str:
    """Return why ``value`` is not a table; "" when it is."""
    return "" if isinstance(value, dict) else "must be a table"


def is_tables(value: Any) -> str:
    """Return why ``value`` is not a list of tables; "" when it is."""
    good = isinstance(value, list) and all(isinstance(item, dict) for item in value)
    return "" if good else "must be written as [[pages]] blocks"


def is_words(value: Any) -> str:
    """Return why ``value`` is not words, as a name has them; "" when it is."""
    if not isinstance(value, str) or not clean(value):
        return "must be a text with words in it"
    if is_hostile_name(value):
        return f"holds signs that do not belong into a name, or is longer than {LONGEST_NAME}"
    return (
        "" if clean(value) == value else "has white space outside, twice, or is not in Unicode NFC"
    )


def is_list_of_words(value: Any) -> str:
    """Return why ``value`` is not a list of such words; "" when it is."""
    good = isinstance(value, list) and value and not any(map(is_words, value))
    return "" if good else 'must be a list of texts, such as ["News", "Related pages"]'


def is_kind(value: Any) -> str:
    """Return why ``value`` is not a kind of tie; "" when it is."""
    good = isinstance(value, str) and value in KINDS
    return "" if good else f"must be one of {', '.join(KINDS)}"


def is_columns(value: Any) -> str:
    """Return why ``value`` does not give headers of a table their columns; "" when it does."""
    good = isinstance(value, dict) and value and not any(map(is_words, value))
    good = good and all(isinstance(cell, str) and cell in TABLE_COLUMNS for cell in value.values())
    said = f"must give headers a column, one of {', '.join(TABLE_COLUMNS)}"
    return "" if good else said + ', such as { "Gemeinde" = "city" }'


def is_date_order(value: Any) -> str:
    """Return why ``value`` is not an order of day and month; "" when it is."""
    good = isinstance(value, str) and value in DATE_ORDERS
    return "" if good else f"must be one of {', '.join(DATE_ORDERS)}"


def is_slug(value: Any) -> str:
    """Return why ``value`` is not an id; "" when it is."""
    good = isinstance(value, str) and SLUG.fullmatch(value)
    return "" if good else "must be small letters, digits and hyphens"


def is_url(value: Any) -> str:
    """Return why ``value`` is not an address; "" when it is."""
    if not is_web_address(value):
        return (
            "must be an address that begins with http:// or https://, "
            "in ASCII and without spaces (copy it from a browser)"
        )
    return "must hold no name and password" if "@" in urlsplit(value).netloc else ""


def is_authority(value: Any) -> str:
    """Return why ``value`` is not an authority; "" when it is."""
    good = isinstance(value, str) and value in AUTHORITIES
    return "" if good else f"must be one of {', '.join(AUTHORITIES)}"


def is_yes_or_no(value: Any) -> str:
    """Return why ``value`` is not true or false; "" when it is."""
    return "" if isinstance(value, bool) else "must be true or false"


def is_id(value: Any) -> str:
    """Return why ``value`` is no GeoNames id, nor "" for what has none; "" when it is one."""
    good = isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**31
    return "" if good or value == "" else "must be a whole number from 1, such as 5392171"


def is_count(value: Any) -> str:
    """Return why ``value`` is not a number of ties; "" when it is."""
    good = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**6
    return "" if good else "must be a whole number from 0"


def is_day(value: Any) -> str:
    """Return why ``value`` is not a day, with or without quotes in TOML; "" when it is."""
    good = type(value) is dt.date or (
        isinstance(value, str) and len(value) == 10 and dates.is_prefix(value)
    )
    return "" if good else "must be a day such as 2026-11-21"


def is_days(value: Any) -> str:
    """Return why ``value`` is not a day or a list of days; "" when it is."""
    good = not is_day(value) or (isinstance(value, list) and value and not any(map(is_day, value)))
    return "" if good else 'must be a day such as "2026-11-21", or a list of days'


def is_country(value: Any) -> str:
    """Return why ``value`` is not a country; "" when it is."""
    if isinstance(value, str) and iso.is_country(value):
        return ""
    meant = find_country(value) if isinstance(value, str) else None
    return f"must be a code of ISO 3166-1 alpha-2, such as {meant.code if meant else 'US'}"


def is_region(value: Any) -> str:
    """Return why ``value`` is not a first-level division; "" when it is."""
    good = isinstance(value, str) and iso.is_region(value)
    return "" if good else "must be a code of ISO 3166-2, such as US-CA"


def is_degrees(limit: int) -> Check:
    """Return the check for degrees, up to ``limit`` from zero."""

    def check(value: Any) -> str:
        good = isinstance(value, int | float) and not isinstance(value, bool)
        return "" if good and -limit <= value <= limit else f"must be degrees, -{limit} to {limit}"

    return check


HOST = {
    "city": is_words,
    "country_code": is_country,
    "latitude": is_degrees(90),
    "longitude": is_degrees(180),
}
PAGE = {
    "page_id": is_slug,
    "url": is_url,
    "title": is_words,
    "publisher": is_words,
    "authority": is_authority,
    "is_complete": is_yes_or_no,
}

HINTS = {
    "heading": is_words,
    "skip": is_list_of_words,
    "kind": is_kind,
    "columns": is_columns,
    "date_order": is_date_order,
}
