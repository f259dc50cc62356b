"""The pieces of one text while it is parted into entries, and what each may be of another."""

from __future__ import annotations

import functools
from typing import NamedTuple

from pipeline import reference
from pipeline.parse.words.names import COUNTRY, DATE, NAME, Piece
from pipeline.parse.words.signs import names_region, sign_of
from pipeline.places.lexicon import Lexicon, Named

LONGEST_GAP = 60  # characters between two pieces of one entry
_FIRST_WITHOUT_CAPITALS = "\u0590"  # from Hebrew on, but for a few scripts that no page uses


def is_unspaced(words: str) -> bool:
    """Return whether words are in a script without capitals."""
    return words[:1] >= _FIRST_WITHOUT_CAPITALS


@functools.cache
def _ends(sort: str) -> tuple[str, ...]:
    """Words that end names of regions, of a sort of ``region_words.csv``."""
    return tuple(row["word"] for row in reference.rows("region_words") if row["sort"] == sort)


class Line(NamedTuple):
    """A text and its pieces, in order."""

    text: str
    pieces: tuple[Piece, ...]
    lexicon: Lexicon

    def words(self, number: int) -> str:
        """The words of a piece."""
        piece = self.pieces[number]
        return self.text[piece.start : piece.end]

    def sign_after(self, number: int) -> str:
        """What parts a piece from the one after it, "" when it is the last or no sign does."""
        if number + 1 >= len(self.pieces):
            return ""
        end, start = self.pieces[number].end, self.pieces[number + 1].start
        return sign_of(self.text[end:start]) if start - end <= LONGEST_GAP else ""

    def sort(self, number: int) -> str:
        """NAME, COUNTRY or DATE; "" behind the last piece."""
        return self.pieces[number].sort if number < len(self.pieces) else ""

    def named(self, number: int) -> Named:
        """What the gazetteer holds under a piece."""
        return self.lexicon.named(self.words(number))

    def codes(self, number: int) -> frozenset[str]:
        """The codes of the country that a piece is; empty for none."""
        return frozenset(self.lexicon.countries(self.words(number)))

    def ends_at(self, number: int) -> int:
        """Where the text before a piece ends: its start, or the end of the text."""
        return self.pieces[number].start if number < len(self.pieces) else len(self.text)

    def leads(self, number: int) -> bool:
        """Whether a country stands first, and the names after it lie in it: "Japan: Kobe"."""
        if self.sort(number + 1) != NAME:
            return False
        sign = self.sign_after(number)
        if sign in ("colon", "dash", "slash", "dot"):
            return True
        if sign not in ("space", "none", "bracket", "comma"):
            return False
        lies = bool(self.named(number + 1).countries & self.codes(number))
        has_own = self.has_own(number)
        if sign == "comma" and has_own:
            return False
        if self.named(number).population > 0 and not lies:
            return False  # "Luxembourg, Bonn"
        return lies or (sign == "space" and not has_own) or sign == "none"

    def leads_as_region(self, number: int) -> bool:
        """Whether a name is that of the region in which the next one lies: "大阪府堺市".

        In scripts without capitals alone, in which nothing else parts the two.
        """
        if self.sort(number) != NAME or self.sort(number + 1) != NAME:
            return False
        words, following = self.words(number), self.words(number + 1)
        if self.text[self.pieces[number].end : self.pieces[number + 1].start].strip(" "):
            return False
        if not (is_unspaced(words) and is_unspaced(following)):
            return False
        divisions = self.lexicon.divisions(words)
        if divisions & self.named(number + 1).divisions or following.endswith(_ends("district")):
            return True
        is_town = self.named(number).population >= 0
        is_region = names_region(words) or words.endswith(_ends("holds-towns"))
        return (is_region or (bool(divisions) and not is_town)) and not names_region(following)

    def has_own(self, number: int) -> bool:
        """Whether the name after a country has a country of its own behind it."""
        return self.sort(number + 2) == COUNTRY and self.sign_after(number + 1) != ""

    def dates_lead(self) -> bool:
        """Whether dates stand before their names: "1971 Lyon, 1985 Pisa"."""
        first = self.pieces[0]
        return first.sort == DATE and not any(map(str.isalnum, self.text[: first.start]))

    def country_after(self, number: int) -> bool:
        """Whether the next piece is a country that hangs on this one."""
        signs = ("comma", "bracket", "dash", "in", "within", "slash", "space")
        return self.sort(number + 1) == COUNTRY and self.sign_after(number) in signs

    def is_tighter(self, number: int, sign: str) -> bool:
        """Whether a country hangs on the name after it more than by ``sign`` on the one before."""
        after = self.sign_after(number)
        if sign in ("dot", "colon"):
            return True
        if sign in ("space", "none"):
            return after in ("none", "colon") or (after == "space" and not self.has_own(number))
        return sign == "comma" and after in ("none", "colon")
