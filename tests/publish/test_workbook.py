"""The workbook, read back by openpyxl: every cell is there, typed, and does nothing."""

import datetime as dt
import io
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given
from xlsxwriter.utility import xl_rowcol_to_cell

from pipeline.inputs.publication import Publication
from pipeline.publish.description import LICENCES
from pipeline.publish.products import sheets
from pipeline.publish.products.citation import plain_citation
from pipeline.publish.products.schemas import field_type
from pipeline.publish.products.sheets import MOST_CHARACTERS, cell_text
from pipeline.publish.products.workbook import PROSE, TABLES, workbook
from pipeline.tables import Changes
from tests.publish.hostile import HOSTILE, TEXTS
from tests.releases import whole_release

TYPED = {"string": str, "integer": int, "number": float, "boolean": "true".__eq__}
TITLE = 'Twins: <all> & "some"'


def made(*ties):
    return whole_release(*ties, title=TITLE, publisher="Port Alder")


def body(of):
    return workbook(of, {})["affiliations.xlsx"]


def opened(of):
    return openpyxl.load_workbook(io.BytesIO(body(of)))


def records(page):
    """The rows of a sheet, header to value; None is the empty cell."""
    header, *rows = page.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def parts(of):
    """The XML of the workbook, path to text."""
    with zipfile.ZipFile(io.BytesIO(body(of))) as archive:
        return {part.filename: archive.read(part).decode() for part in archive.infolist()}


def test_every_cell_is_that_of_the_csv_with_its_type(released_cities):
    book = openpyxl.load_workbook(released_cities.root / "published" / "affiliations.xlsx")

    for name, model in TABLES.items():
        types = {key: TYPED[field_type(column)] for key, column in model.columns().items()}
        expected = [
            {key: types[key](text) if text else None for key, text in row.items()}
            for row in released_cities.rows(model.table_name())
        ]
        told = records(book[name])

        assert told == expected
        assert [[*map(type, row.values())] for row in told] == [
            [*map(type, row.values())] for row in expected
        ]
    assert len(records(book["Ties"])) > 20


def test_the_sheets_are_in_the_order_in_which_readers_want_them():
    book = opened(made())

    assert book.sheetnames == ["Ties", "Ledger", "Coverage", "Changes", "Dictionary", "About"]
    assert book.active.title == "Ties"


def test_every_sheet_has_a_frozen_header_and_a_filter_over_all_rows():
    for page in opened(made({}, {})):
        assert page.freeze_panes == "A2"
        assert page.auto_filter.ref == page.dimensions


def test_a_table_without_rows_is_a_header():
    of = made()
    of = replace(of, tables={**of.tables, "changes": Changes.frame([])})
    page = opened(of)["Changes"]

    assert page.auto_filter.ref == page.dimensions == "A1:H1"


@pytest.mark.parametrize("name", TABLES)
def test_the_notes_on_the_header_are_the_meanings_of_the_columns(name):
    header = next(opened(made())[name].iter_rows(max_row=1))
    notes = {cell.value: cell.comment.text for cell in header}

    assert notes == {key: about.description for key, about in TABLES[name].columns().items()}


def test_the_dictionary_has_every_column_with_its_closed_list():
    told = {(row["sheet"], row["column"]): row for row in records(opened(made())["Dictionary"])}

    assert list(told) == [(name, key) for name, model in TABLES.items() for key in model.columns()]
    assert told["Ties", "partner_geoname_id"] == {
        "sheet": "Ties",
        "column": "partner_geoname_id",
        "type": "integer",
        "may be empty": "yes",
        "meaning": "GeoNames id of the partner; empty when it is not resolved.",
        "example": "3031582",
        "one of": None,
    }
    assert told["Ties", "kind"]["one of"].split("\n")[2] == "twin: Twin town, twinning."


def test_the_about_sheet_tells_who_what_when_and_how_to_cite():
    of = made({}, {})
    rows = list(opened(of)["About"].iter_rows(min_row=2, values_only=True))
    told = dict(rows)

    assert told["title"] == TITLE
    assert (told["version"], told["created"]) == (of.version, of.created)
    assert (told["publisher"], told["contact"]) == ("Port Alder", Publication().contact)
    assert told["how to cite"] == plain_citation(of)
    assert "Rows: 2. As CSV: affiliations.csv" in told["sheet Ties"]
    for licence in LICENCES:
        assert ("licence", f"{licence.title} ({licence.path}): {licence.holds_for}.") in rows


def test_the_file_names_the_day_of_the_release_and_not_that_of_the_machine():
    of = opened(made()).properties

    assert of.created == of.modified == dt.datetime(2026, 11, 21)
    assert (of.title, of.creator) == (TITLE, "Port Alder")
    assert LICENCES[0].path in of.description


def test_the_same_release_gives_the_same_bytes():
    assert body(made({}, {})) == body(made({}, {}))


def test_sentences_wrap_and_no_column_is_wider_than_a_screen():
    book = opened(made({"name_as_stated": "k" * 10_000}))
    wrapped = {
        head.value
        for name in TABLES
        for head, cell in zip(*book[name], strict=True)
        if cell.alignment.wrap_text
    }
    widths = [of.width for page in book for of in page.column_dimensions.values()]

    assert wrapped == set(PROSE)
    assert 4 < min(widths) < max(widths) < 75


