"""Names to places: what a person may decide, and anyone's list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

from pipeline.normalise import Suggestion, suggest
from pipeline.places.index import install_index, open_gazetteer
from pipeline.places.resolve import COLUMNS as ADDED_COLUMNS
from pipeline.places.resolve import Resolved, languages, resolve, resolve_many
from pipeline.problems import broken
from pipeline.run.build_release import Built
from pipeline.run.shared_places import shared_gazetteer


def suggest_corrections(built: Built) -> Iterator[Suggestion]:
    """Yield, for every row of a release in review, what a person may decide."""
    day = built.release.created[:10]
    yield from suggest(built.release.tables["affiliations"], open_gazetteer(), day)


def refuse_added(columns: tuple[str, ...], where: str) -> tuple[str, ...]:
    """Return ``columns``, those of a list of names; FilesBroken if one is what resolve adds."""
    if clash := sorted(set(columns) & set(ADDED_COLUMNS)):
        raise broken("command-line/table-clash", where, columns=", ".join(clash))
    return columns


def languages_named(language: str, where: str = "--language") -> tuple[str, ...]:
    """Return the languages of a list: the one named, none for ""; FilesBroken for no language.

    where: what the caller calls it.
    """
    known = languages()
    if language and language not in known:
        told = {"language": language, "known": ", ".join(sorted(known))}
        raise broken("command-line/language", where, **told)
    return (language,) if language else ()


def resolve_name(stated: str, country_stated: str = "", language: str = "") -> Resolved:
    """Return what one name comes to; language: as ``languages_named`` takes it."""
    return resolve(
        stated, country_stated, shared_gazetteer(), languages_named(language, "language")
    )


def resolve_rows(
    rows: Iterable[Mapping[str, str]],
    on_progress: Callable[[str, float], None],
    spoken: tuple[str, ...] = (),
) -> Iterator[dict[str, str]]:
    """Yield each of ``rows`` with the columns that ``resolve`` adds, in order.

    rows: with the cells stated and country_stated; others are passed through. So many are held
    in memory at a time as make a batch, however many there are. spoken: of the list, in ISO
    639-1, in whose cases names may stand.
    """
    gazetteer = open_gazetteer(on_progress)
    left = iter(rows)
    while batch := list(islice(left, 10_000)):
        pairs = [(row["stated"], row["country_stated"]) for row in batch]
        for row, answer in zip(batch, resolve_many(pairs, gazetteer, spoken), strict=True):
            yield {**row, **answer._asdict()}


__all__ = [
    "ADDED_COLUMNS",
    "install_index",
    "languages_named",
    "refuse_added",
    "resolve_name",
    "resolve_rows",
    "suggest_corrections",
]
