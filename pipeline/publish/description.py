"""What the publication is, said once: every product takes its words from here.

Who publishes it, and under which title, is a matter of the workspace:
``pipeline.inputs.publication``.
"""

from __future__ import annotations

from typing import NamedTuple

NAME = "sister-cities"
ABOUT = (
    "Which cities are tied to which, read from the pages of the cities themselves: each row with "
    "the words that state it, what we made of them and why, and the kept page that proves it."
)
KEYWORDS = ("sister cities", "twin towns", "friendship cities", "municipal data", "open data")
SCHEMA_VERSION = "1.0.0"  # major: a column removed, renamed or retyped; minor: one added


class Licence(NamedTuple):
    """A licence and what it holds for."""

    name: str
    title: str
    path: str
    holds_for: str

    def in_words(self) -> str:
        """Return the licence, where to read it, and what it holds for, as a sentence."""
        return f"{self.title} ({self.path}): {self.holds_for}."


LICENCES = (
    Licence(
        "CC-BY-4.0",
        "Creative Commons Attribution 4.0",
        "https://creativecommons.org/licenses/by/4.0/",
        "the files of published/ and schemas/; name GeoNames (https://www.geonames.org) for ids, "
        "names and coordinates of places",
    ),
)


CREDIT = "Place ids and coordinates: GeoNames"


class File(NamedTuple):
    """A published file: what it is for programs, and for whom it is."""

    path: str
    media_type: str
    for_whom: str
    what: str


# In the order in which a reader wants them.
FILES = (
    File(
        "index.html",
        "text/html",
        "readers",
        "the ties on one page: search, map, years, and the proof of each; needs no network",
    ),
    File(
        "affiliations.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "spreadsheet users",
        "the ties as a workbook, with ledger, coverage, changes and dictionary; accents and codes "
        "arrive as they are",
    ),
    File(
        "affiliations.csv",
        "text/csv",
        "everybody else",
        "one row a tie, UTF-8; a spreadsheet may run a cell that begins with = + - or @: there "
        "take the workbook",
    ),
    File("affiliations.json", "application/json", "programs", "the same records"),
    File(
        "affiliations.geojson",
        "application/geo+json",
        "map makers",
        "the same records as points, one a tie, at the partner's place",
    ),
    File(
        "corrections.csv",
        "text/csv",
        "whoever asks whether the page says so",
        "every cell that differs from the page's words, with rule, reason and evidence",
    ),
    File(
        "coverage.csv",
        "text/csv",
        "whoever counts",
        "what each city claims against what its pages list, and when we last looked",
    ),
    File(
        "changes.csv",
        "text/csv",
        "whoever wrote about it before",
        "every change since the first release, the pages' changes apart from ours",
    ),
    File(
        "CHANGES.md", "text/markdown", "whoever reads", "the changes in words, newest release first"
    ),
    File(
        "feed.atom",
        "application/atom+xml",
        "whoever wants to hear of changes",
        "an entry for each change, for a feed reader",
    ),
    File(
        "statements.csv",
        "text/csv",
        "checkers",
        "what each kept page says of each tie, with its lines",
    ),
    File(
        "problems.csv",
        "text/csv",
        "whoever wants to help",
        "what we are unsure of, and what would mend it",
    ),
    File("sources.csv", "text/csv", "checkers", "the pages that we read"),
    File("captures.csv", "text/csv", "checkers", "the copies of pages that we hold"),
    File(
        "DATA_DICTIONARY.md",
        "text/markdown",
        "everybody",
        "what each column of each table means",
    ),
    File("CITATION.cff", "application/yaml", "reference managers", "how to cite this release"),
    File(
        "datapackage.json",
        "application/json",
        "programs",
        "schemas, licences, sources, sizes and hashes (Data Package v2)",
    ),
    File("SHA256SUMS", "text/plain", "programs", "the hash of every other file"),
)
_BY_PATH = {file.path: file for file in FILES}


def describe(path: str) -> File:
    """Return what a published file is; the files of one city are those of all, for that city.

    >>> describe("cities/gb-bristol/affiliations.csv").for_whom
    'readers of one city'
    >>> describe("affiliations.json").media_type
    'application/json'
    """
    folder, _, name = path.rpartition("/")
    if not folder:
        return _BY_PATH[path]
    whole = _BY_PATH[name]
    return File(path, whole.media_type, "readers of one city", f"its part of {name}")
