"""Servers that misbehave, each in a way that has a name.

Each page was read once when all was well, and a release stands. Then the server misbehaves: the
visit must say how, the exit code must be right, the release must stay whole with the last good
capture speaking, and nothing may take longer than its deadline.

To add a way: a function that tells the server what to do, and what must come of it.
"""

import functools
import gzip
import socket
import ssl
import struct
import tempfile
import time
import zlib
from email.utils import formatdate
from pathlib import Path

import pytest
import requests

from pipeline import scrape
from pipeline.run import scrape as asking
from pipeline.run import scrape as errand
from pipeline.store import Store
from tests.scrape.conftest import PAGE, Server
from tests.scrape.test_scrape import visits
from tests.workspace import Workspace

EXPIRED = Path(__file__).parent / "expired.pem"
LIMITS = {
    "connect_seconds": 1.0,
    "read_seconds": 0.4,
    "page_seconds": 1.2,
    "most_bytes": 100_000,
    "most_tries": 2,
    "first_wait_seconds": 0.05,
    "longest_wait_seconds": 1.2,
}
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
WAYS = {}


def way(result, said="", code=3, robots=False):
    """Enter a way to misbehave: the visit's result, a part of its detail, the exit code.

    robots: whether the page itself must never be asked for.
    """

    def enter(function):
        name = function.__name__.replace("_", " ")
        WAYS[name] = (function, result, said, code, robots)
        return function

    return enter


@way("unreachable", "no end in time")
def a_body_that_drips(server):
    server.raw("/ties", HEAD + b"Content-Length: 999\r\n\r\n", *[b"x"] * 60, seconds=0.1)


@way("unreachable", "no end in time")
def headers_that_drip(server):
    server.raw("/ties", b"HTTP/1.1 200 OK\r\n", *[b"X-Slow: 1\r\n"] * 60, seconds=0.1)


@way("unreachable", "no answer in time")
def a_body_that_stalls(server):
    server.raw("/ties", HEAD + b"Content-Length: 99\r\n\r\n<p>", b"", seconds=1.0)


@way("unreachable", "no answer in time")
def no_answer_at_all(server):
    server.raw("/ties", b"", seconds=1.5)


@way("unreachable", "the body broke off")
def a_body_shorter_than_promised(server):
    server.raw("/ties", HEAD + b"Content-Length: 500\r\n\r\n" + PAGE)


@way("unreadable", code=3)
def a_length_shorter_than_the_body(server):
    server.raw("/ties", HEAD + b"Content-Length: 14\r\n\r\n" + PAGE)


