"""Why a page states nothing: it is no text, or a login, or says that the page has gone."""

from __future__ import annotations

import functools
import re

from pipeline import reference
from pipeline.parse.page.decode import Decoded
from pipeline.text import fold

LARGEST = 32_000_000  # bytes of a page; a larger one is not even parsed
_LARGEST_SHELL = 40_000  # characters of a page, markup and all, that says no more than that
_LONGEST = 1_500  # characters of words that such a page has
_MAGIC = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF")
_MARKUP = re.compile(r"(?si)<(script|style)\b.*?</\1|<!--.*?-->|<[^>]{0,2000}>")
_REFRESH = re.compile(r"(?i)<meta[^>]{0,100}http-equiv\s*=\s*[\"']?refresh[^>]{0,200}url")
_PASSWORD = re.compile(r"(?i)<input[^>]{0,300}type\s*=\s*[\"']?password")
# The bytes of a letter of UTF-8, as windows-1252 shows them: two, or three of a mark of quotation.
_SHOWN = "".join(bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xC0))
_MARK, _MARKS = (said.decode("cp1252") for said in (b"\xe2\x80", b"\x99\x9c\x93\x94\xa6"))
_TWICE = re.compile(rf"[\u00c2\u00c3][\u0080-\u00bf{re.escape(_SHOWN)}]|{_MARK}[{_MARKS}\u009d]")
_UNSPACED = "\u3000"  # from here on scripts write words without spaces between
_SAID = {
    "page-challenge": "asks whether a person reads it",
    "page-gone": "says that what was asked for is not there",
    "page-moved": "only says where it has moved",
    "page-login": "asks for a password",
}


@functools.cache
def _phrases() -> tuple[tuple[str, str], ...]:
    """What such pages say, folded, as whole words where spaces part words, and the code for it."""
    rows = [(fold(row["words"]), row["code"]) for row in reference.rows("empty_page_words")]
    return tuple((f" {said} " if said < _UNSPACED else said, code) for said, code in rows)


def is_binary(body: bytes) -> bool:
    """Return whether ``body`` is no text: a picture, a document, an archive.

    >>> is_binary(b"%PDF-1.7"), is_binary("Twin towns".encode("utf-16"))
    (True, False)
    """
    has_many_zeros = body[:4096].count(0) * 10 > len(body[:4096])
    is_utf16 = body.startswith((b"\xff\xfe", b"\xfe\xff"))
    return body.startswith(_MAGIC) or (has_many_zeros and not is_utf16)


def why_nothing(page: Decoded) -> tuple[str, str]:
    """Return why a page states no ties: a problem code, and the reason in words.

    The code is page-unread when nothing else explains it.
    """
    unread = "page-unread", "states no tie that we can read"
    if len(page.text) > _LARGEST_SHELL:
        return unread
    words = " ".join(_MARKUP.sub(" ", page.text).split())
    if not words:
        return "page-empty", "holds no words"
    if len(words) > _LONGEST:
        return unread
    said = f" {fold(words)} "
    found = {code for phrase, code in _phrases() if phrase in said}
    if _REFRESH.search(page.text):
        found = {"page-moved"}
    if not _PASSWORD.search(page.text):
        found.discard("page-login")
    return next(((code, what) for code, what in _SAID.items() if code in found), unread)


def is_mojibake(text: str) -> bool:
    """Return whether letters of ``text`` look as if UTF-8 had been read as another charset.

    >>> is_mojibake("MÃ¼nster"), is_mojibake("Münster")
    (True, False)
    """
    return _TWICE.search(text) is not None
