"""Pages and folders that mean harm, or that nobody thought of: read, said, and nothing lost."""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
HEAD = "<h2>Twin towns</h2>"


@pytest.fixture
def publish_again(workspace, sister_cities):
    def run(expect=0):
        code, _, err = sister_cities("publish", "--workspace", workspace.root)
        assert code == expect, err
        return err

    return run


@pytest.fixture
def publish(workspace, publish_again):
    """Publish a page, or what is there."""
    workspace.source()

    def run(page=None):
        if page is not None:
            workspace.capture(page)
        publish_again()

    return run


@pytest.fixture
def read(workspace, release):
    """Release the tables that a page comes to."""
    workspace.source()

    def run(page):
        workspace.capture(page)
        release()

    return run


def codes(workspace):
    return {row["code"] for row in workspace.rows("problems")}


@pytest.mark.parametrize(
    "words",
    [
        f"The city has {'9' * 25} twin towns.",
        f"The city has {'9' * 5000} twin towns.",
        f"A twin town agreement expires after {'9' * 5000} years.",
    ],
)
def test_a_number_that_cannot_be_a_count_is_none(workspace, read, words):
    read(f"{HEAD}<ul><li>Dublin, Ireland</li></ul><p>{words}</p>")

    (row,) = workspace.rows("coverage")
    assert row["claimed_count"] == ""


@pytest.mark.xfail(strict=True, reason="digits of two scripts in one number are read as one")
def test_digits_of_another_script_are_no_year(workspace, read):
    read(f"{HEAD}<ul><li>Dublin, Ireland</li><li>Pune, India (19٥٧)</li></ul>")

    assert {row["established"] for row in workspace.rows("affiliations")} == {""}


def test_a_name_longer_than_any_place_has_is_kept_or_told_and_can_be_read_again(workspace, publish):
    name = "K" + "o" * 140_000
    publish(f"{HEAD}<ul><li>{name}, Japan</li><li>Pune, India</li><li>Cork, Ireland</li></ul>")
    before = workspace.published()
    publish()
    csv.field_size_limit(10**6)

    assert workspace.published() == before
    kept = [row["name_as_stated"] for row in workspace.rows("affiliations")]
    told = [row["message"] for row in workspace.rows("problems")]
    assert name in kept or any(name[:200] in message for message in told)
    assert max(map(len, told), default=0) < 10_000


def test_a_page_nested_deeply_is_read_to_its_end(workspace, read):
    deep = "<div>" * 300 + "x" + "</div>" * 300
    read(f"{HEAD}<ul><li>Pune, India</li></ul>{deep}{HEAD}<ul><li>Lyon, France</li></ul>")

    assert {row["partner_city"] for row in workspace.rows("affiliations")} == {"Pune", "Lyon"}
    assert "page-cut" not in codes(workspace)


def test_two_towns_of_one_name_in_two_regions_are_two_ties(workspace, read):
    read(f"{HEAD}<ul><li>Springfield, Illinois, USA<li>Springfield, Missouri, USA</ul>")

    regions = {row["partner_region"] for row in workspace.rows("affiliations")}
    assert regions == {"Illinois", "Missouri"}


def test_names_that_differ_by_a_voicing_mark_are_two_names(workspace, read):
    read(f"{HEAD}<ul><li>Pune, India</li><li>パリ, France</li><li>バリ, France</li></ul>")

    stated = {row["name_as_stated"] for row in workspace.rows("affiliations")}
    assert stated == {"Pune", "パリ", "バリ"}


def test_a_second_date_of_a_repeated_entry_is_said(workspace, read):
    read(f"{HEAD}<ul><li>Pune, India (1957)</li><li>Pune, India (1960)</li></ul>")

    assert "date-contradicted" in codes(workspace)


def test_a_tie_in_a_list_of_other_things_is_said(workspace, read):
    read(f"{HEAD}<p>A.</p><ul><li>Foobar<li>Bazqux<li>Quuxia<li>Pune, India</ul>")

    stated = {row["partner_city"] for row in workspace.rows("affiliations")}
    assert stated == {"Pune"} or "entry-unread" in codes(workspace)


def test_a_table_is_read_row_by_row(workspace, read):
    read(
        f"{HEAD}<table><tr><th>City<th>Country<th>Since</tr>"
        "<tr><td>Pune<td>India<td>1957<tr><td>Dublin<td>Ireland<td>May 5, 1978</table>"
    )

    told = {row["partner_city"]: row["established"] for row in workspace.rows("affiliations")}
    assert told == {"Pune": "1957", "Dublin": "1978-05-05"}


def test_two_lists_in_one_sentence_are_both_read(workspace, read):
    read(
        "<p>Our sister cities are Pune, India and Kobe, Japan; our friendship cities are "
        "Lyon, France and Cork, Ireland.</p>"
    )

    told = {(row["kind"], row["partner_city"]) for row in workspace.rows("affiliations")}
    assert told == {
        ("sister", "Pune"),
        ("sister", "Kobe"),
        ("friendship", "Lyon"),
        ("friendship", "Cork"),
    }


def test_the_members_of_a_committee_are_no_cities(workspace, read):
    read(
        "<h2>Sister City Committee</h2><ul><li>Jane Doe (2019)</li>"
        "<li>John Smith (since 2015)</li></ul>"
    )

    assert workspace.rows("affiliations") == []


