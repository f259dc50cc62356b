"""Names that mean harm, from the page to every product: kept truly, said, and harmless."""

import csv
import html
import io
import json
import re
import sqlite3
from xml.etree import ElementTree

import openpyxl
import pytest
import yaml
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from pyarrow import parquet

from pipeline.parse import Reading, Statement
from pipeline.text import is_hostile
from tests.workspace import Workspace

# Each product is made several times over: make test-rest does that.
pytestmark = pytest.mark.slow

# By what they do, the names as a page states them; each must come out as it is.
HOSTILE = {
    "equals": "=1+1",
    "link": '=HYPERLINK("http://evil.example","x")',
    "command": "=cmd|' /C calc'!A0",
    "function": "=SUM(1,2)",
    "plus": "+Dublin",
    "plus a number": "+3",
    "minus": "-Cork",
    "minus a number": "-4+5",
    "at": "@Galway",
    "at a function": "@SUM(A1)",
    "full-width equals": "＝6+7",
    "full-width plus": "＋Limerick",
    "full-width minus": "－Waterford",
    "full-width at": "＠Kilkenny",
    "script": "<script>alert(1)</script>",
    "tag": "<b>Ennis</b>",
    "handler": "<img src=x onerror=alert(1)>",
    "entities": "&lt;b&gt;Tuam",
    "override": "Zhao\u202eqing",
    "override before": "\u202eAthlone",
    "isolate": "\u2066Carlow\u2069",
    "zero-width space": "Wex\u200bford",
    "zero-width space before": "\u200bNavan",
    "joiner": "Ca\u200dvan",
    "byte order mark": "\ufeffTrim",
    "soft hyphen": "Dro\u00adgheda",
    "tag signs": "Naas\U000e0041",
    "variation selector": "Dun\ufe0fdalk",
    "very long": "K" * 10_000,
    "Cyrillic in Latin": "Раris",
    "Greek in Latin": "Αthens",
}
HONEST = ["Sligo", "Tralee"]


def reading_of(body, *_):
    """A reading that states what stands on each line of a page: no matter how it is read."""
    names = json.loads(body.decode())
    nothing = dict.fromkeys(("region", "established", "status"), "")
    return Reading(
        statements=tuple(
            Statement(
                kind="twin",
                name=name,
                country="Ireland",
                quote=name[:300],
                lines=(1,),
                **nothing,
            )
            for name in names
        ),
        words=("Twin towns",),
    )


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A second release, to which a page of all hostile names came."""
    workspace = Workspace(tmp_path_factory.mktemp("hostile"))
    workspace.source()
    for names, day in ((HONEST, "2024-05-01"), ([*HONEST, *HOSTILE.values()], "2025-05-01")):
        workspace.capture(json.dumps(names), day)
        publish(workspace)
    return workspace


def publish(workspace):
    """Publish what the pages hold, however the parser would read it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.run.read_pages.read_page", reading_of)
        workspace.publish()


def test_every_hostile_name_is_kept_truly_and_flagged(published):
    csv.field_size_limit(10**6)
    review = {row["name_as_stated"]: row["review"] for row in published.rows("affiliations")}

    assert review.keys() == {*HONEST, *HOSTILE.values()}
    assert {key for key, name in HOSTILE.items() if "text-hostile" not in review[name]} == set()
    assert review["Sligo"] == review["Tralee"] == ""


def test_programs_are_handed_the_names_as_they_are(published, sister_cities, tmp_path):
    exports = ("--sqlite", tmp_path / "exports", "--parquet", tmp_path / "exports")
    assert sister_cities("export", "--workspace", published.root, *exports)[0] == 0
    files = published.published()
    names = {*HONEST, *HOSTILE.values()}
    features = json.loads(files["affiliations.geojson"])["features"]
    database = sqlite3.connect(tmp_path / "exports" / "sister-cities.sqlite")
    table = parquet.read_table(tmp_path / "exports" / "affiliations.parquet")
    rows = database.execute("SELECT name_as_stated FROM affiliations").fetchall()
    database.close()

    assert {row["name_as_stated"] for row in json.loads(files["affiliations.json"])} == names
    assert {one["properties"]["name_as_stated"] for one in features} == names
    assert {name for (name,) in rows} == names
    assert set(table["name_as_stated"].to_pylist()) == names


