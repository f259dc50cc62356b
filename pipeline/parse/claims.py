"""Numbers that a page states of its own ties."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from pipeline.parse.blocks import HEADING, Block, Sentence, sentences
from pipeline.parse.phrases import Found, plain
from pipeline.parse.words import find_kinds, number


class Claim(NamedTuple):
    """A page's own count of its ties of one kind."""

    kind: str
    claimed: int
    quote: str
    line: int


_NEAR = 90  # characters before the kind in which its number stands
_NUMBER = r"(?P<number>\d[\d,]{0,8}|[^\W\d_]+(?:[ -][^\W\d_]+)?)"
# Adjectives that may stand between a number and the ties it counts; a noun there ("126
# nations have sister cities") means that something else is counted.
_ADJECTIVES = (
    r"(?:(?:established|official|officially|active|inactive|current|currently|formal|international"
    r"|overseas|foreign|different|wonderful|unique|vibrant|other|designated|global|existing"
    r"|offizielle|offiziellen|weitere)\s+){0,2}"
)
_COUNTED = re.compile(rf"(?:^|(?<=[\s(\"“])){_NUMBER}\s+{_ADJECTIVES}$")
_COUNTED_AFTER = re.compile(rf"\s*[(:]\s*{_NUMBER}\b")
_ORDINALS = "second third fourth fifth sixth seventh eighth ninth tenth".split()
_ORDINAL = re.compile(
    rf"\b(?:(?P<number>\d{{1,3}})(?:st|nd|rd|th)|(?P<word>{'|'.join(_ORDINALS)}))\s+(?:official\s+)?$"
)
_HAS = (
    r"(?:has|have|had|maintains?|enjoys?|boasts?|shares?|holds?|lists?|supports?|celebrates?"
    r"|is home to|now has|currently has|is proud to have|is twinned with|hat|zahlt|pflegt|unterhalt"
    r"|compte|tiene|cuenta con|tem|conta con|heeft|ha)"
)
_TOTAL = r"(?:\s+(?:a total of|total of|established|now|currently|also|with|in place with))*"
_OURS = r"(?:we|our city|our town|the city|the town|city council|council|the council|it)"


def find_claims(
    blocks: Sequence[Block], host: str, stated: Collection[int] = frozenset()
) -> Iterator[Claim]:
    """Yield the counts that the page gives for its own host, in order.

    host: the host's name; "" accepts any capitalised name as the one that has the ties.
    stated: the numbers of the blocks in which the host's own ties are named; a count there is
    the host's, whatever the words before it.
    """
    for number_of_block, block in enumerate(blocks):
        for sentence in sentences(block):
            accepted = False
            for found in find_kinds(sentence.text):
                counted = _count(sentence.text, found)
                if counted is None:
                    continue
                count, start, words = counted
                before = sentence.text[max(0, start - 200) : start]
                is_own = (
                    (accepted and _AND.search(before) is not None)
                    or (number_of_block in stated and not _ORDINAL.match(plain(words)))
                    or _is_host_subject(before, host)
                    or _is_heading_of(block, sentence, start)
                    or _names_host_after(sentence.text[found.end :], words, host)
                )
                if is_own:
                    accepted = True
                    yield Claim(found.meaning, count, sentence.text, sentence.line)


_AND = re.compile(r"(?:\band|&|,|\bund|\bet|\by|\be|\ben)\s+(?:one\s+)?$", re.IGNORECASE)


def _count(text: str, found: Found) -> tuple[int, int, str] | None:
    """The number that counts the kind ``found``, where it stands, and its words."""
    lowered = plain(text)
    near = max(0, found.start - _NEAR)
    if ordinal := _ORDINAL.search(lowered, near, found.start):
        word = ordinal.group("word")
        place = _ORDINALS.index(word) + 2 if word else int(ordinal.group("number"))
        return place, ordinal.start(), ordinal.group()
    if counted := _COUNTED.search(lowered, near, found.start):
        words = counted.group("number")
        # "has eight": the pattern took two words for a number of two words.
        count = number(words)
        start = counted.start("number")
        if count is None and (last := words.rpartition(" ")[2]):
            count, start = number(last), counted.end("number") - len(last)
        if count is not None:
            return count, start, words
    if after := _COUNTED_AFTER.match(lowered, found.end):
        count = number(after.group("number"))
        if count is not None and not _YEAR.match(after.group("number")):
            return count, found.start, ""
    return None


_YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")


def _is_heading_of(block: Block, sentence: Sentence, start: int) -> bool:
    """Whether a count heads a list: "3 sister cities", "Sister Cities (26)"."""
    is_short = len(block.text) <= _SHORT
    return is_short and (start == 0 or block.role == HEADING) and not sentence.text.endswith(".")


_SHORT = 60  # characters of a line that counts and says no more


def _names_host_after(after: str, words: str, host: str) -> bool:
    """Whether the host follows its ties: "the third sister city for the city of Bonn"."""
    if not host:
        return False
    own = re.escape(plain(host))
    said = re.match(
        rf"\W+(?:for|of|in|fur|der|von|zahlt|hat)\b[^.;:!?]{{0,60}}?{own}\b", plain(after)
    )
    verb = re.search(rf"\b(?:zahlt|hat|compte|tiene|tem|ha|heeft)\s+{own}\b", plain(after))
    return said is not None or (verb is not None and bool(words))


_OWN = re.compile(r"\b(?:our|all|we have|we are|unsere|nos|nuestras|nossas|le nostre|onze)\s+$")


def _is_host_subject(before: str, host: str) -> bool:
    """Whether the words before the number say that it is the host who has them."""
    lowered = plain(before).rstrip() + " "
    if _OWN.search(lowered):
        return True
    if host and re.search(rf"(?:^|\W){re.escape(plain(host))}(?:'s?)\s+$", lowered):
        return True
    said = re.search(rf"(?P<subject>[^.;:!?]*?)\s+{_HAS}{_TOTAL}\s+$", " " + lowered)
    if not said:
        return False
    subject = said.group("subject").strip()
    if re.search(rf"(?:^|\W){_OURS}$", subject):
        return True
    if host:
        return re.search(rf"(?:^|\W){re.escape(plain(host))}(?:\W+\w+ly)?$", subject) is not None
    words_before = re.sub(
        rf"\s*{_HAS}{_TOTAL}\s*$", "", before.rstrip(), flags=re.IGNORECASE
    ).split()
    return bool(words_before) and words_before[-1][:1].isupper()