@way("unreachable", "the body broke off")
def chunks_that_are_none(server):
    server.raw("/ties", HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n<p>")


@way("unreachable", "the connection broke off")
def a_reset_in_the_middle_of_the_body(server):
    def answer(handler):
        handler.wfile.write(HEAD + b"Content-Length: 500\r\n\r\n<p>")
        handler.wfile.flush()
        time.sleep(0.1)
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        handler.connection.close()
        handler.close_connection = True

    server.answer("/ties", answer)


@way("unreachable", "the connection broke off")
def a_connection_that_is_hung_up(server):
    server.raw("/ties")


@way("unreachable", "no HTTP")
def what_is_no_http(server):
    server.raw("/ties", b"SSH-2.0-OpenSSH_9.2\r\n")


@way("unreachable", "headers are too large")
def a_header_of_a_hundred_thousand_letters(server):
    server.raw("/ties", HEAD + b"X-Large: " + b"x" * 100_000 + b"\r\n\r\n" + PAGE)


@way("unreachable", "headers are too large")
def a_thousand_headers(server):
    server.raw("/ties", HEAD + b"X-Many: x\r\n" * 1000 + b"\r\n" + PAGE)


@way("unreadable", "over 100,000 bytes")
def a_small_body_that_unpacks_to_a_huge_one(server):
    server.page("/ties", gzip.compress(b"\0" * 50_000_000), Content_Encoding="gzip")


@way("unreadable", "over 100,000 bytes")
def a_body_without_end(server):
    server.raw("/ties", HEAD + b"\r\n", *[b"<p>x" * 5000] * 20)


@way("unreadable", "packed as br")
def brotli_without_asking(server):
    server.page("/ties", b"\x0b\x02\x80abc\x03", Content_Encoding="br")


@way("unreadable", "could not be unpacked")
def gzip_that_is_none(server):
    server.page("/ties", PAGE, Content_Encoding="gzip")


@way("unreadable", "could not be unpacked")
def deflate_that_breaks(server):
    body = bytearray(zlib.compress(PAGE * 20))
    body[8:20] = b"\xff" * 12
    server.page("/ties", bytes(body), Content_Encoding="deflate")


@way("unreachable", "the body broke off")
def gzip_that_is_cut_off(server):
    packed = gzip.compress(PAGE)
    server.raw("/ties", HEAD + b"Content-Encoding: gzip\r\n\r\n" + packed[:-12])


@way("unreachable", "the body broke off")
def chunks_that_are_cut_off(server):
    chunk = b"%x\r\n%b\r\n" % (len(PAGE), PAGE)
    server.raw("/ties", HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunk)


@way("gone", "HTTP 404 gone for good ]0;pwned")
def a_reason_that_steers_the_terminal(server):
    reason = b"gone\rfor\r\x1b good\x1b]0;pwned\x07" + b"!" * 9000
    server.raw("/ties", b"HTTP/1.1 404 " + reason + b"\r\nContent-Length: 0\r\n\r\n")


@way("moved", "redirected to")
def cookies_without_a_value(server):
    server.page("/other", PAGE)
    head = b"HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\n"
    server.raw("/ties", head + b"Set-Cookie: a\r\nSet-Cookie: a=b; Path=/other\r\n\r\n")


@way("unreachable", "what is no address")
def a_redirect_to_an_endless_address(server):
    server.page("/ties", b"", 302, Location=server.url + "/" + "x" * 2500)


@way("unchanged", code=0)
def a_robots_txt_of_a_thousand_names_and_rules(server):
    names = b"".join(b"user-agent: robot-%d\n" % number for number in range(9000))
    server.page("/robots.txt", names + b"user-agent: *\n" + b"allow: /x\n" * 9000)


@way("unchanged", code=0)
def a_robots_txt_with_an_absurd_rate(server):
    rate = b"Request-rate: 1/" + b"9" * 400
    server.page("/robots.txt", b"User-agent: *\n" + rate + b"\nCrawl-delay: nan\n")


@way("unreachable", "robots.txt: redirected to what is", robots=True)
def a_robots_txt_behind_a_redirect_that_is_refused(server):
    server.page("/robots.txt", b"", 302, Location="ftp://127.0.0.1/robots.txt")


@way("unreachable", "in a circle")
def a_redirect_to_itself(server):
    server.page("/ties", b"", 302, Location="/ties")


@way("unreachable", "in a circle")
def a_redirect_loop(server):
    server.page("/ties", b"", 302, Location="/other")
    server.page("/other", b"", 302, Location="/ties")


@way("unreachable", "redirected too often")
def a_thousand_redirects(server):
    server.page("/ties", b"", 301, Location="/0")
    for number in range(1000):
        server.page(f"/{number}", b"", 301, Location=f"/{number + 1}")


@way("unreachable", "outside the public web")
def a_redirect_to_the_metadata_of_a_cloud(server):
    server.page("/ties", b"", 302, Location="http://169.254.169.254/latest/meta-data/")


@way("unreachable", "a port that is not the web's")
def a_redirect_to_another_port_of_loopback(server):
    server.page("/ties", b"", 302, Location="http://127.0.0.1:1/")


@way("unreachable", "outside the public web")
def a_redirect_into_a_private_network(server):
    server.page("/ties", b"", 302, Location="http://[::ffff:10.0.0.1]/")


@way("unreachable", "neither http nor https")
def a_redirect_to_a_file(server):
    server.page("/ties", b"", 302, Location="file:///etc/passwd")


@way("unreachable", "with a password")
def a_redirect_to_an_address_with_a_password(server):
    where = server.url.replace("://", "://me:secret@")
    server.page("/ties", b"", 302, Location=f"{where}/other")


@way("unreachable", "no address")
def a_redirect_to_what_is_no_address(server):
    server.page("/ties", b"", 302, Location="http://[")


@way("unreachable", "to nowhere")
def a_redirect_without_an_address(server):
    server.page("/ties", b"", 302)


@way("moved", "redirected to")
def a_redirect_to_another_page(server):
    server.page("/new", PAGE)
    server.page("/ties", b"", 301, Location="/new")


@way("moved", "only says where it has moved")
def a_page_that_sends_the_browser_on(server):
    said = b'<meta http-equiv="refresh" content="0; url=/new"><p>This page has moved.</p>'
    server.page("/ties", said)


@way("soft-404", "no longer speaks of ties")
def the_home_page_instead(server):
    server.page("/ties", b"<h1>Welcome</h1><p>News of the council, parks and roads.</p>")


@way("soft-404", "not there")
def an_error_page_with_status_200(server):
    server.page("/ties", b"<h1>404</h1><p>Page not found. Twin towns were here.</p>")


@way("gone", "HTTP 404")
def a_page_that_is_gone(server):
    server.page("/ties", b"", 404)


@way("gone", "HTTP 410")
def a_page_that_is_gone_for_good(server):
    server.page("/ties", b"", 410)


@way("blocked", "HTTP 403")
def a_server_that_forbids(server):
    server.page("/ties", b"", 403)


@way("blocked", "whether a person reads it")
def a_captcha(server):
    server.page("/ties", b"<h1>Just a moment</h1><p>Verify you are human. CAPTCHA</p>")


@way("blocked", "a password")
def a_login(server):
    form = b"<form><p>Please log in to continue.</p><input type='password'></form>"
    server.page("/ties", b"<h1>Log in</h1>" + form)


@way("unreachable", "HTTP 304")
def not_modified_though_nobody_asked(server):
    server.page("/ties", b"", 304)


@way("unchanged", code=0)
def a_wrong_charset(server):
    # Declared as UTF-16 and written in ASCII: the page says the same all the same.
    server.page("/ties", PAGE, kind="text/html; charset=utf-16")


@way("unreachable", "HTTP 500")
def an_error_of_the_server(server):
    server.page("/ties", b"", 500)


@way("unreachable", "HTTP 503")
def a_server_that_stays_overloaded(server):
    server.page("/ties", b"", 503)


@way("unchanged", code=0)
def a_server_that_is_overloaded_once(server):
    def answer(handler):
        server.page("/ties")
        handler.send_error(502)

    server.answer("/ties", answer)


@way("unchanged", code=0)
def too_many_requests_come_back_in_a_second(server):
    asked = []

    def answer(handler):
        asked.append(time.monotonic())
        if len(asked) == 1:
            handler.send_response(429)
            handler.send_header("Retry-After", "1")
            handler.send_header("Content-Length", "0")
            handler.end_headers()
            return
        assert asked[1] - asked[0] >= 0.9, "came back too early"
        server.page("/ties")
        server.answers["/ties"](handler)

    server.answer("/ties", answer)


@way("blocked", "asks us to wait: 3600")
def too_many_requests_come_back_in_an_hour(server):
    server.page("/ties", b"", 429, Retry_After="3600")


@way("blocked", "GMT")
def too_many_requests_come_back_at_a_time(server):
    server.page("/ties", b"", 429, Retry_After=formatdate(time.time() + 3600, usegmt=True))


@way("blocked", "robots.txt forbids it", robots=True)
def a_robots_txt_that_forbids(server):
    server.page("/robots.txt", b"User-agent: sister-cities\nDisallow: /t", kind="text/plain")


@way("unreachable", "robots.txt: HTTP 500", robots=True)
def a_robots_txt_that_fails(server):
    server.page("/robots.txt", b"", 500)


@way("unreachable", "robots.txt: ", robots=True)
def a_robots_txt_that_stalls(server):
    server.raw("/robots.txt", b"", seconds=1.5)


@way("unchanged", code=0)
def a_robots_txt_that_is_an_html_page(server):
    server.page("/robots.txt", b"<html><p>Welcome</p></html>")


@way("unchanged", code=0)
def a_robots_txt_that_leads_in_a_circle(server):
    server.page("/robots.txt", b"", 302, Location="/robots.txt")


@way("unreadable", "no text")
def nul_bytes(server):
    server.page("/ties", b"\0" * 5000)


@way("unreadable", "no words")
def an_empty_page_with_status_200(server):
    server.page("/ties", b"")


@way("unreachable", "HTTP 204")
def no_content(server):
    server.raw("/ties", b"HTTP/1.1 204 No Content\r\n\r\n")


@way("unreadable", "media type application/pdf")
def html_as_pdf(server):
    server.page("/ties", PAGE, kind="application/pdf")


@way("unreadable", "no text")
def pdf_as_html(server):
    server.page("/ties", b"%PDF-1.7\n" + PAGE)


@way("unreadable", "states none that we can read")
def a_page_that_speaks_of_ties_and_names_none(server):
    server.page("/ties", b"<h2>Twin towns</h2><p>Our twin towns are dear to us.</p>")


@way("unchanged", code=0)
def cookies_needed(server):
    def answer(handler):
        if "seen=1" not in handler.headers.get("Cookie", ""):
            handler.send_response(302)
            handler.send_header("Set-Cookie", "seen=1; Path=/")
            handler.send_header("Location", "/ties")
            handler.send_header("Content-Length", "0")
            handler.end_headers()
            return
        server.page("/other")
        server.answers["/other"](handler)

    server.answer("/ties", answer)


@way("unchanged", "other bytes, the same words on ties", code=0)
def a_clock_in_the_footer(server):
    server.page("/ties", PAGE + b"<footer>It is 12:03:04</footer>")


HINTS = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n"
SIZED = b"Content-Length: %d\r\n\r\n" % len(PAGE) + PAGE


@way("unchanged", code=0)
def early_hints_before_the_answer(server):
    server.raw("/ties", HINTS, b"HTTP/1.1 100 Continue\r\n\r\n", HINTS, HEAD + SIZED)


@way("unreachable", "no final answer")
def hints_without_end(server):
    server.raw("/ties", HINTS * 200, HEAD + SIZED)


@way("unreachable", "HTTP 101")
def another_protocol(server):
    server.raw("/ties", b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n")


@way("unchanged", code=0)
def a_content_type_said_twice(server):
    server.raw("/ties", HEAD + b"Content-Type: Text/HTML; charset=utf-8\r\n" + SIZED)


@way("unreadable", "two headers Content-Type that contradict each other")
def content_types_that_contradict_each_other(server):
    server.raw("/ties", HEAD + b"Content-Type: application/pdf\r\n" + SIZED)


@way("unreadable", "two headers Location that contradict each other")
def a_redirect_to_two_places(server):
    to = b"Location: /a\r\nLocation: /b\r\n"
    server.raw("/ties", b"HTTP/1.1 302 Found\r\n" + to + b"Content-Length: 0\r\n\r\n")


@way("unreachable", "redirected to a port that is not the web's")
def a_redirect_to_another_port(server):
    server.page("/ties", b"", 302, Location="https://city.example:22/ties")


@way("blocked", "the site asks for a browser")
def a_firewall_that_accepts_and_answers_nothing(server):
    server.page("/ties", b"", 202, x_amzn_waf_action="challenge")


@way("blocked", "the site asks for a browser")
def a_firewall_that_forbids_to_get(server):
    server.page("/ties", b"captcha", 405, x_amzn_waf_action="captcha")


@way("blocked", "the site asks for a browser")
def a_firewall_that_finds_us_not_acceptable(server):
    server.page("/ties", b"Not Acceptable!", 406)


@way("blocked", "the site asks for a browser")
def a_challenge_that_says_it_is_busy(server):
    server.page("/ties", b"<title>Just a moment</title>", 503, cf_mitigated="challenge")


@way("blocked", "the site asks for a browser")
def a_challenge_without_a_page(server):
    server.page("/ties", b"", 200, kind="", x_amzn_waf_action="challenge")


@way("gone", "HTTP 404")
def a_page_that_is_gone_by_headers_that_contradict_each_other(server):
    lines = b"Content-Type: image/png\r\nContent-Length: 3\r\n"
    server.raw("/ties", HEAD.replace(b"200 OK", b"404 Not Found") + lines + SIZED)


@way("moved", "redirected to")
def a_redirect_written_with_backslashes(server):
    server.page("/new", PAGE)
    server.page("/ties", b"", 301, Location="\\new")


@pytest.fixture(scope="module")
def once():
    """A server, and a workspace of its one page with the release made when all was well."""
    server = Server()
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder))
        workspace.source(url=server.page("/ties"))
        asked = {"version": "1", "contact": "x@y.example", "again": False}
        limits = scrape.Limits(pause_seconds=0)
        list(asking.scrape(Store(workspace.root), (), limits=limits, on_progress=print, **asked))
        workspace.publish()
        yield server, workspace
    server.stop()


