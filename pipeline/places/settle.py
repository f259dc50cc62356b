"""A stated name to one place of the gazetteer, or to the reason why not.

In this order: an exact standard name, another name, a slip mended inside the stated country.
What a rule cannot decide stays undecided, with the candidates kept.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from pipeline import reference
from pipeline.places.countries import country_of, exact_countries, find_countries
from pipeline.places.divisions import find_divisions, stated_divisions
from pipeline.places.homonyms import ALTERNATE_LEAD, UNKNOWN_POPULATION, leader, meant, weight
from pipeline.places.misspellings import mend, most_edits
from pipeline.places.place import Gazetteer, Place, Settled
from pipeline.text import clean, fold

_MARKS = re.compile(r"[\s*†‡§#¹²³⁰-⁹]+$")  # of footnotes
_CITY_WORDS = re.compile(
    r"^(?:the )?(?:autonomous |special |capital |metropolitan )?(?:city|town|township|municipality"
    r"|village|borough|commune|ciudad|stadt|ville|cidade|citta|gemeente|comune) (?:of |de |di |do )"
    r"| (?:city|town|township|municipality|village|borough|county|country|government|council"
    r"|metropolitan|municipal|special|autonomous|district|atoll|stadt|shi|si|gun|gu|ku|cho|machi"
    r"|mura|son)$"
)
_SAINTS = {
    "st": ("saint", "sankt", "sint"),
    "ste": ("sainte",),
    "s": ("sao", "san"),
    "mt": ("mount",),
    "ft": ("fort",),
    "mount": ("mt",),
    "saint": ("st", "sankt"),
    "sankt": ("saint", "st"),
}
# Without a country a name decides only by a towering lead: fifty times the next, or twelve
# times where the next is a small town.
_LEAD_ANYWHERE, _LEAD_OVER_SMALL, _SMALL = 50, 12, 15_000
_ALSO_FLOOR = 100_000  # inhabitants, for a place by another name than its own


def settle_place(
    name: str, region: str, country_codes: tuple[str, ...], gazetteer: Gazetteer
) -> Settled:
    """Return the one place that ``name`` means, or the reason for none.

    name: as stated, perhaps with its region or country after a comma. region: as stated, or "".
    country_codes: where to look: the stated country's, the heirs' of a state that is no more,
    or () when no country is known.

    >>> settle_place("", "", (), None).code
    'place-unknown'
    """
    head, region, country_codes = _parted(
        _MARKS.sub("", clean(name)), region, country_codes, gazetteer
    )
    keys = list(_keys(head))
    if not keys:
        return Settled(None, "none", "place-unknown")
    if refused := _no_city(head, keys[0], country_codes, gazetteer):
        return refused
    divisions = stated_divisions(region, country_codes) if region else frozenset()
    if not country_codes:
        return _anywhere(keys, divisions, gazetteer)
    for key in keys:
        settled = _in_countries(spelt_out(key), country_codes, divisions, gazetteer)
        if settled:
            return settled
    return _mended(keys[0], country_codes, divisions, gazetteer)


def _parted(
    name: str, region: str, country_codes: tuple[str, ...], gazetteer: Gazetteer
) -> tuple[str, str, tuple[str, ...]]:
    """Name, region and countries, with what stands after commas in the name put in its place."""
    head, *tail = [part.strip() for part in name.split(",")]
    if not tail or gazetteer.named(fold(name)):
        return name, region, country_codes
    found = find_countries(tail[-1])
    if found and (not country_codes or set(found) & set(country_codes)):
        country_codes = country_codes or found
        tail.pop()
    return head, region or ", ".join(tail), country_codes


def _keys(name: str) -> Iterator[str]:
    """The folded forms to look up, best first: whole, without bracket, without city words."""
    whole = fold(name)
    bare = fold(re.sub(r"\([^()]*\)", " ", name))
    inside = [fold(words) for words in re.findall(r"\(([^()]*)\)", name)]
    inside += [fold(words) for words in _SAID_TWICE.split(name)] if _SAID_TWICE.search(name) else []
    forms = [whole, bare, *_without_city_words(whole), *_without_city_words(bare), *inside]
    forms += [bare.replace(" ", "")] if " " in bare else []
    seen = set()
    for form in forms:
        if form and form not in seen:
            seen.add(form)
            yield form


_SAID_TWICE = re.compile(r"\s*/\s*|\s[-–]\s")  # "Porvoo/Borgå"


def _without_city_words(form: str) -> Iterator[str]:
    """The name less "City", "Municipality of" and the like, one word at a time."""
    while (less := _CITY_WORDS.sub("", form, count=1)) != form and less:
        yield less
        form = less
    for less in (without_glued(form), _city_words_elsewhere().sub("", form)):
        if less and less != form:
            yield less


@functools.cache
def _city_words_elsewhere() -> re.Pattern[str]:
    """Words for a city, of the languages of ``reference/``: "grad Poreč", "Gorodok pilsēta"."""
    before = {fold(row["words"]) for row in reference.rows("city_titles")}
    rows = reference.rows("place_affixes")
    after = {fold(row["affix"]) for row in rows if row["role"] == "word"}
    said_before, said_after = ("|".join(sorted(words)) for words in (before, after))
    return re.compile(rf"^(?:{said_before}) | (?:{said_after})$")


_GLUED = re.compile("(?<=..)(?:シティ|[市區区町村縣县郡]|시|군|구)$")


def without_glued(form: str) -> str:
    """Return a folded name without the word for a city that is written as one with it.

    >>> without_glued("札幌市"), without_glued("수원시"), without_glued("bonn")
    ('札幌', '수원', 'bonn')
    """
    return _GLUED.sub("", form)


def _no_city(
    name: str, key: str, country_codes: tuple[str, ...], gazetteer: Gazetteer
) -> Settled | None:
    """The refusal of a country's name, unless a city of that country bears it (Singapore)."""
    named = exact_countries(name)
    if not named or (country_codes and not set(named) & set(country_codes)):
        return None
    cities = [place for code in named for place in gazetteer.named(key, code)]
    if place := leader(cities):
        return Settled(place, "exact")
    return Settled(None, "none", "not-a-place")


