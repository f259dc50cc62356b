"""The names, countries and dates of a text: what the runs of capitalised words fall into."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline import reference
from pipeline.dates import is_month
from pipeline.parse.words.events import is_a_document
from pipeline.parse.words.former import after_former
from pipeline.parse.words.runs import (
    after_elision,
    after_leads,
    before_case_ending,
    city_word_after,
    city_words,
    country_after,
    is_lead,
    run_pattern,
    trimmed,
    without_trailing,
)
from pipeline.parse.words.signs import (
    CLOSE,
    article_at,
    begins_as_region,
    names_region,
    possessives,
    small_words,
)
from pipeline.parse.words.spans import spans_of
from pipeline.parse.words.unspaced import beside_its_country, unspaced_pieces
from pipeline.parse.words.vocabulary import is_area, tags_of
from pipeline.places.lexicon import Lexicon
from pipeline.places.titles import has_title_of_its_own

NAME, COUNTRY, DATE = "name", "country", "date"
_TOWN = 15_000  # inhabitants of a town that a common word may mean
_SHORTEST = 4  # letters of a country that nothing parts from a name


class Piece(NamedTuple):
    """A part of a text that is a name, a country or a date: ``text[start:end]``."""

    start: int
    end: int
    sort: str  # NAME, COUNTRY or DATE


def pieces_of(text: str, dates: Sequence[tuple[int, int]], lexicon: Lexicon) -> list[Piece]:
    """Return the names, countries and dates of ``text``, in order, none inside another.

    dates: where its dates stand.
    """
    taken = spans_of([*dates, *((kind.start, kind.end) for kind in tags_of(text).kinds)])
    found = [Piece(start, end, DATE) for start, end in dates]
    if text.islower():
        found += _small_names(text, lexicon)
    else:
        for match in run_pattern().finditer(text):
            for start, end in taken.left_of(match.start(), match.end()):
                found += _of_run(text, start, end, lexicon)
    if not text.isascii():
        found += [
            Piece(start, end, COUNTRY if is_country else NAME)
            for start, end, is_country in unspaced_pieces(text, taken, lexicon)
        ]
        countries = [piece[:2] for piece in found if piece.sort == COUNTRY]
        if len(countries) == 1 and not any(piece.sort == NAME for piece in found):
            found += [Piece(*span, NAME) for span in beside_its_country(text, countries[0])]
    found = [piece for piece in found if piece.sort != NAME or _may_be(text, piece, lexicon)]
    return _joined(text, _in_order(found), lexicon)


def _may_be(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    words = text[piece.start : piece.end]
    return not is_a_document(words) or lexicon.named(words).is_known


@functools.cache
def _small_name() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, city_words())))
    return re.compile(rf"(?<![\w'-])(?P<name>[^\W\d_][\w'-]{{2,}})[ -](?:{words})(?!\w)")


def _small_names(text: str, lexicon: Lexicon) -> list[Piece]:
    """The known names before a word for a city, in a text without capitals: "uozu city"."""
    return [
        Piece(match.start(), match.end(), NAME)
        for match in _small_name().finditer(text)
        if lexicon.named(match.group("name")).is_known
    ]


def _in_order(pieces: list[Piece]) -> list[Piece]:
    """The pieces in order, without those that begin inside another one."""
    ordered: list[Piece] = []
    for piece in sorted(pieces):
        if not ordered or piece.start >= ordered[-1].end:
            ordered.append(piece)
    return ordered


@functools.cache
def _and() -> re.Pattern[str]:
    words = map(re.escape, small_words("and"))
    return re.compile(rf" (?:{'|'.join(words)}) ")


_SAID_TWICE = re.compile(r"\s?[/|]\s?| [-–] (?:\w{2,3} - )?")


def _joined(text: str, pieces: list[Piece], lexicon: Lexicon) -> list[Piece]:
    """The pieces, two made one where they are one name: "Trinidad and Tobago", "Porvoo/Borgå"."""
    joined: list[Piece] = []
    for piece in pieces:
        before = joined[-1] if joined else None
        if before and DATE not in (before.sort, piece.sort):
            if _and().fullmatch(text, before.end, piece.start):
                country = _country_of_two(text, before, piece, lexicon)
                if country:
                    joined[-1] = country
                    piece = piece._replace(start=country.end + 1)
                    if piece.start >= piece.end:
                        continue
            elif closed := _country_said_twice(text, before, piece, lexicon):
                joined[-1] = Piece(before.start, closed, COUNTRY)
                continue
            elif _is_one_country(text, before, piece, lexicon):
                joined[-1] = Piece(before.start, piece.end, COUNTRY)
                continue
            elif _is_one_name(text, before, piece, lexicon):
                joined[-1] = Piece(before.start, piece.end, NAME)
                continue
        joined.append(piece)
    return joined


def _country_of_two(text: str, before: Piece, piece: Piece, lexicon: Lexicon) -> Piece | None:
    """The country that two pieces around an "and" are: "Trinidad and Tobago".

    "Guinea-Bissau and Ghana" are two, though each half is known.
    """
    space = text.find(" ", piece.start, piece.end)
    for end in (piece.end, space):
        is_one = end > 0 and NAME in (before.sort, piece.sort)
        if is_one and lexicon.countries(text[before.start : end]):
            return Piece(before.start, end, COUNTRY)
    return None


_LEADS = re.compile(r"\s*[–—:-]\s*[^\W\d]")  # a name follows


def _country_said_twice(text: str, before: Piece, piece: Piece, lexicon: Lexicon) -> int:
    """Where a leading country ends that is said again in a bracket, else 0: "CHINA (TAIWAN) – "."""
    if before.start or before.sort != COUNTRY or piece.sort != COUNTRY:
        return 0
    closed = CLOSE.match(text, piece.end)
    if text[before.end : piece.start] not in (" (", "(") or closed is None:
        return 0
    leads = _LEADS.match(text, closed.end())
    return closed.end() if leads and lexicon.countries(text[: closed.end()]) else 0


def _is_one_country(text: str, before: Piece, piece: Piece, lexicon: Lexicon) -> bool:
    """Whether two countries are one in two languages: "Ungarn/Hungary"."""
    if before.sort != COUNTRY or piece.sort != COUNTRY:
        return False
    if text[before.end : piece.start].strip() not in ("/", "|"):
        return False
    first, second = (lexicon.countries(text[each.start : each.end]) for each in (before, piece))
    return first == second


def _is_one_name(text: str, before: Piece, piece: Piece, lexicon: Lexicon) -> bool:
    """Whether two names are one: the gazetteer has both together, or the same place under each."""
    if COUNTRY in (before.sort, piece.sort):
        return False
    sign = _SAID_TWICE.fullmatch(text, before.end, piece.start)
    if sign is None:
        return False
    if sign.group().startswith(" ") and lexicon.named(text[before.start : piece.end]).is_known:
        return True  # "La Baule - Escoublac"
    first, second = (lexicon.named(text[each.start : each.end]) for each in (before, piece))
    if not first.is_known or (first.home, first.size) != (second.home, second.size):
        return False
    return first.size > 0 or min(first.population, second.population) < 0  # "Porvoo/Borgå"


def _of_run(text: str, start: int, end: int, lexicon: Lexicon) -> list[Piece]:
    """The pieces of the run ``text[start:end]``: one name, or names and countries unparted."""
    start, end = trimmed(text, start, end)
    start += len(article_at(text, start, end))
    start = after_former(text, start, end, lexicon)
    start = after_leads(text, start, end, lexicon)
    start = after_elision(text, start, end, lexicon)
    end = before_case_ending(text, start, end, lexicon)
    if _is_code(text, start, end, lexicon):
        return [Piece(start, end, COUNTRY)]
    if end - start < 2 or is_month(text[start:end]):
        return []
    words = text[start:end]
    if country := country_after(text, start, end, lexicon):
        return [Piece(start, country, COUNTRY)]
    if lexicon.countries(words):
        return [Piece(start, end, COUNTRY)]
    if (last := _with_bracket(text, start, end, lexicon)) > end:
        return [Piece(start, last, NAME)]
    if (last := city_word_after(text, start, end, lexicon)) > end:
        return [Piece(start, last, NAME)]  # "Novo mesto", "Liaoning province"
    if " " not in words or is_area(words):
        is_none = is_area(words) or (is_lead(words) and lexicon.named(words).population < _TOWN)
        return [] if is_none else [Piece(start, end, NAME)]
    is_region = begins_as_region(words) or has_title_of_its_own(words)
    is_whole = is_region and not any(m.lastgroup == "splits_in" for m in _splits().finditer(words))
    if is_whole or lexicon.named(words).is_known:
        return [Piece(start, end, NAME)]
    return _parted(text, start, end, lexicon)


_BRACKET = re.compile(r" \([^\W\d][^()]{1,24}\)")


def _with_bracket(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Where a name ends whose bracket belongs to it, else ``end``: "Frankfurt (Oder)"."""
    bracket = _BRACKET.match(text, end)
    if bracket is None:
        return end
    return bracket.end() if lexicon.named(text[start : bracket.end()]).is_known else end


