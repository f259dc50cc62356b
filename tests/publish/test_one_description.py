"""What the release says of itself is said once: every product tells the same."""

import hashlib
import io
import json
import re
from pathlib import Path

import openpyxl
import pytest
from pyarrow import parquet
from typer.testing import CliRunner

from pipeline import cli
from tests.publish.tellers import (
    TELLERS,
    counts,
    facts,
    json_ld,
    meanings,
    metadata,
    one_line,
    page,
)
from tests.workspace import Workspace

# Each product is made several times over: make test-rest does that.
pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parent.parent.parent
OWN = {
    "title": "Twins of Pôrt Alder: as the town states them",
    "publisher": "Town of Pôrt Alder & 'Friends'",
    "contact": "data@port-alder.example",
    "url": "https://port-alder.example/data/",
}
FIRST = "<h2>Twin towns</h2><ul><li>Dublin, Ireland</li><li>Pune, India</li></ul>"
SECOND = (
    "<h2>Twin towns</h2><ul><li>Dublin, Ireland (1986)</li><li>Bonn, Germany</li>"
    "<li>Elsewhere, Norway</li></ul>"
)
SAME = {
    "version": "2025.05.01",
    "day": "2025-05-01",
    "created": "2025-05-01T00:00:00Z",
    "licence": "CC BY 4.0",
    "licence title": "Creative Commons Attribution 4.0",
    "licence address": "https://creativecommons.org/licenses/by/4.0/",
}
EXPECTED = {
    "own": SAME
    | {"title": OWN["title"], "publisher": OWN["publisher"], "contact": OWN["contact"]}
    | {"address": OWN["url"]}
    | {
        "citation": "Twins of Pôrt Alder, release 2025.05.01. Town of Pôrt Alder & 'Friends'. "
        "CC BY 4.0. Place ids and coordinates: GeoNames."
    },
    "ours": SAME
    | {
        "title": "City ties: sister, friendship and twin cities, as city pages state them",
        "publisher": "The sister-cities contributors",
        "contact": "the issues of the repository in which you found these files",
        "citation": "City ties, release 2025.05.01. The sister-cities contributors. CC BY 4.0. "
        "Place ids and coordinates: GeoNames.",
    },
}
# Who must tell what; each of the other facts is told by two products at least.
ALWAYS = {
    "title": set(TELLERS),
    "publisher": set(TELLERS) - {"changes", "dictionary"},
    "licence address": set(TELLERS) - {"changes", "citation"},
    "version": set(TELLERS) - {"feed"},
}


@pytest.fixture(scope="module", params=EXPECTED)
def released(request, tmp_path_factory):
    """Whose words to expect, and all files of a second release, exports and schemas among them."""
    root = tmp_path_factory.mktemp(request.param)
    workspace = Workspace(root)
    workspace.source()
    if request.param == "own":
        keys = (f"{key} = {json.dumps(value)}\n" for key, value in OWN.items())
        (root / "raw" / "publication.toml").write_text("".join(keys), encoding="utf-8")
    for body, day in ((FIRST, "2024-05-01"), (SECOND, "2025-05-01")):
        workspace.capture(body, day)
        workspace.publish()
    exports = root / "exports"
    to = ["--sqlite", str(exports), "--parquet", str(exports)]
    done = CliRunner().invoke(cli.app, ["export", "--workspace", str(root), *to])
    assert done.exit_code == 0, done.output
    files = workspace.published()
    files |= {path.name: path.read_bytes() for path in exports.iterdir()}
    for path in (PROJECT / "schemas").glob("*.json"):
        files[f"schemas/{path.name}"] = path.read_bytes()
    return request.param, files


@pytest.fixture
def files(released):
    return released[1]


@pytest.fixture
def published(files):
    """The published files alone."""
    exported = (".parquet", ".sqlite")
    return {
        path: body
        for path, body in files.items()
        if not path.endswith(exported) and "/" not in path
    }


def differing(told):
    """What is told in two ways."""
    return {what: said for what, said in told.items() if len(set(said.values())) > 1}


def test_every_product_tells_the_same_of_the_release(released):
    whose, files = released
    told = facts(files)

    assert differing(told) == {}
    said = {fact: next(iter(words.values())) for fact, words in told.items()}
    assert {fact: said.get(fact) for fact in EXPECTED[whose]} == EXPECTED[whose]
    assert ("address" in told) == (whose == "own")


def test_no_product_is_silent(files):
    told = facts(files)

    assert {fact: set(told[fact]) for fact in ALWAYS} == ALWAYS
    assert min(len(words) for words in told.values()) > 1


def test_a_contact_in_words_is_told_where_people_read(released):
    whose, files = released
    people = {"page", "About sheet"}
    programs = {"JSON-LD", "citation", "feed", "package", "database", "Parquet"}

    assert set(facts(files)["contact"]) == (people | programs if whose == "own" else people)


