"""How long ties of one kind last: the term after which they expire, or a day for all of them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.parse.page.sentences import Sentence, sentences
from pipeline.parse.records import Block, Scope
from pipeline.parse.statements.endings import (
    find_endings,
    is_about_ties,
    is_of_all,
    last_ending,
    said_as,
)
from pipeline.parse.statements.merge import Statement
from pipeline.parse.words.numbers import number
from pipeline.parse.words.vocabulary import MIXED, kind_of
from pipeline.reference.phrases import plain


class Term(NamedTuple):
    """How long all ties of one kind last, as the page states it; "" for what it does not say."""

    kind: str
    term: str  # ISO 8601 duration
    expires: str  # the day until which they run, word for word
    quote: str
    line: int


@functools.cache
def _for_long() -> re.Pattern[str]:
    verb, year, month = map(said_as, ("lasts", "year", "month"))
    return re.compile(
        rf"\b(?:{verb})\b\W+(?:\w+\W+){{0,2}}?(?P<number>\d{{1,3}}|[a-z]+(?:-[a-z]+)?)"
        rf"[\s-]+(?:(?P<Y>{year})|(?P<M>{month}))\b"
    )


def find_terms(
    blocks: Sequence[Block], scopes: Sequence[Scope], statements: Sequence[Statement]
) -> Iterator[Term]:
    """Yield how long ties of a kind last, where a sentence says so of all of them, in order.

    statements: those of the page. A day that is said of one tie holds for its kind where it is
    the only one of it.
    """
    kinds = [each.kind for each in statements]
    for block, scope in zip(blocks, scopes, strict=True):
        for sentence in sentences(block):
            kind = kind_of(sentence.text) or scope.kind
            if not kind or kind == MIXED:
                continue
            expires = ""
            is_told_of_all = kinds.count(kind) == 1 or is_of_all(sentence.text)
            if is_told_of_all and is_about_ties(sentence.text):
                expires = last_ending(find_endings(sentence.text))
            term = _term(sentence) if is_about_ties(sentence.text) else ""
            if term or expires:
                yield Term(kind, term, expires, sentence.text, sentence.line)


def _term(sentence: Sentence) -> str:
    said = _for_long().search(plain(sentence.text))
    count = number(said.group("number")) if said else None
    return f"P{count}{said.lastgroup}" if said and count else ""