@pytest.fixture
def command(workspace, sister_cities, monkeypatch):
    monkeypatch.setattr(errand, "Limits", functools.partial(scrape.Limits, **LIMITS))
    asked = ("--workspace", workspace.root, "--contact", "x@y.example", "--pause", "0")

    def command(*words):
        return sister_cities(*words, *(asked if words[0] == "scrape" else asked[:2]))

    return command


@pytest.fixture
def well(workspace, once):
    """The server as it was, and a copy of the workspace."""
    server, released = once
    workspace.take(released)
    workspace.good = workspace.published()
    server.answers.clear()
    server.asked.clear()
    server.page("/ties")
    return server


@pytest.fixture
def run(workspace, command):
    """A release made when all was well; then: misbehave, scrape, publish."""

    def run(url):
        workspace.source(url=url)
        assert command("scrape")[0] == 0
        assert command("publish")[0] == 0
        workspace.good = workspace.published()
        return command

    return run


def told_of(workspace):
    visit = visits(workspace)[-1]
    return visit["result"], visit["detail"]


def assert_release(
    workspace, command, release, result, same=("affiliations", "corrections", "changes")
):
    """The last good capture speaks; coverage says what went wrong."""
    release()
    rows = workspace.rows("affiliations")
    assert [(row["partner_city"], row["status"]) for row in rows] == [("Dublin", "listed")]
    for name in same:
        assert workspace.published()[f"{name}.csv"] == workspace.good[f"{name}.csv"]
    (row,) = workspace.rows("coverage")
    is_good = result == "unchanged"
    assert (row["last_result"], row["stale"]) == (result, str(not is_good).lower())
    assert (result in row["stale_reason"]) is not is_good
    assert command("captures")[0] == 0


