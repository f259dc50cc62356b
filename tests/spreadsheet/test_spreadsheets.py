"""LibreOffice opens what we publish, and has every cell as it is.

Not part of ``make test``, since it needs LibreOffice: ``make test-spreadsheet``. A machine without
it fails here.
"""

import csv
import io

import openpyxl
import pytest

from pipeline.publish.products.schemas import field_type
from pipeline.publish.products.tables_csv import tables_csv
from pipeline.publish.products.workbook import TABLES, workbook
from pipeline.tables import PUBLISHED
from tests.publish.hostile import HOSTILE
from tests.releases import whole_release
from tests.spreadsheet.libreoffice import Cell, opened

# How people are told to import a CSV: comma, quotes, UTF-8, from row 1, each column as text.
AS_TEXT = "44,34,76,1," + "/".join(f"{column}/2" for column in range(1, 65))
AS_IT_COMES = "44,34,76,1"


@pytest.fixture
def two_cities_files(two_cities, sister_cities):
    """The published files of the two cities, path to bytes."""
    assert sister_cities("publish", "--workspace", two_cities.root)[0] == 0
    return two_cities.published()


def made(*ties):
    """The files, path to bytes, of a release with such ties, on which nothing was checked."""
    of = whole_release(*ties, title="=1+1", publisher="@SUM(A1)")
    return tables_csv(of, {}) | workbook(of, {})


@pytest.fixture
def hostile_files():
    """The files of a release in which every word of a page means harm."""
    stated = ("name_as_stated", "partner_city", "country_as_stated", "established_as_stated")
    return made(*(dict.fromkeys(stated, name) for name in (*HOSTILE, "_x005F_x0041_")))


@pytest.fixture(params=["two_cities_files", "hostile_files"])
def files(request):
    return request.getfixturevalue(request.param)


def spread(folder, files, *names):
    """Write the files; return their paths."""
    for name in names:
        (folder / name).write_bytes(files[name])
    return [folder / name for name in names]


def rows_of(files, table):
    """The records of a published table, column by column as text."""
    csv.field_size_limit(10**6)
    return list(csv.DictReader(io.StringIO(files[f"{table}.csv"].decode(), newline="")))


def filled(rows, width):
    """The rows, each with as many cells as the header."""
    return [[*row, *[Cell()] * (width - len(row))] for row in rows]


def is_right(cell, kind, text):
    """Whether a cell of the workbook is the published ``text`` of a column of this kind."""
    if not text:
        return cell == Cell()
    if cell.link:
        return False
    if kind == "boolean":
        # LibreOffice has no truths: it shows a number, by this formula of its own.
        return (cell.text, cell.formula) == (text.upper(), f"of:={text.upper()}()")
    if kind == "string":
        return (cell.type, cell.text, cell.formula) == ("string", text, "")
    return (cell.type, float(cell.value), cell.formula) == ("float", float(text), "")


def test_the_workbook_has_every_cell_of_every_table(tmp_path, files):
    sheets = opened(spread(tmp_path, files, "affiliations.xlsx"), tmp_path)

    for name, model in TABLES.items():
        kinds = {key: field_type(column) for key, column in model.columns().items()}
        records = rows_of(files, model.table_name())
        header, *rows = filled(sheets[name], len(kinds))

        assert [cell.text for cell in header] == list(kinds)
        assert len(rows) == len(records)
        wrong = [
            (key, text, cell)
            for row, record in zip(rows, records, strict=True)
            for cell, (key, text) in zip(row, record.items(), strict=True)
            if not is_right(cell, kinds[key], text)
        ]
        assert not wrong


def test_the_workbook_has_its_notes_dictionary_and_about(tmp_path, files):
    (file,) = spread(tmp_path, files, "affiliations.xlsx")
    sheets = opened([file], tmp_path)
    book = openpyxl.load_workbook(file)

    for page in book:
        notes = [cell.comment.text for cell in next(page.iter_rows(max_row=1))]
        assert [cell.note for cell in sheets[page.title][0]] == notes
    for name in ("Dictionary", "About"):
        told = [[cell.text for cell in row] for row in filled(sheets[name], book[name].max_column)]
        assert told == [[text or "" for text in row] for row in book[name].values]
        assert not [cell for row in sheets[name] for cell in row if cell.formula or cell.link]


def test_a_csv_imported_as_text_has_every_cell(tmp_path, files):
    names = [f"{model.table_name()}.csv" for model in PUBLISHED]
    how = f"--infilter=Text - txt - csv (StarCalc):{AS_TEXT}"
    sheets = opened(spread(tmp_path, files, *names), tmp_path, how)

    for model in PUBLISHED:
        header, *rows = filled(sheets[model.table_name()], len(model.columns()))

        assert [cell.text for cell in header] == list(model.columns())
        assert [[cell.text for cell in row] for row in rows] == [
            list(record.values()) for record in rows_of(files, model.table_name())
        ]
        assert {cell.type for row in rows for cell in row} <= {"string", ""}
        assert not [cell for row in rows for cell in row if cell.formula or cell.link]


def test_a_csv_imported_without_a_word_is_spoilt(tmp_path, hostile_files):
    """Why README and file list send spreadsheet users to the workbook."""
    how = f"--infilter=Text - txt - csv (StarCalc):{AS_IT_COMES}"
    sheets = opened(spread(tmp_path, hostile_files, "affiliations.csv"), tmp_path, how)
    header, *rows = sheets["affiliations"]
    at = [cell.text for cell in header].index("name_as_stated")
    became = dict(zip(HOSTILE, (row[at] for row in rows), strict=False))

    assert became["=1+1"].formula == "of:=1+1"
    assert became["+1"].text == "1"
    assert became["007"].text == "7"
    assert became["1957-05-26"].type == "date"
    assert became["1957-05"].text == "1957-05"


def test_a_text_too_long_for_the_workbook_is_whole_in_the_csv(tmp_path):
    name = "é" * 40_000
    files = made({"name_as_stated": name})
    book = opened(spread(tmp_path, files, "affiliations.xlsx"), tmp_path)
    shown = [cell.text for cell in book["Ties"][1]]

    assert [text for text in shown if text.endswith("has all its 40,000 characters]")]
    assert [record["name_as_stated"] for record in rows_of(files, "affiliations")] == [name]


def test_a_machine_without_libreoffice_fails_and_is_told_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(AssertionError, match="apt install libreoffice-calc-nogui"):
        opened([], tmp_path)
