"""The client: one request, one answer or one failure in words, in its time."""

import gzip
import itertools
import socket
import time

import pytest

from pipeline.scrape import HttpClient, Limits, Request
from pipeline.scrape.cookies import new_jar

LIMITS = Limits(1.0, 0.6, most_bytes=10_000)
BODY = b"<p>words</p>"


@pytest.fixture
def ask():
    with HttpClient("sister-cities/test (contact: x@y.example)", LIMITS) as client:

        def ask(url, seconds=1.5, *, may_be_private=True, **more):
            return client.ask(Request(url, seconds, may_be_private, **more))

        yield ask


def failure(answer):
    return answer.failure, answer.detail


def test_a_page_comes_byte_for_byte_with_what_the_server_said_of_it(server, ask):
    body = "<p>Málaga\r\n".encode("latin-1")
    fetched = ask(server.page("/", body, kind="Text/HTML; Charset=ISO-8859-1", ETag='"1"'))

    assert (fetched.status, fetched.body, fetched.failure) == (200, body, "")
    assert fetched.headers["Content-Type"] == "Text/HTML; Charset=ISO-8859-1"
    assert fetched.headers["ETag"] == '"1"'


def test_we_say_who_asks_and_ask_for_no_cookie_or_packing_that_we_cannot_read(server, ask):
    ask(server.page("/"))
    sent = server.asked[0][1]

    assert sent["User-Agent"] == "sister-cities/test (contact: x@y.example)"
    assert sent["Accept-Encoding"] == "gzip, deflate"
    assert "Cookie" not in sent


def test_no_proxy_and_no_password_of_the_surroundings_is_used(server, ask, monkeypatch, tmp_path):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login a password b\n")
    monkeypatch.setenv("HOME", str(tmp_path))

    assert ask(server.page("/")).status == 200
    assert "Authorization" not in server.asked[0][1]


def test_a_redirect_is_not_followed_but_told(server, ask):
    fetched = ask(server.page("/a", b"", 302, Location="/b"))

    assert (fetched.status, fetched.headers["Location"]) == (302, "/b")
    assert server.pages_asked == ["/a"]


def test_a_packed_body_is_unpacked(server, ask):
    assert ask(server.page("/", gzip.compress(BODY), Content_Encoding="gzip")).body == BODY


def test_the_body_of_what_is_no_page_is_not_read(server, ask):
    fetched = ask(server.page("/", BODY, 404))

    assert (fetched.status, fetched.body, fetched.failure) == (404, b"", "")


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/json", ""])
def test_what_is_no_text_is_refused(server, ask, kind):
    assert ask(server.page("/", BODY, kind=kind)).failure == "unreadable"


@pytest.mark.parametrize("body", [b"", b" \n\t "])
def test_a_page_without_words_is_unreadable(server, ask, body):
    assert failure(ask(server.page("/", body))) == ("unreadable", "the body has no words")


def test_a_body_over_the_cap_is_stopped(server, ask):
    fetched = ask(server.page("/", b"x" * 10_001))

    assert failure(fetched) == ("unreadable", "the body is over 10,000 bytes")


def test_of_a_robots_txt_the_beginning_is_read_whatever_its_type(server, ask):
    fetched = ask(server.page("/", b"x" * 10_001, kind="image/png"), any_type=True)

    assert (fetched.failure, len(fetched.body)) == ("", 10_000)


def test_a_body_that_drips_is_stopped_when_its_time_is_over(server, ask):
    start = time.monotonic()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99\r\n\r\n"
    fetched = ask(server.raw("/", head, *[b"x"] * 90, seconds=0.1), seconds=0.5)

    assert failure(fetched) == ("unreachable", "no end in time")
    assert time.monotonic() - start < 3


def test_headers_that_drip_are_stopped_when_their_time_is_over(server, ask):
    pieces = [b"HTTP/1.1 200 OK\r\n", *[b"X-A: b\r\n"] * 60]
    start = time.monotonic()

    assert failure(ask(server.raw("/", *pieces, seconds=0.1), seconds=0.5))[1] == "no end in time"
    assert time.monotonic() - start < 3


def test_a_name_that_resolves_to_a_private_address_is_not_asked(server, ask, monkeypatch):
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *a, **k: real("127.0.0.1", *a, **k))
    url = server.page("/").replace("127.0.0.1", "public.example")

    fetched = ask(url, may_be_private=False)

    assert failure(fetched) == ("unreachable", "the address lies outside the public web")
    assert server.asked == []


