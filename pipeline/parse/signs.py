"""Names that begin with a sign, or are no name at all: kept as the page has them, for a person.

What could run in a reader's program is what the page states all the same, where the page's own
form says that a name stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from pipeline.parse.blocks import ROW
from pipeline.parse.entries import is_odd_name
from pipeline.parse.lexicon import Lexicon
from pipeline.parse.mentions import Mention
from pipeline.text import LONGEST_NAME, ZERO_WIDTH

_SIGNS = re.compile(rf"(?<!\w)[=+@＝＋－＠{ZERO_WIDTH}-]+\Z")
_DASH = re.compile("[-－]+")
_FAR = 20  # characters before a name in which its signs stand


def signs_before(mentions: Iterable[Mention]) -> Iterator[str]:
    """Yield for each mention the signs that are glued to its name from the left, "" for none.

    Dashes before neighbours are bullets; a dash before one name alone is the page's own word.
    """
    signs = [_signs(mention) for mention in mentions]
    for before, sign, after in zip(["", *signs], signs, [*signs[1:], ""], strict=False):
        is_bullet = _DASH.fullmatch(sign) and sign in (before, after)
        yield "" if is_bullet else sign


def _signs(mention: Mention) -> str:
    text = mention.block.text
    at = text.find(mention.entry.name, mention.start) if mention.entry else -1
    found = _SIGNS.search(text[max(0, at - _FAR) : at]) if at > 0 else None
    if found is None:
        return ""
    signs, before = found.group(), at - len(found.group())
    is_first = before == 0 or (mention.block.role == ROW and text[:before].endswith(", "))
    return signs if is_first or not _DASH.fullmatch(signs) else ""


_PIECE = re.compile(r"[,;]|\s(?:and|und|et|y|e|en)\s")
_ODD_WORD = re.compile(r"(?:^|(?<=\s))(?:[=+@＝＋－＠-]\S+|\S*(?:<[/!?A-Za-z]|&#?\w+;).*)$")
_LONG_WORD = re.compile(rf"[^\W\d_]{{{LONGEST_NAME + 1},}}")


def odd_names(text: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield what stands in a sentence where a name would, before a comma and its country.

    And each word that is longer than any name.

    >>> from pipeline.parse.lexicon import KnownWords
    >>> list(odd_names("Our twin towns are =1+1, Ireland", KnownWords(countries={"Ireland"})))
    ['=1+1']
    """
    yield from _LONG_WORD.findall(text)
    if not re.search("[=+@＝＋－＠&<-]", text):
        return
    pieces = [piece.strip(" .:") for piece in _PIECE.split(text)]
    for piece, country in pairwise(pieces):
        odd = _ODD_WORD.search(piece)
        if odd and is_odd_name(odd.group()) and lexicon.is_country(country):
            yield odd.group()
