"""``raw/<place_id>/source.toml``: the host, its pages, and what to expect of them.

A source is written by hand, so every slip is answered with the file, the key and the remedy,
all slips of a file at once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.inputs.hints import NO_HINTS, Hints
from pipeline.inputs.source_keys import (
    HINTS,
    HOST,
    PAGE,
    SLUG,
    Check,
    is_count,
    is_days,
    is_id,
    is_region,
    is_table,
    is_tables,
)
from pipeline.problems import FilesBroken, Problem, problem
from pipeline.vocabularies import KINDS


@dataclass(frozen=True, slots=True)
class Page:
    """One address of a source, with its own publisher and authority."""

    page_id: str  # the folder below the source
    url: str
    title: str
    publisher: str
    authority: str  # a key of vocabularies.AUTHORITIES
    is_complete: bool  # whether the page declares its list complete
    hints: Hints = NO_HINTS  # what the parser is told of it


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many ties of one kind a good capture lists, both ends included."""

    fewest: int
    most: int
    accepted: tuple[str, ...] = ()  # ISO dates: the newest list as of each is right, however short


@dataclass(frozen=True, slots=True)
class Source:
    """What we watch for one host city."""

    place_id: str  # the folder below raw/
    host_city: str
    host_region_code: str  # ISO 3166-2, may be ""
    host_country_code: str  # ISO 3166-1 alpha-2
    host_geoname_id: int | None  # None for a county, a hamlet: what has none, or none known
    host_latitude: float  # degrees WGS 84
    host_longitude: float
    pages: tuple[Page, ...]
    expected: dict[str, Bounds]  # by kind
    accepted_changes: tuple[str, ...] = ()  # ISO dates: what captures till then change is right

    def page(self, page_id: str) -> Page:
        """The page of this id; KeyError when the source has none."""
        for page in self.pages:
            if page.page_id == page_id:
                return page
        raise KeyError(page_id)


def read_source(place_id: str, text: str, file: str) -> Source:
    """Return the source that ``text``, the TOML of ``file``, describes.

    Raises FilesBroken with one problem for each slip: a key unknown, missing or of the wrong
    type, a code that ISO does not have, bounds that exclude each other.
    """
    reader = _Reader(place_id, file)
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        said = "nested too deeply" if isinstance(error, RecursionError) else error
        reader.slip("not-toml", error=said)
        raise FilesBroken(reader.problems) from None
    if not SLUG.fullmatch(place_id):
        reader.slip("folder", place_id=place_id)
    top = reader.keys("", table, {"host": is_table, "pages": is_tables}, _MAY)
    host = reader.host(top["host"]) if "host" in top else {}
    pages = [reader.page(number, page) for number, page in enumerate(top.get("pages", []), 1)]
    if "pages" in top and not pages:
        reader.slip("no-pages")
    for key in ("page_id", "url"):
        cells = [page.get(key) for page in pages]
        for cell in sorted({each for each in cells if each is not None and cells.count(each) > 1}):
            reader.slip("page-twice", key=key, value=cell)
    expected = reader.expected(top.get("expected", {}))
    accepted = reader.keys("accepted.", top.get("accepted", {}), {}, {"changes": is_days})
    if reader.problems:
        raise FilesBroken(reader.problems)
    return Source(
        place_id=place_id,
        pages=tuple(Page(**page) for page in pages),
        expected=expected,
        accepted_changes=_days(accepted.get("changes", [])),
        **{f"host_{key}": value for key, value in host.items()},
    )


_MAY = {"expected": is_table, "accepted": is_table}


def _days(value: object) -> tuple[str, ...]:
    """One day or several, as ISO dates."""
    return tuple(map(str, value if isinstance(value, list) else [value]))


def short_repr(value: object) -> str:
    """A value as a message shows it: not longer than it need be."""
    try:
        text = repr(value)
    except ValueError:
        return "a number of thousands of digits"
    return text if len(text) <= 80 else f"{text[:80]}..."


class _Reader:
    """Gathers the slips of one file, so that a person sees them all in one run."""

    def __init__(self, place_id: str, file: str) -> None:
        self.place_id = place_id
        self.file = file
        self.problems: list[Problem] = []

    def slip(self, case: str, **words: object) -> None:
        slip = problem(f"source-invalid/{case}", self.file, self.place_id, **words)
        self.problems.append(slip)

    def keys(
        self,
        path: str,
        table: dict[str, Any],
        needed: Mapping[str, Check],
        allowed: Mapping[str, Check],
    ) -> dict[str, Any]:
        """Return the cells of ``table`` that will do; slips for all others."""
        known = {**needed, **allowed}
        for key in table.keys() - known.keys():
            self.slip("unknown-key", key=path + key, keys=", ".join(known))
        for key in needed.keys() - table.keys():
            self.slip("missing-key", key=path + key, wanted=needed[key](None))
        good = {}
        for key, check in known.items():
            if key in table and (wrong := check(table[key])):
                self.slip("value", key=path + key, value=short_repr(table[key]), wrong=wrong)
            elif key in table:
                good[key] = table[key]
        self.problems.sort()
        return good

    def host(self, table: dict[str, Any]) -> dict[str, Any]:
        host = self.keys("host.", table, HOST, {"region_code": is_region, "geoname_id": is_id})
        host.setdefault("region_code", "")
        host["geoname_id"] = host.get("geoname_id") or None
        if host["region_code"] and not host["region_code"].startswith(
            host.get("country_code", host["region_code"])
        ):
            self.slip("region", region=host["region_code"], country=host["country_code"])
        return host

    def page(self, number: int, table: dict[str, Any]) -> dict[str, Any]:
        cells = self.keys(f"pages[{number}].", table, PAGE, HINTS)
        told = {key: cells.pop(key) for key in HINTS if key in cells}
        if "skip" in told:
            told["skip"] = tuple(told["skip"])
        return {**cells, "hints": Hints(**told)}

    def expected(self, table: dict[str, Any]) -> dict[str, Bounds]:
        kinds = self.keys("expected.", table, {}, dict.fromkeys(KINDS, is_table))
        bounds = {}
        for kind, cells in kinds.items():
            path = f"expected.{kind}."
            needed = {"fewest": is_count, "most": is_count}
            cells = self.keys(path, cells, needed, {"accepted": is_days})
            if needed.keys() <= cells.keys() and cells["fewest"] > cells["most"]:
                self.slip("bounds", key=path + "fewest")
            elif needed.keys() <= cells.keys():
                accepted = _days(cells.get("accepted", []))
                bounds[kind] = Bounds(cells["fewest"], cells["most"], accepted)
        return bounds
