"""HTML as libxml2 finds in it what a browser shows.

Seen in libxml2 2.14: it reads nothing after </body> or </html>, knows no end of an <svg> but its
own tag, takes a <tr> in one for that of a table around it, and takes the square of their number to
add attributes to an element.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

# What holds no tags, whatever stands in it.
_RAW = (
    rb"<!--(?:-?>|[^-]*+(?:-(?!-!?>)[^-]*+)*+)"
    rb"|<(script|style|textarea|title|xmp|iframe|noembed|noframes)\b[^<]*+(?:<(?!/\1\b)[^<]*+)*+"
)
_MISREAD = re.compile(
    _RAW + rb"|<(?:/(?:body|html)|(svg|math)\b|([a-z][^\s/><]*+)"
    rb"(?:[\s/]*+[^\s/>=<]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s><]*+))?+){400,}+)",
    re.IGNORECASE | re.DOTALL,
)
# An attribute that holds the sign of a tag, and a tag as HTML5 ends it: not within a value.
# One pattern each: one for all of them takes twice as long as these together.
_HOLDS_SIGN = [
    re.compile(rb"=\"[^\">]*<"),
    re.compile(rb"='[^'>]*<"),
    re.compile(rb"=\s+(?:\"[^\">]*|'[^'>]*)<"),
    re.compile(rb"<[a-z/][^>\"']*<", re.IGNORECASE),
]
_WHOLE_TAG = re.compile(
    _RAW + rb"|</?[a-z](?:[^>=]++|=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))?+)*+",
    re.IGNORECASE | re.DOTALL,
)
# An <svg> or <math> ends at any of these, as HTML5 has it.
# https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inforeign
_BREAKS_OUT = re.compile(
    rb"<(?:(svg|math)\b|/(svg|math)\b|(?:b|big|blockquote|body|br|center|code|dd|div|dl|dt|em"
    rb"|embed|h[1-6]|head|hr|i|img|li|listing|menu|meta|nobr|ol|p|pre|ruby|s|small|span|strong"
    rb"|strike|sub|sup|table|tt|u|ul|var|/p|/br)(?=[\s/>])|([a-z][^\s/><]*+)|/([a-z][^\s/><]*+))",
    re.IGNORECASE,
)
_CLOSES_ITSELF = re.compile(rb"(?:[^><\"']|\"[^\"]*\"|'[^']*')*/>")
_OF_TABLES = (b"tbody", b"thead", b"tfoot", b"tr", b"td", b"th", b"caption", b"colgroup")
_NEAR = 20_000  # bytes before an <svg> in which the element around it begins


def mend(html: bytes) -> bytes:
    """Return ``html``, in UTF-8, as libxml2 finds in it what a browser shows; lines stay.

    >>> mend(b"<p>Bonn</body></html><p>Pune")
    b'<p>Bonn</none></none><p>Pune'
    >>> mend(b'<svg><path d="M0"/><p>Bonn'), mend(b"<li><svg><g>\\n</g></li>Bonn")
    (b'<svg></svg><p>Bonn', b'<li><svg>\\n</svg></li>Bonn')
    >>> mend(b"<p " + b" ".join(b"a%d" % n for n in range(5000)) + b">Bonn").split()
    [b'<p', b'>Bonn']
    """
    pieces, at = [], 0
    holds_signs = any(each.search(html) for each in _HOLDS_SIGN)
    in_tags = _tags_that_hold_signs(html) if holds_signs else ()
    for found in _MISREAD.finditer(html):
        raw, foreign, crowded = found.groups()
        said = found.group()
        is_raw = raw is not None or said.startswith(b"<!")
        if is_raw or found.start() < at or _is_within(in_tags, found.start()):
            continue
        if foreign:
            # Nothing in it is read.
            end = _end_of_foreign(html, found.start(), found.end())
            lines = b"\n" * html.count(b"\n", found.end(), end)
            pieces += [html[at : found.start()], b"<%b>%b</%b>" % (foreign, lines, foreign)]
            at = end
        else:
            lines = b"\n" * said.count(b"\n")
            instead = b"<%b %b" % (crowded, lines) if crowded else b"</none"
            pieces += [html[at : found.start()], instead]
            at = found.end()
    return b"".join([*pieces, html[at:]])


Span = tuple[int, int]


def _tags_that_hold_signs(html: bytes) -> list[Span]:
    """Where tags stand that have the sign of a tag in an attribute, in order."""
    spans = (found.span() for found in _WHOLE_TAG.finditer(html))
    return [span for span in spans if html.find(b"<", span[0] + 1, span[1]) >= 0]


def _is_within(spans: Sequence[Span], at: int) -> bool:
    before = bisect.bisect_left(spans, (at,)) - 1
    return before >= 0 and at < spans[before][1]


def _end_of_foreign(html: bytes, start: int, at: int) -> int:
    """Where the <svg> or <math> that begins at ``start``, its name before ``at``, is over."""
    if itself := _CLOSES_ITSELF.match(html, at):
        return itself.end()
    depth, within = 1, set[bytes]()
    while found := _BREAKS_OUT.search(html, at):
        at = found.end()
        opens, closes, other, ends = found.groups()
        if ends and (ends.lower() in within or not _is_open(ends.lower(), html, start)):
            continue  # the end of what stands within it, or of nothing
        if ends or not (opens or closes or other):
            return found.start()
        if other:
            within.add(other.lower())
        elif opens and not _CLOSES_ITSELF.match(html, at):
            depth += 1
        elif closes:
            depth -= 1
            if not depth:
                closed = html.find(b">", at)
                return closed + 1 if closed >= 0 else len(html)
    return len(html)


def _is_open(tag: bytes, html: bytes, end: int) -> bool:
    """Whether an element was begun and not ended before ``end``, by its tags or by those in it."""
    before = html[max(0, end - _NEAR) : end]
    if tag in _OF_TABLES and not _is_open(b"table", html, end):
        return False  # HTML5 knows none outside of a table
    if tag in (b"tr", b"tbody"):
        tag = b"(?:%b|td)" % tag
    elif re.fullmatch(rb"h[1-6]", tag):
        tag = rb"h[1-6]"  # the end of any heading ends one
    else:
        tag = re.escape(tag)
    tags = re.findall(rb"<(/?)%b(?=[\s/>])" % tag, before, re.IGNORECASE)
    return bool(tags) and tags.count(b"") > tags.count(b"/")