def test_there_are_enough_ways():
    assert len(WAYS) >= 50


# Every way costs a scrape and a release: one in four is tried each time, all by make test-rest.
QUICK = tuple(WAYS)[::4]


@pytest.mark.parametrize(
    "name",
    [pytest.param(each, marks=[] if each in QUICK else [pytest.mark.slow]) for each in WAYS],
)
def test_a_server_that_misbehaves_is_told_of_and_harms_nothing(
    name, well, workspace, command, release
):
    misbehave, result, said, code, only_robots = WAYS[name]
    misbehave(well)
    start = time.monotonic()

    got, out, err = command("scrape", "--again")

    assert time.monotonic() - start < 12, "longer than robots.txt and page may take together"
    assert (got, told_of(workspace)[0]) == (code, result), out + err
    assert said in told_of(workspace)[1]
    assert (well.pages_asked == []) is only_robots
    assert_release(workspace, command, release, result)


def test_a_server_that_has_gone_is_unreachable(workspace, run, release):
    server = Server()
    command = run(server.page("/ties"))
    server.stop()

    assert command("scrape", "--again")[0] == 3
    assert told_of(workspace) == ("unreachable", "robots.txt: no connection")
    assert_release(workspace, command, release, "unreachable")


def test_a_name_that_does_not_resolve_is_unreachable(server, workspace, run, release, monkeypatch):
    def resolve(*_, **__):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    command = run(server.page("/ties"))
    monkeypatch.setattr(socket, "getaddrinfo", resolve)

    assert command("scrape", "--again")[0] == 3
    assert told_of(workspace) == ("unreachable", "robots.txt: the name does not resolve")
    assert_release(workspace, command, release, "unreachable")


