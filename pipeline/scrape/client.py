"""Door: one request out, one answer or failure back. It and ``connections`` know ``requests``."""

from __future__ import annotations

import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import requests
import urllib3

from pipeline.scrape.connections import TWO_LENGTHS, Deadline, GuardedAdapter, reason_of
from pipeline.scrape.cookies import new_jar
from pipeline.scrape.headers import the_one
from pipeline.scrape.manners import FIREWALL_HEADERS, TEXT_TYPES, Limits, is_redirect, media_type
from pipeline.scrape.unpacking import PACKINGS, Unpacker
from pipeline.text import one_line

# Headers that say what came; all others are of the moment.
_KEPT_HEADERS = (
    *("Content-Type", "Content-Language", "Content-Encoding", "ETag", "Last-Modified"),
    *("Date", "Server", "Cache-Control", "Location", "Retry-After"),
    *FIREWALL_HEADERS,
)
_LONGEST_HEADER = 2000  # characters


@dataclass(frozen=True, slots=True)
class Request:
    """One request: no redirect is followed."""

    url: str
    seconds: float  # that it may take, all in all
    may_be_private: bool = False  # whether the address may lie outside the public web
    headers: Mapping[str, str] = field(default_factory=dict)  # besides who asks and what for
    cookies: Any = None  # a jar, as ``Client.new_jar`` makes it
    any_type: bool = False  # of robots.txt: whatever its media type, and cut, not refused


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered, or why nothing came."""

    status: int = 0  # 0 when nothing came
    reason: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)  # those that matter
    body: bytes = b""  # of a page with status 200, unpacked
    sent: Mapping[str, str] = field(default_factory=dict)  # the headers of the request
    failure: str = ""  # a key of vocabularies.VISIT_RESULTS, "" when an answer came
    detail: str = ""  # the failure in words
    may_pass: bool = False  # whether another try may do better
    seconds: float = 0.0  # that it took


class Client(Protocol):
    """What this floor needs of the network."""

    def ask(self, request: Request) -> Answer:
        """Return what came of ``request``; never raises for what a server does."""

    def new_jar(self) -> Any:
        """Return an empty jar for the cookies of one page."""


class HttpClient:
    """Asks over HTTP, from several threads if need be. Use it in a ``with``."""

    def __init__(self, user_agent: str, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._adapter = GuardedAdapter(self._limits)
        self._headers = {
            "User-Agent": user_agent,
            "Accept": ", ".join(TEXT_TYPES),
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
        }
        self._closed = threading.Event()

    def __enter__(self) -> HttpClient:
        return self

    def __exit__(self, *_: object) -> None:
        self._closed.set()
        self._adapter.close()

    def new_jar(self) -> Any:
        """Return an empty jar for the cookies of one page."""
        return new_jar()

    def ask(self, request: Request) -> Answer:
        """Return the answer of the server, its body if the status is 200, or why none came."""
        start = time.monotonic()
        deadline = Deadline(request.seconds, may_be_private=request.may_be_private)
        if self._closed.is_set():
            return Answer(failure="unreachable", detail="the run has ended")
        with self._adapter.under(deadline):
            answer = self._ask(request, deadline)
        seconds = time.monotonic() - start
        if deadline.is_over and (answer.failure or answer.status == 200):
            # What an answer that was cut off looks like is chance: this is what happened.
            return Answer(failure="unreachable", detail="no end in time", seconds=seconds)
        return replace(answer, seconds=seconds)

    def _ask(self, request: Request, deadline: Deadline) -> Answer:
        limits = self._limits
        session = _OneRequest()
        # No proxy, no password of a .netrc, no certificates of the surroundings.
        session.trust_env = False
        session.headers.clear()
        session.headers.update({**self._headers, **request.headers})
        if request.cookies is not None:
            session.cookies = request.cookies
        session.mount("http://", self._adapter)
        session.mount("https://", self._adapter)
        timeout = (limits.connect_seconds, min(limits.read_seconds, deadline.left()))
        try:
            with session.get(
                request.url, timeout=timeout, stream=True, allow_redirects=False
            ) as response:
                answer = _head(response, request)
                if answer.failure or response.status_code != 200:
                    return answer
                if refused := _refusal(answer, request):
                    return refused
                return self._with_body(answer, response, request)
        except (
            requests.exceptions.RequestException,
            urllib3.exceptions.HTTPError,
            OSError,
            ValueError,
        ) as error:
            said, may_pass = reason_of(error)
            failure = "unreadable" if said == TWO_LENGTHS else "unreachable"
            return Answer(failure=failure, detail=said, may_pass=may_pass)

    def _with_body(self, answer: Answer, response: requests.Response, request: Request) -> Answer:
        most = self._limits.most_bytes
        unpacker = Unpacker(_packing(answer))
        body = bytearray()
        try:
            for piece in _pieces(response):
                # As it came, and as it is unpacked: a small body may unpack to a huge one, and
                # one without end to nothing.
                for unpacked in unpacker.feed(piece):
                    body += unpacked
                    if len(body) > most:
                        break
                is_large = max(len(body), response.raw.tell()) > most
                if is_large and request.any_type:
                    return replace(answer, body=bytes(body[:most]))
                if is_large:
                    return _unreadable(answer, f"the body is over {most:,} bytes")
        except zlib.error:
            return _unreadable(answer, "the body could not be unpacked")
        if not unpacker.is_whole:
            said = "the body broke off"
            return replace(answer, failure="unreachable", detail=said, may_pass=True)
        if not body.strip() and not request.any_type:
            return _unreadable(answer, "the body has no words")
        return replace(answer, body=bytes(body))


class _OneRequest(requests.Session):
    """A session that never looks where a redirect leads: to do so it would read all of its body.

    It keeps to the rules of its jar: requests asks a copy, which has none, what may be sent.
    """

    def prepare_request(self, request: requests.Request) -> requests.PreparedRequest:
        """Return the request with the cookies that the jar itself gives it."""
        prepared = super().prepare_request(request)
        prepared.headers.pop("Cookie", None)
        prepared.prepare_cookies(self.cookies)
        return prepared

    def get_redirect_target(self, resp: requests.Response) -> None:
        """None, whatever the answer."""


def _pieces(response: requests.Response) -> Iterator[bytes]:
    # read1 comes back with what has arrived: iter_content would wait for a full piece.
    while piece := response.raw.read1(65536, decode_content=False):
        yield piece


def _head(response: requests.Response, request: Request) -> Answer:
    sent = {name: str(value) for name, value in response.request.headers.items()}
    answer = Answer(response.status_code, one_line(response.reason or "", 80), sent=sent)
    headers, doubts = {}, []
    for name in _KEPT_HEADERS:
        said = response.raw.headers.getlist(name)
        if not said:
            continue
        value = the_one(name, said)
        if value is None:
            doubts.append(name)
            continue
        # An address that is cut would be another one.
        headers[name] = value[: None if name == "Location" else _LONGEST_HEADER]
    answer = replace(answer, headers=headers)
    for name in doubts:
        if name in _asked_for(answer, request):
            return _unreadable(answer, f"two headers {name} that contradict each other")
    return answer


def _asked_for(answer: Answer, request: Request) -> tuple[str, ...]:
    """The headers by which it is told what to do with an answer: with a failure nothing is done."""
    if is_redirect(answer.status):
        return ("Location",)
    if answer.status != 200:
        return ()
    return ("Content-Encoding",) if request.any_type else ("Content-Type", "Content-Encoding")


def _refusal(answer: Answer, request: Request) -> Answer | None:
    """What is wrong with the headers of a page, None for nothing."""
    packing = _packing(answer)
    if packing not in PACKINGS:
        return _unreadable(answer, f"packed as {packing[:20]}, for which we did not ask")
    kind, _ = media_type(answer.headers.get("Content-Type", ""))
    if kind not in TEXT_TYPES and not request.any_type:
        return _unreadable(answer, f"media type {kind[:80] or 'not given'}")
    return None


def _packing(answer: Answer) -> str:
    return answer.headers.get("Content-Encoding", "").strip().lower()


def _unreadable(answer: Answer, detail: str) -> Answer:
    return replace(answer, failure="unreadable", detail=detail)
