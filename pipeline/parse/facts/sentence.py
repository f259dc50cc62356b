"""Facts about the clause in which a candidate stands: its tie words, its subject, its verbs."""

from __future__ import annotations

import functools
import re

from pipeline.parse.facts.view import View, binned, yes
from pipeline.parse.records import Candidate
from pipeline.parse.words import events
from pipeline.parse.words.entry import read_entries
from pipeline.parse.words.languages import languages_of
from pipeline.parse.words.signs import joining_words
from pipeline.parse.words.vocabulary import contexts_in, is_bridge, tags_of
from pipeline.reference.phrases import WORD, Found

_WORDS = (1, 2, 4, 7, 12, 20)


def _words_between(text: str, start: int, end: int) -> int:
    return len(WORD.findall(text[start:end]))


def tie_word_before(view: View, candidate: Candidate) -> str:
    """How many words stand between the last tie word before it and the name."""
    text, start = candidate.unit.text, candidate.entry.start
    before = [kind for kind in tags_of(text).kinds if kind.end <= start]
    return binned(_words_between(text, before[-1].end, start), _WORDS) if before else "none"


def tie_word_after(view: View, candidate: Candidate) -> str:
    """How many words stand between the name and the first tie word behind it."""
    text, end = candidate.unit.text, candidate.entry.end
    after = [kind for kind in tags_of(text).kinds if kind.start >= end]
    return binned(_words_between(text, end, after[0].start), _WORDS) if after else "none"


def other_tie_word(view: View, candidate: Candidate) -> str:
    """Whether words such as "linked with" stand before it."""
    text, start = candidate.unit.text, candidate.entry.start
    before = [tie for tie in tags_of(text).ties if tie.end <= start]
    if before:
        return f"before {binned(_words_between(text, before[-1].end, start), _WORDS)}"
    return yes(tags_of(text).ties)


def names_between_it_and_the_tie_word(view: View, candidate: Candidate) -> str:
    """What stands between the tie word before it and the name: signs, a full clause, nothing."""
    text, start = candidate.unit.text, candidate.entry.start
    before = [kind for kind in tags_of(text).kinds if kind.end <= start]
    if not before:
        return "no tie word"
    between = text[before[-1].end : start]
    if any(sign in between for sign in ";。"):
        return "semicolon"
    if contexts_in(between, view.language, "event"):
        return "event"
    if ":" in between or "：" in between:
        return "colon"
    return f"{min(between.count(','), 3)} commas"


def how_the_tie_word_leads_to_it(view: View, candidate: Candidate) -> str:
    """Whether nothing but small words stand between a tie word and the run of names.

    "our sister cities are A and B": led; "A became our sister city": leads back.
    """
    run = view.runs[id(candidate.unit), candidate.order]
    text = candidate.unit.text
    place = "first" if run[0] is candidate else "later"
    start, end = run[0].entry.start, max(other.entry.end for other in run)
    tags = tags_of(text)
    for sort, words in (("kind", tags.kinds), ("tie", tags.ties)):
        before = [tag for tag in words if tag.end <= start and start - tag.end < _NEAR]
        if before and is_bridge(text[before[-1].end : start], "lead"):
            return f"{sort} leads to {place}"
        if before and _leads_by_with(view, text[before[-1].end : start]):
            return f"{sort} with {place}"
    after = [tag for tag in tags.kinds if tag.start >= end and tag.start - end < _NEAR]
    if after and is_bridge(text[end : after[0].start], "copula"):
        return f"leads back to {place}"
    if candidate.unit.shape == "sentence" and events.says_began_after(text[end:]):
        return "began"
    return "no"


_NEAR = 90  # characters between tie words and names


def _leads_by_with(view: View, between: str) -> bool:
    """Whether a clause without other names ends in "with": "... have been signed with"."""
    if any(sign in between for sign in ";:。"):
        return False
    withs = contexts_in(between, view.language, "with")
    if not withs or withs[-1].end < len(between.rstrip(' (“"')):
        return False
    return not any(entry.country for entry in read_entries(between, view.lexicon))


