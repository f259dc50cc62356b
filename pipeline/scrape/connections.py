"""Door: connections that end in time and never reach where they must not.

A name is resolved, its addresses are looked at, and only one that is open to us is connected
to: what was checked is what is asked. When the time of a request is over its connection is cut,
whatever the server still drips.
"""

from __future__ import annotations

import contextlib
import http.client
import queue
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from pipeline.scrape.addresses import is_open
from pipeline.scrape.manners import Limits

TWO_LENGTHS = "two headers Content-Length that contradict each other"
_MOST_INTERIM = 20  # answers on the way; a server that sends more sends no other


class NotOpen(OSError):
    """The address lies where we do not go."""


class NoFinalAnswer(http.client.HTTPException):
    """Nothing but answers on the way to one."""


class TwoLengths(http.client.HTTPException):
    """A body that is said to be of two lengths: nobody knows where it ends."""


class Deadline:
    """The time that one request has, and the connection that is cut when it is over."""

    def __init__(self, seconds: float, *, may_be_private: bool) -> None:
        self.may_be_private = may_be_private
        self.is_over = False
        self._end = time.monotonic() + seconds
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None

    def left(self) -> float:
        """Seconds until it is over; never quite 0, which sockets take for no wait at all."""
        return max(0.001, self._end - time.monotonic())

    def hold(self, connected: socket.socket) -> None:
        """Remember what is to be cut."""
        with self._lock:
            if self._socket is not None:
                self._socket.close()
            # A second handle: TLS takes the first one apart.
            self._socket = connected.dup()
            if self.is_over:
                self._shut()

    def cut(self) -> None:
        """End the request now."""
        with self._lock:
            self.is_over = True
            self._shut()

    def release(self) -> None:
        """Forget the connection."""
        with self._lock:
            if self._socket is not None:
                self._socket.close()
                self._socket = None

    def _shut(self) -> None:
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)


class FinalResponse(http.client.HTTPResponse):
    """The final answer to a request, and the last on its connection.

    Those on the way to it (RFC 9110, 15.2) are waited through.
    """

    def begin(self) -> None:
        """Read the head of the answer."""
        super().begin()
        # One that is used again would be under no deadline, and asked where it leads by nobody.
        self.will_close = True
        codings = _listed(self.headers, "Transfer-Encoding")
        if "chunked" in codings and not self.chunked:  # that says it twice, or more besides
            self.chunked, self.chunk_left, self.length = True, None, None
        if self.chunked or self.status != http.HTTPStatus.OK:
            del self.headers["Content-Length"]  # says nothing here
        lengths = _listed(self.headers, "Content-Length")
        if len(lengths) > 1:
            raise TwoLengths
        for length in lengths:
            is_number = length.isascii() and length.isdecimal() and len(length) < 20
            self.length = int(length) if is_number else None

    def _read_status(self) -> tuple[str, int, str]:
        for _ in range(_MOST_INTERIM):
            version, status, reason = super()._read_status()  # type: ignore[misc]
            if not 100 <= status < 200 or status == http.HTTPStatus.SWITCHING_PROTOCOLS:
                return version, status, reason
            http.client.parse_headers(self.fp)
        raise NoFinalAnswer


def _listed(headers: http.client.HTTPMessage, name: str) -> set[str]:
    """The different members of a header that is a list, wherever it is parted."""
    said = ",".join(map(str, headers.get_all(name, [])))
    return {each.strip().lower() for each in said.split(",")} - {""}


