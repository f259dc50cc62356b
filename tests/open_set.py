"""How honest the typo rule is where the place that is meant is missing from the index.

    python tests/open_set.py

A gazetteer of towns from 1,000 inhabitants is asked for 1,000 real towns that it lacks, those of
500 to 1,000 and those whose number nobody told, drawn by the hash of their ids. Each is asked by
its standard name in its country; names that other towns there bear too are no question. Whatever
is mended is mended into another town: at most ``MOST`` of the answers may be.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import NamedTuple

from pipeline.places.index import open_gazetteer
from pipeline.places.place import Place
from pipeline.places.settle import settle_place
from pipeline.text import fold

QUESTIONS = 1_000
MOST = 0.005  # the share of questions that may be answered by a mending
LACKING = 1_000  # inhabitants, from which the gazetteer that is asked holds towns


class Answer(NamedTuple):
    """What a town that is not held was taken for."""

    asked: Place
    found: Place | None
    method: str


def answers() -> list[Answer]:
    """Return what each question is answered with."""
    whole, lacking = open_gazetteer(), open_gazetteer(smallest=LACKING)
    absent = (place for place in whole.every() if lacking.by_id(place.geoname_id) is None)
    drawn = sorted(
        absent, key=lambda place: hashlib.sha256(str(place.geoname_id).encode()).digest()
    )
    told: list[Answer] = []
    for place in drawn:
        key = fold(place.name)
        if lacking.named(key, place.country_code) or lacking.also_named(key, place.country_code):
            continue
        settled = settle_place(place.name, "", (place.country_code,), lacking)
        told.append(Answer(place, settled.place, settled.method))
        if len(told) == QUESTIONS:
            break
    return told


def main() -> None:
    """Print how many are answered, by which method, and what is mended."""
    told = answers()
    print(
        ", ".join(f"{method} {count}" for method, count in Counter(a.method for a in told).items())
    )
    for asked, found, method in told:
        if method == "typo" and found:
            said = f"{asked.name} ({asked.country_code})"
            print(f"  {said} mended into {found.name}, {found.population}")


if __name__ == "__main__":
    main()