@pytest.fixture(scope="module")
def hostile_rows():
    """The cells of the ties whose names are HOSTILE, header to cell, by name."""
    header, *rows = opened(made(*({"name_as_stated": name} for name in HOSTILE)))["Ties"]
    keys = [cell.value for cell in header]
    return {
        name: dict(zip(keys, row, strict=True)) for name, row in zip(HOSTILE, rows, strict=True)
    }


@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: ascii(name[:20]))
def test_a_hostile_name_is_the_text_that_it_is(hostile_rows, name):
    cell = hostile_rows[name]["name_as_stated"]

    assert cell.value == name
    # "@" keeps it text when somebody edits it.
    assert (cell.data_type, cell.hyperlink, cell.number_format) == ("s", None, "@")


_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ESCAPE = re.compile("_x([0-9a-fA-F]{4})_")


def first_name(of):
    """The first name_as_stated as ECMA-376 has it read; openpyxl leaves _x000D_ as it is."""
    text = parts(of)
    strings = ElementTree.fromstring(text["xl/sharedStrings.xml"])
    page = ElementTree.fromstring(text["xl/worksheets/sheet1.xml"])
    at = list(TABLES["Ties"].columns()).index("name_as_stated")
    (cell,) = (c for c in page.iter(f"{_MAIN}c") if c.get("r") == xl_rowcol_to_cell(1, at))
    texts = [part.text or "" for part in strings[int(cell[0].text)].iter(f"{_MAIN}t")]
    return "".join(_ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) for text in texts)


@pytest.mark.parametrize("name", ["\r=1+1", "\r\n", "\x07", "_x005F_x0041_", "_xAAAA_xbbbb_x1_"])
def test_what_xml_cannot_hold_reads_back_as_what_it_is(name):
    assert first_name(made({"name_as_stated": name})) == name


@given(TEXTS)
def test_any_text_reads_back_as_what_it_is(name):
    assert first_name(made({"name_as_stated": name})) == name


def test_no_part_of_the_file_has_a_formula_a_link_or_protection():
    text = parts(made(*({"name_as_stated": name} for name in HOSTILE)))
    pages = [xml for name, xml in text.items() if name.startswith("xl/worksheets/sheet")]

    assert len(pages) == len(TABLES) + 2
    for xml in pages:
        assert not re.search("<(?:f|hyperlink|sheetProtection)[ >]", xml)
        assert '<ignoredError sqref="A1:' in xml
    assert not [name for name in text if "external" in name.lower()]


@pytest.mark.parametrize("sign", ["k", "😀", "<r>"])
def test_a_text_too_long_for_a_cell_is_cut_and_says_where_all_of_it_is(sign):
    name = sign * 40_000
    (row,) = records(opened(made({"name_as_stated": name}))["Ties"])
    kept, _, told = row["name_as_stated"].partition("…")

    assert told.startswith(" [cut: too long for a cell; affiliations.csv has all its ")
    assert f"{len(name):,} characters" in told
    assert name.startswith(kept)
    assert 32_600 < len(row["name_as_stated"].encode("utf-16-le")) // 2 <= MOST_CHARACTERS


@pytest.mark.parametrize("name", ["k" * MOST_CHARACTERS, "😀" * (MOST_CHARACTERS // 2)])
def test_a_text_that_just_fits_is_whole(name):
    (row,) = records(opened(made({"name_as_stated": name}))["Ties"])

    assert row["name_as_stated"] == name


def test_markup_that_no_longer_fits_once_it_is_escaped_is_cut_and_said():
    (row,) = records(opened(made({"name_as_stated": f"<r>{'&' * 30_000}</r>"}))["Ties"])

    assert row["name_as_stated"].endswith("affiliations.csv has all its 30,007 characters]")


def test_what_no_file_can_hold_is_a_replacement_sign():
    assert cell_text("a\ud800b\udfff", "affiliations.csv") == "a\ufffdb\ufffd"


def test_a_number_of_more_digits_than_a_spreadsheet_keeps_is_text():
    longest = 999_999_999_999_999
    numbers = (longest, longest + 1, 2**63 - 1)
    rows = records(opened(made(*({"partner_geoname_id": number} for number in numbers)))["Ties"])

    assert [row["partner_geoname_id"] for row in rows] == [longest, *map(str, numbers[1:])]


def test_rows_that_a_sheet_cannot_hold_are_told(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    page = opened(made({}, {}, {}, {}, {}))["Ties"]

    assert page.max_row == 4
    assert page["A4"].value == "[3 more rows: affiliations.csv has all]"


def test_no_part_is_compressed_as_every_zlib_does_it_otherwise():
    with zipfile.ZipFile(io.BytesIO(body(made({})))) as archive:
        parts = archive.infolist()

    assert {part.compress_type for part in parts} == {zipfile.ZIP_STORED}
    assert {part.date_time for part in parts} == {(1980, 1, 1, 0, 0, 0)}
    assert {part.create_system for part in parts} == {3}
