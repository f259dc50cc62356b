"""The commands ``resolve`` and ``suggest``: anyone's list, and what a person may decide."""

import csv

import pytest

HEADER = "note,stated,country_stated\n"


@pytest.fixture
def resolve(tmp_path, sister_cities):
    def run(text, *options, expect=0):
        names, out = tmp_path / "NAMES.csv", tmp_path / "OUT.csv"
        names.write_bytes(text if isinstance(text, bytes) else text.encode())
        code, _, err = sister_cities("resolve", names, "--to", out, *options)
        assert code == expect, err
        if expect:
            assert not out.exists()
            return err
        with out.open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    return run


def test_every_row_comes_back_in_its_order_with_its_answer(resolve):
    rows = resolve(
        HEADER + 'a,Zhoaqing,China\nb,"Springfield, Illinois",USA\nc,,Holland\nd,Halifax,\n'
        "e,Bonn,Atlantis\nf,Springfield,USA\n"
    )

    assert list(rows[0])[:3] == ["note", "stated", "country_stated"]
    told = [
        (row["note"], row["name"], row["iso2"], row["iso3"], row["method"], row["needs_review"])
        for row in rows
    ]
    assert told == [
        ("a", "Zhaoqing", "CN", "CHN", "typo", "false"),
        ("b", "Springfield", "US", "USA", "exact", "false"),
        ("c", "", "NL", "NLD", "none", "false"),
        ("d", "Halifax", "", "", "none", "true"),
        ("e", "Bonn", "", "", "none", "true"),
        ("f", "Springfield", "US", "USA", "none", "true"),
    ]
    assert rows[0]["geonameid"] == "1784853"
    assert (rows[0]["latitude"], rows[0]["region"]) == ("23.04893", "Guangdong")
    assert rows[4]["reason"].startswith("country-unknown: 'Atlantis'")
    assert rows[5]["reason"].startswith("place-ambiguous: ")
    assert rows[0]["rule"] == "slip"
    assert "considered: Springfield (Missouri" in rows[5]["reason"]


def test_names_in_cases_are_found_in_the_language_of_the_list(resolve):
    text = HEADER + "a,Popradem,Słowacja\nb,Bonn,Niemcy\n"

    told = [(row["name"], row["method"], row["rule"]) for row in resolve(text, "--language", "pl")]
    assert told == [("Poprad", "alternate", "inflected"), ("Bonn", "exact", "own-name")]
    assert [row["rule"] for row in resolve(text)] == ["unknown", "own-name"]


def test_a_language_that_we_lack_is_told_before_anything_is_written(resolve):
    said = resolve(HEADER + "a,Bonn,Germany\n", "--language", "xx", expect=2)

    assert "'xx' is no language" in said


ODD = ["", " ", "x" * 10_000, "😀", "\u202eNantes", "NA", "None", "nan", "=1+1", '"', "豊川市"]


def test_odd_names_come_back_as_they_were(resolve, tmp_path):
    buffer = tmp_path / "odd.csv"
    with buffer.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows(
            [["stated", "country_stated"], *([name, "Japan"] for name in ODD)]
        )
    rows = resolve(buffer.read_bytes())

    assert [row["stated"] for row in rows] == ODD
    assert rows[-1]["name"] == "Toyokawa"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("stated\nBonn\n", "line 1: has no column country_stated"),
        ("", "line 1: has no column stated, country_stated"),
        ("stated,stated,country_stated\n", "line 1: has a column twice"),
        ("stated,country_stated,name\n", "line 1: has the column name, which resolve adds"),
        ("stated,country_stated\nBonn\n", "line 2: has 1 cells, the header 2"),
        ("stated,country_stated\na,b\nBonn,Germany,x\n", "line 3: has 3 cells, the header 2"),
        (b"stated,country_stated\nBonn,Germany\nK\xf6ln,Germany\n", "is not UTF-8"),
        ('stated,country_stated\n"Bonn,Germany\n', "is not CSV"),
    ],
)
def test_a_slip_in_the_list_is_told_by_its_line(resolve, text, says):
    assert says in resolve(text, expect=2)


def test_a_list_that_is_not_there_is_said(tmp_path, sister_cities):
    code, _, err = sister_cities("resolve", tmp_path / "none.csv", "--to", tmp_path / "out.csv")

    assert (code, "No such file" in err) == (2, True)


def test_suggestions_are_lines_that_lack_only_a_reason(workspace, sister_cities):
    workspace.source()
    workspace.capture(
        "<h2>Twin towns</h2><ul><li>Springfield, USA</li><li>Guadalajara</li>"
        "<li>Pune, India</li></ul>"
    )
    assert sister_cities("publish", "--workspace", workspace.root)[0] == 0
    code, out, _ = sister_cities("suggest", "--workspace", workspace.root)

    assert code == 0
    assert "no-port-alder.twin.us-springfield: Springfield, USA (place-ambiguous)" in out
    assert "  4409896: Springfield, Missouri, US, " in out
    assert " km from the first" in out
    assert " times the next" in out
    lines = [line for line in out.splitlines() if line.startswith(("springfield-", "guadalajara-"))]
    chosen = [
        next(line for line in lines if "4409896" in line),
        next(line for line in lines if "Mexico" in line),
    ]
    workspace.corrections(*(line.replace(",,,2024", ",because,,2024") for line in chosen))
    code, _, err = sister_cities("publish", "--workspace", workspace.root)

    assert code == 0, err
    assert {row["review"] for row in workspace.rows("affiliations")} == {""}


def test_suggestions_may_go_into_a_file_and_none_is_said(workspace, sister_cities, tmp_path):
    workspace.source()
    file = tmp_path / "suggestions.txt"
    code, _, _ = sister_cities("suggest", "--workspace", workspace.root, "--to", file)

    assert (code, file.read_text()) == (0, "Nothing is in review.\n")
