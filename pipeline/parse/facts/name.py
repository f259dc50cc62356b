"""Facts about the name itself and what is hung on it."""

from __future__ import annotations

from pipeline.parse.facts.view import View, binned, yes
from pipeline.parse.records import Candidate
from pipeline.parse.words.headers import find_column
from pipeline.parse.words.vocabulary import contexts_in
from pipeline.reference.phrases import WORD, plain


def population(view: View, candidate: Candidate) -> str:
    """How large the largest place is whose own name it is."""
    if candidate.entry.is_country:
        return "country"
    return binned(view.lexicon.named(candidate.entry.name).population, _POPULATIONS)


_POPULATIONS = (0, 1, 3_000, 15_000, 100_000, 1_000_000)


def population_by_another_name(view: View, candidate: Candidate) -> str:
    """How large the largest place is of which it is another name."""
    return binned(view.lexicon.named(candidate.entry.name).other, (0, 15_000, 200_000))


def country_beside_it(view: View, candidate: Candidate) -> str:
    """How a country hangs on it, and whether it lies there."""
    entry = candidate.entry
    if entry.is_country:
        return "is a country"
    if not entry.country:
        return "region" if entry.region else "none"
    codes = set(view.lexicon.country_codes(entry.country))
    held = view.lexicon.named(entry.name)
    lies = "in" if codes & held.countries else "unknown" if not held.is_known else "not in"
    return f"{entry.country_sign} {lies}"


def lies_in_the_stated_country(view: View, candidate: Candidate) -> str:
    """Whether a place of the name lies in the country that the entry or heading gives."""
    entry = candidate.entry
    country = entry.country or view.scopes[candidate.unit.number].country
    if not country:
        return "no country"
    codes = set(view.lexicon.country_codes(country))
    return yes(codes & view.lexicon.named(entry.name).countries)


def lies_at_home(view: View, candidate: Candidate) -> str:
    """Whether it lies in the host's own country."""
    if not view.host_country:
        return "?"
    entry = candidate.entry
    if entry.country:
        return "stated" if view.host_country in view.lexicon.country_codes(entry.country) else "no"
    held = view.lexicon.named(entry.name)
    if view.host_country not in held.countries:
        return "no"
    return "alone" if len(held.countries) == 1 else "too"


def is_a_division(view: View, candidate: Candidate) -> str:
    """Whether the name is that of a first-level division: a state, a province."""
    return yes(view.lexicon.divisions(candidate.entry.name))


def words_of_the_name(view: View, candidate: Candidate) -> str:
    """How many words the name has."""
    return binned(len(candidate.entry.name.split()), (2, 3, 4, 5))


def letters_of_the_name(view: View, candidate: Candidate) -> str:
    """How many letters the name has."""
    return binned(len(candidate.entry.name), (3, 4, 6, 12, 20))


def is_in_capitals(view: View, candidate: Candidate) -> str:
    """Whether the name is all capitals."""
    name = candidate.entry.name
    return "few" if len(name) < 4 else yes(name.isupper())


def has_a_word_for_a_body(view: View, candidate: Candidate) -> str:
    """Whether a word of the name is one for a body or building: "University", "Park"."""
    return yes(contexts_in(candidate.entry.name, view.language, "body"))


def is_a_common_word(view: View, candidate: Candidate) -> str:
    """Whether the name is a word of tables, news and forms as well."""
    name = candidate.entry.name
    roles = {tag.meaning for tag in contexts_in(name, view.language)}
    if find_column(name):
        return "column"
    for role in ("news", "person", "event", "future"):
        if role in roles:
            return role
    return "no"


def is_a_word_of_the_page(view: View, candidate: Candidate) -> str:
    """Whether the page has the name, or its first word, as a small word as well: no name then."""
    words = candidate.entry.name.lower().split()
    if len(words) == 1:
        return "all" if words[0] in view.words else "no"
    if all(word in view.words for word in words):
        return "each"
    return "first" if words[0] in view.words else "no"


def is_the_hosts_name(view: View, candidate: Candidate) -> str:
    """Whether the name holds the host's."""
    own, said = plain(view.host.name), plain(candidate.entry.name)
    if not own or own not in said:
        return "no"
    return "same" if own == said else "part"


def date_beside_it(view: View, candidate: Candidate) -> str:
    """How a date hangs on it."""
    return candidate.entry.date_sign or "none"


def state_beside_it(view: View, candidate: Candidate) -> str:
    """Whether a state or a kind of tie stands right behind it."""
    return "kind" if candidate.entry.kind else "status" if candidate.entry.status else "none"


def has_another_name(view: View, candidate: Candidate) -> str:
    """Whether a second name stands in a bracket behind it."""
    return yes(candidate.entry.other_name)


def script(view: View, candidate: Candidate) -> str:
    """The script of the name, roughly."""
    first = WORD.search(candidate.entry.name)
    letter = first.group()[0] if first else "a"
    if ord(letter) < 0x250:
        return "Latin"
    return "with capitals" if letter < "\u0590" else "without capitals"


FACTS = (
    population,
    population_by_another_name,
    country_beside_it,
    lies_in_the_stated_country,
    lies_at_home,
    is_a_division,
    words_of_the_name,
    letters_of_the_name,
    is_in_capitals,
    has_a_word_for_a_body,
    is_a_common_word,
    is_a_word_of_the_page,
    is_the_hosts_name,
    date_beside_it,
    state_beside_it,
    has_another_name,
    script,
)
