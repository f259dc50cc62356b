"""The life of a tie through releases: its changes, its coverage, the visits of its pages.

What statements alone decide is in ``tests/tables/life.csv``.
"""

import json

import pytest

SECOND = (
    "[[pages]]\npage_id = '{id}'\nurl = 'https://other.example/{id}'\ntitle = 'Other'\n"
    "publisher = 'Other'\nauthority = '{authority}'\nis_complete = {whole}\n"
)


def listed(*entries, lead="", kind="Twin towns"):
    items = "".join(f"<li>{entry}</li>" for entry in entries)
    return f"<h2>{kind}</h2>{lead}<ul>{items}</ul>"


@pytest.fixture
def live(workspace, release):
    """Release; return the only tie, or the one of a city."""

    def live(city=None):
        release()
        rows = workspace.rows("affiliations")
        if city:
            rows = [row for row in rows if row["partner_city"] == city]
        (row,) = rows
        return row

    return live


def other_page(workspace, page_id, authority, *, whole="false"):
    file = workspace.root / "raw/no-port-alder/source.toml"
    more = SECOND.format(id=page_id, authority=authority, whole=whole)
    file.write_text(file.read_text() + more)
    (workspace.root / "raw/no-port-alder" / page_id).mkdir()


TERM = "<p>Twin towns expire after two years unless renewed.</p>"


def test_a_term_that_has_run_out_ends_a_tie(workspace, live):
    workspace.source()
    other_page(workspace, "club", "association")
    workspace.capture(listed("Dublin, Ireland", lead=TERM), "2022-05-01")
    row = live()
    assert (row["status"], row["term"]) == ("listed", "P2Y")

    # Another page moves the newest day of the source: two years and a day later.
    workspace.capture(listed("Pune, India"), "2024-05-02", page_id="club")
    row = live("Dublin")
    assert (row["status"], row["status_method"]) == ("expired", "term")
    (change,) = [row for row in workspace.rows("changes") if row["event"] == "changed"]
    assert (change["field"], change["cause"]) == ("status", "term")
    assert change["capture"] == "no-port-alder/twins/2022-05-01.html"


def test_a_page_that_is_seen_unchanged_keeps_its_ties_alive(workspace, live):
    workspace.source()
    page = workspace.capture(listed("Dublin, Ireland", lead=TERM), "2022-05-01")
    sha256 = json.loads(page.with_suffix(".json").read_text())["sha256"]
    visits = page.with_name("visits.csv")
    visits.write_text(
        "at,result,http_status,sha256,detail\n"
        f"2024-06-01T00:00:00Z,unchanged,200,{sha256},\n"
        "2024-09-01T00:00:00Z,gone,404,,HTTP 404\n"
    )
    assert live()["status"] == "listed"

    visits.write_text(visits.read_text() + "2026-06-02T00:00:00Z,gone,404,,HTTP 404\n")
    assert live()["status"] == "expired"


def test_a_visit_speaks_for_the_capture_that_it_found(workspace, live):
    workspace.source()
    page = workspace.capture(listed("Dublin, Ireland", "Pune, India"), "2022-05-01")
    workspace.capture(listed("Dublin, Ireland"), "2023-05-01")
    sha256 = json.loads(page.with_suffix(".json").read_text())["sha256"]
    page.with_name("visits.csv").write_text(
        f"at,result,http_status,sha256,detail\n2024-06-01T00:00:00Z,unchanged,200,{sha256},\n"
    )

    assert live("Pune")["status"] == "listed"


def test_a_page_seen_after_the_day_of_expiry_keeps_a_tie_alive(workspace, live):
    workspace.source()
    other_page(workspace, "press", "press")
    page = workspace.capture(listed("Dublin, Ireland"), "2023-05-01")
    workspace.capture(listed("Dublin, Ireland (expires in 2025)"), "2024", page_id="press")
    sha256 = json.loads(page.with_suffix(".json").read_text())["sha256"]
    page.with_name("visits.csv").write_text(
        f"at,result,http_status,sha256,detail\n2026-01-10T00:00:00Z,unchanged,200,{sha256},\n"
    )

    row = live()
    assert (row["status"], row["expires"]) == ("listed", "")


@pytest.mark.parametrize(
    ("before", "after"),
    [("", "(expires in 2027)"), ("(expires in June 2027)", "(expires in 2027)")],
    ids=["told for the first time", "told less precisely"],
)
def test_a_day_of_expiry_that_does_not_move_renews_nothing(workspace, live, before, after):
    workspace.source()
    workspace.capture(listed(f"Dublin, Ireland {before}"), "2024-05-01")
    live()
    workspace.capture(listed(f"Dublin, Ireland {after}"), "2025-05-01")
    live()

    (row,) = [row for row in workspace.rows("changes") if row["field"] == "expires"]
    assert row["event"] == "changed"


def test_a_tie_that_had_run_out_and_runs_again_is_renewed(workspace, live):
    workspace.source()
    other_page(workspace, "club", "association")
    workspace.capture(listed("Dublin, Ireland", lead=TERM), "2020")
    workspace.capture(listed("Pune, India"), "2024-05-02", page_id="club")
    assert live("Dublin")["status"] == "expired"

    workspace.capture(listed("Dublin, Ireland (renewed until 2027)"), "2025-05-01")
    assert live("Dublin")["status"] == "listed"
    told = {(row["event"], row["field"], row["cause"]) for row in workspace.rows("changes")}
    assert {("renewed", "expires", "source"), ("changed", "status", "source")} <= told


