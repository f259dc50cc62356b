"""The life of a tie, told by all captures of all pages of its source."""

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


def test_a_tie_is_seen_from_its_oldest_to_its_newest_capture(workspace, live):
    workspace.source()
    for day in ("2024-05-01", "2022", "2023-07"):
        workspace.capture(listed("Dublin, Ireland"), day)

    row = live()
    assert (row["first_seen_on"], row["last_seen_on"]) == ("2022", "2024-05-01")


def test_a_term_that_has_run_out_ends_a_tie(workspace, live):
    workspace.source()
    workspace.source("nz-other", "Other", url="https://x.example/")
    workspace.capture(listed("Dublin, Ireland", lead=TERM), "2022-05-01")
    row = live()
    assert (row["status"], row["term"]) == ("listed", "P2Y")

    # Another source's page moves the newest day in raw/: two years and a day later.
    workspace.capture(listed("Pune, India"), "2024-05-02", place_id="nz-other")
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
    workspace.source("nz-other", "Other", url="https://x.example/")
    workspace.capture(listed("Dublin, Ireland", lead=TERM), "2020")
    workspace.capture(listed("Pune, India"), "2024-05-02", place_id="nz-other")
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


def test_a_day_of_expiry_that_has_passed_ends_a_tie(workspace, live):
    workspace.source()
    workspace.capture(listed("Dublin, Ireland (valid until 30 June 2024)"), "2023-05-01")
    workspace.capture("<p>Port Alder.</p>", "2024-07-01")

    row = live()
    assert (row["status"], row["status_method"], row["expires"]) == (
        "expired",
        "term",
        "2024-06-30",
    )


def test_a_tie_listed_after_its_day_of_expiry_goes_on_until_nobody_knows(workspace, live):
    workspace.source()
    workspace.capture(listed("Dublin, Ireland (valid until 30 June 2024)"), "2023-05-01")
    workspace.capture(listed("Dublin, Ireland"), "2025-01-01")

    row = live()
    assert (row["status"], row["expires"]) == ("listed", "")


def test_the_first_term_ends_where_beginning_and_term_are_stated(workspace, live):
    workspace.source()
    workspace.capture(listed("Dublin, Ireland (2023)", lead=TERM), "2024-05-01")

    assert live()["expires"] == "2025"


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

    def test_a_complete_list_leaves_out(self, publish_two):
        both, one = listed("Dublin, Ireland", "Pune, India"), listed("Dublin, Ireland")
        assert publish_two(both, one) == ("unlisted", "omitted")

    def test_a_list_that_is_not_declared_complete_tells_nothing(self, publish_two, workspace):
        both, one = listed("Dublin, Ireland", "Pune, India"), listed("Dublin, Ireland")
        real = workspace.source

        def source(**more):
            file = real(**more)
            file.write_text(file.read_text().replace("is_complete = true", "is_complete = false"))

        workspace.source = source
        assert publish_two(both, one) == ("listed", "stated")

    def test_a_list_with_an_entry_that_was_not_read_tells_nothing(self, publish_two):
        both = listed("Dublin, Ireland", "Pune, India")
        one = listed("Dublin, Ireland", "see the map 12")
        assert publish_two(both, one) == ("listed", "stated")

    def test_a_page_that_claims_more_than_it_lists_tells_nothing(self, publish_two):
        both = listed("Dublin, Ireland", "Pune, India")
        one = listed("Dublin, Ireland", lead="<p>We have two twin towns:</p>")
        assert publish_two(both, one) == ("listed", "stated")

    def test_a_proposal_does_not_fill_up_a_list(self, publish_two):
        both = listed("Dublin, Ireland", "Pune, India")
        lead = "<p>We have two twin towns:</p>"
        one = listed("Dublin, Ireland", "Graz, Austria (proposed)", lead=lead)
        assert publish_two(both, one) == ("listed", "stated")

    def test_a_list_of_another_kind_tells_nothing(self, publish_two):
        one = listed("Dublin, Ireland", kind="Sister cities")
        assert publish_two(listed("Pune, India"), one) == ("listed", "stated")

    def test_a_page_without_a_list_tells_nothing(self, publish_two):
        assert publish_two(listed("Pune, India"), "<p>Twin towns.</p>") == ("listed", "stated")

    def test_what_a_page_says_goes_before_what_a_list_leaves_out(self, publish_two):
        first = listed("Dublin, Ireland", "Pune, India (inactive)")
        assert publish_two(first, listed("Dublin, Ireland")) == ("inactive", "stated")


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


