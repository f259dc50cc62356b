"""Places in running text: a name, and what the words after it say of it."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.dates import is_month
from pipeline.parse.entries import Entry, date_after, from_bracket, is_name, names_region
from pipeline.parse.lexicon import Lexicon
from pipeline.parse.words import is_area
from pipeline.text import ZERO_WIDTH

_MOST_WORDS = 6  # of a name
# Small words inside a name: "Aix en Provence", "Newcastle upon Tyne", "Rio de Janeiro".
_INSIDE = frozenset(
    "de la le les du des en sur sous am an der im in dem den ob bei auf del los las el al di da do "
    "dos das delle della dei degli nel san upon on the by of y e i an op aan bij ter ten na nad "
    "pod pri mit".split()
)
WORD = re.compile(
    r"(?:[A-Z]\.){2,5}|(?:St|Ste|Sta|Sto|Ft|Mt|Pt|[A-Z])\.(?= ?[A-Z])"
    # Signs without width part no word.
    r"|['‘’ʻ]?[^\W\d_](?:[\w'’ʻ`?\ufffd]|[.-](?=\w)"
    rf"|[{ZERO_WIDTH}])*"
)
TITLE = re.compile(
    r"(?:(?-i:the)\s+)?(?:city|town|borough|municipality|village|community|province|prefecture|state|port"
    r"|county|stadt|gemeinde|ville|commune|ciudad|municipio|cidade|munic[ií]pio|citt[aà]|comune)"
    r"\s+(?:of|de|do|da|di|del)\s+|(?-i:the)\s+",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s?[(\[（]([^()\[\]（）]{1,80})[)\]）]")
_IN = re.compile(
    r",?\s+(?:in|en|em|au|aux|im|nel|nella)\s+(?:the\s+|der\s+|den\s+|la\s+|el\s+|les\s+)?", re.I
)
_DASH = re.compile(r"\s+[–—-]+\s*|\s*[–—]\s*")
_NEAR_DATE = 60  # characters after a place in which its date stands


class Spot(NamedTuple):
    """One place in a text: ``text[start:end]``, its date and status included."""

    start: int
    end: int
    entry: Entry
    kind: str = ""  # when the words say it


def name_at(text: str, at: int) -> int:
    """Return where the name that begins at ``at`` ends; ``at`` when none begins there.

    >>> text = "Aix en Provence, France"
    >>> text[: name_at(text, 0)]
    'Aix en Provence'
    >>> name_at("our friends", 0)
    0
    """
    end, here = at, at
    for _ in range(_MOST_WORDS):
        word = WORD.match(text, here)
        if word is None:
            break
        letters = word.group().lstrip("'‘’ʻ")
        if not letters:
            break  # an okina alone
        if not letters[0].islower() or re.match(r"['‘’]?[a-z]{1,2}['’-][A-Z]", word.group()):
            end = word.end()
        elif end == at or letters not in _INSIDE:
            break
        if word.group().endswith(("'s", "’s")) and end == word.end():
            if text.startswith(" Republic of ", end):
                here = word.end() + 1
                continue  # "People's Republic of China"
            return end - len("'s")
        if not text.startswith(" ", word.end()):
            break
        here = word.end() + 1
    return end


def country_at(text: str, at: int, lexicon: Lexicon) -> int:
    """Return where the country's name ends that begins at ``at``; ``at`` when none begins there.

    The longest one: "Guinea-Bissau and Ghana" begins with one country, and "Bosnia and
    Herzegovina" is one.
    """
    end = name_at(text, at)
    joined = _JOINED.match(text, end)
    if joined and lexicon.is_country(text[at : name_at(text, joined.end())]):
        return name_at(text, joined.end())
    while end > at:
        if lexicon.is_country(text[at:end]):
            return end
        end = text.rfind(" ", at, end)
    return at


_JOINED = re.compile(r" (?:and|und|et|y|e|en|i|&) ")


def place_at(text: str, at: int, lexicon: Lexicon) -> Spot | None:
    """Return the place that begins at ``at`` with all that is said of it, or None.

    >>> from pipeline.parse.lexicon import KnownWords
    >>> atlas = KnownWords(countries={"Japan", "Spain"}, places={"Rome"})
    >>> text = "Kobe, Hyogo, Japan (1957); Rome"
    >>> place_at(text, 0, atlas).entry
    Entry(name='Kobe', region='Hyogo', country='Japan', established='1957', status='', kind='')
    """
    title = TITLE.match(text, at)
    start = title.end() if title else at
    end = _name_end(text, start, lexicon)
    while (glued := _GLUED.match(text, start, end)) and not lexicon.is_place(text[start:end]):
        start = glued.end()
        end = max(start, _name_end(text, start, lexicon))
    if text.startswith("The ", start) and not lexicon.is_place(text[start:end]):
        start += len("The ")
        end = max(start, end)
    name = text[start:end]
    if end == start or not is_name(name) or is_month(name) or is_area(name):
        return None
    entry, end = _with_country(Entry(text[start:end]), text, end, lexicon)
    before = end
    entry, end = _with_brackets(entry, text, end, lexicon)
    if end > before and not entry.country:
        entry, end = _with_country(entry, text, end, lexicon)
    if not entry.established and (date := date_after(text[end : end + _NEAR_DATE])):
        entry, end = entry._replace(established=date.words), end + date.end
        entry, end = _with_brackets(entry, text, end, lexicon)
    return Spot(at, end, entry)


_TRAILING = re.compile(r"(?: (?:in|en|em|im|an|the|by|on|of|na|i|den|der|dem|la|el|les|aux))+$")


# Words that begin a sentence and belong to no name: "With Bonn we share".
_GLUED = re.compile(
    r"(?:With|From|In|And|But|Our|To|For|Since|Then|When|After|Before|Like|Both|Only|Also|While|Thanks"
    r"|Next|First|Last|Today|Later|Now|Its|Their|By|At|On|Under|Mit|Auch|Und|Seit|Die|Der|Das|Den|Dem|Stadt|Gemeinde|Con|Nel|Dal|Com|Em"
    r"|Avec|Enfin|Puis|Met|En|Enfin|Finally|Thus|Within|Around|Visit|Meet|Mayor)\s"
)


def _name_end(text: str, start: int, lexicon: Lexicon) -> int:
    """Where the name ends: before a country's name that no comma parts from it."""
    end = name_at(text, start)
    if text.startswith(("'s", "’s"), end) and lexicon.is_place(text[start : end + 2]):
        return end + 2  # "St. John's"
    name = text[start:end]
    if " " not in name or lexicon.is_place(name) or lexicon.is_country(name):
        return end
    if is_area(name):
        return end
    for space in re.finditer(" ", name):
        if lexicon.is_country(name[space.end() :]):
            if lexicon.is_region(name):
                return end  # "Western Australia"
            return start + len(_TRAILING.sub("", name[: space.start()]))
    # Small words at which a name may as well end: "Kalymnos in Greece".
    for small in re.finditer(r" (?:in|en|em|im|of|an|the|by|on) ", name):
        after = start + small.end()
        if lexicon.is_place(name[: small.start()]) or country_at(text, after, lexicon) > after:
            return start + small.start()
    return end


