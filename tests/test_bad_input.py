"""Bad input gets one clear message, the right exit code, and nothing is lost."""

import json
import os

import pytest

from tests.cases import cases

PAGE = "<h2>Twin towns</h2><ul><li>Dublin, Ireland (1986)</li></ul>"


@pytest.fixture
def released(workspace, released_tie, sister_cities):
    """A workspace with a release in it, and the command to release again."""

    def again(code, *said):
        before = workspace.published()
        for command in ("check", "publish"):
            got, _, err = sister_cities(command, "--workspace", workspace.root)
            assert got == code, err
            for words in said:
                assert words in err
            assert "to mend: " in err
            assert workspace.published() == before

    return again


@pytest.mark.parametrize("case", cases("sources_refused"))
def test_a_source_that_cannot_be_used_is_refused_by_file_and_key(case, workspace, released):
    file = workspace.root / "raw" / "no-port-alder" / "source.toml"
    text = file.read_text().replace('"Port Alder"', "'Port Alder'")
    assert case["find"] in text
    file.write_text(text.replace(case["find"], case["replace"], 1))

    released(2, "source-invalid  raw/no-port-alder/source.toml: ", case["says"])


def test_all_slips_of_all_sources_are_told_in_one_run(workspace, sister_cities):
    for place_id in ("no-a", "no-b"):
        workspace.source(place_id).write_text("colour = 1\n")

    _, _, err = sister_cities("publish", "--workspace", workspace.root)

    assert err.count("source-invalid") == 6


def test_a_folder_without_source_toml_is_named(workspace, released):
    (workspace.root / "raw" / "no-elsewhere").mkdir()

    released(2, "raw/no-elsewhere/source.toml: is missing")


def test_a_spoilt_capture_is_refused(workspace, released):
    body = workspace.root / "raw" / "no-port-alder" / "twins" / "2024-05-01.html"
    body.write_bytes(body.read_bytes().replace(b"Dublin", b"Berlin"))

    released(2, "capture-damaged  raw/no-port-alder/twins/2024-05-01.html: ", "is not the file")


@pytest.mark.parametrize("ending", [".html", ".json"])
def test_a_capture_of_which_half_is_missing_is_refused(workspace, released, ending):
    (workspace.root / "raw" / "no-port-alder" / "twins" / f"2024-05-01{ending}").unlink()

    released(2, "capture-damaged  raw/no-port-alder/twins/2024-05-01")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("captured_on", "last year"),
        ("captured_on", "2024-02-30"),
        ("captured_on", None),
        ("method", "magic"),
        ("sha256", "abc"),
        ("byte_count", "12"),
        ("byte_count", True),
        ("transcribed_on", "2024"),
        ("url", ""),
        ("media_type", 1),
    ],
)
def test_a_sidecar_that_is_not_of_its_form_is_refused(workspace, released, key, value):
    file = workspace.root / "raw" / "no-port-alder" / "twins" / "2024-05-01.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {key: value}))

    released(2, "capture-damaged  raw/no-port-alder/twins/2024-05-01.json", key)


@pytest.mark.parametrize("text", ["{", "[]", '"x"', b"\xff"])
def test_a_sidecar_that_is_no_json_object_is_refused(workspace, released, text):
    file = workspace.root / "raw" / "no-port-alder" / "twins" / "2024-05-01.json"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())

    released(2, "raw/no-port-alder/twins/2024-05-01.json")


@pytest.mark.parametrize(
    "text",
    [
        "at,result\n",
        "at,result,http_status,sha256,detail\nyesterday,new,200,,\n",
        "at,result,http_status,sha256,detail\n2024-05-01T00:00:00Z,fine,200,,\n",
        "at,result,http_status,sha256,detail\n2024-05-01T00:00:00Z,new\n",
    ],
)
def test_a_table_of_visits_that_is_not_of_its_form_is_refused(workspace, released, text):
    (workspace.root / "raw" / "no-port-alder" / "twins" / "visits.csv").write_text(text)

    released(2, "raw/no-port-alder/twins/visits.csv: line ")