def test_no_cell_of_the_workbook_is_more_than_text(published):
    book = openpyxl.load_workbook(io.BytesIO(published.published()["affiliations.xlsx"]))
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    header, *rows = book["Ties"].iter_rows(values_only=True)
    names = {dict(zip(header, row, strict=True))["name_as_stated"] for row in rows}

    assert {cell.data_type for cell in cells} <= {"s", "n", "b"}
    assert not [cell for cell in cells if cell.hyperlink]
    assert names == {*HONEST, *HOSTILE.values()}


UNSEEN = re.compile("[\u00ad\u200b-\u200d\u202a-\u202e\u2060-\u2069\ufeff\U000e0020-\U000e007f]")


def test_the_page_has_no_element_but_its_own_and_hides_no_sign(published):
    shown = BeautifulSoup(published.published()["index.html"], "lxml")
    scripts = [script.get("type", "") for script in shown.find_all("script")]
    links = [link["href"] for link in shown.find_all("a")]
    rows = {row.th.text for row in shown.select("#table tbody tr") if row.th}

    assert sorted(scripts) == ["", "application/json", "application/ld+json"]
    assert not shown.find_all(["img", "iframe", "object", "embed", "base"])
    assert not [key for tag in shown.find_all(True) for key in tag.attrs if key.startswith("on")]
    assert {link.split(":")[0] for link in links if ":" in link.split("/")[0]} <= {
        "https",
        "mailto",
    }
    assert {"=1+1", "<script>alert(1)</script>", "&lt;b&gt;Tuam", "Zhao⟨U+202E⟩qing"} <= rows
    assert max(map(len, rows)) < 200
    for script in shown.find_all("script"):
        script.extract()
    assert not UNSEEN.search(shown.text)


def test_the_feed_has_no_element_but_its_own(published):
    body = published.published()["feed.atom"]
    root = ElementTree.fromstring(body)
    texts = [text for entry in root for text in entry.itertext()]

    assert {tag.tag.partition("}")[2] for tag in root.iter()} == {
        *("feed", "id", "title", "subtitle", "updated", "author", "name", "rights", "generator"),
        *("link", "entry", "content"),
    }
    assert {one.get("type") for one in root.iter("{http://www.w3.org/2005/Atom}content")} == {
        "text"
    }
    assert any("=1+1" in text for text in texts)
    assert not re.search("[\u202a-\u202e\u2066\u2067]", body.decode())
    assert max(map(len, texts)) < 1000


def test_what_changed_is_told_in_words_alone(published):
    text = published.published()["CHANGES.md"].decode()
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    inline = {child.type for token in tokens for child in token.children or ()}

    assert text.count("\n- ") == len(published.rows("changes")) >= len(HOSTILE)
    assert inline <= {"text", "code_inline"}
    assert "`=1+1`" in text
    assert not re.search("[\u202a-\u202e\u2066\u2067]", text)


def test_what_describes_the_release_holds_no_name(published):
    files = published.published()
    yaml.safe_load(files["CITATION.cff"])
    json.loads(files["datapackage.json"])

    for file in ("CITATION.cff", "datapackage.json", "DATA_DICTIONARY.md", "SHA256SUMS"):
        assert not [
            name for name in HOSTILE.values() if len(name) > 2 and name in files[file].decode()
        ]


def test_the_same_page_gives_the_same_bytes(published):
    before = published.published()
    publish(published)

    assert published.published() == before


# names that mean harm on a page


