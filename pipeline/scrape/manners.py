"""How we behave as a guest: limits and decisions, pure. Robots, pacing and retries belong here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may take."""

    connect_seconds: float = 10.0
    read_seconds: float = 30.0  # between two pieces of a body
    total_seconds: float = 90.0  # for one page, redirects and body
    most_bytes: int = 10_000_000  # of a body, unpacked; city pages weigh 60 to 250 KB
    most_redirects: int = 10


TEXT_TYPES = ("text/html", "application/xhtml+xml", "text/plain")


def user_agent(version: str, contact: str) -> str:
    """Return the User-Agent: what asks, and whom a web team can write to."""
    return f"sister-cities/{version} (open data of city ties; contact: {contact})"


def result_of_status(status: int) -> str:
    """Return the word of ``vocabularies.VISIT_RESULTS`` for a failed status, "" for a good one.

    >>> result_of_status(200), result_of_status(404), result_of_status(503)
    ('', 'gone', 'unreachable')
    """
    if status == 200:
        return ""
    if status in (401, 403, 429, 451):
        return "blocked"
    return "gone" if status in (404, 410) else "unreachable"


def media_type(header: str) -> tuple[str, str]:
    """Return media type and charset of a Content-Type header, in small letters, "" if absent.

    >>> media_type('Text/HTML; Charset="UTF-8"')
    ('text/html', 'utf-8')
    """
    kind, *parameters = [part.strip() for part in header.split(";")]
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return kind.lower(), value.strip(" \"'").lower()
    return kind.lower(), ""
