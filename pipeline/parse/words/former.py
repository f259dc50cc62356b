"""Words for what was: of a state ("former Yugoslavia"), of a name ("formerly Breslau"), of a tie.

The same words say that a tie has ended, that a state is no more and that a town bore another
name: what stands behind them tells which.
"""

from __future__ import annotations

import functools
import re

from pipeline import reference
from pipeline.places.lexicon import Lexicon

_YEAR = r"(?:1[0-9]|20)[0-9]{2}"
_UNSPACED = "\u3000"  # from here on scripts write words without spaces between


@functools.cache
def former_pattern() -> str:
    """Return the words for what was as a part of a regular expression, with what parts them off.

    A space or a hyphen stands behind each, "ex-Yougoslavie"; in Chinese and its like nothing.
    "Until 1945" before a name says the same.
    """
    words = [
        re.escape(word) + (r"[\s-]+" if word[-1].isalpha() and word[-1] < _UNSPACED else r"\s*")
        for word in reference.words("small_words", "former")
    ]
    return "|".join([*words, _until()])


def _until() -> str:
    """What says until when a name was borne: "until 1945 ", "1953–1990 "."""
    words = reference.either("ending_words", "until")
    return rf"(?:(?:{words})\s+|{_YEAR}\s?[–-]\s?){_YEAR}\s+"


@functools.cache
def _bears_a_name() -> re.Pattern[str]:
    return re.compile(rf"[(（\[]\s*{_until()}(?=[^\W\d_][^\d,;()]{{1,30}}[)）\]])", re.IGNORECASE)


def years_of_names(text: str) -> list[tuple[int, int]]:
    """Return where ``text`` says until when a name was borne that a bracket holds with it.

    >>> years_of_names("Chemnitz (until 1990 Karl-Marx-Stadt), 1983")
    [(9, 21)]
    """
    return [match.span() for match in _bears_a_name().finditer(text)]


@functools.cache
def _leading() -> re.Pattern[str]:
    words = "|".join(map(re.escape, reference.words("small_words", "article", "name_article")))
    return re.compile(rf"(?:(?:{words})\s+)?(?:{former_pattern()})(?:(?:{words})\s+)?", re.I)


def without_former(words: str) -> str:
    """Return ``words`` without a word for what was at their beginning.

    >>> without_former("the former East Germany"), without_former("Formerly")
    ('East Germany', 'Formerly')
    """
    led = _leading().match(words)
    return words[led.end() :] if led and led.end() < len(words) else words


@functools.cache
def _of_at_end() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{reference.either('small_words', 'of')})(?=\s*(?:[,(（\[]|$))")


def after_of(text: str, at: int) -> int:
    """Return where an "of" ends that ends a name turned round at ``at``, 0 where none does.

    >>> after_of("Macedonia, the former Yugoslav Republic of (1970)", 39)
    42
    """
    found = _of_at_end().match(text, at)
    return found.end() if found else 0


def after_former(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Return where the name begins in ``text[start:end]`` behind a word for what was.

    "Ex-Jugoslawien", "Antigua URSS": only where the rest is a known name, and the whole is none.
    """
    led = _leading().match(text, start, end)
    if led is None or led.end() >= end:
        return start
    whole, rest = text[start:end], text[led.end() : end]
    is_known = bool(lexicon.countries(rest)) or lexicon.named(rest).is_known
    is_one = bool(lexicon.countries(whole)) or lexicon.named(whole).is_known
    return led.end() if is_known and not is_one else start


@functools.cache
def _unspaced() -> tuple[str, ...]:
    words = reference.words("small_words", "former")
    return tuple(word for word in words if word[0] >= _UNSPACED)


def former_prefix(text: str, start: int, end: int) -> int:
    """Return how long the word for what was is with which ``text[start:end]`` begins, or 0.

    >>> former_prefix("旧ソ連", 0, 3), former_prefix("ソ連", 0, 2)
    (1, 0)
    """
    found = (len(word) for word in _unspaced() if text.startswith(word, start, end))
    return next(found, 0)


@functools.cache
def _in_gap() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{former_pattern()})", re.IGNORECASE)


def is_former_gap(gap: str) -> bool:
    """Whether what stands before a name says that it is one of what was: ", formerly ".

    >>> is_former_gap(" (formerly "), is_former_gap(" (")
    (True, False)
    """
    return _in_gap().search(gap) is not None
