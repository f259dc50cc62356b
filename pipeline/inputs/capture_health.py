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
from pipeline.inputs.capture import Capture
from pipeline.inputs.source import Source
from pipeline.text import fold
from pipeline.vocabularies import GOOD_VISITS


@dataclass(frozen=True, slots=True)
class Summary:
    """What one capture says of ties, as far as judging it goes."""

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # partners, by kind
    is_about_ties: bool = False  # it has words for ties, whether or not one was read
    has_claims: bool = False
    codes: frozenset[str] = frozenset()  # of the problems met while it was read


def partners_by_kind(stated: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return the names of partners by kind, folded; stated: kind and name of each tie, in order.

    >>> partners_by_kind([("twin", "Málaga"), ("sister", "Kobe")])
    {'twin': ('malaga',), 'sister': ('kobe',)}
    """
    names: dict[str, tuple[str, ...]] = {}
    for kind, name in stated:
        names[kind] = (*names.get(kind, ()), fold(name) or name)
    return names


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came of one capture."""

    result: str  # a key of vocabularies.VISIT_RESULTS
    detail: str  # why, in a sentence; "" when it is good
    speaks: bool  # whether its statements count
    is_sure: bool = True  # False: some entry of its lists could not be read
    accepted: frozenset[str] = frozenset()  # the kinds whose list a person accepted as it is

    @property
    def is_good(self) -> bool:
        """Whether nothing is wrong with it."""
        return self.result in GOOD_VISITS


def judge(
    source: Source, captures: Iterable[Capture], summaries: Mapping[Capture, Summary]
) -> dict[Capture, Judgement]:
    """Return what came of each capture of ``source``, in the order in which we came to hold them.

    So a transcript that is typed in later, of an older page, does not judge what was held before.
    While no capture of a page is good, one that states something speaks all the same: there is
    nothing better, and what a page states is not to be lost.
    """
    captures = sorted(captures, key=lambda each: (each.known_at, each.order))
    accepted = _accepted(source, captures, summaries)
    speaking: dict[str, Capture] = {}  # by page, the newest that speaks
    good: dict[str, Capture] = {}  # and the newest that is good
    judged = {}
    for capture in captures:
        last = good.get(capture.page_id)
        elsewhere = (each for page_id, each in speaking.items() if page_id != capture.page_id)
        others = [summaries[each] for each in elsewhere]
        case = _Case(
            source,
            capture,
            summaries[capture],
            before=summaries[last] if last else None,
            others=others,
            is_whole=len(others) == len(source.pages) - 1,
            accepted=frozenset(kind for kind, each in accepted if each == capture),
        )
        result, detail = case.judged()
        is_good = result in GOOD_VISITS
        speaks = is_good or (last is None and bool(summaries[capture].names))
        is_sure = not summaries[capture].codes & _UNSURE
        judged[capture] = Judgement(result, detail, speaks, is_sure, case.accepted)
        if is_good:
            _note_newest(good, capture)
        if speaks:
            _note_newest(speaking, capture)
    return judged


def _note_newest(newest: dict[str, Capture], capture: Capture) -> None:
    """Note a capture for its page, unless a newer one is noted."""
    known = newest.setdefault(capture.page_id, capture)
    newest[capture.page_id] = max(known, capture, key=lambda each: each.order)


def _accepted(
    source: Source, captures: Iterable[Capture], summaries: Mapping[Capture, Summary]
) -> set[tuple[str, Capture]]:
    """The lists that a person accepted, by kind: of each page the newest as of each day given."""
    newest: dict[tuple[str, str, str], Capture] = {}
    for capture in captures:
        for kind, bounds in source.expected.items():
            is_empty = not summaries[capture].names
            has_list = not is_empty or (not bounds.fewest and summaries[capture].is_about_ties)
            for day in bounds.accepted:
                if has_list and dates.earliest(capture.captured_on) <= dates.earliest(day):
                    newest[kind, day, capture.page_id] = capture
    return {(kind, capture) for (kind, _, _), capture in newest.items()}


# With one of these a list is not known to be whole.
_UNSURE = frozenset({"entry-unread", "page-cut", "text-damaged"})

# What a reading says of a page that is none: the result, the first that applies.
_NO_PAGE = (
    ("page-moved", "moved", "the page only says where it has moved"),
    ("page-challenge", "blocked", "the page asks whether a person reads it"),
    ("page-login", "blocked", "the page asks for a password"),
    ("page-no-text", "unreadable", "what came is no text"),
    ("page-too-large", "unreadable", "the page is too large to be read"),
    ("page-too-costly", "unreadable", "the page takes too much to be read"),
    ("page-empty", "unreadable", "the page holds no words"),
    ("text-damaged", "unreadable", "the page cannot be decoded"),
    ("page-gone", "soft-404", "the page says that what was asked for is not there"),
)


@dataclass(frozen=True, slots=True)
class _Case:
    """One capture, and what it is judged by."""

    source: Source
    capture: Capture
    summary: Summary
    before: Summary | None  # the last good capture of the page
    others: Sequence[Summary]  # what speaks for the other pages of the source
    is_whole: bool  # whether every other page has something that speaks for it
    accepted: frozenset[str]  # the kinds whose list a person accepted as it is here

    def judged(self) -> tuple[str, str]:
        """The result, and why in a sentence."""
        good = "new" if self.before is None else "changed"
        if self.capture.method != "fetch" and "page-too-costly" not in self.summary.codes:
            return good, ""
        if not is_same_place(self.capture.url, self.capture.final_url):
            return "moved", f"redirected to {self.capture.final_url}"
        for code, result, detail in _NO_PAGE:
            if code in self.summary.codes and not self.summary.names:
                return result, detail
        if not self.summary.names and not self._may_be_empty():
            if self.summary.is_about_ties:
                return "unreadable", "the page speaks of ties, and states none that we can read"
            return "soft-404", "the page is there, and no longer speaks of ties"
        listed = self.before.names if self.before else {}
        for kind in sorted(self.summary.names.keys() | listed.keys() | self.source.expected.keys()):
            if result_and_why := self._count(kind):
                return result_and_why
        return good, ""

    def _count(self, kind: str) -> tuple[str, str] | None:
        """What is wrong with the length of a list, None for nothing."""
        here = len(self.summary.names.get(kind, ()))
        last = len(self.before.names.get(kind, ())) if self.before else None
        in_all = self._in_all(kind)
        bounds = self.source.expected.get(kind)
        is_less = self.is_whole if last is None else here < last
        if bounds and in_all < bounds.fewest and is_less:
            said = f"{in_all} {kind} ties are listed, at least {bounds.fewest} expected"
            return "shrunk", said
        if last and here * 2 < last and kind not in self.accepted:
            return "shrunk", f"{here} {kind} ties are listed, {last} last time"
        if bounds and in_all > bounds.most and here > (last or 0):
            return "grown", f"{in_all} {kind} ties are listed, at most {bounds.most} expected"
        return None

    def _in_all(self, kind: str) -> int:
        """The ties of a kind on this page, and those that only other pages name."""
        mine = self.summary.names.get(kind, ())
        elsewhere = {name for other in self.others for name in other.names.get(kind, ())}
        return len(mine) + len(elsewhere - set(mine))

    def _may_be_empty(self) -> bool:
        """Whether a page without ties may be right: it only counts them, or a person says so."""
        if self.before and self.before.names:
            expected = self.source.expected
            return all(
                kind in self.accepted and not expected[kind].fewest for kind in self.before.names
            )
        # Where the last good one has none either, that it still speaks of ties will do.
        return self.summary.has_claims or (self.before is not None and self.summary.is_about_ties)


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


def last_judgement(judged: Mapping[Capture, Judgement], page_id: str, at: str) -> Judgement | None:
    """Return what came of the newest capture of a page that was held at the instant ``at``.

    None when none was.
    """
    return next(reversed(list(_held(judged, page_id, at))), None)


def _held(judged: Mapping[Capture, Judgement], page_id: str, at: str) -> Iterator[Judgement]:
    for capture, judgement in judged.items():
        if capture.page_id == page_id and capture.known_at <= at:
            yield judgement
