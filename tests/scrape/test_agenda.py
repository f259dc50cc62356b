"""Who is asked next, and when: the agenda against servers that only exist in this file.

A small world answers each request; time is a number. What must hold for all worlds is a
property: one request at a time for each host, a pause between, no page asked that robots.txt
forbids, every errand at its end exactly once.
"""

import csv
import datetime as dt
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.scrape.addresses import follow, is_open, may_be_private, origin_of
from pipeline.scrape.agenda import Agenda
from pipeline.scrape.client import Answer
from pipeline.scrape.errand import Errand, Fetched
from pipeline.scrape.manners import Limits
from pipeline.scrape.robots import rules_of
from tests.every import every

NOW = dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.UTC)
PAGE = Answer(200, "OK", {"Content-Type": "text/html"}, b"<p>words</p>", seconds=0.5)
NOT_THERE = Answer(404, "Not Found", seconds=0.1)


@dataclass
class World:
    """Servers: address to answers, the last of which stays; what is not named is not there."""

    answers: dict
    limits: Limits = field(default_factory=Limits)
    asked: list = field(default_factory=list)  # start, end, address
    at_once: int = 0
    now: float = 0.0

    def run(self, *urls):
        """Let an agenda run to its end; return what came, by address, and how it was put off."""
        errands = [Errand(url, key=url, jar={}) for url in urls]
        agenda = Agenda(errands, self.limits, start=0.0, chance=lambda: 0.5)
        under_way = []
        fetched = {}
        while not agenda.is_done:
            while errand := agenda.take(self.now, NOW):
                request = errand.request()
                answer = self.answer(request.url)
                end = self.now + answer.seconds
                self.asked.append((self.now, end, request.url))
                under_way.append((end, len(self.asked), errand, answer))
            self.at_once = max(self.at_once, len(under_way))
            seconds = agenda.wait(self.now)
            ends = [self.now + seconds] if seconds is not None else []
            under_way.sort(key=lambda each: each[:2])
            if under_way and (not ends or under_way[0][0] <= ends[0]):
                self.now, _, errand, answer = under_way.pop(0)
                agenda.settle(errand, answer, self.now, NOW)
            elif ends:
                self.now = ends[0]
            for finished in agenda.finished():
                assert finished.errand.key not in fetched, "came to its end twice"
                fetched[finished.errand.key] = finished
        return fetched

    def answer(self, url):
        answers = self.answers.get(url, NOT_THERE)
        if isinstance(answers, list):
            return answers.pop(0) if len(answers) > 1 else answers[0]
        return answers

    def paths(self):
        return [url.partition("://")[2] for _, _, url in self.asked]


def redirect(url):
    return Answer(302, "Found", {"Location": url}, seconds=0.1)


def robots(*lines):
    return Answer(200, "OK", {}, "\n".join(["User-agent: *", *lines]).encode(), seconds=0.1)


def test_a_host_is_asked_one_thing_at_a_time_with_a_pause_between():
    pages = {f"http://a.example/{n}": PAGE for n in range(3)}
    world = World(pages)
    world.run(*pages)

    assert world.paths() == ["a.example/robots.txt", *(f"a.example/{n}" for n in range(3))]
    gaps = [after[0] - before[1] for before, after in pairwise(world.asked)]
    assert gaps == pytest.approx([1.0, 1.0, 1.0])


def test_hosts_are_asked_side_by_side():
    pages = {f"http://{host}.example/": PAGE for host in "abcde"}
    world = World(pages)
    world.run(*pages)

    assert world.at_once == 5
    assert world.now < 3


def test_two_ports_of_one_host_are_one_host_and_have_two_robots_txt():
    pages = {"http://a.example/x": PAGE, "http://a.example:8080/y": PAGE}
    world = World(pages)
    world.run(*pages)

    assert world.at_once == 1
    assert "a.example:8080/robots.txt" in world.paths()


def test_a_crawl_delay_is_kept():
    pages = {f"http://a.example/{n}": PAGE for n in range(3)}
    world = World(pages | {"http://a.example/robots.txt": robots("Crawl-delay: 7")})
    world.run(*pages)

    starts = [start for start, _, _ in world.asked]
    assert [round(b - a, 1) for a, b in pairwise(starts)] == [7.1, 7.5, 7.5]


def test_what_robots_txt_forbids_is_not_asked():
    pages = {f"http://a.example/{name}": PAGE for name in ("open", "secret/x")}
    world = World(pages | {"http://a.example/robots.txt": robots("Disallow: /secret")})
    fetched = world.run(*pages)

    assert "a.example/secret/x" not in world.paths()
    assert fetched["http://a.example/secret/x"].fetched.result == "blocked"
    assert fetched["http://a.example/open"].fetched.result == ""


