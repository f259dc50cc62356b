"""Facts about whose tie it is: the host's, or that of another town of which the text speaks."""

from __future__ import annotations

import functools
import re

from pipeline import reference
from pipeline.parse.facts.view import View
from pipeline.parse.page.sentences import sentences_before
from pipeline.parse.records import ROW, Candidate
from pipeline.parse.scopes.host import Host
from pipeline.parse.scopes.owner import ANOTHER, HOST, TOWN, UNSAID, is_at_home, ours, owner_in
from pipeline.parse.words.entry import Entry, read_entries
from pipeline.parse.words.languages import joining_words_of
from pipeline.parse.words.signs import possessives
from pipeline.parse.words.vocabulary import contexts_in, tags_of
from pipeline.places.lexicon import Lexicon
from pipeline.reference.phrases import plain

_NEAR = 160  # characters before tie words in which their owner stands
_PAIR = 60  # characters around a name in which the other of its pair stands


def _is_named_apart(lexicon: Lexicon, entry: Entry) -> bool:
    """Whether an entry names a place of its own, whose ties would not be the host's.

    Other than ``is_town`` a country counts too: what "Japan" does, the host does not.
    """
    held = lexicon.named(entry.name)
    return bool(entry.country or entry.region) or held.size >= TOWN


def _named_apart(view: View, text: str) -> list[Entry]:
    """The entries of ``text`` that name places of their own."""
    entries = read_entries(text, view.lexicon)
    return [entry for entry in entries if _is_named_apart(view.lexicon, entry)]


def _where(view: View, entry: Entry) -> str:
    """Whether a town lies in the host's country, or abroad."""
    if entry.country:
        codes = view.lexicon.country_codes(entry.country)
        return "at home" if view.host_country in codes else "abroad"
    return "at home" if view.host_country in view.lexicon.named(entry.name).countries else "abroad"


def _last_subject(view: View, text: str) -> str:
    """The last town that ``text`` names: the host, one at home, one abroad; "we" or nobody."""
    towns = [
        entry for entry in read_entries(text, view.lexicon) if _is_named_apart(view.lexicon, entry)
    ]
    towns = [entry for entry in towns if not view.host.is_named(entry.name)]
    last = towns[-1].start if towns else -1
    if view.host.is_in(text[max(last, 0) :]):
        return "host"
    if ours().search(plain(text[max(last, 0) :])):
        return "we"
    return _where(view, towns[-1]) if towns else "nobody"


def owner_before_the_tie_word(view: View, candidate: Candidate) -> str:
    """Which town stands before the tie word that leads to the name."""
    text, start = candidate.unit.text, candidate.entry.start
    tags = tags_of(text)
    before = [tag for tag in (*tags.kinds, *tags.ties) if tag.end <= start]
    if not before:
        return "no tie word"
    at = max(tag.start for tag in before)
    return _last_subject(view, text[max(0, at - _NEAR) : at])


def owner_after_the_tie_word(view: View, candidate: Candidate) -> str:
    """Which town stands behind the tie word that follows the name: "is a sister city of"."""
    text, end = candidate.unit.text, candidate.entry.end
    after = [tag for tag in tags_of(text).kinds if tag.start >= end]
    if not after:
        return "no tie word"
    rest = text[after[0].end : after[0].end + 60]
    if view.host.is_in(rest):
        return "host"
    towns = [
        entry for entry in read_entries(rest, view.lexicon) if _is_named_apart(view.lexicon, entry)
    ]
    return _where(view, towns[0]) if towns else "nobody"


def first_town_of_the_line(view: View, candidate: Candidate) -> str:
    """Which town the line names first."""
    text, start = candidate.unit.text, candidate.entry.start
    first = _first_town(text, view.host, view.lexicon)
    if first is None or first.start >= start:
        return "host" if view.host.is_in(text[:start]) else "itself"
    if view.host.is_named(first.name):
        return "host"
    return f"{_where(view, first)}, {'run' if start - first.end < 8 else 'far'}"


@functools.lru_cache(maxsize=1024)
def _first_town(text: str, host: Host, lexicon: Lexicon) -> Entry | None:
    """The first name of ``text`` that is the host's, or a place's whose ties are not the host's."""
    for entry in read_entries(text, lexicon):
        if host.is_named(entry.name) or _is_named_apart(lexicon, entry):
            return entry
    return None


def pair_in_the_line(view: View, candidate: Candidate) -> str:
    """Whether a dash or "and" pairs it with the host, or with another town."""
    text, entry = candidate.unit.text, candidate.entry
    before = text[max(0, entry.start - _PAIR) : entry.start]
    after = text[entry.end : entry.end + _PAIR]
    if (said := _DASHED.search(before)) and said.start() > 0:
        return f"dash {_last_subject(view, before[: said.start()])}"
    if said := _DASHED.match(after):
        return f"dash {_first(view, after[said.end() :])}"
    betweens = contexts_in(text, view.language, "between")
    between = [tag for tag in betweens if tag.end <= entry.start]
    if not between or entry.start - between[-1].end > _PAIR:
        return "no"
    inside = text[between[-1].end : entry.start]
    words = joining_words_of(text[between[-1].start : between[-1].end])
    joined = re.compile(rf"(?<!\w)(?:{words})(?!\w)")
    if joined.search(inside):
        return f"between {_last_subject(view, inside)}"
    second = joined.search(after)
    return f"between {_first(view, after[second.end() :].lstrip()) if second else 'nobody'}"


