"""Cleaning text without changing what it says, and folding it for comparison."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping

from pipeline import reference

# Letters that NFKD leaves whole, so that "Lodz" meets "Łódź". "ß" is "ss" by casefold.
_WHOLE_LETTERS = {
    0x00E6: "ae",
    0x00F0: "d",  # eth
    0x00F8: "o",  # with a stroke, as the next three
    0x0111: "d",
    0x0127: "h",
    0x0142: "l",
    0x0131: "i",  # without a dot
    0x0153: "oe",
    0x00FE: "th",  # thorn
}
_APOSTROPHES = re.compile("['\u2018\u2019\u02bb\u02bc\u00b4`\u2032]")
_SURROGATE = re.compile("[\ud800-\udfff\x00]")
# What a spreadsheet takes for a formula, also in full width.
# https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA_START = tuple("=+-@\t\r＝＋－＠")
# Shown as nothing, or as what they are not, though Unicode calls them letters or marks.
_UNSEEN = frozenset(
    map(
        chr,
        (0x2028, 0x2029, 0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x2800, 0x3164, 0xFFA0),
    )
)
_MARKUP = re.compile(r"<[/!?A-Za-z][^<>@]*>|&#?\w+;")
# What picks another shape of the letter before it: none in Latin, Greek and Cyrillic.
_SELECTED = re.compile(r"[\u0041-\u052f][\ufe00-\ufe0f]")
LONGEST_NAME = 200  # characters; the longest of the million names in GeoNames has 193


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

    Case, accents, apostrophes and punctuation do not count, nor whether a Chinese sign is in its
    traditional or its simplified form; words are parted by one space.
    Folding a folded text changes nothing.

    >>> fold("Saint-Étienne (Loire)")
    'saint etienne loire'
    >>> fold("Xi’an") == fold("XIAN"), fold("臺南市") == fold("台南市")
    (True, True)
    """
    if text.isascii():
        # Most names: a table of 128 letters does in one step what the steps below do.
        return " ".join(text.translate(_ascii_table()).split())
    folded = text.translate(_letters())
    if _SLOW not in folded:
        return " ".join(folded.split())
    previous, folded = "", text
    # Twice at most in practice: casefold may give letters that fold again ("İ" gives "i̇").
    while folded != previous:
        previous = folded
        folded = _fold_once(folded)
    return folded


def _fold_once(text: str) -> str:
    # Compatibility forms first: a full-width "Ł" or a ligature must meet the letter map.
    text = unicodedata.normalize("NFKD", text).casefold().translate(_WHOLE_LETTERS)
    text = _APOSTROPHES.sub("", text).translate(_han_forms())
    return " ".join(unicodedata.normalize("NFC", "".join(_folded_signs(text))).split())


@functools.cache
def _han_forms() -> Mapping[int, str]:
    """Each traditional Chinese sign to the simplified one."""
    return {ord(row["traditional"]): row["simplified"] for row in reference.rows("han_forms")}


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


_SLOW = "\ufffc"  # stands for a sign that folds with its neighbours


