"""Names in other letters, written in Latin ones by their sound: "Трбовље" is Trbovlje."""

from __future__ import annotations

from collections.abc import Iterator

from text_unidecode import unidecode

from pipeline.places.name_forms import forms

_FIRST_OF_OTHER_SCRIPTS = 0x0370  # Greek, and all behind it
# Hebrew and Arabic write few vowels, and Han no sounds: what they give is no spelling of the name.
_NO_SPELLING = ((0x0590, 0x08FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF))


def in_latin_letters(name: str) -> Iterator[str]:
    """Yield a name in Latin letters, with and without what is said around it; nothing for others.

    Nothing either for scripts that do not write down the sounds of a name.

    >>> list(in_latin_letters("Трбовље")), list(in_latin_letters("Bonn"))
    (['trbovlje'], [])
    """
    spelt = (unidecode(form).strip() for form in forms(name) if _is_spelling(form))
    yield from filter(None, dict.fromkeys(spelt))


def _is_spelling(form: str) -> bool:
    """Whether a folded name is written by its sound, in other letters than Latin ones."""
    letters = [ord(sign) for sign in form if sign.isalpha()]
    if not letters or min(letters) < _FIRST_OF_OTHER_SCRIPTS:
        return False
    return not any(first <= letter <= last for letter in letters for first, last in _NO_SPELLING)
