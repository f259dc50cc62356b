"""One entry of a list, "City, Region, Country (1957)", to its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.dates import PrintedDate, find_dates
from pipeline.parse.lexicon import Lexicon
from pipeline.parse.words import find_kinds, find_statuses, is_beginning, is_bridge, kind_of_word
from pipeline.text import LONGEST_NAME, begins_to_run, could_run


class Entry(NamedTuple):
    """The parts of one entry, word for word; "" for what it does not state."""

    name: str
    region: str = ""
    country: str = ""
    established: str = ""
    status: str = ""
    kind: str = ""  # a key of vocabularies.KINDS

    def is_known(self, lexicon: Lexicon) -> bool:
        """Whether something shows it to be a place: a date alone may be a person's."""
        if self.country:
            return True
        return lexicon.is_place(self.name) and not is_bridge(self.name, "lead")


_END_BRACKET = re.compile(r"\s*[(\[（]([^()\[\]（）]*)[)\]）]\s*$")
# Words that may stand between an entry and its date and say no more than that it is one.
_DATE_WORDS = re.compile(
    r"(?:^|[\s,;:(._·–—-]+)"
    r"(?:since|in|on|from|as of|est\.?|established|signed|twinned|formed|began)?"
    r"(?:\s+(?:since|in|on))?[\s,;:–—-]*$",
    re.IGNORECASE,
)
_NEAR = 40  # characters before a date in which its introducing words stand
_DASH = re.compile(r"\s+[–—-]+\s+|\s*[–—]\s*")
_AND = re.compile(r",?\s+(?:and|&)\s+|,?\s+(?:und|et|y|e|en)\s+")
_LONGEST_NAME = 6  # words
_LONGEST_LETTERS = 200_000  # characters
# The words of a name that may begin small; any other small word is of a sentence.
_SMALL = frozenset(
    "de la le les du des en sur sous am an der im dem den ob bei auf del los las el al di da do "
    "dos das delle della dei degli nel san upon on the by of y e i et und and an op aan bij ter "
    "ten na nad pod pri mit zu zum zur vor a o au aux lès city town county district province "
    "prefecture region state municipality oblast rayon raion krai area island islands borough "
    "metropolitan village parish commune shi ken fu gun machi cho mura ku si gu do".split()
)


def read_entry(text: str, lexicon: Lexicon) -> Entry | None:
    """Return the parts of the one entry that ``text`` is, or None when it is no entry.

    >>> from pipeline.parse.lexicon import KnownWords
    >>> atlas = KnownWords(countries={"Japan", "Georgia"})
    >>> read_entry("Kobe, Hyogo, Japan (since 1957)", atlas)
    Entry(name='Kobe', region='Hyogo', country='Japan', established='1957', status='', kind='')
    >>> read_entry("click here for our newsletter", atlas) is None
    True
    """
    return _with_place(*_told_around(text, lexicon), lexicon)


def read_odd_entry(text: str, lexicon: Lexicon) -> Entry | None:
    """Return the parts of an entry whose name is none, but could run in a reader's program.

    Only its country shows that a name stands there.

    >>> from pipeline.parse.lexicon import KnownWords
    >>> read_odd_entry("=1+1, Japan (1957)", KnownWords(countries={"Japan"}))
    Entry(name='=1+1', region='', country='Japan', established='1957', status='', kind='')
    """
    if not begins_to_run(text.strip()):
        return None
    entry, rest = _told_around(text, lexicon)
    if not entry.country:
        rest, _, country = rest.rpartition(",")
        if not lexicon.is_country(country.strip()):
            return None
        entry = entry._replace(country=country.strip())
    return entry._replace(name=rest.strip()) if is_odd_name(rest.strip()) else None


def _told_around(text: str, lexicon: Lexicon) -> tuple[Entry, str]:
    """What brackets, dates and states around the place tell, and the words of the place."""
    entry, rest = _status_at_the_end(Entry(""), text.strip().rstrip(".;,: "))
    entry, rest = _from_brackets(entry, rest, lexicon)
    if not entry.established and (date := _date_at_an_end(rest)):
        entry = entry._replace(established=date.words)
        rest = (rest[: date.start] + rest[date.end :]).strip(" .;,:–—-")
        entry, rest = _from_brackets(entry, rest, lexicon)
    return _status_at_the_end(entry, rest)


