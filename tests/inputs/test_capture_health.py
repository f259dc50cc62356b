"""May a capture speak? Each case is a story of captures of one page, and what came of each."""

import pytest

from pipeline.inputs.capture import Capture
from pipeline.inputs.capture_health import Summary, is_same_place, judge
from pipeline.inputs.source import Bounds, Page, Source

URL = "https://port-alder.example/twins"
FINE = "new changed unchanged".split()


def source(fewest=None, most=None, accepted="", pages=1):
    described = tuple(
        Page(f"page-{n}" if n else "twins", URL, "Twins", "City", "own", is_complete=True)
        for n in range(pages)
    )
    expected = {} if fewest is None else {"twin": Bounds(fewest, most, tuple(accepted.split()))}
    return Source(
        "no-port-alder", "Port Alder", "", "NO", 1, 60.5, 5.0, pages=described, expected=expected
    )


def capture(day, *, page_id="twins", method="fetch", final_url=URL):
    at = f"2026-01-{day:02}T09:00:00Z"
    return Capture(
        "no-port-alder",
        page_id,
        at.replace(":", ""),
        f"no-port-alder/{page_id}/{day}.html",
        at[:10],
        method,
        URL,
        final_url,
        "0" * 64,
        1,
        "text/html",
        "",
        at,
    )


def ties(count, **more):
    """A page with so many twin towns; 0: it speaks of ties and names none."""
    names = {"twin": tuple(f"town {n}" for n in range(count))} if count else {}
    return Summary(names=names, is_about_ties=True, **more)


def story(source, *summaries, **more):
    """What came of captures of one page, a day each."""
    captures = [capture(day, **more) for day in range(1, len(summaries) + 1)]
    judged = judge(source, captures, dict(zip(captures, summaries, strict=True)))
    return [(each.result, each.speaks) for each in judged.values()]


OFF_TOPIC = Summary()
CASES = {
    "the first is new": (source(), [ties(3)], ["new"]),
    "another is changed": (source(), [ties(3), ties(4)], ["new", "changed"]),
    "half is not less than half": (source(), [ties(4), ties(2)], ["new", "changed"]),
    "less than half is shrunk": (source(), [ties(5), ties(2)], ["new", "shrunk"]),
    "shrunk stays shrunk": (source(), [ties(5), ties(2), ties(2)], ["new", "shrunk", "shrunk"]),
    "shrunk and back": (source(), [ties(5), ties(2), ties(5)], ["new", "shrunk", "changed"]),
    "under the bound is shrunk": (source(4, 9), [ties(5), ties(3)], ["new", "shrunk"]),
    "on the bound is good": (source(4, 9), [ties(5), ties(4)], ["new", "changed"]),
    "under the bound from the first": (source(6, 9), [ties(2), ties(2)], ["shrunk!", "shrunk!"]),
    "over the bound is grown": (source(1, 5), [ties(5), ties(6)], ["new", "grown"]),
    "over the bound from the first": (source(1, 5), [ties(7), ties(6)], ["grown!", "grown!"]),
    "accepted that day": (source(2, 9, "2026-01-02"), [ties(6), ties(2)], ["new", "changed"]),
    "accepted before it": (source(2, 9, "2026-01-01"), [ties(6), ties(2)], ["new", "shrunk"]),
    "accepted under the bound": (source(3, 9, "2026-01-09"), [ties(6), ties(2)], ["new", "shrunk"]),
    "accepted to nothing": (source(0, 9, "2026-01-09"), [ties(6), ties(0)], ["new", "changed"]),
    "still empty, in other words": (
        source(0, 9, "2026-01-02"),
        [ties(6), ties(0), ties(0)],
        ["new", "changed", "changed"],
    ),
    "accepted is the newest list only": (
        source(2, 9, "2026-01-03"),
        [ties(9), ties(2), ties(3)],
        ["new", "shrunk", "changed"],
    ),
    "accepted twice": (
        source(1, 9, "2026-01-02 2026-01-03"),
        [ties(9), ties(3), ties(1)],
        ["new", "changed", "changed"],
    ),
    "accepted is the list before the slip": (
        source(2, 9, "2026-01-03"),
        [ties(9), ties(3), OFF_TOPIC],
        ["new", "changed", "soft-404"],
    ),
    "no ties read": (source(), [ties(3), ties(0)], ["new", "unreadable"]),
    "subject gone": (source(), [ties(3), OFF_TOPIC], ["new", "soft-404"]),
    "never a tie": (source(), [OFF_TOPIC], ["soft-404"]),
    "counts alone are good": (source(), [ties(0, has_claims=True)], ["new"]),
    "counts where there were ties": (
        source(),
        [ties(3), ties(0, has_claims=True)],
        ["new", "unreadable"],
    ),
    "a login": (source(), [ties(3), Summary(codes=frozenset({"page-login"}))], ["new", "blocked"]),
    "a list beside a login": (
        source(),
        [ties(3), ties(3, codes=frozenset({"page-login"}))],
        ["new", "changed"],
    ),
    "a picture": (
        source(),
        [ties(3), Summary(codes=frozenset({"page-no-text"}))],
        "new unreadable",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_comes_of_captures(name):
    watched, summaries, expected = CASES[name]
    expected = expected.split() if isinstance(expected, str) else expected
    # A result with ! speaks though nothing is good yet; other bad ones do not.
    told = [(word.rstrip("!"), word.endswith("!") or word in FINE) for word in expected]

    assert story(watched, *summaries) == told


def test_a_transcript_speaks_however_short_because_a_person_made_it():
    assert story(source(4, 9), ties(8), ties(1), method="transcript") == [
        ("new", True),
        ("changed", True),
    ]


def test_a_page_that_moved_before_any_was_good_speaks_for_what_it_states():
    moved = capture(1, final_url="https://port-alder.example/other")
    good = capture(2)
    judged = judge(source(), [moved, good], {moved: ties(3), good: ties(2)})

    assert [(each.result, each.speaks) for each in judged.values()] == [
        ("moved", True),
        ("new", True),
    ]


def test_bounds_are_of_all_pages_of_a_source_together():
    watched = source(4, 9, pages=2)
    one, other = capture(1), capture(2, page_id="page-1")
    again = capture(3, page_id="page-1")
    summaries = {
        one: ties(3),
        other: Summary({"twin": ("elsewhere", "town 1")}, is_about_ties=True),
    }
    summaries[again] = Summary({"twin": ("elsewhere",)}, is_about_ties=True)
    judged = judge(watched, [one, other, again], summaries)

    assert [judged[each].result for each in (one, other, again)] == ["new", "new", "changed"]


@pytest.mark.parametrize(
    ("asked", "came_from", "is_same"),
    [
        ("http://a.example/ties", "https://a.example/ties", True),
        ("http://a.example/ties", "http://www.a.example/ties/", True),
        ("http://a.example/ties", "http://a.example/ties?lang=en", True),
        ("http://a.example/ties?id=7&x=1", "http://a.example/ties?x=1&id=7", True),
        ("http://a.example/ties?id=7", "http://a.example/ties", False),
        ("http://a.example/ties", "http://a.example/", False),
        ("http://a.example/ties", "http://b.example/ties", False),
    ],
)
def test_a_redirect_to_the_same_page_is_no_move(asked, came_from, is_same):
    assert is_same_place(asked, came_from) is is_same
