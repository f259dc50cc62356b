"""What a server says about its answer, where it says it more than once."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.scrape.manners import media_type

_DECIDES = ("Content-Type", "Content-Encoding", "Location")  # what we do with an answer


def the_one(name: str, said: Sequence[str]) -> str | None:
    """Return the value of a header that is given once or more often; None where it is in doubt.

    Values that agree are one. Of those that only inform the first counts.

    >>> the_one("Content-Type", ["text/html", "Text/HTML; charset=utf-8"])
    'Text/HTML; charset=utf-8'
    >>> the_one("Location", ["/a", "/b"]), the_one("Server", ["a", "b"])
    (None, 'a')
    """
    values = list(dict.fromkeys(value.strip() for value in said))
    if len(values) == 1 or name not in _DECIDES:
        return values[0]
    if name == "Content-Type":
        kinds, charsets = map(set, zip(*map(media_type, values), strict=True))
        if len(kinds) == 1 and len(charsets - {""}) < 2:
            return next((value for value in values if media_type(value)[1]), values[0])
    return None
