"""What the publication is, said once: every product takes its words from here."""

from __future__ import annotations

from typing import NamedTuple

NAME = "sister-cities"
TITLE = "City ties: sister, friendship and twin cities, as city pages state them"
ABOUT = (
    "Which cities are tied to which, read from the pages of the cities themselves: each row with "
    "the page's own words, what we made of them and why, and the kept page that proves it."
)
SCHEMA_VERSION = "1.0.0"  # major: a column removed, renamed or retyped; minor: one added


class Licence(NamedTuple):
    """A licence and what it holds for."""

    name: str
    title: str
    path: str
    holds_for: str


LICENCES = (
    Licence(
        "CC-BY-4.0",
        "Creative Commons Attribution 4.0",
        "https://creativecommons.org/licenses/by/4.0/",
        "the files of published/ and schemas/; name GeoNames (https://www.geonames.org) for ids, "
        "names and coordinates of places",
    ),
)
