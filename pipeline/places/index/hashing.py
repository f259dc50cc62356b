"""The hashes of the index: of names, of names in a country, and of what their misspellings share.

Arrays of names are hashed at one stroke when the index is made, single ones when it is asked.
"""

from __future__ import annotations

import functools
import hashlib
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

PREFIX = 8  # letters of a name that the index of misspellings looks at
_MASK = (1 << 64) - 1
_MIX = 0x9E3779B97F4A7C15  # 2**64 by the golden ratio: spreads neighbouring numbers
# Odd numbers for the places in a name, and for the two letters of its country.
_PLACES = tuple(pow(_MIX, n, 1 << 64) for n in range(2, PREFIX + 2))
_COUNTRY = tuple(pow(_MIX, n, 1 << 64) for n in range(20, 22))


def hash_of(text: str) -> bytes:
    """Return eight bytes that stand for ``text``: two of 2 million meet once in 10**7 builds."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def key_of(country_code: str, folded: str) -> bytes:
    """Return the eight bytes that stand for a name in a country."""
    number = int.from_bytes(hash_of(folded), "little")
    return _mixed(number ^ _of_country(country_code)).to_bytes(8, "little")


def hash_of_key(countries: npt.NDArray[Any], hashes: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return what ``key_of`` does, for arrays of country codes and of the hashes of names."""
    letters = np.frombuffer(countries.tobytes(), dtype="u1").reshape(-1, 2).astype("<u8")
    salt = (letters * np.array(_COUNTRY, dtype="<u8")).sum(axis=1, dtype="<u8")
    return _mixed_all(hashes ^ salt)


@functools.lru_cache(maxsize=512)
def _of_country(country_code: str) -> int:
    return sum(map(int.__mul__, country_code.encode(), _COUNTRY)) & _MASK


def _mixed(number: int) -> int:
    number = (number ^ number >> 29) * _MIX & _MASK
    return number ^ number >> 32


def _mixed_all(numbers: npt.NDArray[Any]) -> npt.NDArray[Any]:
    numbers = (numbers ^ numbers >> np.uint64(29)) * np.uint64(_MIX)
    mixed: npt.NDArray[Any] = numbers ^ numbers >> np.uint64(32)
    return mixed


def hashes_of_misspelling(country_code: str, folded: str) -> list[int]:
    """Return what a name shares with its misspellings: its beginning, and that less each letter.

    Two names that differ by one letter dropped, added, changed or exchanged with its neighbour,
    within their first letters, share one of these four bytes; so may two others, by chance.
    """
    letters = folded[:PREFIX].encode("ascii", "replace")
    # The sum of all letters at their places, from which a letter less is a few steps away.
    country = _of_country(country_code)
    total = country + sum(map(int.__mul__, letters[1:], _PLACES))
    sums = {country + sum(map(int.__mul__, letters, _PLACES)), total}
    for place, (letter, following) in enumerate(pairwise(letters)):
        total += (letter - following) * _PLACES[place]
        sums.add(total)
    return sorted([_mixed(total & _MASK) >> 32 for total in sums])


def misspelling_hashes(
    countries: npt.NDArray[Any], names: list[str]
) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """Return what ``hashes_of_slip`` does for ASCII names, sorted, and whose each hash is."""
    width = np.array([name[:PREFIX] for name in names], dtype=f"S{PREFIX}")
    heads = np.frombuffer(width.tobytes(), dtype="u1").reshape(-1, PREFIX)
    letters = np.frombuffer(countries.tobytes(), dtype="u1").reshape(-1, 2).astype("<u8")
    salt = (letters * np.array(_COUNTRY, dtype="<u8")).sum(axis=1, dtype="<u8")
    places = np.array(_PLACES, dtype="<u8")
    owners = np.arange(len(names), dtype="<u8")
    found = []
    for less in range(PREFIX + 1):  # the last leaves all letters
        kept = heads if less == PREFIX else np.delete(heads, less, axis=1)
        total = (kept.astype("<u8") * places[: kept.shape[1]]).sum(axis=1, dtype="<u8") + salt
        is_there = heads[:, less] > 0 if less < PREFIX else np.ones(len(names), dtype=bool)
        hashes = _mixed_all(total) >> np.uint64(32)
        found.append((hashes << np.uint64(32) | owners)[is_there])
    pairs = np.unique(np.concatenate(found)) if names else np.zeros(0, dtype="<u8")
    return (pairs >> np.uint64(32)).astype("<u4"), (pairs & np.uint64(0xFFFFFFFF)).astype("<u4")
