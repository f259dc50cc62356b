"""Cleaning text without changing what it says, and folding it for comparison."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator

# Letters that NFKD leaves whole, so that "Lodz" meets "Łódź". "ß" is "ss" by casefold.
_WHOLE_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "ı": "i", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ħ": "h"}
)
_APOSTROPHES = re.compile("['\u2018\u2019\u02bb\u02bc\u00b4`\u2032]")
_SURROGATE = re.compile("[\ud800-\udfff\x00]")
# What a spreadsheet takes for a formula, also in full width.
# https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA_START = tuple("=+-@\t\r＝＋－＠")
# Shown as nothing, or as what they are not, though Unicode calls them letters or marks.
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\uffa0")


def clean(text: str) -> str:
    """Return ``text`` in NFC with every run of white space as one space, none outside.

    What cannot be written as UTF-8 (lone surrogates) and NUL become U+FFFD.

    >>> clean(" Le\\u00a0 Fe\\u0301camp\\n")
    'Le Fécamp'
    """
    return unicodedata.normalize("NFC", " ".join(_SURROGATE.sub("\ufffd", text).split()))


@functools.lru_cache(maxsize=16_384)
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
    text = _APOSTROPHES.sub("", text)
    return " ".join(unicodedata.normalize("NFC", "".join(_folded_signs(text))).split())


def _folded_signs(text: str) -> Iterator[str]:
    """What is left of each sign: letters, digits, marks that make a letter, a space for others."""
    base = ""
    for sign in text:
        category = unicodedata.category(sign)
        if category[0] in "LN":
            base = sign
            yield sign
        elif category[0] == "M":
            # An accent on a Latin, Greek or Cyrillic letter does not count. In other scripts a
            # mark makes another letter: without its two strokes "ba" is "ha" in Japanese.
            if base >= "\u0590":
                yield sign
        elif category not in ("Cc", "Cf", "Cn", "Cs", "Co") or sign.isspace():
            yield " "


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
    if text.startswith(_FORMULA_START) or "<" in text or ">" in text:
        return True
    if text.isascii():
        return not text.isprintable()
    return any(unicodedata.category(c)[0] == "C" or c in _UNSEEN for c in text)


def one_line(text: str, most: int) -> str:
    """Return ``text`` on one line, without signs that steer a terminal, cut to ``most``.

    >>> one_line("not\\r\\nfound \\x1b[2J", 80)
    'not found [2J'
    """
    words = "".join(sign if sign.isprintable() else " " for sign in text[: 4 * most])
    return " ".join(words.split())[:most]