@pytest.mark.parametrize("status", [500, 503, 429])
def test_while_robots_txt_fails_nothing_is_asked(status):
    world = World(
        {"http://a.example/": PAGE, "http://a.example/robots.txt": Answer(status, seconds=0.1)}
    )
    fetched = world.run("http://a.example/")

    assert fetched["http://a.example/"].fetched.result == "unreachable"
    assert set(world.paths()) == {"a.example/robots.txt"}


def test_a_robots_txt_behind_a_firewall_is_a_site_that_asks_for_a_browser():
    busy = Answer(503, headers={"cf-mitigated": "challenge"}, seconds=0.1)
    world = World({"http://a.example/": PAGE, "http://a.example/robots.txt": busy})
    came = world.run("http://a.example/")["http://a.example/"].fetched

    assert (came.result, came.detail) == (
        "blocked",
        "robots.txt: HTTP 503: the site asks for a browser",
    )
    assert set(world.paths()) == {"a.example/robots.txt"}


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_robots_txt_that_is_not_there_forbids_nothing(status):
    world = World({"http://a.example/": PAGE, "http://a.example/robots.txt": Answer(status)})

    assert world.run("http://a.example/")["http://a.example/"].fetched.result == ""


def test_a_redirect_to_another_host_waits_for_its_turn_and_for_its_robots_txt():
    pages = {
        "http://a.example/": redirect("http://b.example/x"),
        "http://b.example/": PAGE,
        "http://b.example/x": PAGE,
        "http://b.example/robots.txt": robots("Disallow: /x"),
    }
    world = World(pages)
    fetched = world.run("http://a.example/", "http://b.example/")

    assert "b.example/x" not in world.paths()
    assert fetched["http://a.example/"].fetched.result == "blocked"
    assert fetched["http://b.example/"].fetched.result == ""


def test_a_robots_txt_on_another_host_is_followed_there():
    pages = {
        "http://a.example/": PAGE,
        "http://a.example/robots.txt": redirect("http://b.example/robots.txt"),
        "http://b.example/robots.txt": robots("Disallow: /"),
    }
    world = World(pages)

    assert world.run("http://a.example/")["http://a.example/"].fetched.result == "blocked"


def test_who_asks_us_to_wait_is_waited_for_by_all_pages_of_the_host():
    busy = Answer(503, "Busy", {"Retry-After": "30"}, seconds=0.1)
    world = World({"http://a.example/1": [busy, PAGE], "http://a.example/2": PAGE})
    fetched = world.run("http://a.example/1", "http://a.example/2")

    assert all(each.fetched.result == "" for each in fetched.values())
    starts = [start for start, _, url in world.asked if "robots" not in url]
    assert starts[1] - starts[0] >= 30


def test_who_asks_us_to_wait_for_long_is_left_for_another_day():
    busy = Answer(429, "Slow down", {"Retry-After": "7200"}, seconds=0.1)
    world = World({"http://a.example/1": busy})
    fetched = world.run("http://a.example/1")["http://a.example/1"].fetched

    assert (fetched.result, world.now < 10) == ("blocked", True)


def test_a_host_that_wants_peace_for_long_is_not_asked_for_its_other_pages():
    busy = Answer(429, "Slow down", {"Retry-After": "7200"}, seconds=0.1)
    pages = {f"http://a.example/{n}": busy for n in range(3)}
    world = World(pages)
    fetched = world.run(*pages)

    assert world.paths() == ["a.example/robots.txt", "a.example/0"]
    assert [each.why_put_off for each in fetched.values() if each.fetched is None] == [
        "the host asks us to come back later"
    ] * 2


def test_a_robots_txt_that_is_put_off_is_asked_for_once():
    busy = Answer(429, "Slow down", {"Retry-After": "7200"}, seconds=0.1)
    pages = {f"http://a.example/{n}": PAGE for n in range(4)}
    world = World(
        {
            **pages,
            "http://a.example/robots.txt": redirect("http://b.example/robots.txt"),
            "http://b.example/robots.txt": robots(),
            "http://b.example/x": busy,
        },
        Limits(pause_seconds=5),
    )
    fetched = world.run("http://b.example/x", *pages)

    assert world.paths().count("a.example/robots.txt") == 1
    assert len(fetched) == 5


def test_a_crawl_delay_beyond_the_budget_is_not_waited_for():
    world = World(
        {"http://a.example/": PAGE, "http://a.example/robots.txt": robots("Crawl-delay: 86400")}
    )
    fetched = world.run("http://a.example/")

    assert fetched["http://a.example/"].fetched is None
    assert world.now < 10


