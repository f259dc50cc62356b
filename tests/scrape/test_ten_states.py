"""A page scripted through ten states: changes.csv and coverage.csv tell exactly that story."""

import csv
import datetime as dt

import pytest

from pipeline.run import scrape as asking

FIRST = [
    "Dublin, Ireland (1986)",
    "Pune, India (1992)",
    "Okayama, Japan (1957)",
    "Verracruz, Mexico",
]
GROWN = [*FIRST, "Tainan, Taiwan", "Bonn, Germany"]
MENDED = [entry.replace("Verracruz", "Veracruz") for entry in GROWN]
SHRUNK = ["Dublin, Ireland (1986)", "Pune, India (1992)"]
BOUNDS = "[expected.twin]\nfewest = {}\nmost = 10\n{}"
TIE = "no-port-alder.twin."


def page(entries, heading="Twin towns"):
    listed = "".join(f"<li>{entry}</li>" for entry in entries)
    return f"<title>Port Alder</title><h2>{heading}</h2><ul>{listed}</ul>".encode()


class Story:
    """One state a day: scrape, release, and what the release tells anew."""

    def __init__(self, workspace, server, sister_cities, release, monkeypatch):
        self.workspace, self.server, self.command = workspace, server, sister_cities
        self.release = release
        self.day = dt.datetime(2026, 1, 1, 9, 0, tzinfo=dt.UTC)
        monkeypatch.setattr(asking, "now", lambda: self.day)
        self.source = workspace.source(
            url=server.page("/ties", page(FIRST)), extra=BOUNDS.format(3, "")
        )
        self.told = []

    def scrape(self, expect=0):
        self.day += dt.timedelta(days=7)
        asked = ("--contact", "x@y.example", "--pause", "0")
        code, out, err = self.command("scrape", "--workspace", self.workspace.root, *asked)
        assert code == expect, out + err

    def publish(self):
        """Release; return the new lines of changes.csv, and result and reason of coverage.csv."""
        self.release()
        rows = self.workspace.rows("changes")
        lines = [
            tuple(
                row[name] if name != "affiliation_id" else row[name].removeprefix(TIE)
                for name in ("affiliation_id", "event", "field", "before", "after", "cause")
            )
            for row in rows
        ]
        assert lines[: len(self.told)] == self.told or set(self.told) <= set(lines)
        new = [line for line in lines if line not in self.told]
        assert len(lines) == len(self.told) + len(new), "a line was told twice"
        self.told = lines
        (row,) = self.workspace.rows("coverage")
        return new, (row["last_result"], row["stale"])

    def turn(self, *entries_and_heading, expect=0):
        self.server.page("/ties", page(*entries_and_heading))
        self.scrape(expect)
        return self.publish()

    def captures(self):
        return {row["capture"] for row in self.workspace.rows("changes")}


@pytest.fixture
def story(workspace, server, sister_cities, release, monkeypatch):
    told = Story(workspace, server, sister_cities, release, monkeypatch)
    told.scrape()
    assert told.publish() == ([], ("new", "false"))
    return told


@pytest.mark.slow
def test_the_ten_states_of_a_page_are_told_line_by_line(story):
    fine = ("changed", "false")

    assert story.turn(GROWN) == (
        [
            ("de-bonn", "added", "", "", "", "source"),
            ("tw-tainan", "added", "", "", "", "source"),
        ],
        fine,
    )
    assert story.turn(MENDED) == (
        [("mx-veracruz", "changed", "name_as_stated", "Verracruz", "Veracruz", "source")],
        fine,
    )
    assert story.turn(MENDED[::-1]) == ([], fine)
    assert story.turn(MENDED, "Our twin towns") == ([], fine)

    story.server.page("/ties", b"<h1>Oops</h1><p>The page was not found.</p>")
    story.scrape(expect=3)
    assert story.publish() == ([], ("soft-404", "true"))

    assert story.turn(MENDED, "Our twin towns") == ([], fine)

    assert story.turn(SHRUNK, expect=3) == ([], ("shrunk", "true"))

    text = story.source.read_text().partition("[expected")[0]
    accepted = f'accepted = "{story.day:%Y-%m-%d}"\n'
    story.source.write_text(text + BOUNDS.format(2, accepted))
    left_out = ("de-bonn", "jp-okayama", "mx-veracruz", "tw-tainan")
    assert story.publish() == (
        [(tie, "changed", "status", "listed", "unlisted", "unlisted") for tie in left_out],
        fine,
    )

    story.server.page("/new", page(SHRUNK))
    story.server.page("/ties", b"", 301, Location="/new")
    story.scrape(expect=3)
    assert story.publish() == ([], ("moved", "true"))

    story.server.page("/ties", b"", 404)
    story.scrape(expect=3)
    assert story.publish() == ([], ("gone", "true"))
    (row,) = story.workspace.rows("coverage")
    assert row["stale_reason"] == "ties: gone, HTTP 404 Not Found".replace("ties", "twins")


