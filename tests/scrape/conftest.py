"""A server on loopback, for the tests of this folder only."""

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

PAGE = b"<h2>Twin towns</h2><ul><li>Dublin, Ireland (1986)</li></ul>"


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    """Loopback is let through, all else refused."""
    real = socket.socket.connect

    def connect(self, address):
        assert address[0] in ("127.0.0.1", "localhost", "::1"), f"asked {address}"
        return real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


class Server:
    """Answers each path by a function that is handed the request."""

    def __init__(self):
        self.answers = {}
        self.asked = []

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(handler):  # noqa: N805
                self.asked.append((handler.path, dict(handler.headers)))
                try:
                    self.answers[handler.path](handler)
                except (BrokenPipeError, ConnectionResetError):
                    handler.close_connection = True

            def log_message(handler, *_):  # noqa: N805
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.http.handle_error = lambda *_: None  # a client that hangs up is what we test
        self.url = f"http://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True).start()

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

        self.answers[path] = answer
        return self.url + path

    def drip(self, path, seconds):
        """Let ``path`` send a byte now and then, and never end by itself."""

        def answer(handler):
            handler.send_response(200)
            handler.send_header("Content-Type", "text/html")
            handler.send_header("Content-Length", "1000")
            handler.end_headers()
            for _ in range(1000):
                handler.wfile.write(b"x")
                handler.wfile.flush()
                time.sleep(seconds)

        self.answers[path] = answer
        return self.url + path


@pytest.fixture
def server():
    """A server that the test tells what to answer; stopped after it."""
    made = Server()
    yield made
    made.http.shutdown()
    made.http.server_close()
