"""``raw/publication.toml``: what the publication is called, by whom it is, whom to write to.

The file may be missing, and so may each key: this project's own words stand then. Another city
that publishes its own ties says here who it is.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass

from pipeline.inputs.source_keys import is_url, is_web_address, is_words
from pipeline.problems import FilesBroken, Problem, problem

FILE = "raw/publication.toml"


@dataclass(frozen=True, slots=True)
class Publication:
    """The words that all products share. ``url`` is where published/ can be read, or ""."""

    title: str = "City ties: sister, friendship and twin cities, as city pages state them"
    publisher: str = "The sister-cities contributors"
    contact: str = "the issues of the repository in which you found these files"
    url: str = ""

    @property
    def contact_email(self) -> str:
        """The contact as an address of mail; "" when it is none."""
        mail = self.contact.removeprefix("mailto:")
        return mail if _MAIL.fullmatch(mail) else ""

    @property
    def contact_page(self) -> str:
        """The contact as an address of the web; "" when it is none."""
        return self.contact if is_web_address(self.contact) else ""

    @property
    def contact_url(self) -> str:
        """The contact as an address to open; "" when it is told in words."""
        return f"mailto:{self.contact_email}" if self.contact_email else self.contact_page


_MAIL = re.compile(r"[^\s@:/?#]+@[^\s@:/?#]+\.[^\s@:/?#]+")


def _is_base(value: object) -> str:
    wrong = is_url(value)
    is_base = str(value).endswith("/") and not re.search("[?#]", str(value))
    return wrong or ("" if is_base else "must end in / and hold no ? or #")


_KEYS = {"title": is_words, "publisher": is_words, "contact": is_words, "url": _is_base}


def read_publication(text: str) -> Publication:
    """Return the publication that ``text``, the TOML of raw/publication.toml, describes.

    Raises FilesBroken with one problem for each slip: a key unknown or of the wrong type.

    >>> read_publication('contact = "data@port-alder.example"').contact_url
    'mailto:data@port-alder.example'
    """
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise FilesBroken([_slip(FILE, f"is no TOML: {error}")]) from None
    slips = [_slip(f"{FILE}: {key}", "is no key") for key in values if key not in _KEYS]
    for key, check in _KEYS.items():
        if key in values and (wrong := check(values[key])):
            slips.append(_slip(f"{FILE}: {key}", wrong))
    if slips:
        raise FilesBroken(slips)
    return Publication(**values)


def _slip(where: str, said: str) -> Problem:
    return problem("publication-invalid", where, said=said, file=FILE, keys=", ".join(_KEYS))
