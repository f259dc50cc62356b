"""May a capture speak for its page, or does the last good one go on?

Pages move, vanish, ask for a login and lose half of their list by a slip of their editors.
Each capture that a server sent is judged in the order of time, by what it says of ties, against
the last good one and the bounds of its source. A person vouches for a transcript: it is good.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from pipeline import dates
from pipeline.captures import Capture
from pipeline.sources import Bounds, Source
from pipeline.vocabularies import GOOD_VISITS


@dataclass(frozen=True, slots=True)
class Heard:
    """What one capture says of ties, as far as judging it goes."""

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # partners, by kind
    is_about_ties: bool = False  # it has words for ties, whether or not one was read
    has_claims: bool = False
    codes: frozenset[str] = frozenset()  # of the problems met while it was read


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came of one capture."""

    result: str  # a key of vocabularies.VISIT_RESULTS
    detail: str  # why, in a sentence; "" when it is good
    speaks: bool  # whether its statements count
    is_sure: bool = True  # False: some entry of its lists could not be read

    @property
    def is_good(self) -> bool:
        """Whether nothing is wrong with it."""
        return self.result in GOOD_VISITS


def judge(
    source: Source, captures: Iterable[Capture], heard: Mapping[Capture, Heard]
) -> dict[Capture, Judgement]:
    """Return what came of each capture of ``source``, in the order of time.

    While no capture of a page is good, one that states something speaks all the same: there is
    nothing better, and what a page states is not to be lost.
    """
    speaking: dict[str, Capture] = {}  # by page, the newest that speaks
    judged = {}
    for capture in sorted(captures, key=lambda each: each.order):
        last = speaking.get(capture.page_id)
        others = [heard[each] for page_id, each in speaking.items() if page_id != capture.page_id]
        is_whole = len(others) == len(source.pages) - 1
        before = heard[last] if last else None
        result, detail = _judge(source, capture, heard[capture], before, others, is_whole)
        is_good = result in GOOD_VISITS
        states = bool(heard[capture].names)
        speaks = is_good or (last is None and states)
        is_sure = not heard[capture].codes & _UNSURE
        judged[capture] = Judgement(result, detail, speaks, is_sure)
        if judged[capture].speaks:
            speaking[capture.page_id] = capture
    return judged


# With one of these a list is not known to be whole.
_UNSURE = frozenset({"entry-unread", "page-cut", "text-damaged"})

# What a reading says of a page that is none: the result, the first that applies.
_NO_PAGE = (
    ("page-moved", "moved", "the page only says where it has moved"),
    ("page-challenge", "blocked", "the page asks whether a person reads it"),
    ("page-login", "blocked", "the page asks for a password"),
    ("page-no-text", "unreadable", "what came is no text"),
    ("page-too-large", "unreadable", "the page is too large to be read"),
    ("page-empty", "unreadable", "the page holds no words"),
    ("text-damaged", "unreadable", "the page cannot be decoded"),
    ("page-gone", "soft-404", "the page says that what was asked for is not there"),
)


def _judge(
    source: Source,
    capture: Capture,
    heard: Heard,
    before: Heard | None,
    others: Sequence[Heard],
    is_whole: bool,
) -> tuple[str, str]:
    good = "new" if before is None else "changed"
    if capture.method != "fetch":
        return good, ""
    if not is_same_place(capture.url, capture.final_url):
        return "moved", f"redirected to {capture.final_url}"
    for code, result, detail in _NO_PAGE:
        if code in heard.codes and not heard.names:
            return result, detail
    listed_before = before.names if before else {}
    if not heard.names and not _may_be_empty(source, capture, heard, listed_before):
        if heard.is_about_ties:
            return "unreadable", "the page speaks of ties, and states none that we can read"
        return "soft-404", "the page is there, and no longer speaks of ties"
    for kind in sorted(heard.names.keys() | listed_before.keys() | source.expected.keys()):
        counts = _Counts(
            kind,
            here=len(heard.names.get(kind, ())),
            last=len(listed_before.get(kind, ())) if before else None,
            in_all=_in_all(kind, heard, others),
        )
        bounds = source.expected.get(kind)
        if said := _shrunk(counts, bounds, capture, is_whole=is_whole):
            return "shrunk", said
        if bounds and counts.in_all > bounds.most and counts.here > (counts.last or 0):
            return (
                "grown",
                f"{counts.in_all} {kind} ties are listed, at most {bounds.most} expected",
            )
    return good, ""


@dataclass(frozen=True, slots=True)
class _Counts:
    """How many ties of one kind are listed."""

    kind: str
    here: int
    last: int | None  # by the last good capture of the page, None without one
    in_all: int  # by all pages of the source


def _in_all(kind: str, heard: Heard, others: Iterable[Heard]) -> int:
    """The ties of a kind on this page, and those that only other pages name."""
    mine = heard.names.get(kind, ())
    elsewhere = {name for other in others for name in other.names.get(kind, ())}
    return len(mine) + len(elsewhere - set(mine))


def _shrunk(counts: _Counts, bounds: Bounds | None, capture: Capture, *, is_whole: bool) -> str:
    """Why a list is too short to be believed, "" when it is not."""
    kind, here, last = counts.kind, counts.here, counts.last
    is_less = is_whole if last is None else here < last
    if bounds and counts.in_all < bounds.fewest and is_less:
        return f"{counts.in_all} {kind} ties are listed, at least {bounds.fewest} expected"
    if last and here * 2 < last and not _is_accepted(bounds, capture):
        return f"{here} {kind} ties are listed, {last} last time"
    return ""


def _is_accepted(bounds: Bounds | None, capture: Capture) -> bool:
    """Whether a person looked at the shrunk list, and says that it is so."""
    if bounds is None or not bounds.accepted:
        return False
    return dates.earliest(capture.captured_on) <= dates.latest(bounds.accepted)


def _may_be_empty(
    source: Source, capture: Capture, heard: Heard, before: Mapping[str, Sequence[str]]
) -> bool:
    """Whether a page without ties may be right: it only counts them, or a person says so."""
    expected = [source.expected.get(kind) for kind in before]
    if before:
        return all(_is_accepted(each, capture) and each and not each.fewest for each in expected)
    return heard.has_claims


def is_same_place(asked: str, came_from: str) -> bool:
    """Return whether a redirect from one address to the other leads to the same page.

    The scheme, a leading "www.", a trailing slash, the fragment and further parameters make no
    other page.

    >>> is_same_place("http://a.example/ties", "https://www.a.example/ties/?lang=en")
    True
    >>> is_same_place("http://a.example/ties?id=7", "http://a.example/ties?id=1")
    False
    """
    one, other = urlsplit(asked), urlsplit(came_from)
    hosts = [(parts.hostname or "").removeprefix("www.") for parts in (one, other)]
    paths = [parts.path.rstrip("/") for parts in (one, other)]
    wanted = set(parse_qsl(one.query, keep_blank_values=True))
    return (
        hosts[0] == hosts[1]
        and paths[0] == paths[1]
        and wanted <= set(parse_qsl(other.query, keep_blank_values=True))
    )


def last_words(judged: Mapping[Capture, Judgement], page_id: str, at: str) -> Judgement | None:
    """Return what came of the newest capture of a page that was held at the instant ``at``.

    None when none was.
    """
    return next(reversed(list(_held(judged, page_id, at))), None)


def _held(judged: Mapping[Capture, Judgement], page_id: str, at: str) -> Iterator[Judgement]:
    for capture, judgement in judged.items():
        if capture.page_id == page_id and capture.known_at <= at:
            yield judgement
