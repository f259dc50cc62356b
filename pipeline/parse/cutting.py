"""lxml parses a page and cuts away what is no text of its own: code, controls, its frame."""

from __future__ import annotations

import re
from typing import NamedTuple

import lxml.etree
import lxml.html

LINE = "data-line"  # where lxml's line numbers ride through to BeautifulSoup

# Cut by what they are: code, controls, and the frame around a page's own text.
_CUT = frozenset(
    "script style template noscript svg math iframe object select option input textarea "
    "nav footer dialog".split()
)
_CUT_ROLES = frozenset(
    {"navigation", "search", "contentinfo", "dialog", "alertdialog", "menu", "menubar", "tablist"}
)
# A control that opens a panel is the panel's heading.
_OPENS = ("aria-expanded", "aria-controls", "data-toggle", "data-bs-toggle")
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_LEFT_OFF = re.compile("Excessive depth|too long|too big|Huge|xmlSAX2|out of memory|limit", re.I)


class Cut(NamedTuple):
    """What is left of a page, as HTML whose elements carry their lines."""

    html: str  # "" when the page holds nothing but white space and comments
    title: str
    is_whole: bool  # whether libxml2 read it to its end


def cut(text: str) -> Cut:
    """Return the page ``text`` without what is no text of its own.

    Broken markup is read as browsers and libxml2 mend it, never an error. libxml2 leaves off
    what is nested deeper than 256 elements or longer than 10 million bytes.
    """
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_pis=True)
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError):
        return Cut("", "", _is_whole(parser))
    title = " ".join((root.findtext(".//title") or "").split())
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or _is_cut(element):
            _replace(element)
        else:
            element.set(LINE, str(_line(element)))
    html = str(lxml.html.tostring(root, encoding="unicode"))
    return Cut(html, title, _is_whole(parser))


def _is_whole(parser: lxml.html.HTMLParser) -> bool:
    return not any(_LEFT_OFF.search(entry.message) for entry in parser.error_log)


def _line(element: lxml.html.HtmlElement) -> int:
    line: int | None = element.sourceline  # None for an element that libxml2 supplied
    return line or 0


def _is_cut(element: lxml.html.HtmlElement) -> bool:
    if element.tag == "button":
        within_heading = any(
            above.tag in ("h2", "h3", "h4", "h5") for above in element.iterancestors()
        )
        return not within_heading and not any(element.get(mark) for mark in _OPENS)
    return element.tag in _CUT or element.get("role") in _CUT_ROLES


def _replace(element: lxml.html.HtmlElement) -> None:
    """Put an empty element in its place, so that the text after it keeps its line."""
    parent = element.getparent()
    if parent is None:
        return
    stand_in = lxml.html.Element("span")
    # libxml2 gives an element the line on which its tag ends, a comment the line of its own end.
    within = "".join(element.itertext()).count("\n") if isinstance(element.tag, str) else 0
    stand_in.set(LINE, str(_line(element) + within))
    stand_in.tail = element.tail
    parent.replace(element, stand_in)