def test_another_page_may_say_the_same_more_precisely(workspace, live):
    workspace.source()
    other_page(workspace, "club", "association")
    workspace.capture(listed("Dublin, Ireland (1986)"), "2020-05-01")
    workspace.capture(listed("Dublin, Ireland (4 May 1986)"), "2024-05-01", page_id="club")

    row = live()
    assert (row["established"], row["page_id"], row["review"]) == ("1986-05-04", "twins", "")


def test_a_date_after_the_tie_was_first_seen_cannot_be_its_beginning(workspace, live):
    workspace.source()
    workspace.capture(listed("Dublin, Ireland"), "2020")
    workspace.capture(listed("Dublin, Ireland (2023)"), "2025-05-01")

    row = live()
    assert (row["established"], row["established_as_stated"]) == ("", "2023")
    assert row["review"] == "date-contradicted"


def test_a_newer_page_of_less_authority_may_tell_that_a_tie_has_ended(workspace, live):
    workspace.source()
    other_page(workspace, "club", "association")
    workspace.capture(listed("Dublin, Ireland"), "2020-05-01")
    workspace.capture(listed("Dublin, Ireland (inactive)"), "2024-05-01", page_id="club")
    row = live()
    assert (row["status"], row["page_id"]) == ("inactive", "twins")

    workspace.capture(listed("Dublin, Ireland"), "2025-05-01")
    assert live()["status"] == "listed"


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


def test_the_city_s_own_day_of_expiry_goes_first(workspace, live):
    workspace.source()
    other_page(workspace, "press", "press")
    workspace.capture(listed("Dublin, Ireland (renewed until 2027)"), "2024-05-01")
    workspace.capture(listed("Dublin, Ireland (expires in 2025)"), "2024-06-01", page_id="press")

    row = live()
    assert (row["expires"], row["review"]) == ("2027", "date-contradicted")


def test_a_day_of_expiry_is_read_as_the_other_dates_of_its_page(workspace, live):
    workspace.source()
    entry = "Dublin, Ireland (25/12/1990, valid until 03/04/2034)"
    workspace.capture(listed(entry), "2024-05-01")

    assert live()["expires"] == "2034-04-03"


@pytest.mark.parametrize(
    ("date", "seen", "established", "review"),
    [
        ("16.07.68", "2024-05-01", "1968-07-16", ""),
        ("16.07.68", "2024", "1968-07-16", ""),
        ("'89", "2024-05-01", "1989", ""),
        ("16.07.04", "2024-05-01", "", "date-unreadable"),  # 1904 or 2004
    ],
)
def test_a_year_of_two_digits_is_of_the_last_century_where_this_one_has_not_come_to_it(
    workspace, live, date, seen, established, review
):
    workspace.source()
    workspace.capture(listed(f"Dublin, Ireland ({date})"), seen)

    row = live()
    assert (row["established"], row["established_as_stated"]) == (established, date)
    assert row["review"] == review


def test_a_year_of_two_digits_in_which_a_tie_ends_is_of_no_century_that_we_know(workspace, live):
    workspace.source()
    workspace.capture(listed("Dublin, Ireland (1990, valid until 03.04.34)"), "2024-05-01")

    assert live()["expires"] == ""


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
