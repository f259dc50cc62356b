"""Pages that are none: a problem with a code, no statement, no exception, in bounded time."""

import multiprocessing
import resource
import time
from pathlib import Path

import pytest

from pipeline.parse.page.unusable import LARGEST
from pipeline.parse.read_page import read_page
from pipeline.parse.records import ReadOptions
from tests.padding import padded
from tests.parse.views import atlas

TIES = b"<h1>Sister Cities</h1><ul><li>Nantes, France (1965)</li><li>Kobe, Japan</li></ul>"
SHELL = b"<html><head><title>%s</title></head><body><h1>%s</h1>%s</body></html>"
LOGIN = b"<form><label>Password <input type=password></label><button>Log in</button></form>"


def codes(body, charset=""):
    reading = read_page(body, atlas(), ReadOptions("page.html", host="Port Alder", charset=charset))
    return [problem.code for problem in reading.problems], reading.statements


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "page-empty"),
        (b" \n\t", "page-empty"),
        (b"<html><body><!-- nothing --></body></html>", "page-empty"),
        (b"%PDF-1.7 sister cities", "page-no-text"),
        (b"\x89PNG\r\n\x1a\n sister cities", "page-no-text"),
        (bytes(5000), "page-no-text"),
        (SHELL % (b"Sign in", b"Sister Cities staff", LOGIN), "page-login"),
        (SHELL % (b"Page not found", b"Error 404", b"<p>Try Sister Cities.</p>"), "page-gone"),
        (SHELL % (b"Seite nicht gefunden", b"Oh", b"<p>Nichts</p>"), "page-gone"),
        (SHELL % (b"Just a moment...", b"Checking your browser", b""), "page-challenge"),
        (SHELL % (b"Are you a robot?", b"Sister Cities", b"<p>captcha</p>"), "page-challenge"),
        (
            b"<html><head><meta http-equiv=refresh content='0; url=/sister-cities'></head>"
            b"<body>Moved to sister cities</body></html>",
            "page-moved",
        ),
        (SHELL % (b"Budget", b"Budget", b"<p>Roads and bridges.</p>"), "page-unread"),
    ],
)
def test_a_page_that_states_nothing_says_why(body, code):
    assert codes(body) == ([code], ())


def test_a_page_of_more_bytes_than_are_parsed_says_so():
    assert codes(TIES + b" " * LARGEST) == (["page-too-large"], ())


def test_a_page_of_ties_is_not_taken_for_a_login_because_it_has_one():
    problems, statements = codes(TIES + LOGIN + b"<p>Page not found? Write to us.</p>")

    assert problems == []
    assert [stated.name for stated in statements] == ["Nantes", "Kobe"]


@pytest.mark.parametrize("charset", ["utf-16", "koi8-r", "shift_jis", "no such", "utf-7"])
def test_a_wrong_charset_is_read_without_an_exception(charset):
    for body in (TIES, TIES.decode().encode("utf-16"), "<h1>Villes jumelées".encode("latin-1")):
        codes(body, charset)


SPLIT = pytest.mark.xfail(strict=True, reason="a sign such as £ parts the name")


@pytest.mark.parametrize("name", ["MÃ¼nster", pytest.param("SÃ£o Paulo", marks=SPLIT)])
def test_letters_decoded_twice_are_flagged_and_kept(name):
    page = f"<meta charset=utf-8><h1>Twin towns</h1><ul><li>{name}, Germany</li></ul>"
    problems, statements = codes(page.encode())

    assert problems == ["text-mojibake"]
    assert [stated.name for stated in statements] == [name]


@pytest.mark.parametrize(
    "page",
    [
        "<p>twinning/ʻ",
        "<p>Our sister city ʻ Honolulu ʻ, USA.</p>",
        "<h2>Sister cities</h2><ul><li>Nantes, France</li></ul><!-- c -->&#11;text<p>x</p>",
        "sister<h4><?>&#1",
        "<h2>Sister cities</h2>" + "<section><h2>sister city</h2><p>Nantes, France</p>" * 250,
        "<h2>Sister cities</h2><ul><li>" + "\ufdfa" * 60_000 + ", Japan</li></ul>",
        "<h1>Sister Cities</h1><table><tr></table><table><tr><td></table>",
    ],
)
def test_odd_signs_and_depths_are_read_without_an_exception(page):
    codes(page.encode())


def test_a_page_cut_anywhere_is_read_without_an_exception():
    page = padded(TIES, seed="cut", size=4000)
    for end in range(0, len(page), 37):
        codes(page[:end])


def _read_in_bounds(body):
    # On top of what the tests before it have mapped: this process is a fork of theirs.
    mapped = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (mapped + 3 * 2**30,) * 2)
    codes(body)


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [
        pytest.param(lambda: TIES + b"<p>Roads.</p>" * 4_000_000, id="56-mb-of-paragraphs"),
        pytest.param(lambda: TIES + b"<p>Roads.</p>" * 1_500_000, id="21-mb-of-paragraphs"),
        pytest.param(lambda: TIES + b"a" * 50_000_000, id="50-mb-of-one-word"),
        pytest.param(lambda: b"<div>" * 1_000_000 + TIES, id="a-million-nested-divs"),
        pytest.param(lambda: TIES + b"<li>Pune, India</li>" * 200_000, id="200-000-entries"),
        pytest.param(lambda: b"<table>" + b"<td colspan=9999 rowspan=9999>x" * 20_000, id="spans"),
        pytest.param(lambda: b"sister city " * 300_000, id="nothing-but-words-for-ties"),
        pytest.param(lambda: b"<h1>Sister Cities</h1>" + b"Pune, " * 300_000, id="one-long-list"),
        pytest.param(lambda: TIES + b"<li>" + b"1957, " * 16_000, id="one-line-of-years"),
        pytest.param(
            lambda: TIES + (b"<p>" + b"Paris, France, " * 3_200 + b"</p>") * 4, id="long-runs"
        ),
        pytest.param(
            lambda: TIES + b"<p " + b" ".join(b"a%d" % n for n in range(80_000)) + b">Pune, India",
            id="80-000-attributes",
        ),
    ],
)
def test_a_huge_page_ends_in_bounded_time_and_memory(body):
    # A process of its own, so that a hang or a gigabyte is seen and ended.
    process = multiprocessing.get_context("fork").Process(target=_read_in_bounds, args=(body(),))
    start = time.monotonic()
    process.start()
    process.join(timeout=120)
    hung = process.is_alive()
    process.kill()

    assert not hung, f"still reading after {time.monotonic() - start:.0f} s"
    assert process.exitcode == 0