@functools.cache
def _in_bracket() -> re.Pattern[str]:
    """A code in a bracket; on cars there are letters of other alphabets, too."""
    letters = "".join(row["letter"] for row in reference.rows("car_codes"))
    return re.compile(rf"[(（\[]\s?[A-Z{letters}]{{1,3}}\s?[)）\]]")


def _is_code(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a code of a country stands alone in a bracket behind a name: "(FR)", "(A)"."""
    if not 0 < end - start <= 3 or start < 2:
        return False
    first = start - 2 if text[start - 1] == " " else start - 1
    said = _in_bracket().match(text, first)
    return bool(said and lexicon.country_codes(text[start:end]))


def _parted(text: str, start: int, end: int, lexicon: Lexicon) -> list[Piece]:
    """The pieces of a run of several words that is no name as a whole."""
    words = text[start:end]
    if split := _small_split(words, lexicon):
        first, last = split
        return [
            *_of_run(text, start, start + first, lexicon),
            *_of_run(text, start + last, end, lexicon),
        ]
    spaces = [space.start() for space in re.finditer(" ", words)]
    for at in spaces:
        if len(words) - at > _SHORTEST and (codes := lexicon.countries(words[at + 1 :])):
            head = without_trailing(words[:at])
            held = lexicon.named(head)
            if lexicon.divisions(words) and not held.is_known:
                continue  # "Western Australia"
            if names_region(words) and not held.countries & set(codes):
                continue  # "São Jorge Island" is no town of Iceland
            country = Piece(start + at + 1, end, COUNTRY)
            return [*_of_run(text, start, start + len(head), lexicon), country]
    for at in reversed(spaces):
        if at >= _SHORTEST and _is_country_first(words[:at], lexicon):
            rest = _of_run(text, start + at + 1, end, lexicon)
            return [*_of_run(text, start, start + at, lexicon), *rest]
    for at in spaces:
        held = lexicon.named(words[:at])
        if held.is_known and lexicon.divisions(words[at + 1 :]) & held.divisions:
            region = Piece(start + at + 1, end, NAME)
            return [Piece(start, start + at, NAME), region]  # "Victoria British Columbia"
    return [Piece(start, end, NAME)]


def _is_country_first(words: str, lexicon: Lexicon) -> bool:
    """Whether a country leads a run, perhaps with "'s" behind it: "Russia's Stavropol"."""
    owner = next((each for each in possessives() if words.endswith(each)), "")
    bare = words.removesuffix(owner)
    return bool(lexicon.countries(bare))


@functools.cache
def _splits() -> re.Pattern[str]:
    roles = ("splits_in", "splits_and", "splits_of")
    said = "|".join(f"(?P<{role}>{'|'.join(map(re.escape, small_words(role)))})" for role in roles)
    return re.compile(rf" (?:{said}) ")


def _small_split(words: str, lexicon: Lexicon) -> tuple[int, int] | None:
    """Where a small word parts two names: "Kalymnos in Greece"; None where it does not."""
    smalls = list(_splits().finditer(words))
    edges = [0, *(small.end() for small in smalls)]
    ends = [*(small.start() for small in smalls), len(words)]
    for number, small in enumerate(smalls):
        before, after = words[edges[number] : small.start()], words[small.end() : ends[number + 1]]
        if lexicon.countries(before) or lexicon.countries(after):
            return small.start(), small.end()
        is_of = small.lastgroup == "splits_of"
        if lexicon.named(after).size >= _TOWN or (not is_of and lexicon.named(before).is_known):
            return small.start(), small.end()
        if small.lastgroup != "splits_and" and lexicon.divisions(words[small.end() :]):
            return small.start(), small.end()  # "Lake Macquarie in New South Wales"
    return None
