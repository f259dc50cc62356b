"""The command ``parse``: JSON Lines for files, tables of pages, and slips."""

import json

import pytest

PAGE = (
    "<h2>Sister Cities</h2><p>Port Alder has three sister cities.</p><ul>"
    "<li>Dublin, Ireland (1986)</li><li>Ekaterinburg, Russia</li><li>Atlanteia, Greece</li></ul>"
)


@pytest.fixture
def page(tmp_path):
    file = tmp_path / "page.html"
    file.write_text(PAGE)
    return file


def test_one_object_a_page_says_what_it_states_and_what_we_made_of_it(page, sister_cities):
    code, out, _ = sister_cities("parse", page, "--host", "Port Alder", "--host-country", "Norway")

    assert code == 0
    names = ("region", "established", "status", "expires")
    nothing = {f"{name}_as_stated": None for name in names}
    assert json.loads(out) == {
        "file": str(page),
        "affiliations": [
            nothing
            | {
                "kind": "sister",
                "name_as_stated": "Dublin",
                "country_as_stated": "Ireland",
                "established_as_stated": "1986",
                "name": "Dublin",
                "country_iso2": "IE",
                "review": None,
            },
            nothing
            | {
                "kind": "sister",
                "name_as_stated": "Ekaterinburg",
                "country_as_stated": "Russia",
                "name": "Yekaterinburg",
                "country_iso2": "RU",
                "review": None,
            },
            nothing
            | {
                "kind": "sister",
                "name_as_stated": "Atlanteia",
                "country_as_stated": "Greece",
                "name": "Atlanteia",
                "country_iso2": "GR",
                "review": "place-unknown",
            },
        ],
        "claims": [{"kind": "sister", "count": 3}],
        "problems": [],
    }


@pytest.mark.parametrize("workers", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_a_table_of_pages_is_read_in_its_order(page, tmp_path, sister_cities, workers):
    for number in range(5):
        (tmp_path / f"{number}.html").write_text(PAGE.replace("Dublin", f"Town {'ABCDE'[number]}"))
    table = tmp_path / "PAGES.csv"
    rows = "".join(f"{number}.html,Port Alder,NO\n" for number in range(5))
    table.write_text(f"file,host_city,host_country\n{rows}")
    out = tmp_path / "out" / "OUT.jsonl"

    code, said, err = sister_cities("parse", "--pages", table, "--to", out, "--workers", workers)

    assert (code, said) == (0, ""), err
    told = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [each["file"] for each in told] == [f"{number}.html" for number in range(5)]
    assert [each["affiliations"][0]["name_as_stated"][-1] for each in told] == list("ABCDE")


def test_corrections_for_every_source_are_applied_and_others_not(page, workspace, sister_cities):
    workspace.source()
    workspace.corrections(
        "a,*,city,Atlanteia,,Athens,misspelling,r,,2026-11-21,",
        "b,no-port-alder,city,Dublin,,Cork,misspelling,r,,2026-11-21,",
    )
    _, out, _ = sister_cities("parse", page, "--workspace", workspace.root)

    assert [tie["name"] for tie in json.loads(out)["affiliations"]] == [
        "Dublin",
        "Yekaterinburg",
        "Athens",
    ]


def test_a_page_may_be_read_anywhere_without_a_workspace(page, tmp_path, sister_cities):
    assert sister_cities("parse", page, "--workspace", tmp_path)[0] == 0


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "page-empty"),
        (b"\x00\xff\xfe\x80", "page-no-text"),
        (b"%PDF-1.7", "page-no-text"),
        (b"<html>", "page-empty"),
        (b"<" * 9999, "page-unread"),
    ],
)
def test_a_page_that_is_none_gives_an_empty_object_and_says_why(
    tmp_path, sister_cities, body, problem
):
    file = tmp_path / "page"
    file.write_bytes(body)

    code, out, _ = sister_cities("parse", file)

    assert code == 0
    told = json.loads(out)
    assert (told["affiliations"], told["claims"]) == ([], [])
    assert [each["code"] for each in told["problems"]] == [problem]


def test_a_file_that_is_not_there_is_named_and_the_others_are_read(page, tmp_path, sister_cities):
    code, out, err = sister_cities("parse", tmp_path / "none.html", page)

    assert code == 2
    assert "none.html: No such file or directory" in err
    assert len(out.splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("file,host\nx,y\n", "line 1: has no column host_city, host_country"),
        ("", "line 1: has no column file, host_city, host_country"),
        (
            "file,host_city,host_country\npage.html,Port Alder\n",
            "line 2: has 2 cells, the header 3",
        ),
        (
            "file,host_city,host_country\npage.html,Port Alder,Atlantis\n",
            "line 2: 'Atlantis' names no",
        ),
        ('file,host_city,host_country\n"page.html,a,b\n', "is not CSV"),
        (b"file,host_city,host_country\n\xff,a,b\n", "is not UTF-8"),
    ],
)
def test_a_table_of_pages_with_a_slip_is_refused_by_line(page, tmp_path, sister_cities, text, says):
    table = tmp_path / "PAGES.csv"
    table.write_bytes(text if isinstance(text, bytes) else text.encode())

    code, _, err = sister_cities("parse", "--pages", table)

    assert (code, says in err) == (2, True), err


def test_nothing_to_read_is_said_so(sister_cities):
    code, _, err = sister_cities("parse")

    assert (code, "there is nothing to read" in err) == (2, True)


def test_explain_shows_each_block_and_what_was_read_from_it(page, sister_cities):
    code, out, _ = sister_cities("parse", page, "--explain", "--host", "Port Alder")

    assert code == 0
    lines = out.splitlines()
    assert "L1     heading 2  Sister Cities" in lines
    assert any("= names sister ties" in line for line in lines)
    assert any("= Dublin, Ireland, 1986 +" in line and " sister: " in line for line in lines)
    assert any("claims 3 sister" in line for line in lines)
    assert lines[-1] == "3 ties, 1 claim"


def test_explain_says_why_a_block_was_passed_over(tmp_path, sister_cities):
    file = tmp_path / "page.html"
    file.write_text(
        "<h1>Twin towns</h1><p>write to us</p><aside><h2>News</h2><p>of rain</p></aside>"
    )
    _, out, _ = sister_cities("parse", file, "--explain")

    assert "passed over: no name in it" in out
    assert "passed over: no heading or line near it names a kind of tie" in out
    assert "page-unread" in out


def test_explain_shows_no_sign_that_could_steer_a_terminal(tmp_path, sister_cities):
    file = tmp_path / "page.html"
    file.write_text("<h1>Twin towns \u202e \x1b[2J</h1><ul><li>Pu\u202ene, India</li></ul>")
    _, out, _ = sister_cities("parse", file, "--explain")

    assert not {"\x1b", "\u202e"} & set(out)