@pytest.mark.parametrize(
    ("text", "allows"),
    [
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: Sister-Cities\nAllow: /\n\nUser-agent: *\nDisallow: /", True),
        ("User-agent: sister-cities/1.0\nDisallow: /", False),
        ("User-agent: s\nAllow: /\n\nUser-agent: *\nDisallow: /", False),
        ("User-agent: sister\nDisallow: /", True),
        ("User-agent: a\nUser-agent: *\nUser-agent: b\nDisallow: /", False),
        ("User-agent: a\nDisallow: /\nUser-agent: b\nDisallow: /", True),
        ("\ufeffUser-agent: *\r\nDisallow: / # all", False),
        ("User agent: *\nDisallow: /", False),
        ("Disallow: /", True),
        ("User-agent: *\nSitemap: https://a.example/s\nUser-agent: other\nDisallow: /", False),
        ("User-agent: *\nwelcome\nUser-agent: other\nDisallow: /", False),
        ("User-agent: *bot*\nDisallow: /", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: *bot*\nAllow: /", False),
        ("User-agent: *\nDisallow:", True),
        ("User-agent: *\nDisallow: /*.html$\nAllow: /x", True),
        ("<html>User-agent: * Disallow: /</html>", True),
        ("", True),
    ],
)
def test_a_robots_txt_holds_by_the_group_of_our_whole_name_else_of_all(text, allows):
    assert rules_of(200, text.encode()).allows("http://a.example/x") is allows


def test_a_fault_is_tried_again_a_little_later_each_time():
    fault = Answer(failure="unreachable", detail="no connection", may_pass=True, seconds=0.1)
    world = World({"http://a.example/": fault}, Limits(pause_seconds=0))
    world.run("http://a.example/")

    starts = [start for start, _, url in world.asked if "robots" not in url]
    assert [round(b - a, 2) for a, b in pairwise(starts)] == [0.85, 1.6]


def test_a_fault_that_will_not_pass_is_not_tried_again():
    fault = Answer(failure="unreachable", detail="TLS failed", seconds=0.1)
    world = World({"http://a.example/": fault})
    world.run("http://a.example/")

    assert world.paths().count("a.example/") == 1


@pytest.mark.parametrize(
    "limits",
    [Limits(host_requests=3), Limits(host_seconds=3.5), Limits(run_seconds=3.5)],
    ids=["requests", "seconds of a host", "seconds of the run"],
)
def test_what_a_budget_leaves_out_is_put_off_and_said_so(limits):
    pages = {f"http://a.example/{n}": PAGE for n in range(6)}
    world = World(pages, limits)
    fetched = world.run(*pages)

    put_off = [each for each in fetched.values() if each.fetched is None]
    assert 0 < len(put_off) < 6
    assert all("has had its" in each.why_put_off for each in put_off)
    assert len(fetched) == 6


HOSTS = ("a.example", "b.example", "c.example")
URLS = [f"http://{host}/{n}" for host in HOSTS for n in range(4)]
ANSWERS = st.one_of(
    st.just(PAGE),
    st.just(NOT_THERE),
    st.builds(redirect, st.sampled_from(URLS)),
    st.builds(
        Answer,
        status=st.sampled_from([200, 304, 403, 429, 500, 503]),
        headers=st.sampled_from([{}, {"Retry-After": "3"}, {"Retry-After": "99999"}]),
        seconds=st.floats(0, 5),
    ),
    st.builds(
        Answer,
        failure=st.just("unreachable"),
        may_pass=st.booleans(),
        seconds=st.floats(0, 70),
    ),
)
RULES = st.one_of(
    ANSWERS,
    st.builds(robots, st.sampled_from(["Disallow: /1", "Crawl-delay: 3", "Disallow: /", ""])),
)


@given(
    st.dictionaries(st.sampled_from(URLS), st.lists(ANSWERS, min_size=1, max_size=4)),
    st.dictionaries(st.sampled_from([f"http://{host}/robots.txt" for host in HOSTS]), RULES),
    st.lists(st.sampled_from(URLS), min_size=1, unique=True),
)
def test_in_every_world_hosts_are_left_in_peace_and_every_page_comes_to_its_end(
    pages, rules, wanted
):
    world = World(pages | rules)
    fetched = world.run(*wanted)

    assert set(fetched) == set(wanted)
    for host in HOSTS:
        mine = [(start, end) for start, end, url in world.asked if f"//{host}/" in url]
        for (_, end), (start, _) in pairwise(mine):
            assert start >= end + world.limits.pause_seconds - 1e-9
    tries = world.limits.most_tries * (world.limits.most_redirects + 1)
    assert len(world.asked) <= (len(wanted) + len(HOSTS)) * tries


with (Path(__file__).parents[1] / "tables" / "addresses.csv").open(encoding="utf-8") as _lines:
    ADDRESSES = list(csv.DictReader(_lines))


@every("row", ADDRESSES, ids=lambda row: row["address"])
def test_an_address_is_asked_as_the_table_says(row):
    told = [is_open(row["address"], may_be_private=may_be) for may_be in (False, True)]
    assert told == [row["public"] == "yes", row["private"] == "yes"], row["why"]


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("https://m\u00fcnchen.example/x", "https://xn--mnchen-3ya.example/x"),
        ("https://m\u00c3\u00bcnchen.example/x", "https://xn--mnchen-3ya.example/x"),  # as UTF-8
        ("https://M%C3%9CNCHEN.example:443/x", "https://xn--mnchen-3ya.example:443/x"),
        ("//m\u00fcnchen.example", "https://xn--mnchen-3ya.example"),
        ("/stra\u00c3\u009fe", "https://a.example/stra%C3%9Fe"),
        ("https://a.example:8080/", ""),
        ("https://a.example:80/", "https://a.example:80/"),
        ("https://m\u00fc..example/x", ""),
        ("https://\uff11\uff12\uff17.0.0.1/x", "https://127.0.0.1/x"),  # which is not asked
        ("https://b%2eexample/x", "https://b.example/x"),
        ("https://b%40c.example/x", ""),
        ("https://b%00.example/x", ""),
        ("https://b.example\\@c.example/x", "https://b.example/@c.example/x"),
        ("\\\\b.example\\x", "https://b.example/x"),
        ("/\\b.example/x", "https://b.example/x"),
        ("https:///b.example/x", "https://b.example/x"),
        ("////b.example/x", "https://b.example/x"),
        ("HTTPS:\\\\b.example?x\\y", "https://b.example?x%5Cy"),
        ("\t/a\r\nb\tc ", "https://a.example/abc"),
        ("https://\u2603.example/", ""),  # no name by IDNA 2008
        ("https://%ff.example/x", ""),
        ("https://" + "\u00fc" * 80 + ".example/x", ""),
    ],
)
def test_a_redirect_is_followed_as_a_browser_reads_it(location, target):
    assert follow("https://a.example/", location)[0] == target


