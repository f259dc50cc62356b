"""What each product tells of the release, read as an outsider would: by the parser of its kind.

No code of the products is used. A file is its bytes, a release is path to bytes.
"""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from xml.etree import ElementTree

import openpyxl
import yaml
from bs4 import BeautifulSoup
from pyarrow import parquet

Files = Mapping[str, bytes]
ATOM = "{http://www.w3.org/2005/Atom}"


def page(body: bytes) -> BeautifulSoup:
    return BeautifulSoup(body, "lxml")


def json_ld(body: bytes) -> Any:
    return json.loads(page(body).find("script", type="application/ld+json").text)


def sheets(body: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of each sheet below its header."""
    book = openpyxl.load_workbook(io.BytesIO(body))
    return {sheet.title: list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book}


def database(body: bytes) -> sqlite3.Connection:
    opened = sqlite3.connect(":memory:")
    opened.deserialize(body)
    return opened


def metadata(body: bytes) -> dict[str, str]:
    told = parquet.read_schema(io.BytesIO(body)).metadata
    return {key.decode(): text.decode() for key, text in told.items()}


def one_line(text: str) -> str:
    return " ".join(text.split())


# What each says of the release by name of the fact. What it does not say, it leaves out.


def _page(body: bytes) -> Iterator[tuple[str, str]]:
    of = page(body)
    told = {one.dt.text: one.dd.text for one in of.select("dl.dates > div")}
    licence = of.find("h2", id="licence").find_next("a")
    contact = one_line(of.find("h2", id="contact").find_next("p").text)
    publisher, _, rest = contact.partition(": ")
    yield from (("title", of.title.text), ("version", told["Release"]))
    yield from (("day", told["Data last changed"]), ("licence", told["Licence"]))
    yield from (("licence title", licence.text), ("licence address", licence["href"]))
    yield from (("publisher", publisher), ("contact", rest.partition(". To report")[0]))
    yield "what it is", of.find("meta", attrs={"name": "description"})["content"]
    yield "citation", one_line(of.select_one("p.cite").find(string=True))
    yield "schema", re.search(r"in schema (\S+);", of.text)[1]


def _json_ld(body: bytes) -> Iterator[tuple[str, str]]:
    told = json_ld(body)
    yield from (("title", told["name"]), ("version", told["version"]))
    yield from (("created", told["dateModified"]), ("licence address", told["license"]))
    yield from (("publisher", told["creator"]["name"]), ("what it is", told["description"]))
    if "contactPoint" in told["creator"]:
        yield "contact", told["creator"]["contactPoint"]["email"]
    if "url" in told:
        yield "address", told["url"]
    yield "keywords", ", ".join(told["keywords"])


def _workbook(body: bytes) -> Iterator[tuple[str, str]]:
    told = dict(sheets(body)["About"])
    for fact in ("title", "version", "created", "publisher", "contact", "what it is"):
        yield fact, told[fact]
    yield "citation", told["how to cite"]
    yield from _licence(told["licence"])
    yield "schema", re.search(r"schema (\S+)\.$", told["sheet Dictionary"])[1]
    if "published at" in told:
        yield "address", told["published at"]


def _properties(body: bytes) -> Iterator[tuple[str, str]]:
    of = openpyxl.load_workbook(io.BytesIO(body)).properties
    yield from (("title", of.title), ("publisher", of.creator), ("keywords", of.keywords))
    yield from (
        ("version", of.subject.removeprefix("Release ")),
        ("created", f"{of.created:%FT%TZ}"),
    )
    yield from _licence(of.description)


def _licence(text: str) -> Iterator[tuple[str, str]]:
    title, address = re.match(r"(.+?) \((https://\S+)\)", text).groups()
    yield from (("licence title", title), ("licence address", address))


def _citation(body: bytes) -> Iterator[tuple[str, str]]:
    told = yaml.safe_load(body)
    yield from (("title", told["title"]), ("version", told["version"]))
    yield from (("day", told["date-released"]), ("licence", told["license"].replace("-", " ", 2)))
    yield from (("publisher", told["authors"][0]["name"]), ("what it is", told["abstract"]))
    yield "citation", told["message"].partition(": ")[2]
    yield "keywords", ", ".join(told["keywords"])
    if "contact" in told:
        yield "contact", told["contact"][0]["email"]
    if "url" in told:
        yield "address", told["url"]


def _feed(body: bytes) -> Iterator[tuple[str, str]]:
    root = ElementTree.fromstring(body)
    yield from (
        ("title", root.findtext(f"{ATOM}title")),
        ("created", root.findtext(f"{ATOM}updated")),
    )
    yield "publisher", root.findtext(f"{ATOM}author/{ATOM}name")
    yield "what it is", root.findtext(f"{ATOM}subtitle")
    yield from _licence(root.findtext(f"{ATOM}rights"))
    if email := root.findtext(f"{ATOM}author/{ATOM}email"):
        yield "contact", email
    (link,) = (
        link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"
    )
    if address := link.removesuffix("feed.atom"):
        yield "address", address


def _changes(body: bytes) -> Iterator[tuple[str, str]]:
    text = body.decode()
    yield "title", re.match("# What changed: (.+)", text)[1]
    yield "version", re.search("^## (.+)", text, re.MULTILINE)[1]


def _package(body: bytes) -> Iterator[tuple[str, str]]:
    told = json.loads(body)
    (publisher,) = told["contributors"]
    (licence,) = told["licenses"]
    yield from (("title", told["title"]), ("version", told["version"]))
    yield from (("created", told["created"]), ("what it is", told["description"]))
    yield from (("publisher", publisher["title"]), ("keywords", ", ".join(told["keywords"])))
    yield from (
        ("licence", licence["name"].replace("-", " ", 2)),
        ("licence title", licence["title"]),
    )
    yield "licence address", licence["path"]
    if "email" in publisher:
        yield "contact", publisher["email"]


def _dictionary(body: bytes) -> Iterator[tuple[str, str]]:
    title, about, release = body.decode().split("\n\n")[:3]
    yield from (("title", title.removeprefix("# ")), ("what it is", about))
    version, schema, licence = re.match(r"Release (\S+), schema (\S+)\. (.+)", release).groups()
    yield from (("version", version), ("schema", schema))
    yield from _licence(licence)


def _exported(told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for fact in ("title", "version", "created", "publisher"):
        yield fact, told[fact]
    yield from (("schema", told["schema_version"]), ("licence address", told["licence_url"]))
    yield "licence", told["licence"].replace("-", " ", 2)
    if told.get("contact"):
        yield "contact", told["contact"]


def _sqlite(body: bytes) -> Iterator[tuple[str, str]]:
    rows = database(body).execute("SELECT * FROM about")
    return _exported(
        dict(zip([each[0] for each in rows.description], rows.fetchone(), strict=True))
    )


# Product to its file and its reader.
TELLERS: dict[str, tuple[str, Callable[[bytes], Iterator[tuple[str, str]]]]] = {
    "page": ("index.html", _page),
    "JSON-LD": ("index.html", _json_ld),
    "About sheet": ("affiliations.xlsx", _workbook),
    "workbook's properties": ("affiliations.xlsx", _properties),
    "citation": ("CITATION.cff", _citation),
    "feed": ("feed.atom", _feed),
    "changes": ("CHANGES.md", _changes),
    "package": ("datapackage.json", _package),
    "dictionary": ("DATA_DICTIONARY.md", _dictionary),
    "database": ("sister-cities.sqlite", _sqlite),
    "Parquet": ("affiliations.parquet", lambda body: _exported(metadata(body))),
}


def facts(files: Files) -> dict[str, dict[str, str]]:
    """By fact, what each product tells of it."""
    told: dict[str, dict[str, str]] = {}
    for product, (path, read) in TELLERS.items():
        for fact, words in read(files[path]):
            told.setdefault(fact, {})[product] = one_line(words)
    return told


# What they say of tables and columns.

SHEETS = {
    "Ties": "affiliations",
    "Ledger": "corrections",
    "Coverage": "coverage",
    "Changes": "changes",
}


def counts(files: Files) -> dict[str, dict[str, int]]:
    """By table, how many rows each product has or tells."""
    told: dict[str, dict[str, int]] = {}

    def tell(product: str, table: str, count: int) -> None:
        told.setdefault(table, {})[product] = count

    for each in json.loads(files["datapackage.json"])["resources"]:
        if "rows" in each:
            tell("package", each["name"], each["rows"])
    for table in list(told):
        text = files[f"{table}.csv"].decode()
        tell("CSV", table, len(list(csv.reader(io.StringIO(text, newline="")))) - 1)
        tell("Parquet", table, parquet.read_table(io.BytesIO(files[f"{table}.parquet"])).num_rows)
        rows = database(files["sister-cities.sqlite"]).execute(f'SELECT count(*) FROM "{table}"')
        tell("database", table, rows.fetchone()[0])
    for part in files["DATA_DICTIONARY.md"].decode().split("\n## ")[1:]:
        tell("dictionary", part.partition(".csv")[0], int(re.search(r"Rows: (\d+)\.", part)[1]))
    about = dict(sheets(files["affiliations.xlsx"])["About"])
    for sheet, table in SHEETS.items():
        tell("workbook", table, len(sheets(files["affiliations.xlsx"])[sheet]))
        tell("About sheet", table, int(re.search(r"Rows: ([\d,]+)\.", about[f"sheet {sheet}"])[1]))
    tell("JSON", "affiliations", len(json.loads(files["affiliations.json"])))
    tell("GeoJSON", "affiliations", len(json.loads(files["affiliations.geojson"])["features"]))
    of = page(files["index.html"])
    tell("page", "affiliations", len(of.select("#table tbody[id]")))
    tell("page's sentence", "affiliations", int(re.match(r"\d+", of.select_one("p.lead").text)[0]))
    return told


def meanings(files: Files) -> dict[tuple[str, str], dict[str, str]]:
    """By table and column, how each product explains it."""
    told: dict[tuple[str, str], dict[str, str]] = {}

    def tell(product: str, table: str, column: str, words: str) -> None:
        told.setdefault((table, column), {})[product] = words

    for part in files["DATA_DICTIONARY.md"].decode().split("\n## ")[1:]:
        for name, words in re.findall(
            r"^\| `(\w+)` (?:\|[^|]+){2}\| ((?:\\\||[^|])+) \|", part, re.M
        ):
            tell("dictionary", part.partition(".csv")[0], name, words)
    for each in json.loads(files["datapackage.json"])["resources"]:
        for field in each.get("schema", {}).get("fields", ()):
            tell("package", each["name"], field["name"], field["description"])
        if "schema" in each:
            for field in parquet.read_schema(io.BytesIO(files[f"{each['name']}.parquet"])):
                said = field.metadata[b"description"].decode()
                tell("Parquet", each["name"], field.name, said)
    book = openpyxl.load_workbook(io.BytesIO(files["affiliations.xlsx"]))
    for sheet, table in SHEETS.items():
        for cell in book[sheet][1]:
            tell("note on a header", table, cell.value, cell.comment.text)
    for sheet, column, _, _, words, *_ in sheets(files["affiliations.xlsx"])["Dictionary"]:
        tell("Dictionary sheet", SHEETS[sheet], column, words)
    asked = "SELECT table_name, column_name, meaning FROM dictionary"
    for row in database(files["sister-cities.sqlite"]).execute(asked):
        tell("database", *row)
    for term in page(files["index.html"]).select("dl.columns dt"):
        tell(
            "page", "affiliations", term.code.text, one_line(term.find_next("dd").find(string=True))
        )
    for field in json.loads(files["schemas/affiliations.tableschema.json"])["fields"]:
        tell("Table Schema", "affiliations", field["name"], field["description"])
    properties = json.loads(files["schemas/affiliations.schema.json"])["items"]["properties"]
    for name, about in properties.items():
        tell("JSON Schema", "affiliations", name, about["description"])
    return told
