"""Numbers and terms that a page states of its own ties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.parse.blocks import Block, Sentence, sentences
from pipeline.parse.sections import MIXED, Context, kind_of
from pipeline.parse.words import find_kinds, number, plain


class Claim(NamedTuple):
    """A page's own count of its ties of one kind."""

    kind: str
    claimed: int
    quote: str
    line: int


class Term(NamedTuple):
    """How long a tie of one kind lasts, as the page states it."""

    kind: str
    term: str  # ISO 8601 duration
    quote: str
    line: int


_NEAR = 90  # characters before the kind in which its number stands
_NUMBER = r"(?P<number>\d[\d,]{0,8}|[a-z]+(?:[ -][a-z]+)?)"
# Adjectives that may stand between a number and the ties it counts; a noun there ("126
# nations have sister cities") means that something else is counted.
_ADJECTIVES = (
    r"(?:(?:established|official|officially|active|current|formal|international|overseas"
    r"|foreign|different|wonderful|unique|vibrant|other|designated|global)\s+){0,2}"
)
_COUNTED = re.compile(rf"(?:^|(?<=[\s(])){_NUMBER}\s+{_ADJECTIVES}$")
_HAS = (
    r"(?:has|have|maintains?|enjoys?|boasts?|shares?|holds?|lists?|supports?|celebrates?"
    r"|is home to|now has|currently has|is proud to have|is twinned with)"
)
_TOTAL = r"(?:\s+(?:a total of|total of|established|now|currently|also))*"
_OURS = r"(?:we|our city|our town|the city|the town|city council|it)"
_EXPIRY = re.compile(
    r"\b(?:expires?|lapses?|ends?|valid|lasts?|in force|effective|limited)\b\W+"
    r"(?:\w+\W+){0,2}?(?P<number>\d{1,3}|[a-z]+(?:-[a-z]+)?)[\s-]+(?P<unit>year|month)s?\b"
)


def find_claims(blocks: Sequence[Block], host: str) -> Iterator[Claim]:
    """Yield the counts that the page gives for its own host, in order.

    host: the host's name; "" accepts any capitalised name as the one that has the ties.
    """
    for block in blocks:
        for sentence in sentences(block):
            lowered = plain(sentence.text)
            for found in find_kinds(sentence.text):
                counted = _COUNTED.search(lowered, max(0, found.start - _NEAR), found.start)
                count = number(counted.group("number")) if counted else None
                if counted and count is None:
                    # "has eight": the pattern took two words for a number of two words.
                    last = counted.group("number").rpartition(" ")[2]
                    count = number(last)
                if counted is None or count is None:
                    continue
                start = lowered.index(counted.group("number"), counted.start())
                if _is_host_subject(
                    sentence.text[max(0, start - 200) : start], counted.group("number"), host
                ):
                    yield Claim(found.meaning, count, sentence.text, sentence.line)


def _is_host_subject(before: str, words: str, host: str) -> bool:
    """Whether the words before the number say that it is the host who has them."""
    # A number of one word may have taken the verb along: "has eight".
    verb = words.rpartition(" ")[0]
    lowered = plain(f"{before}{verb} ").rstrip() + " "
    if re.search(r"\b(?:our|we have|we are)\s+$", lowered):
        return True
    said = re.search(rf"(?P<subject>[^.;:!?]*?)\s+{_HAS}{_TOTAL}\s+$", " " + lowered)
    if not said:
        return False
    subject = said.group("subject").strip()
    if re.search(rf"(?:^|\W){_OURS}$", subject):
        return True
    if host:
        return re.search(rf"(?:^|\W){re.escape(plain(host))}$", subject) is not None
    name = before[: len(before.rstrip())] if not verb else before
    words_before = re.sub(rf"\s*{_HAS}{_TOTAL}\s*$", "", name, flags=re.IGNORECASE).split()
    return bool(words_before) and words_before[-1][:1].isupper()


def find_terms(blocks: Sequence[Block], told: Sequence[Context]) -> Iterator[Term]:
    """Yield how long ties of a kind last, where a sentence says that they expire, in order."""
    for block, context in zip(blocks, told, strict=True):
        for sentence in sentences(block):
            kind = kind_of(sentence.text) or context.kind
            if kind and kind != MIXED and (term := _term(sentence)):
                yield Term(kind, term, sentence.text, sentence.line)


def _term(sentence: Sentence) -> str:
    said = _EXPIRY.search(plain(sentence.text))
    count = number(said.group("number")) if said else None
    return f"P{count}{said.group('unit')[0].upper()}" if said and count else ""
