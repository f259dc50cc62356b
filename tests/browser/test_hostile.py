"""Words of pages that mean harm, in the page: seen for what they are, and saved truly."""

import csv
import io

import pytest

from pipeline.publish import release_files
from tests.browser.conftest import Reader
from tests.publish.hostile import HOSTILE
from tests.releases import page_release

NAMES = {f"gb-bristol.twin.zz-{number}": name for number, name in enumerate(HOSTILE)}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A release whose partners have these names, on disk."""
    folder = tmp_path_factory.mktemp("hostile") / "published"
    ties = [{"partner_city": name, "name_as_stated": name, "status": "listed"} for name in HOSTILE]
    for name, body in release_files(page_release(*ties)).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(body)
    return folder


@pytest.fixture
def reader(browser, hostile):
    context = browser.new_context()
    yield Reader(context, hostile / "index.html")
    context.close()


def test_nothing_runs_asks_or_complains(reader):
    dialogs = []
    reader.page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    reader.open()
    reader.page.click("#open-all")
    reader.page.wait_for_timeout(300)

    assert reader.requests == [reader.file.as_uri()]
    assert (reader.said, dialogs) == ([], [])
    assert reader.rows() == sorted(NAMES)


def test_the_page_saves_the_published_csv_byte_for_byte(reader, hostile, tmp_path):
    saved = reader.open("#status=all").save(tmp_path / "all.csv")

    assert saved == (hostile / "affiliations.csv").read_bytes()
    rows = list(csv.DictReader(io.StringIO(saved.decode("utf-8"), newline="")))
    assert {row["affiliation_id"]: row["name_as_stated"] for row in rows} == NAMES


def test_nothing_runs_over_the_edge(browser, hostile):
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = Reader(context, hostile / "index.html").open().page
    page.click("#open-all")

    assert page.evaluate("document.documentElement.scrollWidth") == 320
    context.close()


@pytest.mark.parametrize(
    "fragment",
    [
        "#%",
        "#%E0%A4%A",
        "#__proto__",
        "#constructor&kind=__proto__",
        "#status=constructor&review=toString",
        "#sort=__proto__",
        "#sort=toString",
        "#host=<script>alert(1)</script>",
        "#q=%3Cimg%20src=x%20onerror=alert(1)%3E",
        "#since=9999&since=",
        "#=&&&=",
        f"#{'x' * 50_000}",
        "#q=" + "y%20" * 10_000,
    ],
)
def test_an_odd_address_breaks_nothing(reader, fragment):
    reader.open(fragment)
    reader.page.wait_for_timeout(100)

    assert reader.said == []
    reader.page.click("#clear")
    assert reader.rows() == sorted(NAMES)