def speaks_of_an_event(view: View, candidate: Candidate) -> str:
    """Where words for visits, games and their like stand in its clause."""
    text, entry = candidate.unit.text, candidate.entry
    spots = contexts_in(text, view.language, "event")
    if not spots:
        return "no"
    near = [tag for tag in spots if -40 <= tag.start - entry.start <= 60]
    if any(tag.end <= entry.start for tag in near):
        return "before"
    return "behind" if near else "far"


def speaks_of_what_is_not(view: View, candidate: Candidate) -> str:
    """Whether a word of denial stands in its sentence, and where."""
    return _role(view, candidate, "negation")


def denies_the_tie(view: View, candidate: Candidate) -> bool:
    """Return whether a word of denial stands right before the tie word nearest to the name.

    "is not a sister city of Lyon", "Lyon is no longer our sister city". No fact that is weighed,
    but a veto of the judge: pages that deny a tie are too rare to learn from.
    """
    text, entry = candidate.unit.text, candidate.entry
    kinds = tags_of(text).kinds
    before = [kind for kind in kinds if kind.end <= entry.start][-1:]
    after = [kind for kind in kinds if entry.end <= kind.start < entry.end + _NEAR][:1]
    denials = contexts_in(text, view.language, "negation")
    return any(
        0 <= kind.start - denial.end <= _ARTICLE and _is_one_language(text, denial, kind)
        for kind in before or after
        for denial in denials
    )


def _is_one_language(text: str, denial: Found, kind: Found) -> bool:
    """Whether both words are of one language: a Portuguese "no" before a tie word denies none."""
    languages = languages_of(text[kind.start : kind.end])
    denying = languages_of(text[denial.start : denial.end], "negation")
    return not languages or not languages.isdisjoint(denying)


_ARTICLE = 7  # characters between a denial and what it denies: " our ", " eine "


def speaks_of_what_may_be(view: View, candidate: Candidate) -> str:
    """Whether a word of plans and hopes stands in its sentence, and where."""
    return _role(view, candidate, "future")


def speaks_of_a_person(view: View, candidate: Candidate) -> str:
    """Whether a word for an office or a person stands in its sentence, and where."""
    return _role(view, candidate, "person")


def _role(view: View, candidate: Candidate, role: str) -> str:
    tags = contexts_in(candidate.unit.text, view.language, role)
    if not tags:
        return "no"
    return "before" if any(tag.end <= candidate.entry.start for tag in tags) else "behind"


def says_began(view: View, candidate: Candidate) -> str:
    """Whether a word for a beginning stands in its line."""
    return yes(events.says_began(candidate.unit.text))


def names_the_host(view: View, candidate: Candidate) -> str:
    """Whether the host's name stands in its sentence, before or behind it."""
    if candidate.unit.shape != "sentence":
        return "no sentence"
    if view.host.is_in(candidate.unit.text[: candidate.entry.start]):
        return "before"
    return "behind" if view.host.is_in(candidate.unit.text[candidate.entry.end :]) else "no"


def is_coordinated(view: View, candidate: Candidate) -> str:
    """Whether it is one of a run of names that commas and "and" part."""
    text, entry = candidate.unit.text, candidate.entry
    ends, begins = _joins()
    before = ends.search(text[max(0, entry.start - 8) : entry.start])
    after = begins.match(text, entry.end)
    return f"{yes(before)}, {yes(after)}"


@functools.cache
def _joins() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What joins names to those before and behind them."""
    words = joining_words()
    before = rf"[,;/、，&]\s*$|(?<!\w)(?:{words})\s+$"
    return re.compile(before), re.compile(rf"\s*[,;/、，&]|\s+(?:{words})(?!\w)")


FACTS = (
    tie_word_before,
    tie_word_after,
    other_tie_word,
    names_between_it_and_the_tie_word,
    how_the_tie_word_leads_to_it,
    speaks_of_an_event,
    speaks_of_what_is_not,
    speaks_of_what_may_be,
    speaks_of_a_person,
    says_began,
    names_the_host,
    is_coordinated,
)
