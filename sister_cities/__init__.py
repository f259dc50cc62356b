"""City ties as a library: read a page, settle a name, open a release. Made for notebooks.

    from sister_cities import read_page, resolve, open_release

It is the code that the command ``sister-cities`` runs, under a name that collides with nobody's
folders. Importing it loads nothing heavy: what a function needs is loaded when it is called.
"""

from __future__ import annotations

import codecs
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.problems import FilesBroken, PipelineError, Problem

if TYPE_CHECKING:
    from pipeline.places.resolve import Resolved
    from pipeline.publish import Published
    from pipeline.run.parse_pages import ParsedPage, Tie

__all__ = [
    "FilesBroken",
    "ParsedPage",
    "PipelineError",
    "Problem",
    "Published",
    "Resolved",
    "Tie",
    "open_release",
    "read_page",
    "resolve",
]


def read_page(
    page: bytes | bytearray | str | os.PathLike[str], *, host: str = "", host_country: str = ""
) -> ParsedPage:
    """Return what a city's page states of its ties, as ``sister-cities parse`` reads it.

    page: the bytes or the text of an HTML or text page; a ``Path`` for a file. host, host_country:
    the city whose page it is, and its country by name or ISO code; without them the page's title
    may say. A page that states nothing has no ties, and a problem that says why.

    Raises OSError for a file that cannot be opened, FilesBroken for a country that is none,
    TypeError for what is neither, and ValueError for text that is the name of a file.

    >>> page = read_page("<h2>Twin towns</h2><ul><li>Koeln, Germany (1988)</li></ul>", host="Cork")
    >>> [(tie.kind, tie.partner_city, tie.established) for tie in page.ties]
    [('twin', 'Cologne', '1988')]
    """
    from pipeline.run.parse_pages import parse_page, request_for

    _need_text(host=host, host_country=host_country)
    if isinstance(page, str) and _LOOKS_LIKE_A_FILE.fullmatch(page):
        raise ValueError(f"{page!r} is text, and not a file: for a file give Path({page!r})")
    if isinstance(page, str):
        # The mark outweighs what the page says of an encoding that its text has no more.
        body, file = codecs.BOM_UTF8 + page.encode("utf-8", "replace"), "page"
    elif isinstance(page, bytes | bytearray):
        body, file = bytes(page), "page"
    else:
        body, file = Path(page).read_bytes(), os.fspath(page)
    return parse_page(body, request_for(file, host, host_country))


def resolve(stated: str, country_stated: str = "", *, language: str = "") -> Resolved:
    """Return the place and country that a name means, as ``sister-cities resolve`` settles it.

    language: of the name (ISO 639-1), when it stands in one of its cases. What is not sure has
    ``needs_review`` "true" and a ``reason``; every cell is text, "" for what is not known.

    Raises FilesBroken for a language that there are no tables of, TypeError for what is no text,
    such as the NaN that stands for an empty cell of a frame: fill it with "" first.

    >>> resolve("Zhoaqing", "China").name, resolve("Guadalajara").needs_review
    ('Zhaoqing', 'true')
    """
    from pipeline.run.resolve_names import resolve_name

    _need_text(stated=stated, country_stated=country_stated, language=language)
    return resolve_name(stated, country_stated, language)


def open_release(folder: str | os.PathLike[str] = "published") -> Published:
    """Return a release that lies in a folder: what it says of itself, and its tables as frames.

    Every file is held against the hash that the release gives it. ``tables`` holds a typed frame
    for each table, by name: ``open_release().tables["affiliations"]``.

    Raises FilesBroken, which says what to do, when a file is missing or is not the release's.
    """
    from pipeline.run.export import open_published

    return open_published(Path(folder))


_LOOKS_LIKE_A_FILE = re.compile(r"[^\s<>]{1,200}\.(?:html?|txt|xhtml)")


def _need_text(**cells: object) -> None:
    for name, value in cells.items():
        if not isinstance(value, str):
            raise TypeError(f"{name} must be a str, and is {value!r}")


def __getattr__(name: str) -> Any:
    """The records that the functions return, loaded when somebody names them."""
    if name in ("ParsedPage", "Tie"):
        from pipeline.run import parse_pages

        return getattr(parse_pages, name)
    if name == "Resolved":
        from pipeline.places.resolve import Resolved

        return Resolved
    if name == "Published":
        from pipeline.publish import Published

        return Published
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
