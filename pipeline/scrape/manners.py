"""How we behave as a guest: limits and decisions, all pure. The clock and chance are handed in."""

from __future__ import annotations

import datetime as dt
import email.utils
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.inputs.capture import Capture


@dataclass(frozen=True, slots=True)
class Limits:
    """What a request, a page, a host and a run may take."""

    connect_seconds: float = 10.0
    read_seconds: float = 20.0  # between two pieces of an answer
    page_seconds: float = 60.0  # of requests for one page: redirects, tries and body together
    most_bytes: int = 10_000_000  # of a body, packed or unpacked; city pages weigh 60 to 250 KB
    most_redirects: int = 10
    most_tries: int = 3
    pause_seconds: float = 1.0  # between two requests to one host
    first_wait_seconds: float = 1.0  # before the second try; twice that before the third
    longest_wait_seconds: float = (
        120.0  # that we sit out; who asks for more is left for another day
    )
    host_requests: int = 200  # in one run
    host_seconds: float = 1800.0  # in one run, pauses counted
    run_seconds: float = 4 * 3600.0
    hosts_at_once: int = 128


TEXT_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
# Of AWS, Cloudflare, SiteGround, Sucuri and Vercel, which say so.
FIREWALL_HEADERS = (
    *("x-amzn-waf-action", "cf-mitigated", "sg-captcha"),
    *("x-sucuri-block", "x-vercel-mitigated"),
)
PRODUCT = "sister-cities"  # by which a robots.txt may call us
# A server that answers so may answer otherwise in a moment.
PASSING_STATUSES = frozenset({429, 502, 503, 504})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FRESH_HOURS = 24
# What firewalls say to what is no browser: they accept a request and answer nothing (202), forbid
# to GET a page (405), find our request not acceptable (406), are a teapot (418), or give a number
# that is none (999).
FOR_BROWSERS = frozenset({202, 405, 406, 418, 999})
_BLOCKED = frozenset({401, 403, 429, 451}) | FOR_BROWSERS


def user_agent(version: str, contact: str) -> str:
    """Return the User-Agent: what asks, and whom a web team can write to."""
    return f"{PRODUCT}/{version} (open data of city ties; contact: {contact})"


def result_of_status(status: int) -> str:
    """Return the word of ``vocabularies.VISIT_RESULTS`` for a failed status, "" for a good one.

    >>> [result_of_status(status) for status in (200, 404, 405, 503)]
    ['', 'gone', 'blocked', 'unreachable']
    """
    if status == 200:
        return ""
    if status in _BLOCKED:
        return "blocked"
    return "gone" if status in (404, 410) else "unreachable"


def asks_for_a_browser(status: int, headers: Mapping[str, str]) -> bool:
    """Return whether a firewall answered in the place of the site.

    By its header whatever the status says, but for a redirect, which leads to the site after all.

    >>> asks_for_a_browser(200, {"x-amzn-waf-action": "challenge"}), asks_for_a_browser(405, {})
    (True, True)
    """
    is_challenge = any(name in headers for name in FIREWALL_HEADERS)
    return status in FOR_BROWSERS or (is_challenge and not is_redirect(status))


def is_redirect(status: int) -> bool:
    """Whether a status sends us to another address."""
    return status in _REDIRECTS


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


def retry_after(header: str, now: dt.datetime) -> float | None:
    """Return how many seconds a Retry-After header asks us to wait, None for no such wish.

    Both forms of RFC 9110, 10.2.3: seconds, and an HTTP date.

    >>> now = dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.UTC)
    >>> retry_after("120", now), retry_after("Sat, 21 Nov 2026 09:00:30 GMT", now)
    (120.0, 30.0)
    """
    header = header.strip()
    if header.isascii() and header.isdecimal():
        return float(header[:9])
    try:
        when = email.utils.parsedate_to_datetime(header)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=dt.UTC)
    return max(0.0, (when - now).total_seconds())


def backoff(tries: int, limits: Limits, chance: float) -> float:
    """Return how many seconds to wait after so many tries in vain.

    Twice as long each time, and half of it by ``chance`` (0 to 1), so that all who failed at
    one moment do not come back at one moment.

    >>> backoff(1, Limits(), 1.0), backoff(2, Limits(), 0.0)
    (1.0, 1.0)
    """
    return float(limits.first_wait_seconds * 2 ** (tries - 1) * (0.5 + chance / 2))


def is_fresh(visited_at: str, now: dt.datetime) -> bool:
    """Whether a page visited at that instant is left alone for now.

    >>> is_fresh("2026-11-21T09:00:00Z", dt.datetime(2026, 11, 22, 8, 59, tzinfo=dt.UTC))
    True
    """
    visited = dt.datetime.fromisoformat(visited_at)
    return abs(now - visited) < dt.timedelta(hours=_FRESH_HOURS)


def conditions(last: Capture | None, url: str) -> dict[str, str]:
    """Return the headers that ask for a page only if it is no longer the one we hold.

    Empty without a capture that a server sent for this very address, or without its marks.
    """
    if last is None or last.method != "fetch" or last.url != url:
        return {}
    marks = {"If-None-Match": last.etag, "If-Modified-Since": last.last_modified}
    return {name: value for name, value in marks.items() if value}
