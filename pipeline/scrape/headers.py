"""What a server says about its answer, where it says it more than once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.scrape.manners import media_type

# By which something is done, and so never in doubt: with the answer, or with the next request.
_DECIDES = ("Content-Type", "Content-Encoding", "Location", "ETag", "Last-Modified")
# Where a gateway has made one header of two: before what looks like another media type.
_NEXT_TYPE = re.compile(r",\s*(?=[\w.+-]+/[\w.+*-]+\s*(?:[;,]|$))")


def the_one(name: str, said: Sequence[str]) -> str | None:
    """Return the value of a header that is given once or more often; None where it is in doubt.

    Values that agree are one, and one that is empty says nothing. Of those that only inform the
    first counts.

    >>> the_one("Content-Type", ["text/html", "Text/HTML; charset=utf-8"])
    'Text/HTML; charset=utf-8'
    >>> the_one("Content-Type", ["text/html, text/html"])
    'text/html'
    >>> the_one("Location", ["/a", "/b"]), the_one("Server", ["a", "b"])
    (None, 'a')
    """
    parts = [part for value in said for part in _parts(name, value)]
    values = list(dict.fromkeys(part.strip() for part in parts if part.strip()))
    if len(values) < 2 or name not in _DECIDES:
        return values[0] if values else ""
    if name == "Content-Encoding" and len(said) == 1:
        return said[0]  # packed twice over
    if name == "Content-Type":
        kinds, charsets = map(set, zip(*map(media_type, values), strict=True))
        if len(kinds) == 1 and len(charsets - {""}) < 2:
            return next((value for value in values if media_type(value)[1]), values[0])
    return None


def _parts(name: str, value: str) -> list[str]:
    if name == "Content-Type":
        return _NEXT_TYPE.split(value)
    if name == "Content-Encoding":
        codings = [coding.strip().lower() for coding in value.split(",")]
        return [coding.removeprefix("x-") for coding in codings if coding != "identity"]
    return [value]
