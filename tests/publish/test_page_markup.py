"""The page is correct HTML, by a reader that is as strict as the rules."""

import pytest

from pipeline.publish.page import pages
from tests.publish.markup import Fault, text, tree
from tests.publish.page_reading import SPLIT, made_up
from tests.releases import page_release

FAULTS = {
    "an element left open": "<div>",
    "an end of nothing": "</div>",
    "ends that cross": "<b><i></b></i>",
    "a paragraph that a list has ended": "<p><ul></ul></p>",
    "a paragraph left open where it may not": "<noscript><p>x</noscript>",
    "a block in a sentence": "<h2><p>x</p></h2>",
    "a cell outside of a row": "<table><tbody><td>x</table>",
    "an item outside of a list": "<div><li>x</div>",
    "text between rows": "<table>x</table>",
    "an attribute twice": "<p id=a id=b>",
    "an equals sign without quotes": "<a href=#a=b>x</a>",
    "a slash that joins the value": "<svg><path d=M1/></svg>",
    "an element that closes itself": "<div/>",
    "a comment": "<!-- x -->",
}


def bare(markup):
    return f"<!doctype html><html><body>{markup}</body></html>"


@pytest.mark.parametrize("markup", FAULTS.values(), ids=FAULTS)
def test_the_reader_refuses_a_fault(markup):
    with pytest.raises(Fault):
        tree(bare(markup))


def test_the_reader_takes_what_may_be_left_out():
    table = "<table><tbody><tr><th>e<td><p>f<tbody id=g><tr><td>h</table>"
    page = tree(bare(f"<p>a<p>b<ul><li>c<li>d</ul>{table}"))

    assert [element.tag for element in page.find("body")] == ["p", "p", "ul", "table"]
    assert [text(cell) for cell in page.iter("td")] == ["f", "h"]


RELEASES = {
    "empty": lambda: pages(page_release(), {}),
    "one tie, changed": lambda: pages(
        page_release(
            {},
            corrections=[{"affiliation_id": "gb-bristol.twin.zz-0"}],
            coverage=[{}],
            problems=[{}],
        ),
        {},
    ),
    "three cities": lambda: made_up(60)[1],
    "split": lambda: made_up(SPLIT)[1],
}


@pytest.mark.parametrize("files", RELEASES.values(), ids=RELEASES)
def test_every_page_is_correct_and_gives_each_thing_one_name(files):
    for name, body in files().items():
        if name.endswith(".html"):
            page = tree(body.decode())
            ids = [element.attrib["id"] for element in page.iter() if "id" in element.attrib]
            told = ("aria-labelledby", "aria-describedby")
            used = [element.get(key, "").split() for element in page.iter() for key in told]

            assert len(ids) == len(set(ids))
            assert {one for names in used for one in names} <= set(ids)
            assert page.get("lang") == "en"
