"""Bytes to text: what the page declares, tried strictly, before anything is replaced."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

# What browsers know (https://encoding.spec.whatwg.org), less UTF-7 and its like, which hide
# markup from whoever reads the bytes.
_KNOWN = frozenset(
    codecs.lookup(name).name
    for name in (
        *("utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk", "big5", "big5hkscs"),
        *("shift_jis", "cp932", "euc_jp", "iso2022_jp", "euc_kr", "cp949", "koi8-r", "koi8-u"),
        *("cp866", "cp874", "mac-roman", "mac-cyrillic"),
        *(f"cp125{n}" for n in range(9)),
        *(f"iso8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
    )
)
# Labels that mean a larger repertoire on the web than their name says.
_MEANS = {
    **{"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874"},
    **{"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949"},
    **{"big5": "big5hkscs", "tis-620": "cp874"},
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What neither UTF-8 nor XML can hold, and so no file of ours nor the tree of a page.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_META = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})",
    re.IGNORECASE,
)
_HARMLESS = bytes(set(range(256)) - {*range(9), 11, *range(14, 32)})


class Decoded(NamedTuple):
    """The text of a page, its lines ended by LF, and whether any of it had to be replaced."""

    text: str
    utf8: bytes  # the same
    charset: str
    is_damaged: bool


def decode(body: bytes, declared: str = "") -> Decoded:
    """Return the text of ``body``: by its byte-order mark, the server's word, its own, UTF-8.

    declared: the charset of the Content-Type header, "" if there was none. A declaration that
    does not fit the bytes loses to UTF-8 if that fits. What then cannot be decoded, control
    signs and lone surrogates become U+FFFD, and ``is_damaged`` is true.

    >>> decode("Köln".encode("latin-1")).text, decode(b"K\\xf6ln", "utf-8").text
    ('Köln', 'Köln')
    >>> decode(b"a\\x00b").is_damaged
    True
    """
    for bom, charset in _BOMS:
        if body.startswith(bom):
            return _whole(body[len(bom) :].decode(charset, "replace"), charset)
    meta = _META.search(body[:4096])
    own = meta.group(1).decode("ascii") if meta else ""
    # A page whose declaration can be read as ASCII is not what it says: browsers take UTF-8.
    own = "" if own.lower().startswith("utf-16") else own
    charsets = [*filter(None, map(_known_charset, (declared, own, "utf-8", "cp1252")))]
    for charset in charsets:
        try:
            return _whole(body.decode(charset), charset)
        except UnicodeDecodeError:
            continue
    return _whole(body.decode(charsets[0], "replace"), charsets[0])


def _known_charset(label: str) -> str:
    """The codec that a web page means by ``label``, "" when it means none that we read.

    >>> _known_charset("x-sjis"), _known_charset("latin1"), _known_charset("utf-7")
    ('cp932', 'cp1252', '')
    """
    try:
        name = codecs.lookup(label.strip().lower().removeprefix("x-")).name
    except (LookupError, ValueError):
        return ""
    name = _MEANS.get(name, name)
    return name if name in _KNOWN else ""


def _whole(text: str, charset: str) -> Decoded:
    """The text with plain line ends and no sign that cannot be written."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\f", " ")
    try:
        utf8 = text.encode()
    except UnicodeEncodeError:  # a lone surrogate
        utf8 = b"\0"
    # Quick, and sure when it finds nothing.
    if utf8.translate(None, _HARMLESS) or "\ufffe" in text or "\uffff" in text:
        text = _UNWRITABLE.sub("\ufffd", text)
        utf8 = text.encode()
    return Decoded(text, utf8, charset, "\ufffd" in text)