def spelt_out(key: str) -> tuple[str, ...]:
    """Return ``key`` with what its first word may stand for or be short of: "st" for "saint".

    >>> spelt_out("mt vernon"), spelt_out("vernon")
    (('mt vernon', 'mount vernon'), ('vernon',))
    """
    first, _, rest = key.partition(" ")
    return (key, *(f"{word} {rest}" for word in _SAINTS.get(first, ()) if rest))


def _in_countries(
    keys: tuple[str, ...],
    country_codes: tuple[str, ...],
    divisions: frozenset[str],
    gazetteer: Gazetteer,
) -> Settled | None:
    """What a name means in the countries, in any of its spellings; None when nothing bears it."""
    asked = [(key, code) for key in keys for code in country_codes]
    named = list(dict.fromkeys(place for each in asked for place in gazetteer.named(*each)))
    also = list(dict.fromkeys(place for each in asked for place in gazetteer.also_named(*each)))
    also = [place for place in also if place not in named]
    if not named and not also:
        return None
    if divisions:
        inside = [place for place in named if place.division in divisions]
        also_inside = [place for place in also if place.division in divisions]
        if not inside and not also_inside:
            # The stated region holds no such place: this would be another one.
            return Settled(None, "none", "place-ambiguous", _largest([*named, *also]))
        named, also = inside, also_inside
    place, is_main = meant(named, also)
    if place is None:
        return Settled(None, "none", "place-ambiguous", _largest([*named, *also]))
    of_division = () if is_main else find_divisions(keys[0], country_codes)
    if of_division and place.division not in of_division:
        # A region's name, which some town elsewhere happens to bear too.
        return Settled(None, "none", "not-a-place", _largest([*named, *also]))
    method = "exact" if fold(place.name) == keys[0] else "alternate"
    return Settled(place, method, "", _largest([*named, *also]))


