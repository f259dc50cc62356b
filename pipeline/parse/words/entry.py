"""One grammar of an entry: a name and what stands around it, the pieces in any order."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.dates import PrintedDate, find_dates
from pipeline.parse.words.events import is_date_gap
from pipeline.parse.words.former import after_of, is_former_gap, years_of_names
from pipeline.parse.words.line import LONGEST_GAP, Line, is_unspaced
from pipeline.parse.words.names import COUNTRY, DATE, pieces_of
from pipeline.parse.words.signs import CLOSE, article_before, joins, names_region, sign_of
from pipeline.parse.words.spans import spans_of
from pipeline.parse.words.told_after import told_after
from pipeline.parse.words.vocabulary import tags_of
from pipeline.places.lexicon import Lexicon

_NEAR = 60  # characters after an entry in which its state and kind stand
_MOST_BETWEEN = 4  # characters between a date and the name after it
_LONGEST_CODE = 3  # letters of a country's code
_CITY = 100_000  # inhabitants of a town that is named like a country
_FULL_STOP = re.compile(r"[.!?]\s")


class Entry(NamedTuple):
    """A name in a text, ``text[start:end]`` with all that is said of it, word for word.

    "" for what it does not state.
    """

    start: int
    end: int
    name_start: int
    name_end: int
    name: str
    region: str = ""
    country: str = ""
    country_sign: str = ""  # what parts it from the name: a sign of signs.py, "first", or ""
    established: str = ""
    date_sign: str = ""  # how the date hangs on: "bracket", "after", "before" or ""
    status: str = ""
    kind: str = ""  # a key of vocabularies.KINDS
    other_name: str = ""  # a second name, in a bracket
    is_country: bool = False  # the name is a country's: a city state, or no town at all


@functools.lru_cache(maxsize=8192)
def read_entries(text: str, lexicon: Lexicon) -> tuple[Entry, ...]:
    """Return every name of ``text`` that could be a place, with what is said of it, in order.

    >>> from pipeline.places.lexicon import KnownWords
    >>> atlas = KnownWords({"Japan": "JP", "Brazil": "BR"})
    >>> [(e.name, e.region, e.country, e.established) for e in
    ...  read_entries("Kobe, Hyogo, Japan (since 1957)", atlas)]
    [('Kobe', 'Hyogo', 'Japan', '1957')]
    >>> [(e.name, e.country) for e in read_entries("Brazil: Natal, Bahia and Recife", atlas)]
    [('Natal', 'Brazil'), ('Bahia', 'Brazil'), ('Recife', 'Brazil')]
    """
    dates = _dates_of_ties(text)
    pieces = pieces_of(text, [(date.start, date.end) for date in dates], lexicon)
    if not any(piece.sort != DATE for piece in pieces):
        return ()
    return tuple(_entries(Line(text, tuple(pieces), lexicon), dates))


def _dates_of_ties(text: str) -> list[PrintedDate]:
    """The dates of a text but for those until which a place bore another name."""
    borne = spans_of(years_of_names(text))
    return [date for date in find_dates(text) if not borne.meet(date.start, date.end)]


def _entries(line: Line, dates: Sequence[PrintedDate]) -> list[Entry]:
    found: list[Entry] = []
    number = 0
    first = ""  # the country that stands before the names, until another one does
    while number < len(line.pieces):
        if _ends_sentence(line, number):
            first = ""
        if line.sort(number) == DATE:
            number += 1
            continue
        if line.sort(number) == COUNTRY:
            if line.leads(number):
                first = line.words(number)
                number += 1
                continue
            first = ""
        region = ""
        while line.leads_as_region(number):
            region = f"{region} {line.words(number)}".strip()
            number += 1
        entry, number = _entry(line, number)
        if region and not entry.region:
            entry = entry._replace(region=region)
        entry = _with_date_before(line.text, entry, found[-1] if found else None, dates)
        if first and not entry.country and not entry.is_country:
            entry = entry._replace(country=first, country_sign="first")
        elif entry.country or entry.is_country:
            first = ""
        found.append(entry)
    return _with_shared_country(line, found)


def _ends_sentence(line: Line, number: int) -> bool:
    """Whether a sentence ends between a piece and the one before it."""
    if not number:
        return False
    gap = line.text[line.pieces[number - 1].end : line.pieces[number].start]
    return sign_of(gap) == "" and _FULL_STOP.search(gap) is not None


def _entry(line: Line, number: int) -> tuple[Entry, int]:
    """The entry that begins with a piece, and the number of the first piece after it."""
    start, end, sort = line.pieces[number]
    entry = Entry(start, end, start, end, line.words(number), is_country=sort == COUNTRY)
    number += 1
    is_inside = False  # a bracket
    while number < len(line.pieces):
        gap = line.text[entry.end : line.pieces[number].start]
        if len(gap) > LONGEST_GAP:
            break
        if is_inside and (closed := CLOSE.search(gap)):
            entry = entry._replace(end=entry.end + closed.end())
            gap, is_inside = gap[closed.end() :], False
        took = _took(line, entry, number, gap, is_inside)
        if took is None:
            break
        if "(" in gap or "（" in gap or sign_of(gap) == "bracket":
            is_inside = True
        entry, number = took, number + 1
    if is_inside and (closed := CLOSE.match(line.text, entry.end)):
        entry = entry._replace(end=closed.end())
    following = number  # a date after the state is a part of it: "suspended since 2012"
    while line.sort(following) == DATE:
        following += 1
    stop = min(line.ends_at(following), entry.end + _NEAR)
    told = told_after(line.text[entry.end : stop], following >= len(line.pieces))
    return entry._replace(status=told.status, kind=told.kind), number


def _took(line: Line, entry: Entry, number: int, gap: str, is_inside: bool) -> Entry | None:
    """``entry`` with the piece ``number`` as a part of it, None when it is none of it."""
    piece, sign = line.pieces[number], sign_of(gap)
    if piece.sort == DATE:
        is_bracket = is_inside or "(" in gap
        if entry.established or not is_date_gap(gap) or (line.dates_lead() and not is_bracket):
            return None
        how = "bracket" if is_bracket else "after"
        return entry._replace(end=piece.end, established=line.words(number), date_sign=how)
    if not sign or (sign == "within" and tags_of(gap).kinds):
        return None  # "Suva is a sister city of Yongin"
    if sign == "of" and not names_region(entry.name):
        return None
    if entry.is_country:
        return _took_place_of_town(line, entry, number, sign)
    if sign == "aside":
        return _took_aside(line, entry, number)
    if sign == "former" and entry.country and (end := after_of(line.text, piece.end)):
        return entry._replace(end=end)  # "Macedonia, the former Yugoslav Republic of"
    if piece.sort == COUNTRY and entry.country and is_former_gap(gap):
        is_open = sign == "bracket" and not CLOSE.match(line.text, piece.end)
        return None if is_open else _took_other_state(line, entry, number)
    if piece.sort == COUNTRY:
        return _took_country(line, entry, number, sign)
    if entry.country:
        return None
    if sign == "bracket":
        return _took_bracket(line, entry, number)
    if entry.established or line.text[entry.end - 1] in ")）]":
        return None  # nothing crosses a date or a closed bracket
    return _took_region(line, entry, number, sign)


def _took_place_of_town(line: Line, entry: Entry, number: int, sign: str) -> Entry | None:
    """A town that is named like a country, with what says where it lies: "Macau (Portugal)"."""
    piece, words = line.pieces[number], line.words(number)
    held = line.lexicon.named(entry.name)
    if piece.sort != COUNTRY or held.population <= 0 or sign not in ("bracket", "comma"):
        return None
    lies = bool(held.countries & line.codes(number))
    is_closed = sign == "bracket" and CLOSE.match(line.text, piece.end)
    is_other = line.codes(number) != set(line.lexicon.countries(entry.name))
    if lies or (is_closed and is_other and held.population > _CITY):
        return entry._replace(end=piece.end, country=words, country_sign=sign, is_country=False)
    return None


def _took_country(line: Line, entry: Entry, number: int, sign: str) -> Entry | None:
    piece, words = line.pieces[number], line.words(number)
    if entry.country:
        return _took_second_country(line, entry, number, sign)
    if line.sign_after(number) == "colon" and line.leads(number):
        return None  # "Ronda – Italy: Siena"
    if line.is_tighter(number, sign) and line.leads(number):
        return None  # "..., Nancy. China: Suzhou"
    held = line.lexicon.named(entry.name)
    lies = bool(line.codes(number) & held.countries)
    is_town = line.named(number).population > 0
    if entry.established and held.is_known and not lies and is_town:
        return None  # "Kobe (1957), Luxembourg (1960)"
    if line.lexicon.divisions(words) & held.divisions and not lies and not entry.region:
        return entry._replace(end=piece.end, region=words)  # "Atlanta, Georgia"
    if sign in ("comma", "bracket"):
        words = article_before(line.text, piece.start) + words
    return entry._replace(end=piece.end, country=words, country_sign=sign)


def _took_second_country(line: Line, entry: Entry, number: int, sign: str) -> Entry | None:
    """More words for the country: "Taipei, Taiwan, Republic of China", "Escocia (Reino Unido)"."""
    piece, words = line.pieces[number], line.words(number)
    same = line.codes(number) & set(line.lexicon.countries(entry.country))
    whole = f"{entry.country}, {words}"
    if sign == "comma" and (same or line.lexicon.countries(whole)):
        return entry._replace(end=piece.end, country=whole)
    if sign == "slash" and same:
        return entry._replace(end=piece.end)  # "Ungarn/Hungary"
    if sign == "bracket" and CLOSE.match(line.text, piece.end):
        if same and not entry.region and entry.country_sign != "bracket":
            return entry._replace(end=piece.end, region=entry.country, country=words)
        return entry._replace(end=piece.end)
    return None


def _took_other_state(line: Line, entry: Entry, number: int) -> Entry:
    """``entry`` with the state of which its place was, or now is, a part; the narrower counts.

    "Ukraine (formerly USSR)", "USSR (now Belarus)".
    """
    codes, known = line.codes(number), set(line.lexicon.countries(entry.country))
    country = line.words(number) if codes < known else entry.country
    return entry._replace(end=line.pieces[number].end, country=country)


def _took_aside(line: Line, entry: Entry, number: int) -> Entry | None:
    """``entry`` with what was in words: "formerly part of the Soviet Union"."""
    piece = line.pieces[number]
    if piece.sort == COUNTRY and not entry.country:
        return entry._replace(end=piece.end, country=line.words(number), country_sign="comma")
    is_closed = CLOSE.match(line.text, piece.end) is not None
    return entry._replace(end=piece.end) if is_closed or piece.sort == COUNTRY else None


def _took_bracket(line: Line, entry: Entry, number: int) -> Entry | None:
    """``entry`` with the name in a bracket: its region, or another name of it."""
    piece, words = line.pieces[number], line.words(number)
    held = line.lexicon.named(entry.name)
    if line.lexicon.divisions(words) & held.divisions or names_region(words):
        return entry._replace(end=piece.end, region=entry.region or words)
    is_closed = CLOSE.match(line.text, piece.end)
    if is_closed and len(words) > 1 and line.lexicon.country_codes(words):
        return entry._replace(end=piece.end, country=words, country_sign="bracket")
    if line.country_after(number):
        return entry._replace(end=piece.end, region=words)
    if is_closed and not entry.other_name:
        return entry._replace(end=piece.end, other_name=words)
    return None


def _took_region(line: Line, entry: Entry, number: int, sign: str) -> Entry | None:
    piece, words = line.pieces[number], line.words(number)
    if sign == "former":
        return None if entry.other_name else entry._replace(end=piece.end, other_name=words)
    if sign in ("bracket", "colon", "dot"):
        return None
    held = line.lexicon.named(entry.name)
    is_beside = sign in ("space", "none", "slash")
    if is_beside and is_unspaced(words) != is_unspaced(entry.name):
        return entry._replace(end=piece.end, other_name=words)  # "明石市 Akashi"
    in_region = bool(line.lexicon.divisions(words) & held.divisions)
    is_region = in_region or names_region(words)
    if sign in ("in", "within", "of") and not held.is_known:
        # "Based in Washington": what is a town as well may be meant as one.
        is_town = line.named(number).population >= 0
        is_region = is_region or (not is_town and bool(line.lexicon.divisions(words)))
    region = f"{entry.region}, {words}" if entry.region else words
    if (is_region and not is_beside) or (in_region and sign == "space"):
        return entry._replace(end=piece.end, region=region)
    if not is_beside and line.country_after(number) and _is_held(line, entry, number, sign):
        return entry._replace(end=piece.end, region=region)
    is_code = sign == "comma" and 1 < len(words) <= _LONGEST_CODE and words.isupper()
    if is_code and held.countries & set(line.lexicon.country_codes(words)):
        return entry._replace(end=piece.end, country=words, country_sign=sign)
    return None


def _is_held(line: Line, entry: Entry, number: int, sign: str) -> bool:
    """Whether a name between an entry's and a country is a region, and no town of its own."""
    if sign in ("within", "of"):
        return True  # "Songpa-gu, a district of Seoul, Korea"
    own, held = line.named(number), line.lexicon.named(entry.name)
    is_division = bool(line.lexicon.divisions(line.words(number)))
    next_sign = line.sign_after(number)
    if sign == "comma" and next_sign in ("in", "within") and not is_division:
        return False  # "Anchorage in Alaska, Ambon in Indonesia"
    codes = line.codes(number + 1)
    lies = bool(held.countries & codes) or not held.is_known
    if sign == "dash" and not (lies and next_sign in ("bracket", "comma")):
        return False  # "Fort Wayne – Gera (Germany)"
    both = bool(held.countries & codes) and own.population >= 0 and bool(own.countries & codes)
    return is_division or not both or held.size < 0 < own.size


