"""Numbers that a page states of its own ties."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from pipeline.parse.page.sentences import Sentence, sentences
from pipeline.parse.records import HEADING, ROW, Block
from pipeline.parse.scopes.host import Host
from pipeline.parse.scopes.owner import ANOTHER, HOST, OTHERS, OURS, owner_in
from pipeline.parse.statements.counts import NUMBER, ORDINAL, Count, counts_of
from pipeline.parse.words.vocabulary import find_kinds
from pipeline.places.lexicon import Lexicon

_SHORT = 60  # characters of a line that counts and says no more


class Claim(NamedTuple):
    """A page's own count of its ties of one kind."""

    kind: str
    claimed: int
    quote: str
    line: int


def find_claims(
    blocks: Sequence[Block], host: Host, lexicon: Lexicon, stated: Collection[int] = frozenset()
) -> Iterator[Claim]:
    """Yield the counts that the page gives for its own host, in order.

    stated: the numbers of the blocks in which the host's own ties are named; a count there is
    the host's, unless its words say that it is another's. An ordinal ("our ninth sister city")
    and a count of a part ("two more") are claims only where the page counts no ties of the kind
    otherwise.
    """
    found = []
    for number, block in enumerate(blocks):
        for sentence in sentences(block):
            kinds = find_kinds(sentence.text)
            for count in counts_of(sentence.text, kinds, host.name) if kinds else ():
                if _is_own(sentence, count, host, lexicon, number in stated):
                    claim = Claim(count.kind.meaning, count.value, sentence.text, sentence.line)
                    found.append((count.force, claim))
    said: dict[str, set[tuple[str, int]]] = {}
    for force, claim in found:
        said.setdefault(claim.kind, set()).add((force, claim.claimed))
    enough = {kind: _said_of_all(counts) for kind, counts in said.items()}
    yield from (claim for force, claim in found if (force, claim.claimed) in enough[claim.kind])


def _said_of_all(counts: Collection[tuple[str, int]]) -> Collection[tuple[str, int]]:
    """Those counts of one kind that say how many ties of it there are."""
    if totals := [each for each in counts if each[0] == NUMBER]:
        return totals
    most = max(claimed for _, claimed in counts)
    if (ORDINAL, most) in counts:
        return [(ORDINAL, most)]
    return counts if len(counts) == 1 else []


# What the signs before a count say of whose it is, the nearest last, and those behind it.
_BESIDE = re.compile(r"NKr?(?:pX+)?(?:,&?|&)")  # another count: "two twin towns and"
_AGAINST = re.compile(r"[LP][atVvm]*$")  # "about", "would have"
_OWN = re.compile(r"[WH][at]*$")
_HAS = re.compile(r"(?:[HWTVvcES]|^t)[amt&]*$")
_OTHER_HAS = re.compile(r"X(?:,w?)?[ba]*[Vv][amtS]*$")
_FROM = re.compile(r"[^NK][of][at]*$")
_OF_HOST = re.compile(r"[porat]*[TXb]?[porat]*H")
_NEAR = 300  # characters beside a count in which its owner is told


def _is_own(
    sentence: Sentence, count: Count, host: Host, lexicon: Lexicon, is_stated: bool
) -> bool:
    """Whether a count is the host's own."""
    before = _BESIDE.sub("", count.before)
    end = sentence.start + count.kind.end
    at = min(end, _NEAR)
    near = sentence.block.text[end - at : end + _NEAR]
    owner = owner_in(near, at, at, host, lexicon)
    if owner in (ANOTHER, OTHERS) or _AGAINST.search(before):
        return False
    of_host = _OF_HOST.match(count.after) is not None
    is_host = of_host or owner in (HOST, OURS)
    if count.force == ORDINAL:
        is_past = "P" in before[-8:] + count.after[:6]
        return is_host and not is_past and (of_host or _OWN.search(before) is not None)
    is_led = not before or _HAS.search(before) or (count.has_towns and before.endswith("p"))
    if of_host or (is_host and is_led) or (before in ("", "p", "f") and "H" in count.after[:12]):
        return True
    if sentence.block.frame or (host.name and not is_host and _OTHER_HAS.search(before)):
        return False
    if _HAS.search(before) or _heads(sentence, count):
        return True
    return is_stated and not count.has_towns and not _FROM.search(before)


def _heads(sentence: Sentence, count: Count) -> bool:
    """Whether a count heads a list: "3 sister cities", "Sister Cities (26)"."""
    block = sentence.block
    if len(block.text) > _SHORT or block.role == ROW or sentence.text.endswith("."):
        return False
    begins = not count.before or (block.role == HEADING and count.before[-1] in ":-")
    return begins and count.after.lstrip("r")[:1] in ("", ":", "(", "-")
