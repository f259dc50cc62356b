"""A row of the page and its proof."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from pipeline.problems.codes import PROBLEM_CODES
from pipeline.publish.page.scopes import Record, Scope, grouped
from pipeline.publish.page.wording import lines, span
from pipeline.vocabularies import TAKEN_BACK

_MOST_QUOTES = 5


class Quote(NamedTuple):
    """Words of a kept page that state the tie."""

    words: str
    publisher: str  # "" when it is the host itself
    captured_on: str
    lines: str
    href: str  # of the kept page
    sha256: str
    note: str  # what whoever typed it says of it; "" for a page as it came


class Tie(NamedTuple):
    """One row: the record of ``affiliations`` and what proves it."""

    row: Record
    quotes: tuple[Quote, ...]  # the row's own proof first
    more_quotes: int  # how many further statements there are
    changes: tuple[Record, ...]  # of the ledger
    doubts: tuple[str, ...]  # what review means, in words
    more: str  # what else there is to know: how the place was settled, the term, when it was seen


def kept_href(capture_path: str, up: str) -> str:
    """Return the address of a kept page from a page ``up`` (such as "../../") from the root."""
    return f"{up}../raw/{quote(capture_path)}"


def href_of(capture: Record, up: str) -> str:
    """Return the address of the body of a row of ``captures``; "" where it was removed."""
    if (capture["note"] or "").startswith(TAKEN_BACK):
        return ""
    return kept_href(capture["capture_path"], up)


def ties_of(scope: Scope, up: str) -> list[Tie]:
    """Return the ties of a scope in the order of ``affiliations.csv``."""
    pages = {(row["place_id"], row["page_id"]): row for row in scope.tables["sources"]}
    held = {
        (row["source_id"], row["page_id"], row["capture"]): row for row in scope.tables["captures"]
    }
    stated = grouped(scope.tables["statements"], "affiliation_id")
    ledger = grouped(scope.tables["corrections"], "affiliation_id")
    ties = []
    for row in scope.ties:
        quotes = _quotes(row, stated[row["affiliation_id"]], pages, held, up)
        quotes = quotes or (_proof_alone(row, up),)
        tie = Tie(
            row,
            quotes=quotes[:_MOST_QUOTES],
            more_quotes=max(len(quotes) - _MOST_QUOTES, 0),
            changes=tuple(ledger[row["affiliation_id"]]),
            doubts=tuple(_doubts(row["review"])),
            more=_more(row),
        )
        ties.append(tie)
    return ties


def _quotes(
    row: Record,
    statements: Iterable[Record],
    pages: Mapping[tuple[str, str], Record],
    held: Mapping[tuple[str, str, str], Record],
    up: str,
) -> tuple[Quote, ...]:
    """The words of each statement, the newest of those that say the same; the row's own first."""
    found: dict[tuple[bool, str, str], Quote] = {}
    for statement in statements:
        capture = held[statement["source_id"], statement["page_id"], statement["capture"]]
        page = pages[statement["source_id"], statement["page_id"]]
        is_proof = capture["capture_path"] == row["capture_path"]
        found[is_proof, statement["page_id"], statement["quote"]] = Quote(
            statement["quote"],
            "" if page["authority"] == "own" else page["publisher"],
            capture["captured_on"],
            lines(statement["locator"]),
            href_of(capture, up),
            capture["capture_sha256"],
            "" if capture["method"] == "fetch" and href_of(capture, up) else capture["note"] or "",
        )
    return tuple(found[key] for key in sorted(found, key=lambda key: (not key[0], key[1:])))


def _proof_alone(row: Record, up: str) -> Quote:
    """What the row itself tells of its proof, for one whose statement is not among the tables."""
    href = kept_href(row["capture_path"], up)
    told = lines(row["locator"])
    sha256 = row["capture_sha256"]
    return Quote(row["name_as_stated"], "", row["captured_on"], told, href, sha256, "")


def _doubts(review: str | None) -> Iterable[str]:
    for code in (review or "").split(";"):
        if code:
            yield PROBLEM_CODES[code].meaning


_PLACES = {
    "exact": "",
    "alternate": "stated by another name",
    "correction": "place: a person decided",
    "typo": "place: one clear misspelling inside the stated country",
    "none": "place: not settled",
}
_COUNTRIES = {
    "stated": "",
    "correction": "country: a person decided",
    "inferred": "country: from the page's context",
    "none": "country: not known",
}


def _more(row: Mapping[str, Any]) -> str:
    said = [_PLACES[row["place_method"]], _COUNTRIES[row["country_method"]]]
    term = f"term of {span(row['term'])}" if row["term"] else ""
    if row["status_method"] == "term":
        said.insert(0, f"{row['status']}: its {term or 'term'} ran out")
    elif row["status_method"] == "omitted":
        said.insert(0, f"{row['status']}: a newer list, declared complete, leaves it out")
    elif term:
        said.append(f"for a {term}")
    if row["expires"]:
        said.append(f"runs until {row['expires']}")
    if row["first_seen_on"] != row["last_seen_on"]:
        said.append(f"seen from {row['first_seen_on']} to {row['last_seen_on']}")
    return "; ".join(filter(None, said))
