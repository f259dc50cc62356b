"""The "sisters" of "Salem's sisters" and of "twelve sisters": a town's, when counted or owned."""

from __future__ import annotations

import functools
import re

from pipeline import reference
from pipeline.parse.words.numbers import number
from pipeline.parse.words.signs import possessives
from pipeline.reference.phrases import Found


@functools.cache
def _sisters() -> re.Pattern[str]:
    noun, attribute = (reference.either("sister_words", role) for role in ("noun", "attribute"))
    said = rf"{'|'.join(possessives())}|\b\d{{1,3}}|\b[a-z]{{3,9}}"
    return re.compile(rf"(?P<whose>{said})\s+(?:(?:{attribute})\s+)?(?P<noun>{noun})\b")


def sisters_in(lowered: str) -> list[Found]:
    """Return where ``lowered``, a text made plain, speaks so of sister cities, in order.

    >>> [found.start for found in sisters_in("salem's sisters, twelve sisters and the sisters")]
    [8, 24]
    """
    if not any(noun in lowered for noun in reference.words("sister_words", "noun")):
        return []
    whose = (*reference.words("sister_words", "whose"), *possessives())
    return [
        Found(*match.span("noun"), "sister")
        for match in _sisters().finditer(lowered)
        if match["whose"] in whose or number(match["whose"]) is not None
    ]
