"""What the page says in sum: counts, dates, coverage, problems, changes."""

import pytest

from pipeline.publish import release_files
from tests import synthetic
from tests.publish.markup import text, tree
from tests.publish.page_reading import NOWHERE, bodies, index, rows, section
from tests.releases import page_release

FIRST = "gb-bristol.twin.zz-0"
LISTED = {"status": "listed"}


def items(page, heading):
    return [text(item) for item in section(page, heading).findall(".//li")]


def dates(page):
    return {
        text(pair.find("dt")): text(pair.find("dd")) for pair in page.find(".//dl[@class='dates']")
    }


def test_the_lead_counts_what_the_tables_hold():
    files = release_files(synthetic.release(60))
    page = tree(files["index.html"].decode())
    ties = rows(files["affiliations.csv"])
    kinds = [row["kind"] for row in ties]
    nouns = {"sister": "sister cities", "friendship": "friendship cities"}
    nouns |= {"twin": "twin towns", "partner": "partner cities"}
    told = ", ".join(f"{kinds.count(kind)} {noun}" for kind, noun in nouns.items())
    partners = {row["partner_geoname_id"] for row in ties}
    countries = {row["partner_country_code"] for row in ties}
    changed = {row["affiliation_id"] for row in rows(files["corrections.csv"])}
    listed = sum(row["status"] == "listed" for row in ties)

    assert text(page.find(".//p[@class='lead']")) == (
        f"60 ties ({listed} listed, {60 - listed} lapsed) of 3 cities with {len(partners)} "
        f"partners in {len(countries)} countries: {told}; "
        f"in {len(changed)} a cell differs from the page’s words, and we say why."
    )


@pytest.mark.parametrize(
    ("ties", "words"),
    [
        ([LISTED], "1 tie with 1 partner in 1 country: 1 twin town."),
        (
            [LISTED, {"kind": "sister"}],
            "2 ties (1 listed, 1 lapsed) with 1 partner in 1 country: 1 sister city, 1 twin town.",
        ),
        # Of two that are not resolved nobody knows whether they are one.
        ([NOWHERE | LISTED] * 2, "2 ties with 2 partners in 1 country: 2 twin towns."),
        (
            [{"partner_country_code": None} | LISTED],
            "1 tie with 1 partner in 0 countries: 1 twin town.",
        ),
        (
            [LISTED, {"source_id": "de-ulm"} | LISTED],
            "2 ties of 2 cities with 1 partner in 1 country: 2 twin towns.",
        ),
    ],
)
def test_the_lead_in_small_cases(ties, words):
    assert text(index(page_release(*ties)).find(".//p[@class='lead']")) == words


def test_a_look_at_the_sources_and_a_change_of_the_data_are_two_dates():
    looks = [
        {"last_checked_on": day, "kind": kind}
        for day, kind in (("2026-11-30", "twin"), ("2026-12", "sister"), ("2025", "other"))
    ]

    told = dates(index(page_release({}, coverage=looks)))
    assert told["Sources last looked at"] == "2025 to 2026-12"
    assert told["Data last changed"] == "2026-11-21"
    assert told["Release"] == "2026.11.21"


def test_coverage_is_told_in_plain_words():
    complete = {"kind": "sister", "claimed_count": 4, "listed_count": 4, "verdict": "complete"}
    short = {"kind": "twin", "claimed_count": 8, "listed_count": 7, "verdict": "short"}
    over = {"kind": "partner", "claimed_count": 1, "listed_count": 2, "verdict": "over"}
    mute = {"kind": "other", "claimed_count": None, "listed_count": 0, "verdict": "unclaimed"}
    there = items(index(page_release({}, coverage=[complete, short, over, mute])), "coverage")
    seen = "Last seen on a page of 2026-11-21; last looked at 2026-11-21."

    assert set(there) == {
        f"Bristol says it has four sister cities; we read four. {seen}",
        f"Bristol says it has eight twin towns; we read seven. Some are missing here. {seen}",
        "Bristol says it has one partner city; we read two. "
        f"Its page lists more than it counts. {seen}",
        f"Bristol gives no number for its other ties; we read none. {seen}",
    }


def test_a_stale_source_is_told_with_the_reason():
    row = {"stale": True, "stale_reason": "twin-cities: gone, HTTP 404 Not Found"}
    (told,) = items(index(page_release({}, coverage=[row])), "coverage")

    assert told.endswith("stale twin-cities: gone, HTTP 404 Not Found")
    assert "stale" not in items(index(page_release({}, coverage=[{}])), "coverage")[0]


def test_a_partner_without_a_place_is_told_not_to_be_on_the_map():
    one, two = (index(page_release(*[NOWHERE] * count, {})) for count in (1, 2))

    assert "1 tie is not on the map, as we do not know the place" in text(section(one, "map-h"))
    assert "2 ties are not on the map" in text(section(two, "map-h"))
    links = [[text(link) for link in body.iter("a")] for body in bodies(one)]
    assert ["map" in told for told in links] == [False, True]
    assert "not on the map" not in text(section(index(page_release({})), "map-h"))


def test_problems_are_told_with_the_way_to_mend_them():
    known = {"where": FIRST, "message": "two dates", "remedy": "ask the city"}
    file = {"where": "raw/x.html: L4", "message": "a list of which nothing is read"}
    told = items(index(page_release({}, problems=[known, file])), "look")
    meaning = "A page lists fewer ties of a kind than it claims."

    assert set(told) == {
        f"{meaning} Bristol – Bordeaux (twin): two dates. To mend: ask the city",
        f"{meaning} raw/x.html: L4: a list of which nothing is read. "
        "To mend: look where the page shows them",
    }


def test_the_changes_of_this_release_are_told_and_no_older_ones():
    new = {"release": "2026.11.21", "affiliation_id": FIRST, "event": "changed"}
    new |= {"field": "status", "before": "listed", "after": "suspended", "cause": "source"}
    old = {"release": "2026.10.01", "affiliation_id": "gb-bristol.twin.de-hannover"}
    gone = {"release": "2026.11.21", "affiliation_id": "gb-bristol.twin.pt-porto"}
    gone |= {"event": "removed", "field": None, "before": None, "after": None, "cause": "pipeline"}
    page = index(page_release({}, changes=[new, old, gone]))

    assert sorted(items(page, "changes")) == [
        "Bristol – Bordeaux (twin): status changed from listed to suspended. "
        "A page that changed, or is new to us, says so.",
        "Bristol – pt-porto (twin): removed. Our code, corrections or reference changed.",
    ]
    links = section(page, "changes").findall(".//li/a")
    assert [link.get("href") for link in links] == [f"#{FIRST}"]
    older = index(page_release({}, changes=[old]))
    assert "Nothing: this is the first release, or no tie changed since the one before." in text(
        section(older, "changes")
    )
