"""The sentences of a block."""

from __future__ import annotations

import bisect
import functools
import operator
import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline import reference
from pipeline.dates import is_month
from pipeline.parse.records import Block


class Sentence(NamedTuple):
    """One sentence of a block: ``block.text[start:end]``."""

    block: Block
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its words."""
        return self.block.text[self.start : self.end]

    @property
    def line(self) -> int:
        """The line on which it begins."""
        return self.block.line_at(self.start)


@functools.cache
def _abbreviation() -> re.Pattern[str]:
    """That after which a full stop ends no sentence: an initial, or a word cut short."""
    words = reference.either("abbreviations", "sentence")
    return re.compile(rf"\b(?:{words}|\w\.)$", re.IGNORECASE)


_LONGEST_ABBREVIATION = 8
_DAY = re.compile(r"(?<!\d)\d\d\.$")  # of "13. Juni 1980"
_WORD = re.compile(r"\w+")
_LONGEST = 4_000  # characters; a longer sentence is a list, or an attack
_END = re.compile(
    # The signs stand first: a search then steps from one to the next.
    r"[.!?…؟।։。！？](?:(?<![。！？])['\"’”)\]]*\s+(?=[\"'“‘(\[]?[^\W_a-z])"
    r"|(?<=[。！？])[’”」』）)]*\s*(?=\S)"
    # No space after a full stop, between two words that are plainly words: "signed.We meet".
    r"|(?<=[^\W\d_A-Z]{4}[.!?])(?=[A-Z\u00c0-\u00d6\u00d8-\u00de][a-z\u00df-\u00f6\u00f8-\u00ff]*\s))"
)


@functools.lru_cache(maxsize=4096)
def sentences(block: Block) -> tuple[Sentence, ...]:
    """Return the sentences of ``block`` in order; together they cover all of its words.

    >>> block = Block("text", 0, "Er wurde am 13. Juni 1980 besiegelt. Wir feiern.", ((0, 1),))
    >>> [sentence.text for sentence in sentences(block)]
    ['Er wurde am 13. Juni 1980 besiegelt.', 'Wir feiern.']
    >>> block = Block("text", 0, "Der Vertrag ist besiegelt.Wir feiern. 调印。祝う。", ((0, 1),))
    >>> [sentence.text for sentence in sentences(block)]
    ['Der Vertrag ist besiegelt.', 'Wir feiern.', '调印。', '祝う。']
    """
    text, start, found = block.text, 0, list[Sentence]()
    for match in _END.finditer(text):
        stop = match.start() + 1
        before = max(start, stop - _LONGEST_ABBREVIATION)
        word = _WORD.match(text, match.end())
        is_day = _DAY.search(text, before, stop) and word and is_month(word.group())
        if not is_day and not _abbreviation().search(text, before, stop):
            found += _pieces(block, start, match.start() + len(match.group().rstrip()))
            start = match.end()
    return (*found, *_pieces(block, start, len(text)))


def _pieces(block: Block, start: int, end: int) -> Iterator[Sentence]:
    """The sentence from ``start`` to ``end``, a very long one in pieces."""
    while end - start > _LONGEST:
        cut = max(block.text.rfind(sign, start, start + _LONGEST) for sign in ";, ")
        cut = cut + 1 if cut > start else start + _LONGEST
        yield Sentence(block, start, cut)
        start = cut
    if start < end:
        yield Sentence(block, start, end)


def sentences_before(block: Block, start: int, most: int) -> tuple[Sentence, ...]:
    """Return the last sentences of ``block`` that begin before ``start``, in order.

    >>> block = Block("text", 0, "One town. Two towns. Three.", ((0, 1),))
    >>> [sentence.text for sentence in sentences_before(block, 21, 1)]
    ['Two towns.']
    """
    every = sentences(block)
    at = bisect.bisect_left(every, start, key=operator.attrgetter("start"))
    return every[max(0, at - most) : at]
