"""What a page would change too much at once is held back until a person accepts it."""

import pytest

from pipeline.publish import implausible_shifts

TOWNS = {
    "Dublin": "Ireland",
    "Lyon": "France",
    "Pune": "India",
    "Kobe": "Japan",
    "Bonn": "Germany",
    "Leipzig": "Germany",
    "Gdansk": "Poland",
    "Porto": "Portugal",
    "Turku": "Finland",
    "Graz": "Austria",
}


def listed(towns, lead=""):
    entries = "".join(f"<li>{town}, {country}</li>" for town, country in towns.items())
    return f"<h2>Twin towns</h2>{lead}<ul>{entries}</ul>"


def but(*left_out, **otherwise):
    return {town: country for town, country in (TOWNS | otherwise).items() if town not in left_out}


@pytest.fixture
def released(workspace, release):
    """Ten ties of a city that are released."""
    workspace.source()
    workspace.source("nz-other", "Other", url="https://x.example/")
    workspace.capture(listed(TOWNS), "2024-05-01")
    workspace.capture(listed(TOWNS), "2024-05-01", place_id="nz-other")
    release()
    return workspace


def statuses(workspace, source="no-port-alder"):
    rows = [row for row in workspace.rows("affiliations") if row["source_id"] == source]
    return {row["partner_city"]: row["status"] for row in rows}


def doubted(workspace):
    rows = workspace.rows("problems")
    return sorted(row["where"] for row in rows if row["code"] == "release-implausible")


def test_two_of_ten_may_vanish(released, release):
    released.capture(listed(but("Graz", "Turku")), "2025-05-01")
    release()

    assert doubted(released) == []
    assert [town for town, status in statuses(released).items() if status == "unlisted"] == [
        "Graz",
        "Turku",
    ]


def test_three_of_ten_are_held_back_each_by_name_and_no_other_city_waits(released, release):
    before = released.rows("affiliations")
    released.capture(listed(but("Graz", "Turku", "Porto")), "2025-05-01")
    released.capture(listed(but("Graz")), "2025-05-01", place_id="nz-other")
    release()

    ids = [f"no-port-alder.twin.{each}" for each in ("at-graz", "fi-turku", "pt-porto")]
    assert doubted(released) == ids
    assert set(statuses(released).values()) == {"listed"}
    assert statuses(released, "nz-other")["Graz"] == "unlisted"
    mine = [row for row in before if row["source_id"] == "no-port-alder"]
    assert [row for row in released.rows("affiliations") if row in mine] == mine


def test_what_is_held_back_stays_held_back_with_the_same_bytes(released, release):
    released.capture(listed(but("Graz", "Turku", "Porto")), "2025-05-01")
    release()
    first = released.published()
    release()

    assert released.published() == first


@pytest.mark.parametrize(("day", "is_accepted"), [("2025-05-01", True), ("2025-04-30", False)])
def test_a_dated_line_accepts_it(released, release, day, is_accepted):
    released.capture(listed(but("Graz", "Turku", "Porto")), "2025-05-01")
    release()
    file = released.root / "raw/no-port-alder/source.toml"
    file.write_text(f'{file.read_text("utf-8")}\n[accepted]\nchanges = "{day}"\n', "utf-8")
    release()

    assert (doubted(released) == []) is is_accepted
    assert (statuses(released)["Graz"] == "unlisted") is is_accepted


def test_a_list_that_is_whole_again_needs_nobody_to_accept_it(released, release):
    released.capture(listed(but("Graz", "Turku", "Porto")), "2025-05-01")
    release()
    released.capture(listed(TOWNS), "2025-06-01")
    release()

    assert doubted(released) == []
    assert set(statuses(released).values()) == {"listed"}


def test_what_a_page_says_has_ended_is_believed(released, release):
    ended = but(Graz="Austria (ended)", Turku="Finland (ended)", Porto="Portugal (ended)")
    released.capture(listed(ended), "2025-05-01")
    release()

    assert doubted(released) == []
    assert list(statuses(released).values()).count("ended") == 3


def test_a_term_that_runs_out_is_believed(workspace, release):
    workspace.source()
    lead = "<p>Each agreement is valid for two years.</p>"
    workspace.capture(listed(TOWNS, lead), "2020-05-01")
    release()
    visits = workspace.root / "raw/no-port-alder/twins/visits.csv"
    visits.write_text("at,result,http_status,sha256,detail\n2024-01-01T00:00:00Z,gone,404,,\n")
    release()

    assert doubted(workspace) == []
    assert set(statuses(workspace).values()) == {"expired"}


def row(affiliation_id="no-a.twin.ge-tbilisi", code="GE", method="stated"):
    return {
        "source_id": "no-a",
        "affiliation_id": affiliation_id,
        "partner_country_code": code,
        "status": "listed",
        "status_method": method,
    }


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [("GE", "US", ["moved"]), ("", "US", []), ("GE", "", []), ("GE", "GE", [])],
)
def test_a_new_country_beside_an_old_id_is_too_much(before, after, what):
    shifts = implausible_shifts([row(code=before)], [row(code=after)])

    assert [shift.what for shift in shifts.get("no-a", ())] == what


@pytest.mark.parametrize(("ties", "gone", "is_too_much"), [(1, 1, False), (2, 2, True), (5, 1, 0)])
def test_one_tie_alone_may_vanish_from_the_shortest_list(ties, gone, is_too_much):
    rows = [row(f"no-a.twin.{number}") for number in range(ties)]

    assert bool(implausible_shifts(rows, rows[gone:])) == bool(is_too_much)
