"""Printed dates to ISO prefixes, and what a prefix can mean.

``printed`` finds the dates of a text in one pass, ``reading`` says which day, month or year one
means, ``prefixes`` which days an ISO prefix can mean.
"""

from pipeline.dates.prefixes import ISO_PREFIX, after_term, earliest, is_prefix, latest
from pipeline.dates.printed import PrintedDate, find_dates
from pipeline.dates.reading import UnreadableDate, is_in_doubt, iso_prefix, order_of
from pipeline.dates.unread import unread_digits
from pipeline.dates.words import is_month

__all__ = [
    "ISO_PREFIX",
    "PrintedDate",
    "UnreadableDate",
    "after_term",
    "earliest",
    "find_dates",
    "is_in_doubt",
    "is_month",
    "is_prefix",
    "iso_prefix",
    "latest",
    "order_of",
    "unread_digits",
]