@pytest.mark.parametrize("path", sorted({path for path, _ in TELLERS.values()}))
def test_one_product_that_says_otherwise_is_noticed(files, path):
    body = files[path]
    buffer = io.BytesIO()
    if path.endswith(".sqlite"):
        spoilt = body.replace(b"CC-BY-4.0", b"CC-BY-3.0")
    elif path.endswith(".parquet"):
        table = parquet.read_table(io.BytesIO(body))
        told = {**metadata(body), "title": "Another title"}
        parquet.write_table(table.replace_schema_metadata(told), buffer)
        spoilt = buffer.getvalue()
    elif path.endswith(".xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(body))
        book["About"]["B2"] = "Another title"
        book.save(buffer)
        spoilt = buffer.getvalue()
    else:
        spoilt = body.replace(b"2025.05.01", b"2025.05.02").replace(b"2025-05-01T", b"2025-05-02T")

    assert spoilt != body
    assert differing(facts({**files, path: spoilt}))


def test_every_table_in_parquet_tells_the_same_of_the_release(files):
    told = [metadata(body) for path, body in files.items() if path.endswith(".parquet")]
    of_table = {"table", "description", "primary_key", "ARROW:schema", "pandas"}

    assert len(told) == len({one["table"] for one in told}) == 8
    shared = [{key: one[key] for key in one.keys() - of_table} for one in told]
    assert all(one == shared[0] for one in shared)


def test_every_product_has_and_tells_as_many_rows(files):
    told = counts(files)

    assert differing(told) == {}
    # Package, CSV, Parquet, database and dictionary have every table.
    assert min(map(len, told.values())) == 5
    assert len(told["affiliations"]) == 11
    assert {table for table, said in told.items() if set(said.values()) != {0}} >= {
        *("affiliations", "statements", "sources", "captures", "coverage", "changes", "problems")
    }


def test_every_product_explains_a_column_alike(files):
    told = meanings(files)

    assert differing(told) == {}
    # Dictionary, package, Parquet and database have every table.
    assert {len(said) for said in told.values()} >= {4, 6, 9}
    ties = {column: len(said) for (table, column), said in told.items() if table == "affiliations"}
    assert set(ties.values()) == {9}
    header = files["affiliations.csv"].decode().partition("\n")[0]
    assert list(ties) == header.split(",")


def test_an_explanation_that_differs_is_noticed(files):
    spoilt = files["DATA_DICTIONARY.md"].replace(b"Readable and stable", b"Lasting")
    told = differing(meanings({**files, "DATA_DICTIONARY.md": spoilt}))

    assert list(told) == [("affiliations", "affiliation_id")]


def test_every_checksum_and_size_is_that_of_the_file(published):
    real = {path: hashlib.sha256(body).hexdigest() for path, body in published.items()}
    lines = published["SHA256SUMS"].decode().splitlines()
    assert {line[66:]: line[:64] for line in lines} == {
        path: sum_ for path, sum_ in real.items() if path != "SHA256SUMS"
    }

    resources = json.loads(published["datapackage.json"])["resources"]
    for each in resources:
        assert each["hash"] == f"sha256:{real[each['path']]}", each["path"]
        assert each["bytes"] == len(published[each["path"]]), each["path"]
    last = {"datapackage.json", "SHA256SUMS"}
    assert {each["path"] for each in resources} == published.keys() - last

    downloads = json_ld(published["index.html"])["distribution"]
    assert len(downloads) == 4
    for each in downloads:
        assert each["sha256"] == real[each["name"]]
        assert each["contentSize"] == f"{len(published[each['name']])} B"


@pytest.fixture
def downloads(published):
    """The files that the page offers: path to size and words."""
    found = {}
    for line in page(published["index.html"]).select("ul.files > li"):
        size = line.span.text if line.span else ""
        found[line.a["href"]] = (size, one_line(line.small.text))
    return found


def test_the_page_offers_every_file_with_its_size(published, downloads):
    assert downloads.keys() == published.keys() - {"index.html"}
    for path, (size, _) in downloads.items():
        if path in ("datapackage.json", "SHA256SUMS"):
            assert size == ""  # made after the page
            continue
        number, unit = size.split()
        about = float(number) * {"bytes": 1, "KB": 1_000, "MB": 1_000_000}[unit]
        precision = {"bytes": 0, "KB": 500, "MB": 50_000}[unit]
        assert abs(len(published[path]) - about) <= precision, path


ROW = re.compile(r"^\| \[`([^`]+)`\]\(\.\./published/[^)]+\) \| (.+) \|$", re.MULTILINE)


def test_page_package_and_documents_have_the_same_words_for_each_file(published, downloads):
    readme = dict(ROW.findall((PROJECT / "docs" / "files.md").read_text("utf-8")))
    resources = json.loads(published["datapackage.json"])["resources"]

    assert readme.keys() == published.keys()
    assert {path: f"For {readme[path]}." for path in downloads} == {
        path: words for path, (_, words) in downloads.items()
    }
    for each in resources:
        if each.get("type") != "table":
            assert readme[each["path"]].endswith(f": {each['title']}"), each["path"]


def test_what_tables_are_is_said_alike(files):
    package = json.loads(files["datapackage.json"])["resources"]
    titles = {each["name"]: each["title"] for each in package if each.get("type") == "table"}
    parts = files["DATA_DICTIONARY.md"].decode().split("\n## ")[1:]

    assert titles == {part.partition(".csv")[0]: part.split("\n")[2] for part in parts}
