"""All that the template shows of one page, as values; the template only sets them out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from pipeline import dates, vocabularies
from pipeline.problems.codes import PROBLEM_CODES
from pipeline.publish.csv_table import cell
from pipeline.publish.description import ABOUT, FILES, LICENCES, SCHEMA_VERSION, describe
from pipeline.publish.page.drawing import draw
from pipeline.publish.page.embedding import embedded, script_json
from pipeline.publish.page.json_ld import dataset
from pipeline.publish.page.scopes import Record, Scope, grouped
from pipeline.publish.page.ties import href_of, ties_of
from pipeline.publish.page.wording import LISTED, counted, covered, of_kinds
from pipeline.publish.page.years import in_words, timeline
from pipeline.publish.plain_text import isolated
from pipeline.publish.products import change_words
from pipeline.publish.products.citation import bibtex, plain_citation
from pipeline.publish.products.schemas import field_type
from pipeline.publish.release import Release
from pipeline.tables import Affiliations
from pipeline.text import visible

_MOST_CHANGES = 100
_MOST_CELLS = 12  # of one reason in the ledger; each row's proof has its own
# The script finds them there word for word: ids, cells, links to the live pages.
_IN_TABLE = ("affiliation_id", "kind", "established", "status", "source_url")


class City(NamedTuple):
    """A city in the list of an index: its page, and what is on it."""

    place_id: str
    name: str
    country_code: str
    listed: int
    lapsed: int


class Cell(NamedTuple):
    """A page's words, what we publish instead, and in which ties: affiliation_id and partner."""

    as_stated: str
    published: str
    ties: tuple[tuple[str, str], ...]


class Why(NamedTuple):
    """Which field was changed, and for what reason."""

    field: str
    rule: str
    reason: str
    evidence: str


class Book(NamedTuple):
    """What all pages of a release share."""

    release: Release
    everything: Scope
    files: Mapping[str, bytes]  # those made so far, for the downloads
    names: Mapping[str, change_words.Tie]  # who is tied to whom, by affiliation_id
    is_split: bool  # whether each city has a page of its own


def view(book: Book, scope: Scope) -> dict[str, Any]:
    """Return what the template needs of the page that shows ``scope``, by name."""
    is_index = book.is_split and not scope.place_id
    # An index counts and maps the ties of all cities, though it lists none.
    told = book.everything if is_index else scope
    ties = told.ties
    looked = [row["last_checked_on"] for row in told.tables["coverage"]]
    up = "../../" if scope.place_id else ""
    return {
        "release": book.release,
        "up": up,
        "city": _cities_by_id(scope)[scope.place_id] if scope.place_id else "",
        "summary": summary(ties, told.tables["corrections"]),
        "looked": _from_to(looked),
        "json_ld": "" if scope.place_id else _json_ld(book),
        "cities": cities(book.everything) if is_index else (),
        **_pictures(ties, scope, int(max(looked, default="0")[:4])),
        **_table(scope, up),
        **_told(book, scope, up),
        **_about(book, ties, scope.place_id),
    }


def _json_ld(book: Book) -> str:
    return script_json(dataset(book.release, book.everything, book.files))


def _pictures(ties: Sequence[Record], scope: Scope, until: int) -> dict[str, Any]:
    """The map, and the years up to that of the last look."""
    began = [(row["kind"], row["established"] or "") for row in ties]
    there = {kind for kind, _ in began}
    return {
        "map": draw(ties, scope.tables["sources"]),
        "years": timeline(began, until),
        "years_in_words": in_words(began),
        "kinds": [kind for kind in vocabularies.KINDS if kind in there],
    }


def _table(scope: Scope, up: str) -> dict[str, Any]:
    """The ties, their filters, and their cells for the script."""
    columns = {name: [cell(row[name]) for row in scope.ties] for name in Affiliations.columns()}
    return {
        "ties": ties_of(scope, up),
        "lapsed": sum(row["status"] != LISTED for row in scope.ties),
        "lapsed_statuses": ", ".join(
            status for status in vocabularies.STATUSES if status != LISTED
        ),
        "choices": _choices(scope.ties),
        "data": embedded(columns, _IN_TABLE),
    }


def _told(book: Book, scope: Scope, up: str) -> dict[str, Any]:
    """What is said of the ties below the table."""
    hosts = _cities_by_id(scope)
    meanings = {code: told.meaning for code, told in PROBLEM_CODES.items()}
    return {
        "coverage": [
            (row, covered(hosts[row["source_id"]], row)) for row in scope.tables["coverage"]
        ],
        "ledger": ledger(scope),
        "most_cells": _MOST_CELLS,
        "problems": [
            (row, meanings[row["code"]], _named(book, row["where"]))
            for row in scope.tables["problems"]
        ],
        "ids": {row["affiliation_id"] for row in scope.ties},
        "captures": [(row, href_of(row, up)) for row in scope.tables["captures"]],
        "changes": changes(book, scope),
        "most_changes": _MOST_CHANGES,
    }


def _named(book: Book, affiliation_id: str) -> str:
    """A tie in words; "" for what is none."""
    tie = book.names.get(affiliation_id)
    return change_words.tie_words(tie, _shown) if tie else ""


def _shown(text: str) -> str:
    """A cell between our own words: every sign of it is seen, and none turns what follows."""
    return isolated(visible(text))


def _about(book: Book, ties: Sequence[Record], place_id: str) -> dict[str, Any]:
    """What is said of the publication."""
    return {
        "about": ABOUT,
        "downloads": downloads(book.files, place_id),
        "dictionary": dictionary(ties),
        "schema_version": SCHEMA_VERSION,
        "plain_citation": plain_citation(book.release),
        "bibtex": bibtex(book.release),
        "licences": LICENCES,
    }


