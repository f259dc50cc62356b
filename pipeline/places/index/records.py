"""The members of a large JSON object, one at a time: whole, it would fill a gigabyte."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, TextIO

_PIECE = 1 << 20  # characters
_BEFORE_KEY = re.compile(r"[\s,{]*")
_BEFORE_VALUE = re.compile(r"[\s:]*")


def members(text: TextIO) -> Iterator[Any]:
    """Yield the value of each member of the JSON object that ``text`` holds.

    Raises ``json.JSONDecodeError`` where it is cut off or no JSON.

    >>> import io
    >>> list(members(io.StringIO('{"1": {"a": 2}, "3": [4]}')))
    [{'a': 2}, [4]]
    """
    decode = json.JSONDecoder().raw_decode
    held, at = text.read(_PIECE), 0
    while True:
        try:
            key = _BEFORE_KEY.match(held, at).end()  # type: ignore[union-attr]
            if held[key : key + 1] == "}":
                return
            _, end = decode(held, key)
            value, end = decode(held, _BEFORE_VALUE.match(held, end).end())  # type: ignore[union-attr]
            if end == len(held):  # a number might go on
                raise json.JSONDecodeError("cut off", "", end)
        except json.JSONDecodeError:
            more = text.read(_PIECE)
            if not more:
                raise
            held, at = held[at:] + more, 0
            continue
        yield value
        at = end
