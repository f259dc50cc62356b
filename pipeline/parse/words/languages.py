"""Which languages a word belongs to: what is said of one in another language counts for nothing."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from pipeline import reference
from pipeline.reference import cldr
from pipeline.reference.phrases import plain


@functools.cache
def _languages() -> Mapping[tuple[str, str], frozenset[str]]:
    """The languages of each word of context by its role, and of each word for a kind, role ""."""
    found: dict[tuple[str, str], set[str]] = {}
    for row in reference.rows("context_words"):
        found.setdefault((plain(row["words"]), row["role"]), set()).add(row["language"])
    for row in reference.rows("kind_words"):
        found.setdefault((plain(row["words"]), ""), set()).add(row["language"])
    return {words: frozenset(languages) for words, languages in found.items()}


@functools.lru_cache(maxsize=1024)
def languages_of(words: str, role: str = "") -> frozenset[str]:
    """Return the languages in which ``words`` are a word of context of a role, or for a kind.

    role: of ``context_words.csv``; "" for a word for a kind, that of its stem where no table has
    the word itself. Empty where no table has either.

    >>> sorted(languages_of("between", "between")), sorted(languages_of("Schwesterstädten"))
    (['en'], ['de'])
    """
    form = plain(words)
    known = _languages().get((form, role), frozenset())
    if known or role:
        return known
    stems = reference.rows("tie_stems")
    return frozenset(row["language"] for row in stems if plain(row["stem"]) in form)


@functools.cache
def joining_words_of(between: str) -> str:
    """Return the words for "and" of the languages of a word for "between", in the same form.

    between: as it is printed; each of its languages has an "and" that belongs to it.
    """
    languages = languages_of(between, "between")
    words = {
        row["word"]
        for row in reference.rows("small_words")
        if row["role"] == "and" and row["language"] in languages
    }
    words |= {cldr.joining_word(language) for language in languages} - {""}
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
