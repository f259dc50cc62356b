"""What notebooks import: small, typed, and the code that the command runs."""

import csv
import importlib
import json
import shutil
import subprocess
import sys

import pytest

import sister_cities
from pipeline.problems import FilesBroken
from pipeline.store import Store, disk


@pytest.fixture
def command(request):
    """The command, by another name than the library's."""
    return request.getfixturevalue("sister_cities")


PAGE = (
    "<h2>Sister Cities</h2><p>Port Alder has two sister cities.</p><ul>"
    "<li>Dublin, Ireland (1986)</li><li>Atlanteia, Greece</li></ul>"
)


def test_to_import_it_loads_nothing_heavy():
    heavy = "{'pandas', 'pandera', 'numpy', 'lxml', 'requests', 'babel', 'typer'}"
    code = f"import sister_cities, sys; print(*sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == ""


@pytest.mark.parametrize(
    ("name", "module"),
    [
        ("FilesBroken", "pipeline.problems"),
        ("ParsedPage", "pipeline.run.parse_pages"),
        ("PipelineError", "pipeline.problems"),
        ("Problem", "pipeline.problems"),
        ("Published", "pipeline.publish"),
        ("Resolved", "pipeline.places.resolve"),
        ("Tie", "pipeline.run.parse_pages"),
    ],
)
def test_its_records_are_those_of_the_command_and_no_second_ones(name, module):
    assert getattr(sister_cities, name) is getattr(importlib.import_module(module), name)


def test_every_name_that_it_offers_is_there_and_no_other():
    assert all(getattr(sister_cities, name) for name in sister_cities.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        sister_cities.nothing  # noqa: B018


@pytest.mark.parametrize("form", ["text", "bytes", "file"])
def test_a_page_is_read_as_the_command_reads_it(tmp_path, command, form):
    file = tmp_path / "page.html"
    file.write_text(PAGE)
    page = {"text": PAGE, "bytes": PAGE.encode(), "file": file}[form]
    read = sister_cities.read_page(page, host="Port Alder", host_country="Norway")
    _, out, _ = command("parse", file, "--host", "Port Alder", "--host-country", "Norway")
    told = json.loads(out)["affiliations"]

    assert [tie.partner_city for tie in read.ties] == [tie["name"] for tie in told]
    assert [tie.review or None for tie in read.ties] == [tie["review"] for tie in told]
    assert [(claim.kind, claim.number) for claim in read.claims] == [("sister", 2)]
    assert list(read.frame()["partner_country_code"]) == ["IE", "GR"]


def test_a_page_without_ties_is_a_frame_without_rows_and_a_problem():
    read = sister_cities.read_page("<p>Roads and bridges.</p>")

    assert read.frame().empty
    assert "partner_geoname_id" in read.frame().columns
    assert [problem.code for problem in read.problems] == ["page-unread"]


def test_a_name_is_resolved_as_the_command_resolves_it(tmp_path, command):
    names, out = tmp_path / "names.csv", tmp_path / "out.csv"
    names.write_text("stated,country_stated\nZhoaqing,China\nGuadalajara,\n")
    command("resolve", names, "--to", out)
    with out.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))

    for row in rows:
        answer = sister_cities.resolve(row.pop("stated"), row.pop("country_stated"))
        assert answer._asdict() == row


def test_a_language_that_there_are_no_tables_of_is_refused():
    with pytest.raises(FilesBroken, match="no language that we have tables of"):
        sister_cities.resolve("Bonn", language="tlh")


def test_a_release_is_opened_with_its_tables(released_tie):
    release = sister_cities.open_release(released_tie.root / "published")

    assert list(release.tables["affiliations"]["partner_city"]) == ["Dublin"]
    assert release.about.version


def test_a_release_that_was_touched_is_refused(released_tie):
    file = released_tie.root / "published" / "affiliations.csv"
    file.write_text(file.read_text().replace("Dublin", "Derry"))

    with pytest.raises(FilesBroken, match="not the file that the release was made with"):
        sister_cities.open_release(released_tie.root / "published")


@pytest.mark.parametrize("charset", ["utf-16", "iso-8859-1", "shift_jis"])
def test_text_is_read_as_text_whatever_encoding_its_markup_declares(charset):
    page = f'<meta charset="{charset}">' + PAGE.replace("Dublin, Ireland", "Orléans, France")
    ties = sister_cities.read_page(page, host="Port Alder").ties

    assert [tie.partner_city for tie in ties] == ["Orléans", "Atlanteia"]


def test_text_with_half_a_letter_is_read_with_a_question_mark_in_its_place():
    ties = sister_cities.read_page(PAGE + "\ud800", host="Port Alder").ties

    assert [tie.partner_city for tie in ties] == ["Dublin", "Atlanteia"]


def test_a_release_that_is_replaced_while_it_is_read_is_read_again(released_tie, monkeypatch):
    folder = released_tie.root / "published"
    real, reads = disk.folder_files, []

    def replaced_meanwhile(path):
        files = real(path)
        reads.append(path)
        if len(reads) == 1:
            folder.rename(released_tie.root / "before")
            shutil.copytree(released_tie.root / "before", folder)
            return files | {"affiliations.csv": b"of the release before"}
        return files

    monkeypatch.setattr(disk, "folder_files", replaced_meanwhile)

    assert len(sister_cities.open_release(folder).tables["affiliations"]) == 1
    assert len(reads) == 2


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        (lambda: sister_cities.resolve(None), TypeError, "stated must be a str, and is None"),
        (lambda: sister_cities.resolve(float("nan")), TypeError, "stated must be a str"),
        (lambda: sister_cities.read_page("<p>", host=5), TypeError, "host must be a str"),
        (lambda: sister_cities.read_page("nope.html"), ValueError, r"give Path\('nope.html'\)"),
        (lambda: sister_cities.resolve("Bonn", language="tlh"), FilesBroken, "  language: 'tlh'"),
        (lambda: sister_cities.open_release("nope"), FilesBroken, "nope: is not there"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_the_words_of_the_library(call, error, said):
    with pytest.raises(error, match=said) as raised:
        call()

    assert "--" not in str(raised.value)


def test_a_page_may_be_any_bytes():
    page = sister_cities.read_page(bytearray(PAGE.encode()), host="Port Alder")

    assert [tie.partner_city for tie in page.ties] == ["Dublin", "Atlanteia"]


def test_a_release_that_is_replaced_twice_while_it_is_read_is_read_again(released_tie, monkeypatch):
    # The second one could be given the number of the first: how a folder is known again.
    store, folder = Store(released_tie.root), released_tie.root / "published"
    real, reads = disk.folder_files, []

    def replaced_meanwhile(path):
        files = real(path)
        reads.append(path)
        if len(reads) == 1:
            store.publish(files | {"affiliations.csv": b"of another release"})
            store.publish(files)
            return files | {"affiliations.csv": b"of another release"}
        return files

    monkeypatch.setattr(disk, "folder_files", replaced_meanwhile)

    assert len(sister_cities.open_release(folder).tables["affiliations"]) == 1
    assert reads[-1] == folder
