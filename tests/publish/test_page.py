"""The page as a file: one and small, or split; shut to the network; the same bytes each time."""

import base64
import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.publish.page import MOST_BYTES, MOST_ROWS, pages
from tests import synthetic
from tests.publish.markup import text, tree
from tests.publish.page_reading import SPLIT, bodies, index, made_up, section
from tests.releases import page_release

PROJECT = Path(__file__).parent.parent.parent
# Attributes by which a page asks for something, or runs something.
ASKING = {"action", "background", "data", "formaction", "ping", "poster", "src", "srcdoc", "srcset"}


@pytest.mark.slow
def test_a_page_of_as_many_rows_as_it_may_have_is_small():
    (page,) = pages(synthetic.release(MOST_ROWS), {}).items()

    assert page[0] == "index.html"
    assert len(page[1]) < MOST_BYTES == 300_000


@pytest.mark.slow
def test_one_row_more_gives_each_city_a_page():
    made = pages(synthetic.release(MOST_ROWS + 1), {})

    assert len(made) == 1 + 2 * 13
    assert all(len(body) < MOST_BYTES for body in made.values())


def test_few_rows_with_long_words_are_split_too():
    long = [{"name_as_stated": f"{number} {'Llan' * 2000}"} for number in range(40)]

    assert list(pages(page_release(*long[:20]), {})) == ["index.html"]
    assert list(pages(page_release(*long), {})) == [
        "index.html",
        "cities/gb-bristol/affiliations.csv",
        "cities/gb-bristol/index.html",
    ]


def test_nothing_is_a_page_too():
    page = index(page_release())

    assert text(page.find(".//p[@class='lead']")) == "0 ties with 0 partners in 0 countries."
    assert bodies(page) == []
    assert "never" in text(page.find(".//dl[@class='dates']"))
    assert "No page has been read yet." in text(section(page, "coverage"))
    assert "Nothing: every cell stands as its page has it." in text(section(page, "ledger"))
    assert text(section(page, "look")).startswith("What needs checking Nothing.")
    assert "Nothing: this is the first release" in text(section(page, "changes"))
    assert page.find(".//section[@aria-labelledby='years-h']") is None


@pytest.fixture(scope="module")
def split():
    return tree(made_up(SPLIT)[1]["index.html"].decode())


@pytest.fixture(scope="module")
def whole():
    return tree(made_up(60)[1]["index.html"].decode())


@pytest.fixture(params=["whole", "split"])
def page(request):
    return request.getfixturevalue(request.param)


def test_the_policy_allows_the_inlined_style_and_script_and_nothing_else(page):
    (style,) = page.iter("style")
    (script,) = (one for one in page.iter("script") if "type" not in one.attrib)
    sums = [hashlib.sha256("".join(one.itertext()).encode()).digest() for one in (style, script)]
    hashes = [f"'sha256-{base64.b64encode(sum_).decode()}'" for sum_ in sums]
    policy = page.find(".//meta[@http-equiv='Content-Security-Policy']").get("content")

    assert dict(directive.split(" ", 1) for directive in policy.split("; ")) == {
        "default-src": "'none'",
        "style-src": hashes[0],
        "script-src": hashes[1],
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_the_policy_stands_before_all_that_it_rules(page):
    assert [element.tag for element in page.find("head")][:2] == ["meta", "meta"]
    assert page.find("head")[1].get("http-equiv") == "Content-Security-Policy"


def test_other_scripts_are_data(page):
    types = [script.get("type") for script in page.iter("script") if script.get("type")]

    assert set(types) <= {"application/json", "application/ld+json"}


def test_it_asks_for_nothing(page):
    names = {name for element in page.iter() for name in element.attrib}
    links = {(link.get("rel"), link.get("href").partition(":")[0]) for link in page.iter("link")}
    style = "".join(page.find(".//style").itertext())

    assert names & ASKING == set()
    assert [name for name in names if name.startswith("on") or name == "style"] == []
    assert links == {("icon", "data"), ("alternate", "feed.atom")}
    assert {element.tag for element in page.iter()} & {"base", "embed", "iframe", "img"} == set()
    assert set(re.findall(r"url\((.)", style)) == {"#"}
    assert "@import" not in style


def test_its_author_reads_comments_and_its_reader_does_not_load_them(page):
    for element in (*page.iter("style"), *page.iter("script")):
        lines = "".join(element.itertext()).splitlines()
        assert [line for line in lines if line.startswith(("//", "/*", " "))] == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", ["0", "1"])
def test_it_is_the_same_on_every_run(seed):
    release = synthetic.release(MOST_ROWS + 1)
    made = {name: hashlib.sha256(body).hexdigest() for name, body in pages(release, {}).items()}
    program = (
        "import hashlib; from pipeline.publish.page import pages; from tests import synthetic\n"
        f"made = pages(synthetic.release({MOST_ROWS + 1}), {{}})\n"
        "print({name: hashlib.sha256(body).hexdigest() for name, body in made.items()})"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=PROJECT,
        env=os.environ | {"PYTHONHASHSEED": seed, "TZ": "Pacific/Auckland", "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == f"{made}\n"