def test_a_resolver_that_does_not_answer_is_not_waited_for(ask, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(3))
    start = time.monotonic()

    fetched = ask("http://slow.example/", seconds=0.5)

    assert fetched.failure == "unreachable"
    assert time.monotonic() - start < 2


def test_when_the_run_ends_no_request_goes_on(server):
    import threading

    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99\r\n\r\n"
    url = server.raw("/", head, *[b"x"] * 90, seconds=0.2)
    answers = []
    with HttpClient("x", Limits()) as client:
        asking = threading.Thread(
            target=lambda: answers.append(client.ask(Request(url, 60, may_be_private=True)))
        )
        asking.start()
        while not server.asked:
            time.sleep(0.01)
    asking.join(5)

    assert not asking.is_alive()
    assert answers[0].failure == "unreachable"


def test_a_cookie_goes_back_to_the_host_that_set_it_and_to_no_other(server, ask):
    jar = new_jar()
    server.page("/set", Set_Cookie="seen=1; Domain=127.0.0.1; Path=/")
    ask(server.url + "/set", cookies=jar)
    ask(server.page("/get"), cookies=jar)
    ask(server.page("/get").replace("127.0.0.1", "localhost"), cookies=jar)

    assert [headers.get("Cookie") for _, headers in server.asked] == [None, "seen=1", None]


@pytest.mark.parametrize("domain", ["", "; Domain=city.example", "; Domain=.www.city.example"])
@pytest.mark.parametrize(
    "other", ["b.www.city.example", "city.example", "www.city.example.", "www.city.example2"]
)
def test_a_subdomain_is_another_host_whatever_a_cookie_says(
    server, ask, monkeypatch, domain, other
):
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *a, **k: real("127.0.0.1", *a, **k))
    jar = new_jar()
    port = server.url.rpartition(":")[2]
    server.page("/get")
    server.page("/set", Set_Cookie=f"seen=1{domain}; Path=/")
    for host, path in (("www.city.example", "set"), ("www.city.example", "get"), (other, "get")):
        answer = ask(f"http://{host}:{port}/{path}", cookies=jar)
        assert answer.status == 200, answer

    assert [headers.get("Cookie") for _, headers in server.asked] == [None, "seen=1", None]


@pytest.mark.parametrize("domain", ["other.example", "example", "com", "127.0.0.2"])
def test_a_cookie_for_another_site_is_not_taken(server, ask, domain):
    jar = new_jar()
    server.page("/set", Set_Cookie=f"seen=1; Domain={domain}; Path=/")
    ask(server.url + "/set", cookies=jar)

    assert list(jar) == []


@pytest.mark.parametrize(("size", "least"), [(900, 6_000), (60, 6_000), (0, 500)])
def test_a_flood_of_cookies_makes_no_flood_of_ours(server, ask, size, least):
    asked = iter(range(100_000))

    def flood(handler):
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        for number in itertools.islice(asked, 90):
            handler.send_header("Set-Cookie", f"c{number}={'x' * size}; Path=/")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    jar = new_jar()
    server.answer("/set", flood)
    for _ in range(3):
        ask(server.url + "/set", cookies=jar)

    sent = server.asked[-1][1]["Cookie"]
    assert least < len(sent) <= 8192
    assert sent.count(";") < 100


HTML = "Content-Type: text/html"
SIZED = "Content-Length: 12"
CHUNKED = b"c\r\n<p>words</p>\r\n0\r\n\r\n"


def raw(server, *lines, status="200 OK", body=BODY):
    """The address of a page that is sent with just these headers."""
    head = "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""])
    return server.raw("/", head.encode("latin-1") + body)


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        ([HTML, HTML], "text/html"),
        ([HTML, "content-type: Text/HTML"], "text/html"),
        ([f"{HTML}, text/html"], "text/html"),
        ([f"{HTML}; charset=utf-8, text/html; charset=UTF-8"], "text/html; charset=utf-8"),
        ([HTML, f"{HTML}; charset=utf-8"], "text/html; charset=utf-8"),
        (["Content-Type:", HTML], "text/html"),
        (["Content-Type: text/html;\r\n\tcharset=utf-8"], "text/html; charset=utf-8"),  # folded
    ],
)
def test_a_header_that_is_given_twice_and_agrees_is_one(server, ask, lines, kind):
    answer = ask(raw(server, *lines, SIZED))

    assert (answer.status, answer.body, failure(answer)) == (200, BODY, ("", ""))
    assert answer.headers["Content-Type"].lower().replace("\t", " ") == kind


