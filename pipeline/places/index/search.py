"""The compiled index, asked: by name, by misspelling, by id, one at a time or many at once."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline import reference
from pipeline.places.index.compile import Arrays
from pipeline.places.index.hashing import hash_of, hash_of_key, hashes_of_misspelling, key_of
from pipeline.places.index.names import preferred_names
from pipeline.places.place import Place


@functools.cache
def _division_names() -> Mapping[str, str]:
    return {row["geonames_code"]: row["name"] for row in reference.rows("divisions")}


_FEW = 2_000  # questions; a longer run searches whole arrays, which is faster
_WINDOW = 4_096  # entries around a guess: eight times what chance moves the place of a hash


class IndexGazetteer:
    """Answers from arrays that may lie on disk: a question touches a few pages of them."""

    def __init__(self, arrays: Arrays) -> None:
        """arrays: as ``compile.compile_index`` makes them."""
        self._arrays = arrays
        self._asked = 0
        # Single cells are read five times as fast through memoryviews, and come as plain numbers.
        self._cells: dict[str, Any] = {name: array.data for name, array in arrays.items()}
        self._near_names = arrays["near_bytes"].data, arrays["near_offsets"].data
        self._preferred = preferred_names()

    def named(self, folded: str, country_code: str = "") -> Sequence[Place]:
        """The places of which it is an own name, the standard or GeoNames' main one."""
        return [self._place(at) for at, is_main in self._postings(folded, country_code) if is_main]

    def also_named(self, folded: str, country_code: str = "") -> Sequence[Place]:
        """The places of which it is another name."""
        postings = self._postings(folded, country_code)
        return [self._place(at) for at, is_main in postings if not is_main]

    def is_named(self, folded: str) -> bool:
        """Whether it is an own name of a place anywhere."""
        return any(is_main for _, is_main in self._postings(folded, ""))

    def near(self, folded: str, country_code: str, most: int) -> list[tuple[str, int]]:
        """Return the names in a country of which ``folded`` may be a misspelling of ``most`` edits.

        Each with its number for ``places_near``, in the order of the index.
        """
        wanted = hashes_of_misspelling(country_code, folded)
        cells, owners = self._cells["near_hash"], self._cells["near_name"]
        numbers: set[int] = set()
        firsts = self._first("near_hash", np.array(wanted, dtype="<u4"))
        for start, hash_ in zip(firsts, wanted, strict=True):
            end = start
            while end < len(cells) and cells[end] == hash_:
                end += 1
            if end > start:
                numbers.update(owners[start:end])
        text, offsets = self._near_names
        least, longest = len(folded) - most, len(folded) + most
        found = []
        for number in sorted(numbers):
            first, last = offsets[number], offsets[number + 1]
            # A name that is too long or too short cannot be within so many edits.
            if least <= last - first <= longest:
                found.append((str(text[first:last], "ascii"), number))
        return found

    def places_near(self, number: int) -> tuple[list[Place], list[Place]]:
        """The places whose own name ``near`` gave, and those of which it is another name."""
        own: list[Place] = []
        others: list[Place] = []
        for at, is_main in self._of_key(self._cells["near_key"][number]):
            (own if is_main else others).append(self._place(at))
        return own, others

    def by_id(self, geoname_id: int) -> Place | None:
        """The place of this id, None when the gazetteer lacks it."""
        ids = self._arrays["geoname_id"]  # sorted
        at = int(np.searchsorted(ids, geoname_id))
        return self._place(at) if at < len(ids) and ids[at] == geoname_id else None

    def source_name(self, geoname_id: int) -> str:
        """GeoNames' main name of the place of this id; "" when the gazetteer lacks it."""
        ids = self._arrays["geoname_id"]
        at = int(np.searchsorted(ids, geoname_id))
        return self._text("name", at) if at < len(ids) and ids[at] == geoname_id else ""

    def answers(self, names: Sequence[tuple[str, str]]) -> npt.NDArray[Any]:
        """Return for each country and folded name the number of the place that it means for sure.

        Numbers are for ``place``: ``2 * number + 1`` when it is the standard name, ``2 * number``
        when it is another, -1 when the name is not known in the country or could mean several.
        """
        words = np.frombuffer(b"".join([hash_of(folded) for _, folded in names]), dtype="<u8")
        countries = np.array([code.encode("ascii", "replace") for code, _ in names], dtype="S2")
        wanted = hash_of_key(countries, words)
        hashes = self._arrays["key_hash"]
        # In order, so that the search walks the array once and not back and forth.
        order = np.argsort(wanted)
        at = np.empty(len(wanted), dtype=np.intp)
        at[order] = np.searchsorted(hashes, wanted[order])
        at[at == len(hashes)] = 0
        found = hashes[at] == wanted
        return np.where(found, self._arrays["key_answer"][at], -1)

    def sure(self, names: Sequence[tuple[str, str]]) -> list[Place | None]:
        """Return for each country and folded name the place of that own name, if that is sure."""
        if not names:
            return []
        return [
            self._place(number >> 1) if number >= 0 and number & 1 else None
            for number in self.answers(names).tolist()
        ]

    def place(self, number: int) -> Place:
        """The place of a number that ``answers`` gave, halved."""
        return self._place(number)

    def _first(self, name: str, wanted: npt.NDArray[Any]) -> list[int]:
        """Where in the sorted hashes ``name`` each of ``wanted`` would stand."""
        array = self._arrays[name]
        self._asked += 1
        if self._asked > _FEW or len(array) < _WINDOW:
            return array.searchsorted(wanted).tolist()  # type: ignore[no-any-return]
        # Hashes are spread evenly, so a short run need touch a few pages of the file only.
        found = []
        bits = 8 * wanted.itemsize
        for hash_ in wanted:
            guess = int(hash_) * len(array) >> bits
            start, end = max(guess - _WINDOW, 0), min(guess + _WINDOW, len(array))
            at = start + int(array[start:end].searchsorted(hash_))
            if at in (start, end) and 0 < at < len(array):
                at = int(array.searchsorted(hash_))
            found.append(at)
        return found

    def _range(self, hashes: str, wanted: bytes, values: str) -> list[int]:
        cells = self._cells[hashes]
        (start,) = self._first(hashes, np.frombuffer(wanted, dtype="<u8"))
        end, value = start, int.from_bytes(wanted, "little")
        while end < len(cells) and cells[end] == value:
            end += 1
        return list(self._cells[values][start:end])

    @functools.lru_cache(maxsize=1_000)  # noqa: B019 - for who asks for named and also_named
    def _postings(self, folded: str, country_code: str) -> Sequence[tuple[int, bool]]:
        if not country_code:
            keys = self._range("word_hash", hash_of(folded), "word_key")
            return [posting for key in keys for posting in self._of_key(key)]
        wanted = key_of(country_code, folded)
        cells = self._cells["key_hash"]
        (at,) = self._first("key_hash", np.frombuffer(wanted, dtype="<u8"))
        is_held = at < len(cells) and cells[at] == int.from_bytes(wanted, "little")
        return self._of_key(at) if is_held else []

    def _of_key(self, key: int) -> list[tuple[int, bool]]:
        starts = self._cells["key_starts"]
        postings = self._cells["key_places"][starts[key] : starts[key + 1]]
        return [(posting >> 1, bool(posting & 1)) for posting in postings]

    def _text(self, kind: str, number: int) -> str:
        offsets = self._cells[f"{kind}_offsets"]
        return str(self._cells[f"{kind}_bytes"][offsets[number] : offsets[number + 1]], "utf-8")

    @functools.lru_cache(maxsize=50_000)  # noqa: B019 - lives as long as the gazetteer does
    def _place(self, at: int) -> Place:
        cells = self._cells
        division = self._text("division", cells["division"][at])
        geoname_id = cells["geoname_id"][at]
        return Place(
            geoname_id=geoname_id,
            name=self._preferred.get(geoname_id) or self._text("name", at),
            country_code=division[:2],
            division=division,
            region=_division_names().get(division, ""),
            latitude=cells["latitude"][at],
            longitude=cells["longitude"][at],
            population=cells["population"][at],
        )

    def every(self) -> Iterator[Place]:
        """Yield every place, in the order of the ids."""
        return map(self._place, range(len(self._arrays["geoname_id"])))
