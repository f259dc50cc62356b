"""``raw/<place_id>/source.toml``: the host, its pages, and what to expect of them.

A source is written by hand, so every slip is answered with the file, the key and the remedy,
all slips of a file at once.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from pipeline import iso
from pipeline.problems import FilesBroken, Problem
from pipeline.text import clean, is_hostile
from pipeline.vocabularies import AUTHORITIES, KINDS

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Page:
    """One address of a source, with its own publisher and authority."""

    page_id: str  # the folder below the source
    url: str
    title: str
    publisher: str
    authority: str  # a key of vocabularies.AUTHORITIES
    is_complete: bool  # whether the page declares its list complete


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many ties of one kind a good capture lists, both ends included."""

    fewest: int
    most: int


@dataclass(frozen=True, slots=True)
class Source:
    """What we watch for one host city."""

    place_id: str  # the folder below raw/
    host_city: str
    host_region_code: str  # ISO 3166-2, may be ""
    host_country_code: str  # ISO 3166-1 alpha-2
    host_geoname_id: int
    host_latitude: float  # degrees WGS 84
    host_longitude: float
    pages: tuple[Page, ...]
    expected: dict[str, Bounds]  # by kind

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
        reader.slip("", f"is not TOML: {said}", "mend the line that the message names")
        raise FilesBroken(reader.problems) from None
    if not SLUG.fullmatch(place_id):
        reader.slip(
            "", f"stands in a folder named {place_id!r}", "use small letters, digits and hyphens"
        )
    top = reader.keys("", table, {"host": _is_table, "pages": _is_tables}, {"expected": _is_table})
    host = reader.host(top["host"]) if "host" in top else {}
    pages = [reader.page(number, page) for number, page in enumerate(top.get("pages", []), 1)]
    if "pages" in top and not pages:
        reader.slip("pages", "is empty", "describe at least one page in a [[pages]] block")
    ids = [page.get("page_id") for page in pages]
    for page_id in sorted({i for i in ids if i is not None and ids.count(i) > 1}):
        reader.slip("pages.page_id", f"gives {page_id!r} twice", "give each page an id of its own")
    expected = reader.expected(top.get("expected", {}))
    if reader.problems:
        raise FilesBroken(reader.problems)
    return Source(
        place_id=place_id,
        pages=tuple(Page(**page) for page in pages),
        expected=expected,
        **{f"host_{key}": value for key, value in host.items()},
    )


def is_web_address(value: object) -> bool:
    """Whether ``value`` is an absolute http or https address, ASCII and without odd signs.

    >>> is_web_address("https://a.example/x?y#z"), is_web_address("https:///x")
    (True, False)
    """
    if not isinstance(value, str) or not re.fullmatch(r"https?://[!#-;=?-~]+", value):
        return False
    try:
        parts = urlsplit(value)
        return bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


_Check = Callable[[Any], str]  # "" when the value will do, else what is wrong with it


def _is_table(value: Any) -> str:
    return "" if isinstance(value, dict) else "must be a table"


def _is_tables(value: Any) -> str:
    good = isinstance(value, list) and all(isinstance(item, dict) for item in value)
    return "" if good else "must be written as [[pages]] blocks"


def _is_words(value: Any) -> str:
    if not isinstance(value, str) or not clean(value):
        return "must be a text with words in it"
    if is_hostile(value) or len(value) > 200:
        return "holds signs that do not belong into a name, or is longer than 200"
    return (
        "" if clean(value) == value else "has white space outside, twice, or is not in Unicode NFC"
    )


def _is_slug(value: Any) -> str:
    good = isinstance(value, str) and SLUG.fullmatch(value)
    return "" if good else "must be small letters, digits and hyphens"


def _is_url(value: Any) -> str:
    return (
        "" if is_web_address(value) else "must be an address that begins with http:// or https://"
    )


def _is_authority(value: Any) -> str:
    good = isinstance(value, str) and value in AUTHORITIES
    return "" if good else f"must be one of {', '.join(AUTHORITIES)}"


def _is_yes_or_no(value: Any) -> str:
    return "" if isinstance(value, bool) else "must be true or false"


def _is_id(value: Any) -> str:
    good = isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**31
    return "" if good else "must be a whole number from 1, such as 5392171"


def _is_count(value: Any) -> str:
    good = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**6
    return "" if good else "must be a whole number from 0"


def _is_country(value: Any) -> str:
    good = isinstance(value, str) and iso.is_country(value)
    return "" if good else "must be a code of ISO 3166-1 alpha-2, such as US"


def _is_region(value: Any) -> str:
    good = isinstance(value, str) and iso.is_region(value)
    return "" if good else "must be a code of ISO 3166-2, such as US-CA"


def _is_degrees(limit: int) -> _Check:
    def check(value: Any) -> str:
        good = isinstance(value, int | float) and not isinstance(value, bool)
        return "" if good and -limit <= value <= limit else f"must be degrees, -{limit} to {limit}"

    return check


_HOST = {
    "city": _is_words,
    "country_code": _is_country,
    "geoname_id": _is_id,
    "latitude": _is_degrees(90),
    "longitude": _is_degrees(180),
}
_PAGE = {
    "page_id": _is_slug,
    "url": _is_url,
    "title": _is_words,
    "publisher": _is_words,
    "authority": _is_authority,
    "is_complete": _is_yes_or_no,
}


def shown(value: object) -> str:
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

    def slip(self, key: str, message: str, remedy: str) -> None:
        said = f"{key} {message}" if key else message
        remedy = f"{self.file}: {remedy}"
        self.problems.append(Problem(self.place_id, "source-invalid", self.file, said, remedy))

    def keys(
        self,
        path: str,
        table: dict[str, Any],
        needed: Mapping[str, _Check],
        allowed: Mapping[str, _Check],
    ) -> dict[str, Any]:
        """Return the cells of ``table`` that will do; slips for all others."""
        known = {**needed, **allowed}
        for key in table.keys() - known.keys():
            names = ", ".join(known)
            self.slip(path + key, "is not a key we know", f"remove it, or use one of: {names}")
        for key in needed.keys() - table.keys():
            wanted = needed[key](None)
            self.slip(path + key, "is missing", f"add it; it {wanted}")
        good = {}
        for key, check in known.items():
            if key in table and (wrong := check(table[key])):
                self.slip(path + key, f"= {shown(table[key])} {wrong}", "mend the value")
            elif key in table:
                good[key] = table[key]
        self.problems.sort()
        return good

    def host(self, table: dict[str, Any]) -> dict[str, Any]:
        host = self.keys("host.", table, _HOST, {"region_code": _is_region})
        host.setdefault("region_code", "")
        if host["region_code"] and not host["region_code"].startswith(
            host.get("country_code", host["region_code"])
        ):
            self.slip(
                "host.region_code",
                f"= {host['region_code']!r} is not in {host['country_code']}",
                "make region_code and country_code agree",
            )
        return host

    def page(self, number: int, table: dict[str, Any]) -> dict[str, Any]:
        return self.keys(f"pages[{number}].", table, _PAGE, {})

    def expected(self, table: dict[str, Any]) -> dict[str, Bounds]:
        kinds = self.keys("expected.", table, {}, dict.fromkeys(KINDS, _is_table))
        bounds = {}
        for kind, cells in kinds.items():
            path = f"expected.{kind}."
            cells = self.keys(path, cells, {"fewest": _is_count, "most": _is_count}, {})
            if len(cells) == 2 and cells["fewest"] > cells["most"]:
                self.slip(path + "fewest", "is more than most", "put the smaller number first")
            elif len(cells) == 2:
                bounds[kind] = Bounds(**cells)
        return bounds
