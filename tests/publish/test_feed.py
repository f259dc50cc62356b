"""The feed: an entry for each change, with an id that stays, and words that stay words."""

import re
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import example, given

from pipeline.inputs.publication import Publication
from pipeline.publish.products.feed import entry_id, feed, feed_id
from tests.publish.hostile import TEXTS, WORST
from tests.releases import BORDEAUX, change, release, tie

HOME = "https://port-alder.example/data/"
FIRST = "<h2>Twin towns</h2><ul><li>Dublin, Ireland</li><li>Pune, India</li></ul>"
SECOND = "<h2>Twin towns</h2><ul><li>Dublin, Ireland (1986)</li><li>Pune, India</li></ul>"
THIRD = "<h2>Twin towns</h2><ul><li>Dublin, Ireland (1986)</li><li>Bonn, Germany</li></ul>"


def written(**of):
    return feed(release(**of), {})["feed.atom"]


def read(**of):
    return feedparser.parse(written(**of))


def test_an_entry_says_what_changed_why_and_what_shows_it():
    (entry,) = read(ties=(tie(),), changes=(change(),)).entries

    assert (
        entry.title == "Bristol – Bordeaux (twin): date of the tie changed from 1947 to 1947-03-18"
    )
    assert entry.content[0].value.split("\n") == [
        f"{entry.title}.",
        "A page that changed, or is new to us, says so.",
        "Kept page: raw/gb-bristol/twin-cities/2026-11-21T091500Z.html",
        f"{BORDEAUX}, release 2026.11.21.",
    ]
    assert entry.updated == "2026-11-21T00:00:00Z"
    assert entry.link == f"index.html#{BORDEAUX}"


def test_an_entry_of_ours_says_that_no_kept_page_shows_it():
    (entry,) = read(changes=(change(cause="pipeline", capture=None),)).entries

    assert "\nOur code, corrections or reference changed.\nNo kept page shows it.\n" in (
        entry.content[0].value
    )


def test_an_entry_is_as_old_as_its_release():
    changes = tuple(change(release=version) for version in ("2026.11.19+2", "2026.11.20"))
    entries = read(changes=changes, version="2026.11.21").entries

    assert [entry.updated[:10] for entry in entries] == ["2026-11-20", "2026-11-19"]


def test_addresses_are_whole_where_the_publication_has_one():
    heard = read(changes=(change(),), url=HOME)

    assert [link.href for link in heard.feed.links] == [f"{HOME}feed.atom", f"{HOME}index.html"]
    assert heard.entries[0].link == f"{HOME}index.html#{BORDEAUX}"


@pytest.mark.parametrize(
    ("contact", "author"),
    [
        ("data@port-alder.example", {"name": "Port Alder", "email": "data@port-alder.example"}),
        (
            "https://port-alder.example",
            {"name": "Port Alder", "href": "https://port-alder.example"},
        ),
        ("the town hall", {"name": "Port Alder"}),
    ],
)
def test_the_author_is_the_publisher_and_how_to_reach_it(contact, author):
    heard = read(publisher="Port Alder", contact=contact)

    assert heard.feed.author_detail == author


def test_the_feed_keeps_its_id_under_another_title_and_address():
    assert feed_id(Publication(url=HOME)) == feed_id(Publication(title="Twins"))
    assert feed_id(Publication()) != feed_id(Publication(publisher="Port Alder"))


def test_the_ids_are_those_that_feed_readers_know():
    # They must never change, or each reader is told of every old change anew.
    assert feed_id(Publication()) == "urn:uuid:6b7b640b-d703-5ebf-9e5b-266ada0c88ca"
    assert entry_id(change()) == "urn:uuid:c68e956e-9cba-5bd9-adb3-eb8e5dc8530c"


@pytest.mark.slow
def test_an_entry_keeps_its_id_in_later_releases(workspace, sister_cities):
    workspace.source()
    known = []
    for day, page in (("2024-05-01", FIRST), ("2025-05-01", SECOND), ("2026-05-01", THIRD)):
        workspace.capture(page, day)
        assert sister_cities("publish", "--workspace", workspace.root)[0] == 0
        entries = feedparser.parse(workspace.published()["feed.atom"]).entries
        ids = [entry.id for entry in entries]

        assert len(ids) == len(set(ids)) == len(workspace.rows("changes"))
        assert ids[len(ids) - len(known) :] == known
        known = ids
    assert len(known) > 2


@given(TEXTS)
@example(" ".join(WORST))
def test_any_words_of_a_page_make_a_feed_that_is_well_formed(text):
    ties = (tie(partner_city=text, host_city=text),)
    changes = (change(before=text, after=f"x{text}", capture=f"gb-bristol/{text}.html"),)
    body = written(ties=ties, changes=changes, title=text, publisher=text)
    titles = [
        title.text or ""
        for title in ElementTree.fromstring(body).iter()
        if title.tag.endswith("}title")
    ]

    assert not feedparser.parse(body).bozo
    assert len(titles) == 2
    assert not any(re.search("[\n\u202a-\u202e\u2066\u2067]", title) for title in titles)


@given(TEXTS)
def test_letters_and_digits_arrive_as_they_are(text):
    name = "".join(filter(str.isalnum, text))[:200] or "Bonn"
    root = ElementTree.fromstring(written(ties=(tie(partner_city=name),), changes=(change(),)))

    assert name in root[-1][1].text
