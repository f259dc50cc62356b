"""Every link of every page leads somewhere: to an id, a filter, a file, a kept page."""

import posixpath
import re
from urllib.parse import unquote, urlsplit

import pytest

from pipeline.publish import release_files
from pipeline.tables import Captures
from tests.publish.markup import tree
from tests.publish.page_reading import SPLIT, made_up, section
from tests.releases import page_release

FILTER = re.compile(r"(?:host=([a-z0-9-]+)|since=\d{4})")


def long_words():
    """Few rows, too large for one page: the index draws their partners."""
    rows = [
        {
            "source_id": f"gb-{'abc'[number % 3]}",
            "partner_geoname_id": number + 1,
            "name_as_stated": f"{number}" * 8000,
        }
        for number in range(45)
    ]
    release = page_release(*rows)
    return release, release_files(release)


RELEASES = {
    "whole": lambda: made_up(60),
    "split": lambda: made_up(SPLIT),
    "split, with a full map": long_words,
}


@pytest.fixture(scope="module", params=RELEASES.values(), ids=RELEASES)
def made(request):
    """The release, its files, and the trees of its pages by path."""
    release, files = request.param()
    trees = {
        path: tree(body.decode()) for path, body in files.items() if path.endswith("index.html")
    }
    return release, files, trees


def links(page):
    """All addresses in a page, without those of the live web."""
    found = [element.get("href") for element in page.iter() if element.tag in ("a", "link")]
    return [href for href in found if not urlsplit(href).scheme]


def ids(page):
    return {element.get("id") for element in page.iter()} - {None}


def test_every_link_within_a_page_leads_to_an_id_or_filters_the_rows(made):
    for path, page in made[2].items():
        inner = [href[1:] for href in links(page) if href.startswith("#")]
        lost = [one for one in inner if one not in ids(page) and not FILTER.fullmatch(one)]

        assert len(inner) >= 10
        assert (path, lost) == (path, [])


def test_every_filter_by_host_names_a_host_of_the_page(made):
    for page in made[2].values():
        named = {found[1] for href in links(page) if (found := FILTER.fullmatch(href[1:]))} - {None}
        there = {body.get("id").partition(".")[0] for body in page.iter("tbody") if body.get("id")}

        assert named == there


def test_every_other_link_leads_to_a_file_that_is_there(made):
    release, files, trees = made
    kept = {row["capture_path"] for row in Captures.records(release.tables["captures"])}

    for path, page in trees.items():
        for href in links(page):
            place, _, fragment = href.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), place))
            if target.startswith("../raw/"):
                assert unquote(target.removeprefix("../raw/")) in kept
            elif place:
                assert target in files, href
                assert not fragment or fragment in ids(trees[target]), href


def test_a_kept_page_lies_beside_the_published_folder(made):
    for path, page in made[2].items():
        up = "../../" if path.startswith("cities/") else ""
        kept = [href for href in links(page) if "/raw/" in href]

        assert bool(kept) == (page.find(".//table[@id='table']") is not None)
        assert all(href.startswith(f"{up}../raw/") for href in kept)


def test_every_published_file_is_offered(made):
    _, files, trees = made
    offered = {href.removeprefix("../../") for page in trees.values() for href in links(page)}
    downloads = {link.get("href") for link in section(trees["index.html"], "downloads").iter("a")}

    assert set(files) - offered == (set() if len(trees) > 1 else {"index.html"})
    assert {path for path in files if "/" not in path} - downloads == {"index.html"}


def test_links_to_the_live_web_are_plain_ones(made):
    for page in made[2].values():
        outer = {
            urlsplit(link.get("href")).scheme for link in page.iter("a") if ":" in link.get("href")
        }
        assert outer <= {"https", "http"}
