"""Cleaning text without changing what it says, and folding it for comparison."""

from __future__ import annotations

import functools
import re
import unicodedata

# Letters that NFKD leaves whole, so that "Lodz" meets "Łódź". "ß" is "ss" by casefold.
_WHOLE_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "ı": "i", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ħ": "h"}
)
_APOSTROPHES = re.compile("['\u2018\u2019\u02bb\u02bc\u00b4`\u2032]")
_NOT_WORD = re.compile(r"[\W_]+")
_SURROGATE = re.compile("[\ud800-\udfff\x00]")
# What can harm a reader's program or eye: a formula (also full-width), controls, bidi and
# zero-width characters. https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA_START = tuple("=+-@\t\r＝＋－＠")
_HOSTILE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff<>]"
)


def clean(text: str) -> str:
    """Return ``text`` in NFC with every run of white space as one space, none outside.

    What cannot be written as UTF-8 (lone surrogates) and NUL become U+FFFD.

    >>> clean(" Le\\u00a0 Fe\\u0301camp\\n")
    'Le Fécamp'
    """
    return unicodedata.normalize("NFC", " ".join(_SURROGATE.sub("\ufffd", text).split()))


def fold(text: str) -> str:
    """Return the key under which two spellings of one name meet; "" when nothing is left.

    Case, accents, apostrophes and punctuation do not count; words are parted by one space.
    Folding a folded text changes nothing.

    >>> fold("Saint-Étienne (Loire)")
    'saint etienne loire'
    >>> fold("Xi’an") == fold("XIAN")
    True
    """
    if text.isascii():
        # Most names: a table of 128 letters does in one step what the steps below do.
        return " ".join(text.translate(_ascii_table()).split())
    previous, folded = "", text
    # Twice at most in practice: casefold may give letters that fold again ("İ" gives "i̇").
    while folded != previous:
        previous = folded
        folded = _fold_once(folded)
    return folded


def _fold_once(text: str) -> str:
    # Compatibility forms first: a full-width "Ł" or a ligature must meet the letter map.
    text = unicodedata.normalize("NFKD", text).casefold().translate(_WHOLE_LETTERS)
    text = "".join(
        c for c in text if (c.isprintable() or c.isspace()) and not unicodedata.combining(c)
    )
    return _NOT_WORD.sub(" ", _APOSTROPHES.sub("", text)).strip()


@functools.cache
def _ascii_table() -> dict[int, str]:
    """Each ASCII sign to what folding makes of it between two letters."""
    return {code: _fold_once(f"a{chr(code)}a")[1:-1] for code in range(128)}


def slug(text: str) -> str:
    """Return ``text`` for use in an id: ASCII letters, digits and single hyphens, or "".

    >>> slug("Le Fécamp")
    'le-fecamp'
    >>> slug("豊川市")
    ''
    """
    words = fold(text).encode("ascii", "ignore").decode().split()
    return "-".join(words)


def is_hostile(text: str) -> bool:
    """Whether ``text`` could run as a formula, as markup, or show as what it is not.

    >>> is_hostile("=HYPERLINK(1)"), is_hostile("Aix-en-Provence")
    (True, False)
    """
    return text.startswith(_FORMULA_START) or _HOSTILE.search(text) is not None