def _anywhere(keys: Sequence[str], divisions: frozenset[str], gazetteer: Gazetteer) -> Settled:
    """What a name means when no country is known."""
    for key in keys:
        named, also = list(gazetteer.named(key)), list(gazetteer.also_named(key))
        if divisions:
            codes = tuple(sorted({code[:2] for code in divisions}))
            settled = _in_countries(spelt_out(key), codes, divisions, gazetteer)
            if settled and settled.place:
                return settled
        if not named and not also:
            continue
        candidates = _largest([*named, *also])
        if divisions or (find_divisions(key) and not named):
            return Settled(None, "none", "place-ambiguous", candidates)
        place = _towering(named, also)
        if place is None:
            return Settled(None, "none", "country-missing", candidates)
        method = "exact" if fold(place.name) == key else "alternate"
        return Settled(place, method, "", candidates)
    return Settled(None, "none", "country-missing")


def _towering(named: Sequence[Place], also: Sequence[Place]) -> Place | None:
    """The place that towers over all others of the name in the world, None when none does.

    A place by its own name outranks those of which it is another name, unless one is larger.
    """
    main, other = (max(map(weight, places), default=0) for places in (named, also))
    if main and other > ALTERNATE_LEAD * main:
        named = ()
    everyone = sorted(named or also, key=lambda place: (-place.population, place.geoname_id))
    first = everyone[0]
    others = [place for place in everyone[1:] if place.country_code != first.country_code]
    over_small = not others or others[0].population < _SMALL
    place = leader(everyone, _LEAD_OVER_SMALL if over_small else _LEAD_ANYWHERE)
    if place is None or (named and any(p.population > place.population for p in also)):
        return None
    # One that stands alone is held against a place of the name that the gazetteer lacks.
    floor = _LEAD_OVER_SMALL * UNKNOWN_POPULATION if named else _ALSO_FLOOR
    return place if place.population >= floor else None


def _mended(
    key: str, country_codes: tuple[str, ...], divisions: frozenset[str], gazetteer: Gazetteer
) -> Settled:
    """The place of which the name is a slip, if that is clear."""
    unknown = Settled(None, "none", "place-unknown")
    is_name = gazetteer.is_named(key) or find_divisions(key) or exact_countries(key)
    if is_name or not most_edits(key) or re.search(r"\d", key):
        return unknown  # a real name, of a place that we lack there: mending would invent
    most = most_edits(key)
    near = (pair for code in country_codes for pair in gazetteer.near(key, code, most))
    place, considered = mend(key, near, gazetteer.places_near)
    candidates = cast("tuple[Place, ...]", tuple(considered))
    if place is None or (divisions and cast(Place, place).division not in divisions):
        return unknown._replace(candidates=candidates)
    return Settled(cast(Place, place), "typo", "", candidates)


def _largest(places: Iterable[Place]) -> tuple[Place, ...]:
    ordered = sorted(set(places), key=lambda place: (-place.population, place.geoname_id))
    return tuple(ordered[:5])


def why_no_place(settled: Settled, name: str, codes: tuple[str, ...]) -> str:
    """Return in words why ``name`` was not settled, with the places that were considered."""
    where = f" in {' or '.join(country_of(code).name for code in codes)}" if codes else ""
    why = {
        "country-missing": f"no country is stated for {name!r}",
        "country-unknown": "the words for the country name none that we know",
        "place-ambiguous": f"several places{where} could be {name!r}",
        "place-unknown": f"no place{where} is known by the name {name!r}",
        "not-a-place": f"{name!r} is the name of a country or a region",
    }[settled.code]
    if not settled.candidates:
        return why
    seen = (f"{p.name} ({p.region or p.country_code}, {p.geoname_id})" for p in settled.candidates)
    return f"{why}; considered: {', '.join(seen)}"
