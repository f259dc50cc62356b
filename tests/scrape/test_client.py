"""The client against a server that misbehaves: every failure has its word and ends in time."""

import gzip
import socket
import time

import pytest

from pipeline.problems import PageFailed
from pipeline.scrape import HttpClient, Limits

LIMITS = Limits(1.0, 0.6, 1.5, most_bytes=10_000, most_redirects=3)
BODY = b"<p>words</p>"


@pytest.fixture
def fetch():
    with HttpClient("sister-cities/test (contact: x@y.example)", LIMITS) as client:
        yield client.fetch


def failure(fetch, url):
    with pytest.raises(PageFailed) as failed:
        fetch(url)
    return failed.value.result, failed.value.detail


def test_a_page_comes_byte_for_byte_with_what_the_server_said_of_it(server, fetch):
    body = "<p>Málaga\r\n".encode("latin-1")
    came = fetch(server.page("/", body, kind="Text/HTML; Charset=ISO-8859-1"))

    assert (came.body, came.media_type, came.charset) == (body, "text/html", "iso-8859-1")
    assert (came.http_status, came.redirects) == (200, ())


def test_we_say_who_asks(server, fetch):
    fetch(server.page("/"))

    assert server.asked[0][1]["User-Agent"] == "sister-cities/test (contact: x@y.example)"


def test_redirects_are_followed_and_recorded(server, fetch):
    end = server.page("/end", BODY)
    server.page("/b", b"", 301, Location="/end")
    start = server.page("/a", b"", 302, Location="/b")
    came = fetch(start)

    assert (came.final_url, came.redirects) == (end, (start, server.url + "/b"))


def test_a_packed_body_is_unpacked(server, fetch):
    came = fetch(server.page("/", gzip.compress(BODY), Content_Encoding="gzip"))

    assert came.body == BODY


@pytest.mark.parametrize(
    ("status", "result"),
    [
        *((status, "blocked") for status in (401, 403, 429, 451)),
        *((status, "gone") for status in (404, 410)),
        *((status, "unreachable") for status in (204, 500, 503)),
    ],
)
def test_a_status_that_is_no_page_has_its_word(server, fetch, status, result):
    url = server.page("/", b"" if status == 204 else BODY, status)

    got, detail = failure(fetch, url)

    assert (got, detail.startswith(f"HTTP {status}")) == (result, True)


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/json", ""])
def test_what_is_no_text_is_refused(server, fetch, kind):
    assert failure(fetch, server.page("/", BODY, kind=kind))[0] == "unreadable"


@pytest.mark.parametrize("body", [b"", b" \n\t "])
def test_a_page_without_words_is_empty(server, fetch, body):
    assert failure(fetch, server.page("/", body))[0] == "unreadable"


def test_a_body_over_the_cap_is_stopped(server, fetch):
    assert failure(fetch, server.page("/", b"x" * 10_001))[0] == "unreadable"


def test_a_small_body_that_unpacks_to_a_huge_one_is_stopped(server, fetch):
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < 60_000

    assert failure(fetch, server.page("/", bomb, Content_Encoding="gzip"))[0] == "unreadable"


def test_a_redirect_loop_is_stopped(server, fetch):
    assert failure(fetch, server.page("/a", b"", 302, Location="/a")) == (
        "unreachable",
        "more than 3 redirects",
    )


@pytest.mark.parametrize("place", ["file:///etc/passwd", "ftp://127.0.0.1/x", "http://["])
def test_a_redirect_to_what_is_no_web_page_is_refused(server, fetch, place):
    assert failure(fetch, server.page("/", b"", 302, Location=place))[0] == "unreachable"


def test_a_body_that_drips_is_stopped_at_the_deadline(server, fetch):
    start = time.monotonic()

    assert failure(fetch, server.drip("/", 0.05)) == ("unreachable", "not done in 1.5 s")
    assert time.monotonic() - start < 5 * LIMITS.total_seconds


def test_a_body_that_stalls_is_stopped(server, fetch):
    assert failure(fetch, server.drip("/", 30))[0] == "unreachable"


def test_a_body_shorter_than_promised_is_no_page(server, fetch):
    url = server.page("/", BODY, Content_Length="500", Connection="close")
    answer = server.answers["/"]

    def broken_off(handler):
        answer(handler)
        handler.close_connection = True

    server.answers["/"] = broken_off

    assert failure(fetch, url) == ("unreachable", "the body broke off")


def test_a_body_that_cannot_be_unpacked_is_no_page(server, fetch):
    assert failure(fetch, server.page("/", BODY, Content_Encoding="gzip"))[0] == "unreachable"


def test_a_port_where_nobody_listens_is_unreachable(fetch):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    assert failure(fetch, f"http://127.0.0.1:{port}/") == ("unreachable", "no connection")
