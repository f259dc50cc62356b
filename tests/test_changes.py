"""Releases that follow one another: ids, versions, and whose change it was."""

import json

import pytest

FIRST = "<h2>Twin towns</h2><ul><li>Dublin, Ireland</li><li>Old Zhaoqing, China</li></ul>"
SECOND = (
    "<h2>Twin towns</h2><ul><li>Dublin, Ireland (1986)</li><li>Zhaoqing, China</li>"
    "<li>Pune, India</li></ul>"
)
TOLD = ("event", "field", "after", "cause")
DECISION = "z,*,city,Old Zhaoqing,CN,Zhaoqing,standard-name,the page names it of old,,2026-11-21,"


@pytest.fixture
def publish(sister_cities, workspace):
    def run(*words, expect=0):
        code, _, err = sister_cities("publish", "--workspace", workspace.root, *words)
        assert code == expect, err
        return err

    return run


def version(workspace):
    return json.loads((workspace.root / "published" / "datapackage.json").read_bytes())["version"]


def told(workspace):
    """Who, what, which cell, how now and whose change, of every change."""
    return [
        (row["affiliation_id"].rpartition(".")[2], *(row[name] for name in TOLD))
        for row in workspace.rows("changes")
    ]


def test_a_city_that_mends_its_typo_keeps_the_id(workspace, release):
    workspace.source()
    workspace.capture(FIRST, "2024-05-01")
    workspace.corrections(DECISION)
    release()
    before = {row["partner_city"]: row["affiliation_id"] for row in workspace.rows("affiliations")}

    workspace.capture(SECOND, "2025-05-01")
    release()
    rows = {row["partner_city"]: row for row in workspace.rows("affiliations")}

    assert rows["Zhaoqing"]["affiliation_id"] == before["Zhaoqing"]
    assert rows["Zhaoqing"]["name_as_stated"] == "Zhaoqing"
    assert (rows["Zhaoqing"]["first_seen_on"], rows["Zhaoqing"]["last_seen_on"]) == (
        "2024-05-01",
        "2025-05-01",
    )


def test_changes_of_the_page_are_told_with_their_capture(workspace, release):
    workspace.source()
    workspace.capture(FIRST, "2024-05-01")
    workspace.corrections(DECISION)
    release()
    assert (version(workspace), told(workspace)) == ("2024.05.01", [])

    workspace.capture(SECOND, "2025-05-01")
    release()

    assert version(workspace) == "2025.05.01"
    assert told(workspace) == [
        ("cn-zhaoqing", "changed", "name_as_stated", "Zhaoqing", "source"),
        ("ie-dublin", "changed", "established", "1986", "source"),
        ("ie-dublin", "changed", "established_as_stated", "1986", "source"),
        ("in-pune", "added", "", "", "source"),
    ]
    assert {row["release"] for row in workspace.rows("changes")} == {"2025.05.01"}
    captures = {row["capture"] for row in workspace.rows("changes")}
    assert captures == {"no-port-alder/twins/2025-05-01.html"}


def test_a_decision_of_ours_is_told_as_ours_and_keeps_the_id(workspace, release):
    workspace.source()
    workspace.capture(FIRST, "2024-05-01")
    release()
    workspace.corrections(DECISION)
    release()

    assert version(workspace) == "2024.05.01+2"
    assert {(row["affiliation_id"], row["cause"]) for row in workspace.rows("changes")} == {
        ("no-port-alder.twin.cn-old-zhaoqing", "pipeline")
    }
    assert "partner_city" in {row["field"] for row in workspace.rows("changes")}


def test_both_at_once_are_told_apart(workspace, release):
    workspace.source()
    workspace.capture(FIRST, "2024-05-01")
    release()
    workspace.corrections(DECISION)
    workspace.capture(SECOND, "2025-05-01")
    release()

    causes = {(row["field"], row["cause"]) for row in workspace.rows("changes")}
    assert ("partner_city", "pipeline") in causes
    assert ("name_as_stated", "source") in causes
    assert ("partner_city", "source") not in causes


def test_visits_alone_move_no_version(workspace, release):
    workspace.source()
    workspace.capture(FIRST, "2024-05-01")
    release()
    visits = workspace.root / "raw" / "no-port-alder" / "twins" / "visits.csv"
    visits.write_text(
        "at,result,http_status,sha256,detail\n2026-01-02T03:04:05Z,gone,404,,HTTP 404\n"
    )
    release()

    assert version(workspace) == "2024.05.01"
    (row,) = workspace.rows("coverage")
    assert (row["stale"], row["last_result"], row["last_checked_on"]) == (
        "true",
        "gone",
        "2026-01-02",
    )
    assert "page-stale" in [row["code"] for row in workspace.rows("problems")]


def test_a_row_that_only_we_would_remove_is_refused_until_it_is_accepted(workspace, publish):
    workspace.source()
    page = workspace.capture(FIRST, "2024-05-01")
    publish()
    before = workspace.published()
    page.unlink()
    page.with_suffix(".json").unlink()
    workspace.capture("<h2>Twin towns</h2><ul><li>Dublin, Ireland</li></ul>", "2024-05-01")

    err = publish(expect=1)

    assert "row-removed  no-port-alder.twin.cn-old-zhaoqing" in err
    assert workspace.published() == before
    publish("--accept-removal", "no-port-alder.twin.cn-old-zhaoqing")
    assert told(workspace)[0][:2] == ("cn-old-zhaoqing", "removed")


def test_the_history_may_be_started_anew(workspace, release, publish):
    workspace.source()
    workspace.capture(FIRST, "2024-05-01")
    release()
    workspace.corrections(DECISION)
    publish("--against", "none")

    assert workspace.rows("changes") == []
    assert version(workspace) == "2024.05.01"


def test_the_previous_release_may_be_a_folder(workspace, release, publish, tmp_path):
    workspace.source()
    workspace.capture(FIRST, "2024-05-01")
    release()
    (workspace.root / "published").rename(tmp_path / "old")
    workspace.corrections(DECISION)
    publish("--against", tmp_path / "old")

    assert workspace.rows("changes")[0]["cause"] == "pipeline"


@pytest.mark.parametrize("against", ["no-such-revision", "-n"])
def test_a_previous_release_that_is_not_there_is_said_so(workspace, publish, against):
    workspace.source()

    assert "neither a folder nor a git revision" in publish(f"--against={against}", expect=2)


@pytest.mark.parametrize(
    ("name", "body"),
    [("datapackage.json", b"{"), ("affiliations.csv", b"a,b\n1\n"), ("captures.csv", None)],
)
def test_a_damaged_previous_release_is_refused_and_left_alone(workspace, publish, name, body):
    workspace.source()
    workspace.capture(FIRST, "2024-05-01")
    publish()
    file = workspace.root / "published" / name
    file.unlink() if body is None else file.write_bytes(body)
    before = workspace.published()

    err = publish(expect=2)

    assert "release-damaged" in err
    assert workspace.published() == before