class GuardedAdapter(HTTPAdapter):
    """An adapter of ``requests`` whose every connection is opened under a deadline."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._here = threading.local()
        self._open: set[Deadline] = set()
        self._lock = threading.Lock()
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make a pool manager whose connections ask this adapter where they may go."""
        super().init_poolmanager(*args, **kwargs)
        adapter = self

        class PlainConnection(HTTPConnection):
            response_class = FinalResponse

            def _new_conn(self) -> socket.socket:
                return adapter.connect(self)

        class SafeConnection(HTTPSConnection):
            response_class = FinalResponse

            def _new_conn(self) -> socket.socket:
                return adapter.connect(self)

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = PlainConnection

        class SafePool(HTTPSConnectionPool):
            ConnectionCls = SafeConnection

        self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SafePool}

    @contextlib.contextmanager
    def under(self, deadline: Deadline) -> Iterator[None]:
        """Let the requests of this thread run until ``deadline`` and no longer."""
        timer = threading.Timer(deadline.left(), deadline.cut)
        timer.daemon = True
        with self._lock:
            self._open.add(deadline)
        self._here.deadline = deadline
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            with self._lock:
                self._open.discard(deadline)
            deadline.release()

    def close(self) -> None:
        """Cut all that is under way, so that no thread outlives the run."""
        with self._lock:
            for deadline in self._open:
                deadline.cut()
        super().close()

    def connect(self, connection: HTTPConnection) -> socket.socket:
        """Return a socket that is connected to an address which is open to us."""
        deadline: Deadline = self._here.deadline
        host, port = connection.host.strip("[]"), connection.port or 80
        addresses = _resolved(
            host, port, min(self._limits.connect_seconds, deadline.left()), deadline
        )
        allowed = [
            each for each in addresses if is_open(each, may_be_private=deadline.may_be_private)
        ]
        if not allowed:
            raise NotOpen(f"{host} lies outside the public web")
        failure: Exception = NotOpen("no address")
        for address in allowed:
            try:
                return self._connected(address, port, deadline)
            except TimeoutError as error:
                failure = urllib3.exceptions.ConnectTimeoutError(connection, str(error))
            except OSError as error:
                failure = urllib3.exceptions.NewConnectionError(connection, str(error))
            if deadline.is_over:
                break
        raise failure

    def _connected(self, address: str, port: int, deadline: Deadline) -> socket.socket:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        connected = socket.socket(family, socket.SOCK_STREAM)
        try:
            # Held before it is connected, so that a run that ends need not wait for it.
            deadline.hold(connected)
            connected.settimeout(min(self._limits.connect_seconds, deadline.left()))
            connected.connect((address, port))
            connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except BaseException:
            connected.close()
            raise
        return connected


def _resolved(host: str, port: int, seconds: float, deadline: Deadline) -> list[str]:
    """The addresses of a name, in the order to try them; the system's resolver may take long."""
    answers: queue.SimpleQueue[list[Any] | OSError] = queue.SimpleQueue()

    def resolve() -> None:
        try:
            answers.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            answers.put(error if isinstance(error, OSError) else OSError(str(error)))

    threading.Thread(target=resolve, daemon=True).start()
    end = time.monotonic() + seconds
    while True:
        try:
            found = answers.get(timeout=0.1)
            break
        except queue.Empty:
            if time.monotonic() >= end or deadline.is_over:
                raise socket.gaierror(socket.EAI_AGAIN, "no answer in time") from None
    if isinstance(found, OSError):
        raise found
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An error and all that it was made of."""
    seen: set[int] = set()
    waiting: list[Any] = [error]
    while waiting:
        each = waiting.pop(0)
        if not isinstance(each, BaseException) or id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        waiting += [*each.args, getattr(each, "reason", None), each.__cause__, each.__context__]


# The first that is met tells: what failed, in words that are the same on every run, and whether
# another try may do better.
_REASONS: tuple[tuple[type[BaseException], str, bool], ...] = (
    (NotOpen, "the address lies outside the public web", False),
    (ssl.SSLCertVerificationError, "TLS failed: the certificate is not to be trusted", False),
    (ssl.SSLError, "TLS failed", False),
    (requests.exceptions.SSLError, "TLS failed", False),
    # Before what it is a kind of.
    (urllib3.exceptions.NewConnectionError, "no connection", True),
    (urllib3.exceptions.ConnectTimeoutError, "no connection in time", True),
    (urllib3.exceptions.ReadTimeoutError, "no answer in time", True),
    (TimeoutError, "no answer in time", True),
    (ConnectionRefusedError, "no connection", True),
    (http.client.LineTooLong, "the headers are too large", False),
    (urllib3.exceptions.IncompleteRead, "the body broke off", True),
    (http.client.IncompleteRead, "the body broke off", True),
    (ConnectionResetError, "the connection broke off", True),
    (http.client.RemoteDisconnected, "the connection broke off", True),
    (urllib3.exceptions.InvalidChunkLength, "the body broke off", True),
    (NoFinalAnswer, "no final answer", False),
    (TwoLengths, TWO_LENGTHS, False),
    (http.client.BadStatusLine, "what came is no HTTP", False),
    (http.client.HTTPException, "the headers are too large, or no HTTP", False),
    (urllib3.exceptions.ProtocolError, "the connection broke off", True),
    (requests.exceptions.InvalidURL, "not an address", False),
    (requests.exceptions.ConnectionError, "no connection", True),
)


def reason_of(error: Exception) -> tuple[str, bool]:
    """Return a failure in words, and whether another try may do better."""
    chain = list(_chain(error))
    for each in chain:
        if isinstance(each, socket.gaierror):
            if each.errno == socket.EAI_AGAIN:
                return "the name could not be resolved for now", True
            return "the name does not resolve", False
    for kind, words, may_pass in _REASONS:
        for each in chain:
            if isinstance(each, kind):
                if isinstance(each, ssl.SSLCertVerificationError) and each.verify_message:
                    words = f"TLS failed: {each.verify_message}"
                return words, may_pass
    return f"failed: {type(error).__name__}", False
