"""Facts about the line, cell, title or sentence in which a candidate stands."""

from __future__ import annotations

import re

from pipeline import reference
from pipeline.parse.facts.view import SHARES, View, binned, yes
from pipeline.parse.records import Candidate
from pipeline.parse.words.nations import is_of_a_nation
from pipeline.parse.words.signs import possessives
from pipeline.parse.words.vocabulary import contexts_in, tags_of
from pipeline.reference.phrases import WORD, plain

_NEAR = 24  # characters around a name


def shape(view: View, candidate: Candidate) -> str:
    """What the text is: item, cell, heading, line, sentence."""
    return candidate.unit.shape


def share_of_the_line(view: View, candidate: Candidate) -> str:
    """How much of its line the entry takes."""
    entry = candidate.entry
    return binned((entry.end - entry.start) / max(1, len(candidate.unit.text)), (0.1, *SHARES[1:]))


def begins_the_line(view: View, candidate: Candidate) -> str:
    """How the line begins before it."""
    before = candidate.unit.text[: candidate.entry.start].strip()
    if not before:
        return f"begins {_short_shape(candidate)}"
    if not any(map(str.isalpha, before)):
        return f"after a sign {_short_shape(candidate)}"
    if before.endswith((":", "：")):
        return "after a colon"
    return "no"


def _short_shape(candidate: Candidate) -> str:
    return "sentence" if candidate.unit.shape == "sentence" else "line"


def ends_the_line(view: View, candidate: Candidate) -> str:
    """How the line goes on behind the entry."""
    after = candidate.unit.text[candidate.entry.end :]
    bare = after.strip()
    if not bare:
        return "ends"
    if not any(map(str.isalnum, bare)):
        return "sign"
    sign = bare[0]
    if sign in ",;、，；":
        return "comma"
    if sign in "(（[":
        return "bracket"
    if sign in "–—-|/:：•·":
        return "dash"
    if sign in ".。!?":
        return "stop"
    word = WORD.search(bare)
    if word and word.start() == 0 and not after[:1].isspace():
        return "glued"
    if sign.isupper():
        return "capital"
    return "word"


def word_before(view: View, candidate: Candidate) -> str:
    """The sort of word right before the name."""
    text = candidate.unit.text
    before = text[max(0, candidate.entry.start - _NEAR) : candidate.entry.start]
    if not before.strip():
        return "nothing"
    stripped = before.rstrip()
    if not stripped[-1].isalnum():
        return f"sign {stripped[-1]}" if stripped[-1] in ",;:(–—-|/.•·&、" else "sign"
    roles = {tag.meaning for tag in contexts_in(before, view.language) if tag.end >= len(stripped)}
    if any(kind.end >= len(stripped) for kind in tags_of(before).kinds):
        return "tie word"
    for role in ("with", "place", "person", "event", "body", "negation"):
        if role in roles:
            return role
    if stripped[-1].isdigit():
        return "number"
    return "nation" if is_of_a_nation(WORD.findall(stripped)[-1], view.language) else "other"


def word_itself_before(view: View, candidate: Candidate) -> str:
    """The small word right before the name, where it is a frequent one."""
    text = candidate.unit.text
    before = WORD.findall(
        plain(text[max(0, candidate.entry.start - _NEAR) : candidate.entry.start])
    )
    if not before or not text[: candidate.entry.start].rstrip()[-1:].isalnum():
        return "none"
    return before[-1] if before[-1] in reference.words("small_words", "frequent") else "other"


def word_behind(view: View, candidate: Candidate) -> str:
    """The sort of word right behind the entry."""
    text = candidate.unit.text
    after = text[candidate.entry.end : candidate.entry.end + _NEAR]
    first = WORD.search(after)
    if first is None or first.start() > 2:
        return "none"
    roles = {tag.meaning for tag in contexts_in(after, view.language) if tag.start <= first.start()}
    if any(kind.start <= first.start() for kind in tags_of(after).kinds):
        return "tie word"
    if after[: first.start()].strip() in ("'", "’") or after.startswith(possessives()):
        return "possessive"
    for role in ("body", "person", "event", "with", "place"):
        if role in roles:
            return role
    return "capital" if first.group()[0].isupper() else "small"


def length_of_the_line(view: View, candidate: Candidate) -> str:
    """How long the line is, in characters."""
    return binned(len(candidate.unit.text), (20, 40, 80, 160, 320))


def names_in_the_line(view: View, candidate: Candidate) -> str:
    """How many names stand in the same line."""
    return binned(candidate.of, (2, 3, 5, 9))


def order_in_the_line(view: View, candidate: Candidate) -> str:
    """Which of the names of its line it is."""
    return binned(candidate.order, (1, 2, 4))


def has_letters_and_digits_left(view: View, candidate: Candidate) -> str:
    """Whether the line holds a telephone number, an address, a price, a score."""
    return yes(_NUMBERS.search(candidate.unit.text))


_NUMBERS = re.compile(r"\d{3}[-. ]\d{3,4}|@|\b\d{5,}\b|[$€£%]|\b\d{1,2}[:–-]\d{1,2}\b|km\b|°")


def shape_and_country(view: View, candidate: Candidate) -> str:
    """The shape of the line, with whether a country hangs on the name."""
    entry = candidate.entry
    known = view.lexicon.named(entry.name).size
    size = "big" if known >= 15_000 else "known" if known >= 0 else "unknown"
    return f"{candidate.unit.shape}, {'country' if entry.country else 'no country'}, {size}"


FACTS = (
    shape,
    share_of_the_line,
    begins_the_line,
    ends_the_line,
    word_before,
    word_itself_before,
    word_behind,
    length_of_the_line,
    names_in_the_line,
    order_in_the_line,
    has_letters_and_digits_left,
    shape_and_country,
)