def test_every_change_of_the_page_names_the_capture_that_shows_it(story):
    story.turn(GROWN)
    held = {path.name for path in story.source.parent.glob("twins/*.html")}

    assert story.captures() == {f"no-port-alder/twins/{max(held)}"}


def test_a_change_of_ours_in_between_is_told_as_ours(story):
    story.workspace.corrections(
        "bonn,no-port-alder,city,Bonn,DE,Köln,standard-name,a decision for this test,,2026-01-01,",
        "okayama,*,established,1957,JP,1957-05-26,wrong-date,the day is known,,2026-01-01,",
    )
    new, _ = story.turn(GROWN)

    by_cause = {cause: [line for line in new if line[-1] == cause] for *_, cause in new}
    assert by_cause["pipeline"] == [
        ("jp-okayama", "changed", "established", "1957", "1957-05-26", "pipeline"),
    ]
    assert {line[:2] for line in by_cause["source"]} == {
        ("de-cologne", "added"),
        ("tw-tainan", "added"),
    }


def test_a_tie_that_is_listed_again_is_listed(story):
    story.turn(FIRST[:3])
    assert story.told == [
        ("mx-veracruz", "changed", "status", "listed", "unlisted", "unlisted"),
    ]

    new, _ = story.turn(FIRST)

    assert new == [("mx-veracruz", "changed", "status", "unlisted", "listed", "source")]


def test_what_came_stays_on_disk_whatever_came_of_it(story):
    story.turn(SHRUNK, expect=3)
    with (story.source.parent / "twins" / "visits.csv").open(newline="") as lines:
        last = list(csv.DictReader(lines))[-1]

    assert last["result"] == "shrunk"
    assert last["detail"] == "2 twin ties are listed, at least 3 expected"
    held = {row["capture_sha256"]: row for row in story.workspace.rows("captures")}
    assert (held[last["sha256"]]["result"], held[last["sha256"]]["speaks"]) == ("shrunk", "false")
    statements = story.workspace.rows("statements")
    assert len(statements) == 6  # of both captures; each names its tie
    assert all(row["affiliation_id"] for row in statements)


def test_a_list_that_a_person_accepts_as_empty_leaves_all_out(story):
    story.server.page("/ties", b"<h2>Twin towns</h2><p>We have no twin towns any more.</p>")
    story.scrape(expect=3)
    assert story.publish() == ([], ("unreadable", "true"))

    text = story.source.read_text().partition("[expected")[0]
    accepted = f'accepted = "{story.day:%Y-%m-%d}"\n'
    story.source.write_text(text + BOUNDS.format(0, accepted))

    left_out = ("ie-dublin", "in-pune", "jp-okayama", "mx-veracruz")
    assert story.publish() == (
        [(tie, "changed", "status", "listed", "unlisted", "unlisted") for tie in left_out],
        ("changed", "false"),
    )


def test_a_list_below_its_bound_from_the_first_waits_for_a_person(
    workspace, server, sister_cities, release, monkeypatch
):
    told = Story(workspace, server, sister_cities, release, monkeypatch)
    told.source.write_text(told.source.read_text().replace("fewest = 3", "fewest = 9"))
    for _ in range(2):
        told.scrape(expect=3)
        assert told.publish() == ([], ("shrunk", "true"))

    assert len(workspace.rows("affiliations")) == 4  # nothing better is held, so it speaks
    assert len(workspace.rows("captures")) == 1