def test_a_port_that_source_toml_names_may_be_asked():
    assert follow("http://a.example:8080/", "/x", {8080}) == ("http://a.example:8080/x", "")
    assert follow("http://a.example:8080/", "//a.example:81/x", {8080})[0] == ""


@pytest.mark.parametrize(
    ("url", "came_from", "may_be"),
    [
        ("http://127.0.0.1:8000/x", "", True),
        ("http://[::1]/x", "", True),
        ("http://localhost/x", "", True),
        ("http://intranet.example/x", "", False),
        ("http://127.0.0.1:8000/y", "http://127.0.0.1:8000/x", True),
        ("http://127.0.0.1:9000/y", "http://127.0.0.1:8000/x", False),
        ("http://127.0.0.1/y", "http://public.example/x", False),
    ],
)
def test_only_a_number_that_a_person_wrote_may_be_private(url, came_from, may_be):
    assert may_be_private(url, came_from) is may_be


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/y", "https://a.example/y"),
        ("y?z=1#part", "https://a.example/y?z=1"),
        ("//b.example/", "https://b.example/"),
        ("https://b.example/y", "https://b.example/y"),
        ("http://b.example/y", ""),
        ("ftp://b.example/y", ""),
        ("javascript:alert(1)", ""),
        ("java\tscript:alert(1)", ""),
        ("mailto:a@b.example", ""),
        ("blob:https://b.example/x", ""),
        ("ws://b.example/", ""),
        ("about:blank", ""),
        ("https://:@b.example/", ""),
        ("https://b.example:22/", ""),
        ("https://b.example:0/", ""),
        ("https://[fe80::1%25eth0]/", ""),
        ("  ", ""),
        ("data:text/html,x", ""),
        ("https://me@b.example/", ""),
        ("https://b.example:99999/", ""),
        ("https://b.example/" + "x" * 3000, ""),
        ("/a b", "https://a.example/a%20b"),
        ("/MÃ¼nchen", "https://a.example/M%C3%BCnchen"),  # UTF-8, as headers are decoded
        ("", ""),
    ],
)
def test_a_redirect_leads_to_the_web_or_nowhere(location, target):
    got, why = follow("https://a.example/x", location)

    assert (got, bool(why)) == (target, not target)


def test_an_origin_is_scheme_host_and_port():
    assert origin_of("https://A.Example.:443/x") == ("https", "a.example", 443)


@pytest.mark.parametrize(
    ("ports", "result"),
    [({80, 8443}, ""), ({8443}, ""), ({80}, "unreachable"), ((), "unreachable")],
)
def test_a_redirect_leads_to_a_port_that_a_page_of_the_source_names_and_to_no_other(ports, result):
    there = "https://b.example:8443/x"
    errand = Errand("http://a.example/x", ports=ports)
    step = errand.heed(redirect(there), Limits(), NOW, lambda: 0.5)

    assert (step.result if isinstance(step, Fetched) else "") == result
    assert errand.url == ("http://a.example/x" if result else there)
