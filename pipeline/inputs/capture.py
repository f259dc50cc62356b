"""A capture's sidecar as a record.

A capture is one page as it came on one day: a body and, beside it, a JSON sidecar that says
where it came from. Neither is ever edited.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from pipeline import dates
from pipeline.inputs.source_keys import is_web_address
from pipeline.problems import broken
from pipeline.text import clean, one_line
from pipeline.vocabularies import CAPTURE_METHODS, TAKEN_BACK

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+")
NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,63}")  # of a capture's files, without ending
_HEADER_VALUE = re.compile(r"[ -~]{1,500}")
_SHA256 = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, order=True)
class Capture:
    """One page as it came on one day."""

    place_id: str
    page_id: str
    name: str  # of its files, without ending: "2015", "2026-11-21T091500Z"
    file: str  # the body, below raw/
    captured_on: str  # ISO prefix, as precise as it is known
    method: str  # a key of vocabularies.CAPTURE_METHODS
    url: str  # the address that was asked
    final_url: str  # the address that answered, after redirects
    sha256: str
    byte_count: int
    media_type: str
    charset: str  # as the server declared it, "" if it did not
    known_at: str  # when we came to hold it: a UTC instant, of a transcript the day
    etag: str = ""  # as the server gave them; "" where it did not
    last_modified: str = ""
    note: str = ""  # of whoever made it
    stated: str = ""  # of one whose body was removed: what it stated, as ``parse.to_bytes`` has it

    @property
    def is_taken_back(self) -> bool:
        """Whether its body was removed on request."""
        return bool(self.stated)

    @property
    def known_on(self) -> str:
        """The day from which we hold it, as an ISO date."""
        return self.known_at[:10]

    @property
    def order(self) -> tuple[dt.date, dt.date, str]:
        """Older captures first: by the first day each can mean, then by when we had it."""
        return dates.earliest(self.captured_on), dates.earliest(self.known_on), self.name


def newest_fetched(held: Iterable[Capture], page_id: str) -> Capture | None:
    """Return the newest capture of a page that a server sent, None when none is held.

    held: captures of one source, older first.
    """
    fetched = [each for each in held if each.page_id == page_id and each.method == "fetch"]
    return fetched[-1] if fetched else None


def read_sidecar(place_id: str, page_id: str, file: str, text: str) -> Capture:
    """Return the capture that the sidecar ``file`` (its JSON is ``text``) describes.

    Keys: captured_on, method, url, sha256, byte_count, media_type; captured_at for a fetched
    page, transcribed_on for a transcript; final_url and response_headers if they are there;
    forgotten where its body was removed; others (request_headers, redirects, http_status,
    taken_because, note) are kept for people.
    Raises FilesBroken when one is missing or is not of its form.
    """
    where = f"raw/{place_id}/{page_id}/{file}"
    try:
        cells, known_key = _cells_of(text)
        if not NAME.fullmatch(file.removesuffix(".json")):
            raise ValueError("has a name that is not of letters, digits and hyphens")
    except ValueError as wrong:
        raise broken("capture-damaged", where, place_id, said=wrong) from None
    name = file.removesuffix(".json")
    ending = ".txt" if cells["media_type"] == "text/plain" else ".html"
    return Capture(
        place_id=place_id,
        page_id=page_id,
        name=name,
        file=f"{place_id}/{page_id}/{name}{ending}",
        captured_on=cells["captured_on"],
        method=cells["method"],
        url=cells["url"],
        final_url=cells.get("final_url") or cells["url"],
        sha256=cells["sha256"],
        byte_count=cells["byte_count"],
        media_type=cells["media_type"],
        charset=clean(str(cells.get("charset") or "")),
        known_at=cells[known_key],
        etag=_header(cells, "ETag"),
        last_modified=_header(cells, "Last-Modified"),
        note=_note(cells),
        stated=_stated(cells),
    )


def _note(cells: dict[str, Any]) -> str:
    note = one_line(str(cells.get("note") or ""), 500)
    if forgotten := cells.get("forgotten"):
        return one_line(f"{TAKEN_BACK} on {forgotten['on']}: {forgotten['reason']}", 500)
    return note


def _stated(cells: dict[str, Any]) -> str:
    forgotten = cells.get("forgotten")
    return json.dumps(forgotten["stated"], ensure_ascii=False) if forgotten else ""


def _is_forgotten(value: Any) -> bool:
    """Whether ``value`` is what ``sister-cities forget`` writes; None is good too."""
    if value is None:
        return True
    if not isinstance(value, dict) or value.keys() != {"on", "reason", "stated"}:
        return False
    is_said = isinstance(value["reason"], str) and bool(value["reason"].strip())
    return _is_day(value["on"]) and is_said and isinstance(value["stated"], dict)


def _cells_of(text: str) -> tuple[dict[str, Any], str]:
    """The cells of a sidecar, and which says since when we hold it; ValueError says why not."""
    try:
        cells: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        said = "nested too deeply" if isinstance(error, RecursionError) else error
        raise ValueError(f"is not JSON: {said}") from None
    if not isinstance(cells, dict):
        raise ValueError("is not a JSON object")
    known_key, is_known = "captured_at", is_instant
    if cells.get("method") == "transcript":
        known_key, is_known = "transcribed_on", _is_day
    checks: dict[str, Callable[[Any], bool]] = {**_CHECKS, known_key: is_known}
    wrong = [key for key, is_good in checks.items() if not is_good(cells.get(key))]
    if wrong:
        raise ValueError(f"has no good {', '.join(wrong)}")
    if dates.earliest(cells["captured_on"]).isoformat() > cells[known_key][:10]:
        raise ValueError(f"says captured_on {cells['captured_on']}, which is after {known_key}")
    return cells, known_key


_CHECKS: dict[str, Callable[[Any], bool]] = {
    "method": lambda value: isinstance(value, str) and value in CAPTURE_METHODS,
    "captured_on": lambda value: isinstance(value, str) and dates.is_prefix(value),
    "url": is_web_address,
    "sha256": lambda value: isinstance(value, str) and bool(_SHA256.fullmatch(value)),
    "byte_count": lambda value: type(value) is int and value >= 0,
    "media_type": lambda value: isinstance(value, str) and bool(_MEDIA_TYPE.fullmatch(value)),
    "final_url": lambda value: value is None or is_web_address(value),
    "response_headers": lambda value: value is None or isinstance(value, dict),
    "forgotten": lambda value: _is_forgotten(value),
}


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and dates.is_prefix(value) and len(value) == 10


def _header(cells: dict[str, Any], name: str) -> str:
    value = (cells.get("response_headers") or {}).get(name, "")
    # It goes out again with the next request, so nothing that could end a header line.
    return value if isinstance(value, str) and _HEADER_VALUE.fullmatch(value) else ""


def is_instant(value: Any) -> bool:
    """Return whether ``value`` is a UTC instant such as 2026-11-21T09:15:00Z."""
    if not isinstance(value, str) or not _INSTANT.fullmatch(value):
        return False
    try:
        dt.datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        return False
    return True
