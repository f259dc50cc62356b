"""A server on loopback that the test tells what to answer, for the tests of this folder only."""

import http.server
import socket
import threading
import time

import pytest

PAGE = b"<h2>Twin towns</h2><ul><li>Dublin, Ireland (1986)</li></ul>"


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    """Loopback is let through, all else refused."""
    real = socket.socket.connect

    def connect(self, address):
        assert address[0].startswith("127.") or address[0] in ("localhost", "::1"), address
        return real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


def nothing_there(handler):
    handler.send_error(404)


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers each path by a function that is handed the request."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        server = self.server.owner
        with server.lock:
            server.asked.append((self.path, dict(self.headers)))
            server.busy += 1
            server.busiest = max(server.busiest, server.busy)
        try:
            server.answers.get(self.path, nothing_there)(self)
        except OSError:
            self.close_connection = True
        finally:
            with server.lock:
                server.busy -= 1

    def log_message(self, *_):
        pass


class Web(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, *_):
        pass  # a client that hangs up is what we test


class Server:
    """One host. ``asked`` holds the path and the headers of each request, in order."""

    def __init__(self, address="127.0.0.1", context=None):
        self.answers = {}
        self.asked = []
        self.lock = threading.Lock()
        self.busy = self.busiest = 0  # requests at one moment, and the most there ever were
        self.http = Web((address, 0), Handler)
        self.http.owner = self
        scheme = "http"
        if context:
            self.http.socket = context.wrap_socket(
                self.http.socket, server_side=True, do_handshake_on_connect=False
            )
            scheme = "https"
        self.url = f"{scheme}://{address}:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self):
        self.http.shutdown()
        self.http.server_close()

    @property
    def pages_asked(self):
        """The paths that were asked for, in order, but robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def page(self, path, body=PAGE, status=200, kind="text/html; charset=utf-8", **headers):
        """Let ``path`` answer with ``body``; return its address."""

        def answer(handler):
            handler.send_response(status)
            if kind:
                handler.send_header("Content-Type", kind)
            sent = {"Content-Length": str(len(body))}
            sent |= {name.replace("_", "-"): value for name, value in headers.items()}
            for name, value in sent.items():
                handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(body)

        return self.answer(path, answer)

    def answer(self, path, answer):
        """Let ``path`` be answered by a function of the request; return its address."""
        self.answers[path] = answer
        return self.url + path

    def raw(self, path, *pieces, seconds=0.0):
        """Let ``path`` send these bytes, headers and all, with a pause between, and hang up."""

        def answer(handler):
            for piece in pieces:
                handler.wfile.write(piece)
                handler.wfile.flush()
                time.sleep(seconds)
            handler.close_connection = True

        return self.answer(path, answer)


@pytest.fixture
def server():
    """A server that the test tells what to answer; stopped after it."""
    made = Server()
    yield made
    made.stop()
