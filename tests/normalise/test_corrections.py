import pytest

from tests.cases import cases

PAGE = "<h2>Sister Cities</h2><ul><li>Kobe, Japan (1970)</li><li>Kobbe, Japan</li></ul>"


@pytest.mark.parametrize("case", cases("corrections_refused"))
def test_a_correction_that_cannot_be_meant_is_refused_with_its_line(case, workspace, sister_cities):
    workspace.source()
    workspace.capture(PAGE)
    workspace.corrections(case["lines"])

    code, _, err = sister_cities("publish", "--workspace", workspace.root)

    assert code == 2
    assert f"raw/corrections.csv: line {case['line']}: " in err
    assert case["says"] in err
    assert not (workspace.root / "published").exists()


def test_corrections_that_do_not_meet_do_not_fight(workspace, release):
    workspace.source()
    workspace.capture(PAGE.replace("</ul>", "<li>Kobbe, China</li></ul>"))
    workspace.corrections(
        "japan,*,city,Kobbe,JP,Kobe,misspelling,r,,2026-11-21,",
        "china,*,city,Kobbe,CN,Koben,misspelling,r,,2026-11-21,",
    )
    release()

    ledger = [(r["published"], r["rule"]) for r in workspace.rows("corrections")]
    assert ledger == [("Koben", "misspelling"), ("Kobe", "misspelling")]


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        (
            "a,*,country,Japan,,South Korea,wrong-country,r,e,2026-11-21,",
            "partner_country",
            "South Korea",
        ),
        ("a,*,established,1970,,1971-02,wrong-date,r,e,2026-11-21,", "established", "1971-02"),
        ("a,*,status,on hold,,ended,wrong-status,r,e,2026-11-21,", "status", "ended"),
        ("a,*,region,Kobe,,Hyogo,standard-name,r,e,2026-11-21,", "partner_region", "Hyogo"),
    ],
)
def test_every_field_of_the_ledger_can_be_decided(workspace, release, line, column, expected):
    workspace.source()
    workspace.capture("<h2>Sister Cities</h2><ul><li>Kobe, Japan (1970, on hold)</li></ul>")
    workspace.corrections(line)
    release()

    assert [row[column] for row in workspace.rows("affiliations")] == [expected]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id,scope\n", "line 1: its header is not id,scope,field"),
        ("", "line 1: its header is not id,scope,field"),
        ('id,scope,field\n"a\n', "is not CSV"),
        (b"\xff\xfe", "is UTF-16, and not UTF-8"),
    ],
)
def test_a_file_of_corrections_that_is_no_table_is_refused(workspace, sister_cities, text, says):
    workspace.source()
    body = text if isinstance(text, bytes) else text.encode()
    (workspace.root / "raw" / "corrections.csv").write_bytes(body)

    code, _, err = sister_cities("publish", "--workspace", workspace.root)

    assert (code, says in err) == (2, True), err


def test_a_correction_may_be_for_one_tie_where_two_share_a_date(workspace, release):
    workspace.source()
    workspace.capture(
        "<h2>Twin towns</h2><ul><li>Dublin, Ireland (1986)</li><li>Pune, India (1986)</li></ul>"
    )
    workspace.corrections(
        "d,no-port-alder/Pune,established,1986,,1992,wrong-date,the deed is of 1992,,2026-11-21,"
    )
    release()

    rows = workspace.rows("affiliations")
    assert {row["partner_city"]: row["established"] for row in rows} == {
        "Dublin": "1986",
        "Pune": "1992",
    }