def test_harmful_signs_in_any_cell_are_flagged(workspace, read):
    read(f"{HEAD}<ul><li>Pune, Maha\u202erashtra, India</li><li>Dublin, Ireland</li></ul>")

    flagged = {row["name_as_stated"]: row["review"] for row in workspace.rows("affiliations")}
    assert flagged["Dublin"] == ""
    assert "text-hostile" in flagged["Pune"] or "text-hostile" in codes(workspace)


def test_a_city_is_not_tied_to_itself(workspace, read):
    source = workspace.root / "raw" / "no-port-alder" / "source.toml"
    source.write_text(source.read_text().replace("geoname_id = 1", "geoname_id = 2964574"))
    read(f"{HEAD}<ul><li>Dublin, Ireland</li><li>Pune, India</li></ul>")

    assert [row["partner_city"] for row in workspace.rows("affiliations")] == ["Pune"]
    assert "host-itself" in codes(workspace)


# folders


@pytest.mark.parametrize("kind", ["link", "file", "hidden", "pipe", "folder"])
def test_what_no_release_put_there_is_never_replaced(released_tie, sister_cities, tmp_path, kind):
    root = released_tie.root
    target = root / "published"
    if kind in ("link", "file"):
        shutil.rmtree(target)
        (tmp_path / "elsewhere").mkdir()
        target.symlink_to(tmp_path / "elsewhere") if kind == "link" else target.write_text("mine")
        strange = target
    else:
        strange = target / {"hidden": ".htaccess", "pipe": "pipe", "folder": "empty"}[kind]
        if kind == "hidden":
            strange.write_text("mine")
        else:
            os.mkfifo(strange) if kind == "pipe" else strange.mkdir()

    released_tie.capture(f"{HEAD}<ul><li>Dublin, Ireland (1987)</li></ul>", "2025-05-01")
    code, _, err = sister_cities("publish", "--workspace", root)

    assert (code, "release-foreign  published" in err) == (2, True)
    assert strange.is_symlink() or strange.exists()
    assert sorted(path.name for path in root.iterdir()) == ["published", "raw"]


@pytest.mark.parametrize("name", ["affiliations.csv", "captures.csv", "changes.csv"])
def test_a_previous_release_that_was_cut_is_not_trusted(released_tie, publish_again, name):
    file = released_tie.root / "published" / name
    file.write_bytes(file.read_bytes().split(b"\n")[0] + b"\n" + b"x" * (name == "changes.csv"))

    assert "release-damaged  published: cannot be read" in publish_again(expect=2)


@pytest.mark.parametrize("attributes", ["", "* text eol=crlf\n"])
def test_what_git_does_to_line_ends_makes_no_new_release(released_tie, publish_again, attributes):
    before = released_tie.published()
    git = ["git", "-C", str(released_tie.root), "-c", "user.name=x", "-c", "user.email=x@y.example"]
    subprocess.run([*git, "init", "-q"], check=True)
    (released_tie.root / ".gitattributes").write_text(attributes)
    subprocess.run([*git, "config", "core.autocrlf", "true"], check=True)
    for words in (["add", "."], ["commit", "-q", "-m", "first"]):
        subprocess.run([*git, *words], check=True, capture_output=True)
    publish_again()

    assert released_tie.published() == before


def test_another_repository_that_the_environment_names_is_not_ours(
    released_tie, publish_again, monkeypatch, tmp_path
):
    before = released_tie.published()
    monkeypatch.setenv("GIT_DIR", str(PROJECT / ".git"))
    publish_again()

    assert released_tie.published() == before


# streams


def run(words, **streams):
    command = [sys.executable, "-m", "pipeline", *map(str, words)]
    return subprocess.run(command, cwd=PROJECT, check=False, **streams)


@pytest.mark.slow
def test_a_reader_who_goes_away_is_no_failure(workspace, publish):
    publish(f"{HEAD}<ul><li>Dublin, Ireland</li></ul>")
    read, write = os.pipe()
    os.close(read)
    try:
        done = run(["check", "--workspace", workspace.root], stdout=write, stderr=subprocess.PIPE)
    finally:
        os.close(write)

    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.slow
def test_closed_streams_do_not_stop_a_release(workspace, publish):
    workspace.capture(f"{HEAD}<ul><li>Dublin, Ireland</li></ul>")
    command = f"exec {sys.executable} -m pipeline publish --workspace {workspace.root} >&- 2>&-"
    done = subprocess.run(["sh", "-c", command], cwd=PROJECT, check=False)

    assert done.returncode == 0
    assert len(workspace.rows("affiliations")) == 1


@pytest.mark.parametrize("place", ["", ".", "/"])
def test_a_place_where_no_file_can_be_written_is_said(tmp_path, sister_cities, place):
    page = tmp_path / "page.html"
    page.write_text(HEAD)

    code, _, err = sister_cities("parse", page, "--to", place)

    assert (code, "names no file to write" in err) == (2, True)


def test_what_is_written_to_a_link_goes_where_it_leads(tmp_path, sister_cities):
    page, link = tmp_path / "page.html", tmp_path / "link"
    page.write_text(HEAD)
    link.symlink_to(tmp_path / "target")
    (tmp_path / "target").write_text("")

    assert sister_cities("parse", page, "--to", link)[0] == 0
    assert link.is_symlink()
    assert json.loads((tmp_path / "target").read_text())["affiliations"] == []