class _Letters(dict[int, str]):
    """Each sign to what folding makes of it between two letters, found when it is first met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        # Marks count by the letter before them, and the letters of Korean build syllables.
        kinds = [unicodedata.category(each)[0] for each in unicodedata.normalize("NFKD", sign)]
        is_slow = sign == _SLOW or 0x1100 <= code < 0x1200 or "C" in kinds
        is_slow = is_slow or ("M" in kinds and kinds[0] != "L")
        folded = previous = _SLOW if is_slow else _fold_once(f"a{sign}a")[1:-1]
        while not is_slow and (folded := _fold_once(f"a{previous}a")[1:-1]) != previous:
            previous = folded
        self[code] = folded
        return folded


@functools.cache
def _letters() -> _Letters:
    return _Letters()


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


def could_run(text: str) -> bool:
    """Whether a spreadsheet could take ``text`` for a formula, or a browser for markup.

    >>> could_run("=1+1"), could_run("<b>Bonn</b>"), could_run("&lt;b&gt;"), could_run("a > b")
    (True, True, True, False)
    """
    return text.startswith(_FORMULA_START) or _MARKUP.search(text) is not None


def is_hostile(text: str) -> bool:
    """Whether ``text`` could run as a formula, as markup, or show as what it is not.

    >>> is_hostile("=HYPERLINK(1)"), is_hostile("Aix-en-Provence"), is_hostile("Раris")
    (True, False, True)
    """
    if could_run(text) or "<" in text or ">" in text:
        return True
    if text.isascii():
        return not text.isprintable()
    return _hides_signs(text) or any(map(_is_mixed, _WORD.findall(text)))


def is_hostile_name(text: str) -> bool:
    """Whether ``text`` is hostile or longer than any name of a place: it wants a look.

    >>> is_hostile_name("K" * 200), is_hostile_name("K" * 201)
    (False, True)
    """
    return len(text) > LONGEST_NAME or is_hostile(text)


def _hides_signs(text: str) -> bool:
    """Whether a sign shows as nothing, or steers its neighbours, where no script needs it."""
    if _SELECTED.search(text):
        return True
    return any(is_unseen(sign) and not _joins(text, at) for at, sign in enumerate(text))


_VIRAMA = 9  # the combining class of the signs that kill a vowel


def _joins(text: str, at: int) -> bool:
    """Whether a joiner stands where writing needs it: by the rules for domain names.

    Persian parts two letters by a ZWNJ, Malayalam shapes one by a ZWJ.
    https://www.rfc-editor.org/rfc/rfc5892#appendix-A
    """
    if text[at] not in "\u200c\u200d" or not 0 < at < len(text) - 1:
        return False
    if unicodedata.combining(text[at - 1]) == _VIRAMA:
        return True
    sides = {unicodedata.bidirectional(text[at + step]) for step in (-1, 1)}
    return text[at] == "\u200c" and sides == {"AL"}


_WORD = re.compile(r"[^\W\d_]+")
# Scripts whose letters look alike: "Раris" begins with two Cyrillic ones.
_ALIKE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")


def _is_mixed(word: str) -> bool:
    """Whether letters of several scripts that look alike make one word."""
    if word.isascii():
        return False
    names = (unicodedata.name(letter, "").split(" ", 1)[0] for letter in word)
    return len({name for name in names if name in _ALIKE}) > 1


def visible(text: str, most: int = 300) -> str:
    """Return ``text`` with each unseen sign as its number, and cut after ``most`` characters.

    What steers the direction of text or has no width could make words seem what they are not.

    >>> visible("Zhao\u202eqing"), visible("x" * 10_000, 3)
    ('Zhao⟨U+202E⟩qing', 'xxx… (10,000 characters)')
    """
    cut = text[:most]
    if not cut.isprintable() or any(map(is_unseen, cut)):
        cut = "".join(f"⟨U+{ord(sign):04X}⟩" if is_unseen(sign) else sign for sign in cut)
    return cut if len(text) <= most else f"{cut}… ({len(text):,} characters)"


def is_unseen(sign: str) -> bool:
    """Whether one character shows as nothing, or steers what stands beside it."""
    return unicodedata.category(sign)[0] == "C" or sign in _UNSEEN


def one_line(text: str, most: int) -> str:
    """Return ``text`` on one line, without signs that steer a terminal, cut to ``most``.

    >>> one_line("not\\r\\nfound \\x1b[2J", 80)
    'not found [2J'
    """
    words = "".join(sign if sign.isprintable() else " " for sign in text[: 4 * most])
    return " ".join(words.split())[:most]


def is_spelt_otherwise(one: str, other: str) -> bool:
    """Whether two names of one fold bear different accents on the same letter.

    A letter without its accent is a common misspelling and no difference; nor is a cedilla for a
    comma below.

    >>> is_spelt_otherwise("Kömlő", "Komló"), is_spelt_otherwise("Komlo", "Komló")
    (True, False)
    """
    letters = [_accented(name) for name in (one, other)]
    if len(letters[0]) != len(letters[1]):
        return False
    return any(a[1:] and b[1:] and a[1:] != b[1:] for a, b in zip(*letters, strict=True))


def _accented(name: str) -> list[str]:
    """Each letter with its accents behind it; a comma below counts as a cedilla."""
    letters: list[str] = []
    for sign in unicodedata.normalize("NFD", name.casefold()).replace("\u0326", "\u0327"):
        if unicodedata.combining(sign) and letters:
            letters[-1] += sign
        elif sign.isalnum():
            letters.append(sign)
    return letters
