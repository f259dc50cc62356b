"""Numbers that count ties: "eight sister cities", "Partnerstädte (12)", "twinned with five"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline import reference
from pipeline.parse.statements.unspaced_counts import unspaced_counts
from pipeline.parse.words.numbers import number
from pipeline.parse.words.signs import possessives
from pipeline.reference.phrases import Found, plain

# A sentence is told as a string of signs, one a phrase: these, the marks of punctuation, and one
# for the roles of claim_words.csv; of several roles the first counts.
NUMBER, ORDINAL, TIES, HOST, NAME, WORD = "N", "O", "K", "H", "X", "x"
PART = "m"
_ROLES = (
    ("L", "limit"),  # "about", "more than"
    ("P", "past"),  # "was", "would"
    ("W", "our we"),
    ("T", "it"),  # "the city"
    ("S", "its"),
    ("E", "there"),  # "there are"
    ("V", "have"),
    ("#", "number_of"),
    ("m", "more"),
    ("C", "town"),  # "cities"
    ("&", "and"),
    ("a", "total adjective"),
    ("t", "the"),
    ("v", "is"),
    ("o", "of"),
    ("r", "tie"),  # "relationships"
    ("p", "with for in leading"),
    ("f", "from"),
    ("c", "counted"),  # "has grown to"
    ("w", "who"),
    ("b", "body"),  # "council"
)
_TOKEN = re.compile(r"[^\W_]+|[,.;:!?()]|(?<=\s)-(?=\s)")
_STUCK = frozenset("-/.,#$€£№§°+–—'’:")  # before digits: a part of a range, a price, a reference
_MOST = 500  # no town has more ties; what is counted beyond is something else
_WINDOW = 80  # signs beside the words for ties


class Sign(NamedTuple):
    """One phrase of a sentence, ``text[start:end]``, by what it says."""

    sign: str
    start: int
    end: int
    value: int = 0  # of a number


class Count(NamedTuple):
    """A number that counts ties of one kind."""

    kind: Found
    value: int
    force: str  # NUMBER, ORDINAL (there are at least as many) or PART ("three more")
    before: str  # the signs before it, the nearest last
    after: str  # and behind it and its ties
    has_towns: bool = False  # it counts towns, whose ties are told beside them


class _Meaning(NamedTuple):
    sign: str
    languages: frozenset[str]  # in which the phrase has it; empty for all
    value: int = 0  # of a number


@functools.cache
def _phrases() -> Mapping[tuple[str, ...], Sequence[_Meaning]]:
    """The words of each phrase to what it may say, the first that is spoken counts."""
    found: dict[tuple[str, ...], dict[tuple[str, int], set[str]]] = {}
    for sign, roles in _ROLES:
        for row in reference.rows("claim_words"):
            if row["role"] in roles.split():
                said = found.setdefault(_words(row["words"]), {}).setdefault((sign, 0), set())
                said.update({row["language"]} if "language" in row else ())
    for table, sign in (("number_words", NUMBER), ("ordinal_words", ORDINAL)):
        for row in reference.rows(table):
            meanings = found.setdefault(_words(row["word"]), {})
            meanings.setdefault((sign, int(row["number"])), set()).add(row["language"])
    return {
        words: [_Meaning(sign, frozenset(said), value) for (sign, value), said in meanings.items()]
        for words, meanings in found.items()
    }


def _words(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(plain(text)))


@functools.cache
def _languages() -> Mapping[tuple[str, ...], frozenset[str]]:
    """The words for a kind to the languages in which they are its words."""
    known: dict[tuple[str, ...], frozenset[str]] = {}
    for row in reference.rows("kind_words"):
        words = _words(row["words"])
        known[words] = known.get(words, frozenset()) | {row["language"]}
    return known


def signs_of(text: str, kinds: Sequence[Found], host: str) -> list[Sign]:
    """Return what ``text`` says, phrase by phrase, in order.

    >>> text = "Leeds has twenty-one (21) towns"
    >>> "".join(sign.sign for sign in signs_of(text, (), "Leeds"))
    'HVN(N)C'
    """
    lowered, host = plain(text), plain(host)
    spoken = [_languages().get(_words(text[kind.start : kind.end])) for kind in kinds]
    languages = frozenset().union(*filter(None, spoken)) if all(spoken) else frozenset()
    tokens = list(_TOKEN.finditer(lowered))
    words = [token.group() for token in tokens]
    found: list[Sign] = []
    at, kind = 0, 0
    while at < len(words):
        start, end = tokens[at].span()
        while kind < len(kinds) and kinds[kind].end <= start:
            kind += 1
        stop = kinds[kind].start if kind < len(kinds) else len(text)
        if stop <= start:
            found.append(Sign(TIES, start, end := kinds[kind].end))
        elif host and lowered.startswith(host, start):
            end = max(end, start + len(host))
            owner = next((each for each in possessives() if lowered.startswith(each, end)), "")
            found.append(Sign(HOST, start, end := end + len(owner)))
        elif words[at].isdecimal():
            is_count = len(words[at]) < 4 and (not start or text[start - 1] not in _STUCK)
            value = int(words[at]) if is_count else 0
            found.append(Sign(NUMBER if is_count else WORD, start, end, value))
        elif digits := _ordinal_digits().fullmatch(words[at]):
            found.append(Sign(ORDINAL, start, end, int(digits.group(1))))
        else:
            room = [token for token in tokens[at : at + _LONGEST] if token.start() < stop]
            said, length = _phrase(words[at : at + len(room)], languages)
            end = tokens[at + length - 1].end()
            is_name = said.sign in (WORD, "b") and text[start].isupper()
            found.append(Sign(NAME if is_name else said.sign, start, end, said.value))
        while at < len(words) and tokens[at].start() < end:
            at += 1
    return found


@functools.cache
def _ordinal_digits() -> re.Pattern[str]:
    ending = reference.either("claim_words", "ordinal_ending")
    return re.compile(rf"(\d{{1,3}})(?:{ending})", re.ASCII)


def _phrase(words: Sequence[str], languages: frozenset[str]) -> tuple[_Meaning, int]:
    """What the longest phrase says that begins with the first word, and its length in words."""
    for length in range(len(words), 0, -1):
        if length == 2 and (value := number(" ".join(words[:2]))):
            return _Meaning(NUMBER, languages, value), 2  # "forty one"
        for said in _phrases().get(tuple(words[:length]), ()):
            if not said.languages or not languages or said.languages & languages:
                return said, length
    return _Meaning(WORD if words[0][0].isalnum() else words[0], languages), 1


_LONGEST = 4  # words of a phrase


# Each pattern stands right before the words for ties, or right behind them.
_BEFORE = re.compile(r"(?P<same>N\()?(?P<number>[NO])(?(same)\))(?P<between>[amV]{0,4})$")
_LISTED = re.compile(r"(?:[:-](?=N[.;,!]?$)|\((?=N[aC]*\)))(?P<number>N)[aC]*\)?")
_NUMBER_OF = re.compile(r"#[at]?W?[at]?$")
_RISEN = re.compile(r"[vVacpf]+(?P<number>N)(?:[.,;!)]|$)")
_WITH_TOWNS = re.compile(r"[parovVf]{0,5}?(?P<more>m?)(?P<number>N)a{0,3}m?C")
_TOWNS_THAT = re.compile(r"(?P<number>N)[am]{0,3}C[^.;:,NKHX]{0,5}$")
_JOINED = re.compile(r"K[,&]?K")  # one number for two kinds


def counts_of(text: str, kinds: Sequence[Found], host: str) -> Iterator[Count]:
    """Yield the numbers that count the ties of each of ``kinds`` in a sentence, in order."""
    for kind, value, is_ours in unspaced_counts(text, kinds, host):
        if value <= _MOST:
            yield Count(kind, value, NUMBER, HOST if is_ours else NAME, "")
    said = signs_of(text, kinds, host)
    written = "".join(sign.sign for sign in said)
    at = -1
    for kind in kinds:
        at = written.find(TIES, at + 1)
        if at < 0:
            return
        if _JOINED.search(written, max(0, at - 2), at + 3):
            continue
        beside = _Beside(text, said, written, at, kind)
        count = beside.before() or beside.listed() or beside.risen()
        count = count or beside.with_towns() or beside.towns_that()
        if count and 0 < count.value <= _MOST:
            yield count


class _Beside(NamedTuple):
    """The signs beside the words for ties of one kind, which are ``said[at]``."""

    text: str
    said: Sequence[Sign]
    written: str
    at: int
    kind: Found

    @property
    def head(self) -> str:
        return self.written[max(0, self.at - _WINDOW) : self.at]

    @property
    def tail(self) -> str:
        return self.written[self.at + 1 : self.at + 1 + _WINDOW]

    def before(self) -> Count | None:
        """The number of "eight official sister cities", of "our ninth sister city"."""
        match = _BEFORE.search(self.head)
        if match is None:
            return None
        begin = self.said[self.at - len(self.head) + match.start()]
        one = self.said[self.at - len(self.head) + match.start("number")]
        is_part = "m" in match.group("between")
        if begin.value != one.value or (one.sign == ORDINAL and (one.value < 2 or is_part)):
            return None
        if one.sign == NUMBER and self._is_one(one) and not self.tail.startswith("r"):
            return None  # "40 sister city students"
        head = self.head[: match.start()]
        if one.sign == NUMBER and (is_part or head[-1:] == PART):
            return Count(self.kind, one.value, PART, head, self.tail)
        return Count(self.kind, one.value, one.sign, head, self.tail)

    def listed(self) -> Count | None:
        """The number of "Sister cities: 8" and of "Partnerstädte (12)"."""
        match = _LISTED.match(self.tail)
        if match is None or self._is_one(self._number(match)):
            return None
        of = _NUMBER_OF.search(self.head)
        return self._counted(match, self.head[: of.start()] if of else self.head)

    def risen(self) -> Count | None:
        """The number of "the number of our sister cities has grown to nine"."""
        match = _RISEN.match(self.tail) if _NUMBER_OF.search(self.head) else None
        return self._counted(match, self.head) if match else None

    def with_towns(self) -> Count | None:
        """The number of "twinned with five towns", "ties exist with three more cities"."""
        match = _WITH_TOWNS.match(self.tail)
        if match is None or self._number(match).value < 2:
            return None
        force = PART if match.group("more") else NUMBER
        return self._counted(match, self.head)._replace(force=force, has_towns=True)

    def towns_that(self) -> Count | None:
        """The number of "three cities are part of the Sister City program"."""
        match = _TOWNS_THAT.search(self.head)
        one = self.said[self.at - len(self.head) + match.start()] if match else None
        if match is None or one is None or one.value < 2:
            return None
        return Count(self.kind, one.value, NUMBER, self.head[: match.start()], self.tail, True)

    def _number(self, match: re.Match[str]) -> Sign:
        return self.said[self.at + 1 + match.start("number")]

    def _counted(self, match: re.Match[str], before: str) -> Count:
        return Count(self.kind, self._number(match).value, NUMBER, before, self.tail[match.end() :])

    def _is_one(self, one: Sign) -> bool:
        """Whether several are counted and English words name a single one: "sister city"."""
        words = plain(self.text[self.kind.start : self.kind.end])
        head, _, last = words.rpartition(" ")
        return one.value > 1 and head != "" and last in reference.words("claim_words", "one_town")