def _with_country(entry: Entry, text: str, end: int, lexicon: Lexicon) -> tuple[Entry, int]:
    """``entry`` with the region and country after the name, and where they end."""
    if text.startswith(" ", end) and (stop := country_at(text, end + 1, lexicon)) > end + 1:
        return entry._replace(country=text[end + 1 : stop]), stop
    parts = _comma_parts(text, end, lexicon)
    words = [text[start:stop] for start, stop in parts]
    for number, part in enumerate(words[:3]):
        if lexicon.is_country(part) and not (
            number == 0 and lexicon.is_region_elsewhere(part, entry.name)
        ):
            if number == 2 and not (
                names_region(words[0]) or lexicon.is_region_of(words[0], entry.name)
            ):
                break  # two more names before the country: a list of towns
            region = ", ".join(words[:number])
            return entry._replace(region=region or entry.region, country=part), parts[number][1]
        if number == 0 and (split := _unparted(part, lexicon)):
            region, country = split
            return entry._replace(region=region, country=country), parts[0][1]
    if words and (names_region(words[0]) or lexicon.is_region_of(words[0], entry.name)):
        entry, end = entry._replace(region=words[0]), parts[0][1]
        inside = _IN.match(text, end) or _DASH.match(text, end)
        stop = country_at(text, inside.end(), lexicon) if inside else end
        if inside and stop > inside.end():
            return entry._replace(country=text[inside.end() : stop]), stop
        return entry, end
    if inside := _IN.match(text, end):
        is_apart = inside.group().startswith(",")
        return _in_country(entry, text, end, inside.end(), lexicon, is_apart=is_apart)
    if dash := _DASH.match(text, end):
        stop = country_at(text, dash.end(), lexicon)
        if stop > dash.end():
            return entry._replace(country=text[dash.end() : stop]), stop
        stop = name_at(text, dash.end())
        parts = _comma_parts(text, stop, lexicon)
        region, country = text[dash.end() : stop], text[slice(*parts[0])] if parts else ""
        if lexicon.is_region_of(region, entry.name) and lexicon.is_country(country):
            return entry._replace(region=region, country=country), parts[0][1]
    return entry, end


