"""Cells as they may stand between our own words: on one line, cut, and harmless in any direction.

The tables keep the true text. What is made here is for reading.
"""

from __future__ import annotations

import re
import unicodedata

# What XML 1.0 and YAML forbid, and what turns the direction of the words that follow. White space
# among it is kept for what it is. https://www.w3.org/TR/xml/#charsets
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
    "\u202a-\u202e\u2066-\u2069]"
)
# These only tell on which side a full stop goes; pages written from right to left are full of them.
_MARKS = re.compile("[\u061c\u200e\u200f]")
_RIGHT_TO_LEFT = ("R", "AL")


def plain(text: str) -> str:
    """Return ``text`` on one line; what is forbidden or turns the direction becomes U+FFFD.

    >>> plain("Port\\n Alder\\x00"), plain("\\u202eredlA")
    ('Port Alder\ufffd', '\ufffdredlA')
    """
    return " ".join(_MARKS.sub("", _UNFIT.sub("\ufffd", text)).split())


def clipped(text: str, most: int = 300) -> str:
    """Return ``text`` cut after a word to at most ``most`` signs, the ellipsis among them.

    >>> clipped("sister cities since 1957", 20)
    'sister cities since…'
    """
    if len(text) <= most:
        return text
    head = text[: most - 1]
    words = head if text[most - 1].isspace() else head.rpartition(" ")[0]
    return f"{(words if 2 * len(words) > most else head).rstrip()}…"


def isolated(text: str) -> str:
    """Return ``text``, in isolates where a letter of it runs from right to left.

    Without them two such names with a dash between change places in a line of ours.
    """
    if text.isascii() or all(unicodedata.bidirectional(c) not in _RIGHT_TO_LEFT for c in text):
        return text
    return f"\u2068{text}\u2069"


def harmless(text: str) -> str:
    """Return ``text`` as it may stand in a sentence of ours: plain, clipped, isolated."""
    return isolated(clipped(plain(text)))
