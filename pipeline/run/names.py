"""Names to places: what a person may decide, and anyone's list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

from pipeline.normalise import Suggestion, suggest
from pipeline.places.index import open_gazetteer
from pipeline.places.resolve import resolve_many
from pipeline.run.release import Built
from pipeline.tables import Affiliations


def suggestions(built: Built) -> Iterator[Suggestion]:
    """Yield, for every row of a release in review, what a person may decide."""
    rows = Affiliations.records(built.release.tables["affiliations"])
    day = built.release.created[:10]
    yield from suggest(rows, open_gazetteer(), day)


def resolve_rows(
    rows: Iterable[Mapping[str, str]],
    told: Callable[[str, float], None],
    languages: tuple[str, ...] = (),
) -> Iterator[dict[str, str]]:
    """Yield each of ``rows`` with the columns that ``resolve`` adds, in order.

    rows: with the cells stated and country_stated; others are passed through. So many are held
    in memory at a time as make a batch, however many there are. languages: of the list, in ISO
    639-1, in whose cases names may stand.
    """
    gazetteer = open_gazetteer(told)
    left = iter(rows)
    while batch := list(islice(left, 10_000)):
        pairs = [(row["stated"], row["country_stated"]) for row in batch]
        for row, answer in zip(batch, resolve_many(pairs, gazetteer, languages), strict=True):
            yield {**row, **answer._asdict()}