@pytest.mark.parametrize("is_known", [True, False], ids=["of a known maker", "of nobody"])
def test_a_certificate_that_is_not_to_be_trusted_ends_the_visit(
    server, workspace, run, release, monkeypatch, is_known
):
    command = run(server.page("/ties"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(EXPIRED)
    secure = Server(context=context)
    if is_known:
        monkeypatch.setattr(requests.adapters, "DEFAULT_CA_BUNDLE_PATH", str(EXPIRED))
    file = workspace.root / "raw/no-port-alder/source.toml"
    file.write_text(file.read_text().replace(server.url, secure.url))

    assert command("scrape", "--again")[0] == 3
    secure.stop()
    result, detail = told_of(workspace)
    assert (result, detail.startswith("robots.txt: TLS failed: ")) == ("unreachable", True)
    assert ("expired" in detail) is is_known
    assert_release(workspace, command, release, "unreachable", same=["changes"])


def test_not_modified_is_a_visit_without_a_body(server, workspace, run, release):
    command = run(server.page("/ties", ETag='"v1"', Last_Modified="Wed, 21 Oct 2015 07:28:00 GMT"))
    server.page("/ties", b"", 304)

    assert command("scrape", "--again")[0] == 0
    sent = server.asked[-1][1]
    assert sent["If-None-Match"] == '"v1"'
    assert sent["If-Modified-Since"] == "Wed, 21 Oct 2015 07:28:00 GMT"
    visit = visits(workspace)[-1]
    assert (visit["result"], visit["http_status"]) == ("unchanged", "304")
    assert visit["sha256"] == visits(workspace)[0]["sha256"]
    assert_release(workspace, command, release, "unchanged")
