"""Why a page states nothing: it is no text, or a login, or says that the page has gone."""

from __future__ import annotations

import functools
import re

from pipeline import reference
from pipeline.parse.decode import Decoded
from pipeline.parse.phrases import Phrases, plain

LARGEST = 32_000_000  # bytes of a page; a larger one is not even parsed
_LARGEST_SHELL = 40_000  # characters of a page, markup and all, that says no more than that
_LONGEST = 1_500  # characters of words that such a page has
_MAGIC = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF")
_MARKUP = re.compile(
    r"<(script|style)\b.*?</\1|<!--.*?-->|<[^>]{0,2000}>", re.DOTALL | re.IGNORECASE
)
_REFRESH = re.compile(
    r"<meta[^>]{0,100}http-equiv\s*=\s*[\"']?refresh[^>]{0,200}url", re.IGNORECASE
)
_PASSWORD = re.compile(r"<input[^>]{0,300}type\s*=\s*[\"']?password", re.IGNORECASE)


@functools.cache
def _phrases() -> Phrases:
    return Phrases({row["words"]: row["code"] for row in reference.rows("empty_page_words")})


def is_binary(body: bytes) -> bool:
    """Return whether ``body`` is no text: a picture, a document, an archive.

    >>> is_binary(b"%PDF-1.7"), is_binary("Twin towns".encode("utf-16"))
    (True, False)
    """
    if body.startswith(_MAGIC):
        return True
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    head = body[:4096]
    return head.count(0) * 10 > len(head)


def why_nothing(page: Decoded) -> tuple[str, str]:
    """Return the code and the words for why a page without ties is no page of ties at all.

    A key of vocabularies.PROBLEM_CODES; page-unread when it looks like a page as any other.
    """
    if len(page.text) > _LARGEST_SHELL:
        return "page-unread", "states no tie that we can read"
    words = " ".join(_MARKUP.sub(" ", page.text).split())
    if not words:
        return "page-empty", "holds no words"
    if _REFRESH.search(page.text) and len(words) <= _LONGEST:
        return "page-moved", "only says where it has moved"
    if len(words) <= _LONGEST:
        found = {each.meaning for each in _phrases().find(plain(words))}
        if "page-challenge" in found:
            return "page-challenge", "asks whether a person reads it"
        if "page-gone" in found:
            return "page-gone", "says that what was asked for is not there"
        if "page-moved" in found:
            return "page-moved", "only says where it has moved"
        if "page-login" in found and _PASSWORD.search(page.text):
            return "page-login", "asks for a password"
    return "page-unread", "states no tie that we can read"


_TWICE = re.compile("(?:[ÃÂ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[™œ\u009d“”¦])")


def is_mojibake(text: str) -> bool:
    """Return whether letters of ``text`` look as if UTF-8 had been read as another charset.

    >>> is_mojibake("MÃ¼nster"), is_mojibake("Münster")
    (True, False)
    """
    return _TWICE.search(text) is not None