def _from_brackets(entry: Entry, rest: str, lexicon: Lexicon) -> tuple[Entry, str]:
    """``entry`` with what the brackets at the end of ``rest`` tell, and the rest without them."""
    while bracket := _END_BRACKET.search(rest):
        named = rest[: bracket.start()].partition(",")[0].strip()
        told = from_bracket(bracket.group(1), entry._replace(name=named), lexicon)
        if told is None:
            break
        entry, rest = told, rest[: bracket.start()].rstrip(" .;,:")
    return entry, rest


def from_bracket(inside: str, entry: Entry, lexicon: Lexicon) -> Entry | None:
    """Return ``entry`` with what a bracket after it tells, None when that belongs to the name."""
    is_region = names_region(inside) or (
        lexicon.is_region_elsewhere(inside, entry.name)
        or (lexicon.is_region_of(inside, entry.name) and not lexicon.is_country(inside))
    )
    if is_region and not entry.region:
        return entry._replace(region=inside.strip())
    if not entry.country and lexicon.is_country(inside):
        return entry._replace(country=inside.strip())
    if not entry.country and inside[:1] > _UNSPACED:  # 中国遼寧省
        ends = range(len(inside) - 1, 1, -1)
        if end := next((end for end in ends if lexicon.is_country(inside[:end])), 0):
            return entry._replace(country=inside[:end], region=inside[end:])
    pieces = [piece.strip() for piece in _pieces(inside)]
    if len(pieces) > 1 and not (entry.country or entry.region) and is_name(pieces[0]):
        at = pieces[0]
        if lexicon.is_country(pieces[1]) and not lexicon.is_country(at) and not find_statuses(at):
            entry = entry._replace(region=at, country=pieces[1])
            pieces = pieces[2:]
    for piece in pieces:
        told = _from_piece(piece, entry, lexicon)
        if told is None:
            return None
        entry = told
    return entry


def _pieces(inside: str) -> Iterator[str]:
    """What commas and semicolons part, but for the comma in "May 3, 1965"."""
    dates, start = find_dates(inside), 0
    for sign in re.finditer("[,;]", inside):
        if not any(date.start < sign.start() < date.end for date in dates):
            yield inside[start : sign.start()]
            start = sign.end()
    yield inside[start:]


_UNSPACED = "\u3000"  # from here on scripts need no spaces
_MOST_STATUS_WORDS = 4


def _from_piece(piece: str, entry: Entry, lexicon: Lexicon) -> Entry | None:
    statuses = find_statuses(piece)
    leads = bool(statuses) and statuses[0].start == 0 and not entry.status
    if leads and len(piece.split()) <= _MOST_STATUS_WORDS:
        return entry._replace(status=piece)  # its date is of the status: "ruht seit 2022"
    if not entry.country and lexicon.is_country(piece):
        return entry._replace(country=piece)
    date = _date_at_an_end(piece)
    kinds = find_kinds(piece)
    if not entry.kind and piece.isalpha() and (kind := kind_of_word(piece)):
        return entry._replace(kind=kind)
    if kinds and not entry.kind:
        rest = piece[: kinds[0].start] + piece[kinds[-1].end :]
        if date or not rest.strip(" :-–—") or is_beginning(rest + " "):
            entry = entry._replace(kind=kinds[0].meaning)
            return entry._replace(established=entry.established or (date.words if date else ""))
    if date and not entry.established and not _DATE_WORDS.sub("", piece[: date.start]):
        return entry._replace(established=date.words)
    if date and not entry.established and is_beginning(piece[: date.start]):
        return entry._replace(established=date.words)
    if find_statuses(piece) and not entry.status and len(piece.split()) <= _MOST_STATUS_WORDS:
        return entry._replace(status=piece)
    # Last, as slips and abbreviations are looked for in every table that there is.
    if not (entry.country or re.search(r"\d", piece)) and lexicon.is_country_code(piece):
        return entry._replace(country=piece)
    return None


def date_after(text: str) -> PrintedDate | None:
    """Return the date that stands right at the start of ``text``, after words like "since"."""
    for date in find_dates(text):
        if not _DATE_WORDS.sub("", text[: date.start]):
            return date
        before = text[: date.start]
        if re.match(r"[\s,;:–—(-]", before) and len(before.split()) <= 4 and is_beginning(before):
            return date
        break
    return None