@pytest.mark.parametrize(
    ("lines", "body"),
    [
        ([SIZED, SIZED], BODY),
        (["Content-Length: " + "9" * 5000], BODY),
        (["Content-Length: -5"], BODY),
        ([f"{SIZED}, 12"], BODY + b"and what another answer begins with"),
        (["Transfer-Encoding: chunked", "Transfer-Encoding: chunked"], CHUNKED),
        (["Transfer-Encoding: chunked, chunked"], CHUNKED),
        (["Transfer-Encoding: identity, Chunked"], CHUNKED),
        (["Transfer-Encoding: chunked", SIZED, "Content-Length: 13"], CHUNKED),
        (["Content-Encoding: gzip", "Content-Encoding: gzip"], gzip.compress(BODY)),
        (["Content-Encoding: gzip, x-gzip"], gzip.compress(BODY)),
        (["Content-Encoding: identity", "Content-Encoding:", SIZED], BODY),
        ([SIZED, "Location: /a", "Location: /b", "Server: a", "Server: b"], BODY),
        ([SIZED, 'ETag: "1"', 'ETag: "2"'], BODY),
    ],
)
def test_a_body_is_read_to_its_end_however_often_a_header_tells_of_it(server, ask, lines, body):
    answer = ask(raw(server, HTML, *lines, body=body))

    assert (answer.status, answer.body, failure(answer)) == (200, BODY, ("", ""))


def test_a_mark_that_is_in_doubt_is_not_sent_back(server, ask):
    answer = ask(raw(server, HTML, SIZED, 'ETag: "1"', 'ETag: "2"', 'Last-Modified: "x"'))

    assert ("ETag" in answer.headers, "Last-Modified" in answer.headers) == (False, True)


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ([HTML, "Content-Type: application/pdf", SIZED], "Content-Type"),
        ([f"{HTML}, application/pdf", SIZED], "Content-Type"),
        ([f"{HTML}; charset=utf-8", f"{HTML}; charset=koi8-r", SIZED], "Content-Type"),
        ([HTML, "Content-Encoding: gzip", "Content-Encoding: deflate"], "Content-Encoding"),
        ([HTML, SIZED, "Content-Length: 13"], "Content-Length"),
        ([HTML, "Content-Length: 12, 5"], "Content-Length"),
    ],
)
def test_headers_that_contradict_each_other_are_told(server, ask, lines, name):
    said = f"two headers {name} that contradict each other"
    assert failure(ask(raw(server, *lines))) == ("unreadable", said)


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "410 Gone", "302 Found"])
def test_a_failure_keeps_its_name_whatever_its_headers_contradict(server, ask, status):
    lines = HTML, "Content-Type: application/pdf", SIZED, "Content-Length: 13", "Location: /b"
    answer = ask(raw(server, *lines, status=status))

    assert (answer.status, failure(answer)) == (int(status[:3]), ("", ""))


def test_a_redirect_to_two_places_is_told(server, ask):
    answer = ask(raw(server, SIZED, "Location: /a", "Location: /b", status="302 Found"))

    assert failure(answer)[1] == "two headers Location that contradict each other"


def interim(*statuses):
    return b"".join(b"HTTP/1.1 %d x\r\nLink: </a>\r\n\r\n" % status for status in statuses)


@pytest.mark.parametrize("before", [[100], [102], [103], [103, 100, 103], [150, 199], [103] * 19])
def test_answers_on_the_way_are_waited_through(server, ask, before):
    server.page("/page")
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 12\r\n\r\n"

    assert ask(server.raw("/", interim(*before), head, BODY)).body == BODY


@pytest.mark.parametrize("before", [[100], [103], [100, 103]])
def test_a_flood_of_answers_on_the_way_ends(server, ask, before):
    url = server.raw("/", interim(*before) * 5_000)

    assert failure(ask(url)) == ("unreachable", "no final answer")


def test_no_final_answer_after_those_on_the_way_is_a_connection_that_broke_off(server, ask):
    assert failure(ask(server.raw("/", interim(103)))) == (
        "unreachable",
        "the connection broke off",
    )


def test_no_connection_is_used_twice(server, ask):
    # It would be under no deadline, and could lead where the second request must not go.
    ports = []

    def answer(handler):
        ports.append(handler.client_address[1])
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(len(BODY)))
        handler.end_headers()
        handler.wfile.write(BODY)
        handler.close_connection = False  # though we asked to close it

    url = server.answer("/", answer)
    assert [ask(url).body for _ in range(3)] == [BODY] * 3
    assert failure(ask(url, may_be_private=False))[1] == "the address lies outside the public web"
    assert len(set(ports)) == 3