def _first(view: View, text: str) -> str:
    """Which town ``text`` begins with."""
    if view.host.is_in(text[: len(view.host.name) + 12]):
        return "host"
    entries = read_entries(text, view.lexicon)
    if entries and entries[0].start < 12 and _is_named_apart(view.lexicon, entries[0]):
        return _where(view, entries[0])
    return "nobody"


_DASHED = re.compile(r"\s*[–—]\s*$|\s+-\s+$|\s*[–—]\s*|\s+-\s+")


def subject_of_the_sentence_before(view: View, candidate: Candidate) -> str:
    """Which town the sentence before named last, where this one names none before it."""
    unit = candidate.unit
    if unit.shape != "sentence":
        return "no sentence"
    if not unit.start:
        return "first sentence"
    before = sentences_before(unit.block, unit.start, 1)
    return _last_subject(view, before[-1].text[-_NEAR:]) if before else "first sentence"


def whose_tie_it_is(view: View, candidate: Candidate) -> str:
    """Whose tie it is by its clause, its row, the sentences before, the headings."""
    unit = candidate.unit
    run = view.runs[id(unit), candidate.order]
    said = owner_in(unit.text, run[0].entry.start, run[-1].entry.end, view.host, view.lexicon)
    if said != UNSAID:
        return f"{said}, {_short(candidate)}"
    if (row := _of_row(view, candidate)) != UNSAID:
        return f"{row}, row"
    scope = view.scopes[unit.number]
    if unit.shape == "sentence" and unit.start:
        for each in reversed(sentences_before(unit.block, unit.start, 3)):
            if tags_of(each.text).kinds:
                end = len(each.text)
                said = owner_in(each.text + " …", end, end + 2, view.host, view.lexicon)
                if said != UNSAID:
                    return f"{said}, before"
    return f"{scope.owner or UNSAID}, heading"


def _short(candidate: Candidate) -> str:
    return "sentence" if candidate.unit.shape == "sentence" else "line"


def _of_row(view: View, candidate: Candidate) -> str:
    """Whose row it is: the town of the host's country that an earlier cell names alone."""
    block = view.blocks[candidate.unit.number]
    if block.role != ROW:
        return UNSAID
    for cell in block.cells[: candidate.unit.column]:
        if view.host.is_in(cell.text[: len(view.host.name) + _TITLE]):
            return HOST
        entries = read_entries(cell.text, view.lexicon) if len(cell.text) < _LONGEST_CELL else ()
        first = entries[0] if entries else None
        is_alone = first and not (first.country or first.region or first.is_country)
        if first and is_alone and (first.start == 0 or _is_title(cell.text[: first.start])):
            held = view.lexicon.named(first.name)
            if held.population >= 0 and is_at_home(first, view.host, view.lexicon):
                return ANOTHER
    return UNSAID


def _is_title(before: str) -> bool:
    """Whether the words before a name are a title of it: "City of", "Shire of"."""
    return len(before) <= _TITLE + 6 and before.rstrip().endswith(_of_title())


@functools.cache
def _of_title() -> tuple[str, ...]:
    return tuple(f" {word}" for word in reference.words("small_words", "of_title"))


_LONGEST_CELL = 60  # characters
_TITLE = 9  # characters of "City of "


def has_ties_itself(view: View, candidate: Candidate) -> str:
    """Whether the words behind it make it the owner of ties: ", whose", "is twinned"."""
    text, end = candidate.unit.text, candidate.entry.end
    after = text[end : end + 60]
    tags = tags_of(after)
    verbs = [tag for tag in contexts_in(after, view.language, "has") if tag.start < 24]
    ties = [tag for tag in (*tags.kinds, *tags.ties) if not verbs or tag.start >= verbs[0].end]
    if after.startswith(possessives()):
        return "possessive tie" if ties else "possessive"
    if not verbs or not ties or ties[0].start - verbs[0].end > 30:
        return "no"
    between = after[: verbs[0].start].strip()
    relative = between.startswith(",") and len(between) > 1
    back = view.host.is_in(text[end:]) or ours().search(plain(text[end:]))
    return f"{'relative' if relative else 'verb'}, {'back' if back else 'open'}"


FACTS = (
    has_ties_itself,
    whose_tie_it_is,
    owner_before_the_tie_word,
    owner_after_the_tie_word,
    first_town_of_the_line,
    pair_in_the_line,
    subject_of_the_sentence_before,
)
