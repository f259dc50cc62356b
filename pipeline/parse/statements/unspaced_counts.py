"""Numbers that count ties in scripts without spaces: "5个友好城市", "자매도시 세 곳"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from pipeline import reference
from pipeline.parse.words.numbers import number
from pipeline.reference.phrases import Found, plain


@functools.cache
def _unspaced(role: str) -> str:
    """A pattern of the words of a role in the scripts without spaces between words."""
    rows = reference.rows("claim_words")
    words = [plain(row["words"]) for row in rows if row["role"] == role]
    unspaced = [word for word in words if word >= _UNSPACED]
    return "|".join(map(re.escape, sorted(unspaced, key=len, reverse=True)))


_UNSPACED = "\u2e80"  # from here on scripts write no spaces between words
_NEAR = 24  # characters of such a script in which a number belongs to its ties


@functools.cache
def _numeral() -> str:
    """A pattern of a number in digits or in the signs of such a script."""
    words = (row["word"] for row in reference.rows("number_words") if row["word"] >= _UNSPACED)
    signs = "".join(sorted(set("".join(words))))
    return rf"(?P<number>\d{{1,3}}|[{signs}]{{1,4}})"


@functools.cache
def _unspaced_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    counter, linked, counted = map(_unspaced, ("counter", "linked", "counted"))
    numeral, ordinal = _numeral(), _unspaced("ordinal_before").replace("|", "")
    apart = rf"(?:^|[^\d{ordinal}.,/~〜～\-])"
    before = rf"{apart}{numeral}\s?(?:{counter})\s?(?:(?:{linked})\s?){{0,3}}$"
    after = rf"\s?(?:{counted})?[、,:(（]?\s?{numeral}\s?(?:{counter})"
    return re.compile(before), re.compile(after)


def unspaced_counts(
    text: str, kinds: Sequence[Found], host: str
) -> Iterator[tuple[Found, int, bool]]:
    """Yield the ties of a kind that such words count, how many, and whether they are the host's.

    >>> text = "共有5个友好城市"
    >>> [(value, is_ours) for _, value, is_ours in
    ...  unspaced_counts(text, (Found(4, 8, "friendship"),), "")]
    [(5, False)]
    """
    lowered = plain(text)
    before, after = _unspaced_patterns()
    ends = [0, *(each.end for each in kinds)]
    for kind, previous in zip(kinds, ends, strict=False):
        if lowered[kind.start] < _UNSPACED:
            continue
        near = max(previous, kind.start - _NEAR)
        match, at = before.search(lowered[near : kind.start]), near
        if match is None:
            match, at = after.match(lowered[kind.end : kind.end + _NEAR]), kind.end
        value = number(match.group("number")) if match else None
        if match and value:
            at += match.start("number")
            told = lowered[max(0, at - 10 * _NEAR) : at]
            is_host = host != "" and plain(host) in told
            yield kind, value, is_host or re.search(_unspaced("we"), told) is not None