def _with_date_before(
    text: str, entry: Entry, before: Entry | None, dates: Sequence[PrintedDate]
) -> Entry:
    """``entry`` with the date right before it: "1957: Kobe", unless it is another's."""
    if entry.established or not dates:
        return entry
    at = bisect.bisect_right(dates, entry.start, key=_end_of) - 1
    if at < 0 or entry.start - dates[at].end > _MOST_BETWEEN:
        return entry
    date = dates[at]
    between = text[date.end : entry.start]
    is_taken = before is not None and before.start <= date.start < before.end
    if is_taken or "," in between or any(sign.isalnum() for sign in between):
        return entry
    return entry._replace(established=date.words, date_sign="before")


def _end_of(date: PrintedDate) -> int:
    return date.end


def _with_shared_country(line: Line, entries: list[Entry]) -> list[Entry]:
    """The entries, those before an "and" given the country behind it: "Leon and Toluca, Mexico"."""
    shared: list[Entry] = []
    after: Entry | None = None
    for entry in reversed(entries):
        has_none = not (entry.country or entry.region or entry.is_country)
        if has_none and after and after.country and after.country_sign not in ("first", ""):
            codes = set(line.lexicon.countries(after.country))
            lies = bool(codes & line.lexicon.named(entry.name).countries)
            if lies and joins().fullmatch(line.text, entry.end, after.start):
                entry = entry._replace(country=after.country, country_sign="shared")
        shared.append(entry)
        after = entry
    return shared[::-1]