@pytest.fixture
def told(workspace, release):
    """Release a page; return its names with their review, and the problems."""
    workspace.source()

    def publish(body):
        workspace.capture(f"<h2>Twin towns</h2>{body}")
        release()
        rows = {row["name_as_stated"]: row["review"] for row in workspace.rows("affiliations")}
        return rows, [row["message"] for row in workspace.rows("problems")]

    return publish


@pytest.mark.parametrize("name", ["=1+1", "-2+3", "＝1+1", "+353 1 222 2222"])
@pytest.mark.parametrize(
    "around",
    [
        "<ul><li>Pune, India</li><li>{}</li><li>Lyon, France</li></ul>",
        "<ul><li>Pune, India</li><li>{}, Ireland</li><li>Lyon, France</li></ul>",
        "<table><tr><th>City<th>Country<tr><td>Pune<td>India<tr><td>{}<td>Ireland"
        "<tr><td>Lyon<td>France</table>",
    ],
    ids=["bare item", "item", "row"],
)
def test_what_is_not_taken_for_a_name_is_named_by_a_problem(told, around, name):
    rows, problems = told(around.format(html.escape(name)))

    assert "text-hostile" in rows.get(name, "") or any(name in problem for problem in problems)
    assert {"Pune", "Lyon"} <= rows.keys()


@pytest.mark.parametrize("name", [*HOSTILE.values()], ids=[*HOSTILE])
def test_a_hostile_name_takes_no_other_name_with_it(told, name):
    rows, _ = told(
        f"<ul><li>Pune, India</li><li>{html.escape(name)}, Ireland</li><li>Lyon, France</li></ul>"
    )

    assert (rows["Pune"], rows["Lyon"]) == ("", "")
    assert all("text-hostile" in review or not is_hostile(n) for n, review in rows.items())


@pytest.mark.parametrize("space", ["\t", "\r", "\n", "&#9;", "&#13;", "&nbsp;"])
def test_white_space_before_a_name_is_none_of_it(told, space):
    rows, _ = told(f"<ul><li>{space}Dublin, Ireland</li><li>{space}Pune, India</li></ul>")

    assert rows == {"Dublin": "", "Pune": ""}


@pytest.mark.parametrize("dash", ["-", "- ", "－", "– "])
def test_dashes_before_neighbours_are_bullets(told, dash):
    rows, _ = told(f"<p>{dash}Dublin, Ireland<br>{dash}Pune, India<br>{dash}Lyon, France</p>")

    assert rows == {"Dublin": "", "Pune": "", "Lyon": ""}


@pytest.mark.parametrize("sign", ["&shy;", "<wbr>", "&#8203;"])
def test_a_sign_at_which_a_word_may_break_parts_no_name_and_is_no_threat(told, sign):
    rows, _ = told(
        f"<ul><li>Dub{sign}lin, Ireland</li><li>Pune, India</li><li>Lyon, France</li></ul>"
    )

    assert rows == {"Dublin": "", "Pune": "", "Lyon": ""}


def test_a_very_long_cell_below_headers_does_not_shift_the_countries(workspace, told):
    told(
        "<table><tr><th>City<th>Country<tr><td>" + "K" * 10_000 + "<td>Ireland"
        "<tr><td>Dublin<td>Ireland<tr><td>Pune<td>India<tr><td>Lyon<td>France</table>"
    )
    places = {
        row["partner_city"]: row["partner_country_code"] for row in workspace.rows("affiliations")
    }

    places.pop("K" * 10_000, None)
    assert places == {"Dublin": "IE", "Pune": "IN", "Lyon": "FR"}


def test_a_telephone_number_is_no_name(told):
    rows, problems = told("<ul><li>Dublin, Ireland<li>Pune, India<li>+353 1 222 2222, Ireland</ul>")

    assert rows.keys() == {"Dublin", "Pune"}
    assert any("+353 1 222 2222" in problem for problem in problems)