def test_captures_of_a_page_that_no_source_describes_are_not_passed_over(workspace, released):
    (workspace.root / "raw" / "no-port-alder" / "old-page").mkdir()

    released(2, "raw/no-port-alder/old-page: holds captures of a page")


def test_what_no_release_put_into_published_is_not_thrown_away(workspace, released, sister_cities):
    note = workspace.root / "published" / "notes.txt"
    note.write_text("mine")
    workspace.capture(PAGE.replace("1986", "1987"), "2025-05-01")

    code, _, err = sister_cities("publish", "--workspace", workspace.root)

    assert (code, "release-foreign  published/notes.txt" in err) == (2, True)
    assert note.read_text() == "mine"


def test_a_folder_that_is_no_workspace_is_said_to_be_none(tmp_path, sister_cities):
    code, _, err = sister_cities("publish", "--workspace", tmp_path)

    assert code == 2
    assert err.startswith("workspace-missing  ")


def test_a_date_certainly_after_its_page_is_withheld_and_stops_nobody(workspace, sister_cities):
    workspace.source()
    workspace.capture("<h2>Twin towns</h2><ul><li>Dublin, Ireland (2031)</li></ul>")

    code, _, err = sister_cities("publish", "--workspace", workspace.root)

    assert code == 0, err
    (row,) = workspace.rows("affiliations")
    assert (row["established"], row["established_as_stated"]) == ("", "2031")
    assert row["review"] == "date-impossible"
    assert [row["rule"] for row in workspace.rows("corrections")] == ["withheld"]


def test_check_exits_one_when_the_release_would_be_refused(workspace, released, sister_cities):
    body = workspace.capture("<h2>Twin towns</h2><ul><li>Pune, India</li></ul>")

    released(1, "row-removed  no-port-alder.twin.ie-dublin", "accept it: --accept-removal")
    assert body.exists()


def test_a_geonames_id_that_is_none_is_never_published_as_a_name(workspace, released):
    workspace.corrections("a,*,city,Dublin,,999999999,standard-name,r,,2026-11-21,")

    released(2, "raw/corrections.csv: line 2: a: the gazetteer has no place 999999999")


def test_a_geonames_id_decides_which_of_several_places_is_meant(workspace, sister_cities):
    workspace.source()
    workspace.capture("<h2>Twin towns</h2><ul><li>Springfield, USA (1999)</li></ul>")
    workspace.corrections("a,*,city,Springfield,US,4409896,standard-name,r,,2026-11-21,")
    assert sister_cities("publish", "--workspace", workspace.root)[0] == 0

    (row,) = workspace.rows("affiliations")
    assert (row["partner_region"], row["place_method"]) == ("Missouri", "correction")


def test_a_removal_is_accepted_only_of_a_row_that_is_there(workspace, sister_cities):
    workspace.source()
    code, _, err = sister_cities(
        "publish", "--workspace", workspace.root, "--accept-removal", "no-such-row"
    )

    assert (code, "no-such-row is not published" in err) == (2, True)


def test_check_writes_nothing(workspace, sister_cities):
    workspace.source()
    workspace.capture(PAGE)

    code, out, _ = sister_cities("check", "--workspace", workspace.root)

    assert (code, "would be published; nothing written" in out) == (0, True)
    assert not (workspace.root / "published").exists()


@pytest.mark.parametrize(
    "words", [("publsh",), ("publish", "--nonsense"), ("parse", "--workers", "0")]
)
def test_a_slip_on_the_command_line_is_exit_code_two(sister_cities, words):
    code, _, err = sister_cities(*words)

    assert code == 2
    assert "Usage" in err


def test_a_bug_is_said_to_be_one(workspace, sister_cities, monkeypatch):
    workspace.source()
    monkeypatch.setattr("pipeline.run.build_release.open_gazetteer", lambda: 1 / 0)

    code, _, err = sister_cities("publish", "--workspace", workspace.root)

    assert (code, "This is a bug" in err) == (4, True)


def test_two_runs_at_once_do_not_meet(workspace, released, sister_cities):
    import fcntl

    handle = os.open(workspace.root, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        released(2, "another run works on this workspace")
    finally:
        os.close(handle)