def test_a_renewal_is_an_event_that_moves_the_day_of_expiry(workspace, live):
    workspace.source()
    workspace.capture(listed("Dublin, Ireland (expires in 2025)"), "2024-05-01")
    assert live()["expires"] == "2025"

    workspace.capture(listed("Dublin, Ireland (renewed until June 2027)"), "2025-05-01")
    row = live()
    assert (row["expires"], row["status"]) == ("2027-06", "listed")
    told = [(row["event"], row["field"], row["after"]) for row in workspace.rows("changes")]
    assert ("renewed", "expires", "2027-06") in told


def test_the_term_of_a_kind_holds_for_the_pages_of_its_source_that_are_silent(workspace, live):
    workspace.source()
    other_page(workspace, "record", "council")
    workspace.capture(listed("Dublin, Ireland", lead=TERM), "2024-05-01")
    workspace.capture(listed("Pune, India"), "2024-06-01", page_id="record")

    assert live("Pune")["term"] == "P2Y"


class TestUnlisted:
    """A newer list, declared complete, that leaves a tie out."""

    @pytest.fixture
    def publish_two(self, workspace, live):
        def publish(first, then, city="Pune", **more):
            workspace.source(**more)
            workspace.capture(first, "2023-05-01")
            workspace.capture(then, "2024-05-01")
            row = live(city)
            return row["status"], row["status_method"]

        return publish

    def test_a_list_with_an_entry_that_was_not_read_tells_nothing(self, publish_two):
        both = listed("Dublin, Ireland", "Pune, India")
        one = listed("Dublin, Ireland", "see the map 12")
        assert publish_two(both, one) == ("listed", "stated")

    def test_a_list_of_another_kind_tells_nothing(self, publish_two):
        one = listed("Dublin, Ireland", kind="Sister cities")
        assert publish_two(listed("Pune, India"), one) == ("listed", "stated")

    def test_a_page_without_a_list_tells_nothing(self, publish_two):
        assert publish_two(listed("Pune, India"), "<p>Twin towns.</p>") == ("listed", "stated")


def test_the_city_s_own_word_goes_first(workspace, live):
    workspace.source()
    other_page(workspace, "press", "press")
    workspace.capture(listed("Dublin, Ireland (1986)"), "2020-05-01")
    workspace.capture(listed("Dublin, Ireland (1987)"), "2024-05-01", page_id="press")

    row = live()
    assert (row["established"], row["page_id"], row["review"]) == (
        "1986",
        "twins",
        "date-contradicted",
    )
    (problem,) = [r for r in workspace.rows("problems") if r["code"] == "date-contradicted"]
    assert "'1986' in no-port-alder/twins/2020-05-01.html" in problem["message"]
    assert "'1987' in no-port-alder/press/2024-05-01.html" in problem["message"]


def test_a_state_does_not_flip_when_a_page_changes_elsewhere(workspace, live):
    workspace.source()
    other_page(workspace, "club", "association")
    own, club = "Dublin, Ireland", "Dublin, Ireland (inactive)"
    workspace.capture(listed(club), "2024-05-01", page_id="club")
    workspace.capture(listed(own), "2024-05-01")
    states = [live()["status"]]
    for day in ("02", "03", "04"):
        # Both pages are seen each day; in turn one of them changes, and never a word on the tie.
        workspace.capture(listed(own, *(["Pune, India"] * (day >= "03"))), f"2024-05-{day}")
        workspace.capture(
            listed(club, *(["Bonn, Germany"] * (day >= "02"))), f"2024-05-{day}", page_id="club"
        )
        states.append(live("Dublin")["status"])

    assert set(states) == {"listed"}
    assert live("Dublin")["review"] == "status-contradicted"
    (problem,) = [r for r in workspace.rows("problems") if r["code"] == "status-contradicted"]
    assert "'inactive' in no-port-alder/club/2024-05-04.html" in problem["message"]
    assert "listed by no-port-alder/twins/2024-05-04.html" in problem["message"]


def test_a_day_of_expiry_is_read_as_the_other_dates_of_its_page(workspace, live):
    workspace.source()
    entry = "Dublin, Ireland (25/12/1990, valid until 03/04/2034)"
    workspace.capture(listed(entry), "2024-05-01")

    assert live()["expires"] == "2034-04-03"


def test_an_older_page_that_is_typed_in_later_does_not_judge_what_was_held(workspace, live):
    workspace.source(extra="[expected.twin]\nfewest = 1\nmost = 9\n")
    page = workspace.capture(listed("Dublin, Ireland"), "2024-05-01")
    sidecar = json.loads(page.with_suffix(".json").read_text())
    del sidecar["transcribed_on"]
    sidecar |= {"method": "fetch", "captured_at": "2024-05-01T09:00:00Z"}
    page.with_suffix(".json").write_text(json.dumps(sidecar))
    live()
    older = workspace.capture(listed("Dublin, Ireland", "Pune, India", "Bonn, Germany"), "2020")
    told = json.loads(older.with_suffix(".json").read_text())
    older.with_suffix(".json").write_text(json.dumps(told | {"transcribed_on": "2026-01-01"}))

    assert live("Dublin")["captured_on"] == "2024-05-01"
    assert {row["cause"] for row in workspace.rows("changes")} <= {"source", "unlisted"}


def test_coverage_tells_of_each_kind_when_it_was_last_seen(workspace, live):
    workspace.source()
    other_page(workspace, "club", "association")
    workspace.capture(listed("Dublin, Ireland"), "2020")
    workspace.capture(listed("Pune, India", kind="Sister cities"), "2020", page_id="club")
    workspace.capture(listed("Pune, India", kind="Sister cities"), "2024", page_id="club")
    live("Dublin")

    seen = {row["kind"]: row["last_seen_on"] for row in workspace.rows("coverage")}
    assert seen == {"twin": "2020", "sister": "2024"}
