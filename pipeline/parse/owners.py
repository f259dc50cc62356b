"""Whose tie it is: the host's, or that of another town of which the page speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.parse.host import Host
from pipeline.parse.lexicon import Lexicon
from pipeline.parse.phrases import Found, plain
from pipeline.parse.places import Spot
from pipeline.parse.runs import places_in
from pipeline.parse.words import find_kinds, find_ties

_HAS = re.compile(
    r"(?:is|was|are|has|have|had|maintains?|enjoys?|boasts?|shares?|holds?|lists?|supports?|celebrates?"
    r"|signed|is home to|is twinned|was twinned|'s|hat|zahlt|a|compte|tiene|tem|ha|heeft)\b"
)

_NEAR = 400  # characters before tie words in which their owner stands
_OF = re.compile(
    r"\s+(?:of|to|for|with|von|der|de|du|di|van|da|do|del|des)\s+(?:the\s+(?:city|town)\s+of\s+)?"
)
_OWNED = re.compile(r"\s+(?:of|von|de|du|di|van|da|do|del)\s+$")


def is_of_another(
    text: str, found: Found, spots: Sequence[Spot], host: Host, lexicon: Lexicon
) -> bool:
    """Return whether the tie words ``found`` in ``text`` speak of another town's ties.

    "Miami has three sister cities: A, B and C" on the page of another town. Without a host
    nothing is another's.
    """
    if not host.name or _is_told_of(text, found, host, lexicon):
        return bool(host.name)
    first = min(spot.start for spot in spots)
    if first < found.start:
        of = _OF.match(text[found.end :])
        if of is None:
            return False
        rest = text[found.end + of.end() :]
        owner = next(iter(places_in(rest, lexicon)), None)
        return bool(owner and owner.start == 0 and not host.is_named(owner.entry.name))
    if _OWNED.fullmatch(text, found.end, first):
        return True  # "die Partnerstädte von Nürnberg": whose they are
    before = text[max(0, found.start - _NEAR) : found.start]
    owners = [
        spot
        for spot in places_in(before, lexicon)
        if spot.entry.country or spot.entry.region or lexicon.is_town(spot.entry.name)
    ]
    if not owners or host.is_named(owners[-1].entry.name):
        return False
    if re.search(rf"(?<!\w){re.escape(plain(host.name))}(?!\w)", plain(before[owners[-1].end :])):
        return False
    between = plain(before[owners[-1].end :]).strip()
    if re.fullmatch(r"(?:[a-z0-9]+ )?\(", between):
        return True  # "Irving five (Merton in England; ...)"
    subject = before[: owners[-1].start].rstrip()
    is_subject = not re.search(r"\b(?:of|in|from|near|at|with|to)$", subject)
    return is_subject and (_HAS.match(between) or _NEXT.match(between)) is not None


_SUBJECT = re.compile(
    r"(?P<name>[^\W\d_a-z][\w'’-]+(?: (?:[^\W\d_a-z][\w'’-]+|de|la|le|sur|am|of))*)\s+"
    r"(?:is|was|has been|est|ist|è|es|é|está|fue|foi|has|hat|heeft|unterhält|pflegt|a|tem|tiene|ha)"
    r"(?:\s+\w+){0,2}\s+$"
)


def _is_told_of(text: str, found: Found, host: Host, lexicon: Lexicon) -> bool:
    """Whether another town stands right before words that lead on: "Ashby is twinned with"."""
    if not leads_on(text, found):
        return False
    subject = _SUBJECT.search(text[max(0, found.start - _NEAR) : found.start])
    words = subject.group("name").split() if subject else []
    # "Die Stadt Nürnberg", "O Porto": the name is what is left of the words before it.
    names = [" ".join(words[at:]) for at in range(len(words))]
    if any(map(host.is_named, names)) or (words and plain(words[-1]) in _BODIES):
        return False
    return any(map(lexicon.is_place, names))


# Who has ties when no town is named: the host's own.
_BODIES = frozenset(
    "council city town board committee mayor parliament assembly commission municipality stadt rat "
    "gemeinde ville commune mairie ayuntamiento ciudad comune citta camara cidade gemeente stad "
    "we it this that which who".split()
)


_ON = re.compile(r"\b(?:with|to|avec|à|mit|con|com|met)$")
_LEADS = re.compile(r"\s+(?:with|to|avec|à|mit|con|com|met)\b")


def leads_on(text: str, found: Found) -> bool:
    """Return whether tie words lead to a partner behind them: "twinned with", "jumelée à"."""
    words = text[found.start : found.end].lower()
    return _ON.search(words) is not None or _LEADS.match(text, found.end) is not None


_NEXT = re.compile(r",[^,.;]{0,40},\s+(?:has|have|had|is|was|just)\b")


def speaks_of_another(text: str, host: Host, lexicon: Lexicon) -> bool:
    """Return whether a sentence has another town as the one that has ties.

    "Hertford has had ties with Evron for years", "Stirling is the sister city of Dunedin, Florida".
    """
    if not host.name or host.name in text:
        return False
    tied = (*find_kinds(text), *find_ties(text))
    if any(_is_told_of(text, found, host, lexicon) for found in tied):
        return True
    for spot in places_in(text, lexicon):
        is_town = spot.entry.country or lexicon.is_town(spot.entry.name)
        after = text[spot.end :].lstrip()
        if is_town and (_HAS_TIES.match(plain(after)) or _OF_TIES.search(plain(text[spot.end :]))):
            return True
    return False


_HAS_TIES = re.compile(
    r"(?:'s|,[^,.;]{0,40},)?\s*(?:also\s+)?"
    r"(?:has|have|had|maintains?|enjoys?|boasts?|is also|whose)\b"
    r"[^.;]{0,60}\b(?:sister|twin|twinned|partner|ties|links|friendship)\b"
)
_OF_TIES = re.compile(r"^'s\s+(?:sister|twin|partner|friendship)\b")