def _in_country(
    entry: Entry, text: str, end: int, at: int, lexicon: Lexicon, *, is_apart: bool
) -> tuple[Entry, int]:
    """``entry`` with the country after an "in": "Ambon in Indonesia"."""
    stop = country_at(text, at, lexicon)
    if stop > at:
        return entry._replace(country=text[at:stop]), stop
    stop = name_at(text, at)
    words = text[at:stop]
    if not words or not (is_apart or lexicon.is_region_of(words, entry.name)):
        return entry, end
    entry = entry._replace(region=words)
    stop = _bracket_country(text, stop, lexicon) or stop
    if text[stop - 1] == ")":
        country = text[text.rindex("(", 0, stop) + 1 : stop - 1]
        return entry._replace(country=country), stop
    parts = _comma_parts(text, stop, lexicon)
    if parts and lexicon.is_country(text[slice(*parts[0])]):
        return entry._replace(country=text[slice(*parts[0])]), parts[0][1]
    return entry, stop


def _bracket_country(text: str, at: int, lexicon: Lexicon) -> int:
    """Where a bracket ends that holds a country alone: "Fresno in California (USA)"; else 0."""
    bracket = _BRACKET.match(text, at)
    return bracket.end() if bracket and lexicon.is_country(bracket.group(1)) else 0


def _unparted(words: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """Region and country of "Laguna Philippines"."""
    for space in re.finditer(" ", words):
        if lexicon.is_country(words[space.end() :]) and not lexicon.is_place(words):
            return words[: space.start()], words[space.end() :]
    return None


_COMMA = re.compile(r"\s?,\s*(?:the\s+)?")


def _comma_parts(text: str, at: int, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Where the names stand that commas hang on to the name before ``at``; three at most."""
    parts: list[tuple[int, int]] = []
    while len(parts) < 3 and (comma := _COMMA.match(text, at)):
        start = comma.end()
        at = country_at(text, start, lexicon)
        if at == start:
            at = name_at(text, start)
        if at == start:
            break
        parts.append((start, at))
    return parts


def _with_brackets(entry: Entry, text: str, end: int, lexicon: Lexicon) -> tuple[Entry, int]:
    while bracket := _BRACKET.match(text, end):
        told = from_bracket(bracket.group(1), entry, lexicon)
        if told is None:
            break
        entry, end = told, bracket.end()
    return entry, end