def _date_at_an_end(text: str) -> PrintedDate | None:
    """The date with which ``text`` ends or begins, its introducing words and all."""
    for date in find_dates(text):
        near = max(0, date.start - _NEAR)
        words = _DATE_WORDS.search(text[near : date.start])
        if date.end == len(text) and words:
            return PrintedDate(near + words.start(), date.end, date.words)
        if date.start == 0 and (after := re.match(r"\s*[:,–—-]\s*", text[date.end :])):
            return PrintedDate(0, date.end + after.end(), date.words)
    return None


_STATUS_TAIL = re.compile(r"(.*\S)(?:\s*[,;–—]\s*|\s+-\s+)(\S[^,;()–—]*)$")


def _status_at_the_end(entry: Entry, rest: str) -> tuple[Entry, str]:
    """``entry`` with the status after a comma or dash at the end: "– suspended since 2012".

    A date there is of the status and not of the tie.
    """
    tail = _STATUS_TAIL.match(rest)
    found = find_statuses(tail.group(2)) if tail else []
    if entry.status or tail is None or not found or found[0].start:
        return entry, rest
    words = tail.group(2)
    after = words[found[0].end :]
    for date in find_dates(after):
        after = after.replace(date.words, "")
    if re.sub(r"\b(?:since|in|on|from)\b", "", after).strip(" ."):
        return entry, rest
    return entry._replace(status=words.strip()), tail.group(1).rstrip(" ,;–—-")


def _with_place(entry: Entry, rest: str, lexicon: Lexicon) -> Entry | None:
    parts = [part for part in (part.strip() for part in rest.split(",")) if part]
    if len(parts) == 1 and not entry.country:
        dashed = [part for part in _DASH.split(parts[0]) if part]
        if len(dashed) == 2 and lexicon.is_country(dashed[1]):
            parts = dashed
    if not parts or not all(map(is_name, parts)):
        return None
    country = entry.country
    while len(parts) > 1 and (not country or len(parts) > 2) and lexicon.is_country(parts[-1]):
        country = f"{parts.pop()}, {country}" if country else parts.pop()
    if any(lexicon.is_country(_AND.split(part)[0]) for part in parts[1:]):
        return None  # a country in the middle: two entries that nothing parts
    region = ", ".join(parts[1:]) or entry.region
    return entry._replace(name=parts[0], region=region, country=country)


_REGION = re.compile(
    r"^(?:État|Estado|Province|Provincia|Província|State|Canton|Département|Land|Region|Région|Región"
    r"|Regione) (?:of|de|do|du|di|del|della|d')?\s*\w"
    r"|.\s(?:Prefecture|Province|State|County|Oblast|Region|Krai|District|Territory|Department"
    r"|Voivodeship|Canton|Governorate)$"
)


def names_region(words: str) -> bool:
    """Return whether ``words`` say by themselves that they are a part of a country.

    >>> names_region("Hiroshima Prefecture"), names_region("Hiroshima")
    (True, False)
    """
    return _REGION.search(words) is not None


def is_name(text: str) -> bool:
    """Return whether ``text`` could be a proper name: short, no sentence, begun as names are."""
    letters = text.lstrip("'‘’\"“(")
    if len(text) > _LONGEST_LETTERS:
        return False
    begins = letters[:1].isalpha() and not letters[:1].islower()
    # "'s-Hertogenbosch", "l'Aquila": a small letter before an apostrophe or hyphen may begin.
    begins = begins or bool(re.match(r"['‘’]?[a-z]{1,2}['’-]\w", text))
    if not begins or len(text.split()) > _LONGEST_NAME:
        return False
    if re.search(r"[:;!@|{}<>]|\d|\?(?!\w)", text) or find_kinds(text):
        return False
    return all(word in _SMALL for word in text.split()[1:] if word.islower() and word.isalpha())


_TELEPHONE = re.compile(r"[+\d][\d\s()/.-]{5,}")


def is_odd_name(text: str) -> bool:
    """Whether ``text`` is no name, but could run, and so must not be lost where a name stands.

    >>> is_odd_name("=1+1"), is_odd_name("+49 228 77 0"), is_odd_name("Bonn")
    (True, False, False)
    """
    return 0 < len(text) <= LONGEST_NAME and could_run(text) and not _TELEPHONE.fullmatch(text)
