"""Adjectives of nations before a name: "polskim Popradem", "den danske by"."""

from __future__ import annotations

import functools

from pipeline import reference
from pipeline.reference import cldr
from pipeline.reference.phrases import plain

_SHORTEST_STEM = 4  # letters: "dansk", "ital-"
_CUT = 2  # letters of the name's end, that its adjective may lack: "Italie", "italského"
_LONGEST_ENDING = 9  # letters of the adjective behind the stem: "unkarilaisen"


@functools.cache
def _stems(language: str) -> frozenset[str]:
    """The beginnings of all names of states and languages in a language."""
    states = (name for _, name in cldr.territory_names(language))
    names = (*cldr.language_names(language), *states)
    stems = set()
    for name in names:
        form = plain(name)
        if " " not in form and form.isalpha():
            stems.add(form[:-_CUT] if len(form) - _CUT >= _SHORTEST_STEM else form)
    return frozenset(stem for stem in stems if len(stem) >= _SHORTEST_STEM)


@functools.lru_cache(maxsize=8192)
def is_of_a_nation(word: str, language: str) -> bool:
    """Return whether a word with a small first letter is an adjective of a nation, in any form.

    language: of the page (ISO 639-1); "" for none that is known, in which no word is.

    >>> [is_of_a_nation(word, "pl") for word in ("słowackim", "francuskiego", "partnerskim")]
    [True, True, False]
    """
    if not word[:1].islower() or language not in reference.languages():
        return False
    form, stems = plain(word), _stems(language)
    longest = range(max(_SHORTEST_STEM, len(form) - _LONGEST_ENDING), len(form) + 1)
    return any(form[:length] in stems for length in longest)
