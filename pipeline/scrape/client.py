"""Door: the only file that knows ``requests``. One address in, one body or one failure out."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import requests
import urllib3

from pipeline.problems import PageFailed
from pipeline.scrape.manners import TEXT_TYPES, Limits, media_type, result_of_status


@dataclass(frozen=True, slots=True)
class Fetched:
    """One page as it came."""

    body: bytes
    final_url: str
    redirects: tuple[str, ...]  # the addresses that sent us on, the one asked first
    http_status: int
    media_type: str
    charset: str  # as declared in the header, "" if it was not


class Client(Protocol):
    """What this floor needs of the network."""

    def fetch(self, url: str) -> Fetched:
        """Return the page at ``url``; raises PageFailed with the reason for none."""


class HttpClient:
    """Asks over HTTP. Use it in a ``with``."""

    def __init__(self, user_agent: str, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._session = requests.Session()
        self._session.max_redirects = self._limits.most_redirects
        self._session.headers.update(
            {"User-Agent": user_agent, "Accept": ", ".join(TEXT_TYPES), "Accept-Encoding": "gzip"}
        )

    def __enter__(self) -> HttpClient:
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def fetch(self, url: str) -> Fetched:
        """Return the page at ``url``: status 200, HTML or plain text, some bytes, under the cap.

        Raises PageFailed with a word of ``vocabularies.VISIT_RESULTS`` and a sentence.
        """
        limits = self._limits
        deadline = time.monotonic() + limits.total_seconds
        timeout = (limits.connect_seconds, limits.read_seconds)
        try:
            with self._session.get(url, timeout=timeout, stream=True) as response:
                status = response.status_code
                if result := result_of_status(status):
                    raise PageFailed(
                        result, f"HTTP {status} {response.reason or ''}".strip(), status
                    )
                kind, charset = media_type(response.headers.get("Content-Type", ""))
                if kind not in TEXT_TYPES:
                    raise PageFailed("unreadable", f"media type {kind or 'not given'}", status)
                body = b"".join(self._pieces(response, deadline))
        except requests.exceptions.TooManyRedirects:
            raise PageFailed(
                "unreachable", f"more than {limits.most_redirects} redirects"
            ) from None
        except (
            requests.exceptions.RequestException,
            urllib3.exceptions.HTTPError,
            OSError,
            ValueError,
        ) as error:
            raise PageFailed("unreachable", _reason(error)) from None
        if not body.strip():
            raise PageFailed("unreadable", "the body has no words", status)
        redirects = tuple(each.url for each in response.history)
        return Fetched(body, response.url, redirects, status, kind, charset)

    def _pieces(self, response: requests.Response, deadline: float) -> Iterator[bytes]:
        size = 0
        # read1 comes back with what has arrived: iter_content would wait for a full piece, and a
        # body that drips would outlast every deadline. Unpacked piece by piece, so that a small
        # body that unpacks to a huge one is stopped.
        while piece := response.raw.read1(65536, decode_content=True):
            size += len(piece)
            if size > self._limits.most_bytes:
                said = f"the body is over {self._limits.most_bytes:,} bytes"
                raise PageFailed("unreadable", said, response.status_code)
            if time.monotonic() > deadline:
                raise PageFailed("unreachable", f"not done in {self._limits.total_seconds:g} s")
            yield piece


def _reason(error: Exception) -> str:
    """The kind of failure in words that are the same on every run: no address of an object."""
    reasons = (
        (requests.exceptions.SSLError, "TLS failed"),
        (requests.exceptions.ConnectTimeout, "no connection in time"),
        (requests.exceptions.ReadTimeout, "no answer in time"),
        (urllib3.exceptions.ReadTimeoutError, "no answer in time"),
        (urllib3.exceptions.ProtocolError, "the body broke off"),
        (urllib3.exceptions.DecodeError, "the body could not be unpacked"),
        (requests.exceptions.InvalidSchema, "redirected to what is neither http nor https"),
        (requests.exceptions.InvalidURL, "not an address"),
        (requests.exceptions.ConnectionError, "no connection"),
    )
    for kind, words in reasons:
        if isinstance(error, kind):
            return words
    return f"failed: {type(error).__name__}"