def summary(ties: Sequence[Record], ledger_rows: Sequence[Record]) -> str:
    """Return the page in one sentence: how many ties, of whom, with whom."""
    hosts = {row["source_id"] for row in ties}
    partners = {row["partner_geoname_id"] or row["affiliation_id"] for row in ties}
    countries = {row["partner_country_code"] for row in ties} - {None}
    kinds = of_kinds(Counter(row["kind"] for row in ties))
    said = counted(len(ties), "tie", "ties")
    if lapsed := sum(row["status"] != LISTED for row in ties):
        said += f" ({len(ties) - lapsed:,} listed, {lapsed:,} lapsed)"
    if len(hosts) > 1:
        said += f" of {counted(len(hosts), 'city', 'cities')}"
    said += f" with {counted(len(partners), 'partner', 'partners')}"
    said += f" in {counted(len(countries), 'country', 'countries')}"
    if kinds:
        said += f": {kinds}"
    if corrected := len({row["affiliation_id"] for row in ledger_rows}):
        said += f"; in {corrected:,} a cell differs from the page’s words, and we say why"
    return f"{said}."


def _cities_by_id(scope: Scope) -> dict[str, str]:
    return {row["place_id"]: row["host_city"] for row in scope.tables["sources"]}


def _from_to(prefixes: Sequence[str]) -> str:
    """The earliest and the latest of some days, each as precisely as it is told; "" for none."""
    if not prefixes:
        return ""
    first = min(prefixes, key=lambda prefix: (dates.earliest(prefix), len(prefix)))
    last = max(prefixes, key=lambda prefix: (dates.latest(prefix), len(prefix)))
    return first if first == last else f"{first} to {last}"


def _choices(ties: Sequence[Record]) -> dict[str, list[tuple[str, str, int]]]:
    """What the filters offer: value, words and how many, by filter."""
    hosts = {row["source_id"]: row["host_city"] for row in ties}
    countries = {row["partner_country_code"]: row["partner_country"] for row in ties}
    told = {
        "host": _counts((row["source_id"] for row in ties), hosts),
        "kind": _counts((row["kind"] for row in ties), {}),
        "country": _counts((row["partner_country_code"] for row in ties), countries),
        "status": _counts((row["status"] for row in ties), {}),
    }
    codes = [code for row in ties for code in (row["review"] or "").split(";")]
    return told | {"review": _counts(codes, {})}


def _counts(values: Iterable[str | None], words: Mapping[str, str]) -> list[tuple[str, str, int]]:
    counts = Counter(value for value in values if value)
    told = [(value, words.get(value, value), count) for value, count in counts.items()]
    return sorted(told, key=lambda choice: (choice[1].casefold(), choice[0]))


def cities(everything: Scope) -> list[City]:
    """Return the list of an index: each city, and how many ties its page has."""
    ties = grouped(everything.ties, "source_id")
    hosts = {row["place_id"]: row for row in everything.tables["sources"]}
    told = []
    for place_id, row in hosts.items():
        listed = sum(tie["status"] == LISTED for tie in ties.get(place_id, ()))
        lapsed = len(ties.get(place_id, ())) - listed
        code = row["host_region_code"] or row["host_country_code"]
        told.append(City(place_id, row["host_city"], code, listed, lapsed))
    return told


def ledger(scope: Scope) -> list[tuple[Why, list[Cell]]]:
    """Return the changed cells by field and reason; what persons decided stands first."""
    partners = {row["affiliation_id"]: row["partner_city"] for row in scope.ties}
    groups: dict[Why, dict[tuple[str, str], list[tuple[str, str]]]] = {}
    for row in scope.tables["corrections"]:
        why = Why(row["field"], row["rule"], row["reason"], row["evidence"] or "")
        words = (row["as_stated"] or "", row["published"] or "")
        tie = (row["affiliation_id"], partners[row["affiliation_id"]])
        groups.setdefault(why, {}).setdefault(words, []).append(tie)
    order = list(vocabularies.LEDGER_RULES)
    return [
        (why, [Cell(*words, tuple(ties)) for words, ties in groups[why].items()])
        for why in sorted(groups, key=lambda why: (order.index(why.rule), why))
    ]


def changes(book: Book, scope: Scope) -> list[tuple[str, str, str, str]]:
    """Return what changed since the release before: id, tie, what, and why, in words."""
    return [
        (
            row["affiliation_id"],
            _named(book, row["affiliation_id"]),
            change_words.change_words(row, _shown),
            change_words.reason_words(row),
        )
        for row in scope.tables["changes"]
        if row["release"] == book.release.version
    ]


def downloads(files: Mapping[str, bytes], place_id: str) -> list[tuple[str, str, str, int]]:
    """Return path, for whom, what, and size in bytes (0: made after this page) of each file."""
    order = [file.path for file in FILES if file.path != "index.html"]
    if place_id:
        order.insert(0, f"cities/{place_id}/affiliations.csv")
    return [(path, *describe(path)[2:], len(files.get(path, b""))) for path in order]


def dictionary(ties: Sequence[Record]) -> list[tuple[str, str, str, int]]:
    """Return name, type, meaning and how many rows have it filled, of each column of a tie."""
    return [
        (
            name,
            field_type(column),
            str(column.description),
            sum(row[name] is not None for row in ties),
        )
        for name, column in Affiliations.columns().items()
    ]
