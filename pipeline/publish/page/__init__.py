"""The page that readers open: one for the whole release, or one a city when it grew too large.

All that a page needs is in it: it makes no request, and opens from a disk.
"""

from __future__ import annotations

import base64
import functools
import hashlib
from collections.abc import Mapping
from importlib import resources
from typing import Any

import jinja2

from pipeline.publish.csv_table import csv_bytes
from pipeline.publish.page import wording
from pipeline.publish.page.scopes import by_city, index_of, whole
from pipeline.publish.page.view import Book, view
from pipeline.publish.products import change_words
from pipeline.publish.release import Release
from pipeline.tables import Affiliations
from pipeline.text import visible

# A page larger than either opens slowly on a telephone.
MOST_ROWS = 250
MOST_BYTES = 300_000


def pages(release: Release, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return ``index.html``, and a page and a CSV for each city when one page would be too large.

    files: those made so far; their sizes are told under downloads.
    """
    everything = whole(release)
    book = Book(release, everything, files, change_words.ties(release), is_split=False)
    if len(everything.ties) <= MOST_ROWS:
        page = _rendered(view(book, everything))
        if len(page) <= MOST_BYTES:
            return {"index.html": page}
    return _split(book._replace(is_split=True))


def _split(book: Book) -> dict[str, bytes]:
    made: dict[str, bytes] = {}
    for scope in by_city(book.everything):
        folder = f"cities/{scope.place_id}"
        rows = {
            f"{folder}/affiliations.csv": csv_bytes(Affiliations, Affiliations.frame(scope.ties))
        }
        shown = view(book._replace(files={**book.files, **rows}), scope)
        made |= rows | {f"{folder}/index.html": _rendered(shown)}
    return {"index.html": _rendered(view(book, index_of(book.everything))), **made}


def _rendered(shown: Mapping[str, Any]) -> bytes:
    style, script = _inlined("style.css"), _inlined("script.js")
    text = (
        _environment()
        .get_template("page.html")
        .render(
            shown,
            style=style,
            script=script,
            policy=(
                f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
                "img-src data:; base-uri 'none'; form-action 'none'"
            ),
        )
    )
    return text.encode("utf-8", "replace")


@functools.cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader(__name__, ""),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["visible"] = visible
    environment.filters["size"] = wording.size
    environment.filters["number"] = wording.number
    environment.globals["nouns"] = wording.NOUNS
    return environment


@functools.cache
def _inlined(name: str) -> str:
    """A file of this folder without what only its author needs: indents and lines of comment."""
    text = resources.files(__name__).joinpath(name).read_text("utf-8")
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith(("//", "/*")))


def _hash(text: str) -> str:
    """What a content security policy allows: these very bytes."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
