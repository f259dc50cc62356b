"""lxml parses a page and cuts away what cannot state a tie: code, controls, its frame, and the
sections that do not speak of ties. What is left is for BeautifulSoup, which is far slower."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any, NamedTuple

import lxml.etree
from lxml.etree import XPath

from pipeline.parse.hearing import of_title
from pipeline.parse.subject import count_anchors
from pipeline.parse.words import find_kinds

Element = Any  # of lxml; its stubs are wrong about lines and paths
LINE = "data-line"  # where lxml's line numbers ride through to BeautifulSoup
AREAS = frozenset({"section", "article", "aside"})

# Cut by what they are: code, controls, and the frame around a page's own text.
_CUT = (
    "script style template noscript svg math iframe object select datalist input textarea nav "
    "footer dialog"
).split()
_CUT_ROLES = frozenset(
    {"navigation", "search", "contentinfo", "dialog", "alertdialog", "menu", "menubar"}
)
# A button that opens a panel, or stands in a heading, is the heading of what it opens.
_OPENS = ("aria-expanded", "aria-controls", "data-toggle", "data-bs-toggle")
_PANELS = frozenset("div section article p ul ol dl table".split())
_KEPT = ("alt", "colspan", "rowspan")  # attributes that are read
_WITH_ROLE: Any = XPath("//*[@role]")
_STRING: Any = XPath("string()")
# libxml2 lets references to control characters pass that lxml refuses to take back.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LEFT_OFF = re.compile("Excessive depth|too long|too big|Huge|xmlSAX2|out of memory|limit", re.I)


class Cut(NamedTuple):
    """What is left of a page, as HTML whose elements carry their lines."""

    html: str  # "" when nothing is left
    title: str
    footer: str  # the words of the page's footer, its first 500 characters
    is_whole: bool  # whether libxml2 read the page to its end


def cut(html: bytes, *, keep_all_sections: bool = False) -> Cut:
    """Return the page ``html``, in UTF-8, without what cannot state a tie.

    Broken markup is read as browsers and libxml2 mend it, never an error. libxml2 leaves off
    what is nested deeper than 256 elements or longer than 10 million bytes.

    keep_all_sections: cut only what is no text of the page; what is read is the same.
    """
    parser = lxml.etree.HTMLParser(encoding="utf-8", collect_ids=False)
    try:
        root: Element = lxml.etree.fromstring(html, parser)
    except lxml.etree.XMLSyntaxError:
        root = None
    if root is None:  # nothing but white space and comments
        return Cut("", "", "", _is_whole(parser))
    title = " ".join((root.findtext(".//title") or "").split())
    footer = "\n".join(_text(each)[:_LONGEST_FOOTER] for each in root.iter("footer"))
    for element in _furniture(root):
        _replace(element)
    pieces = [root] if keep_all_sections else _speaking(root, title)
    left = "".join(map(_marked, pieces))
    return Cut(left, title, footer[:_LONGEST_FOOTER], _is_whole(parser))


_LONGEST_FOOTER = 500  # characters


def _is_whole(parser: lxml.etree.HTMLParser) -> bool:
    return not any(_LEFT_OFF.search(entry.message) for entry in parser.error_log)


def _furniture(root: Element) -> list[Element]:
    """The elements of the page that hold no text of its own."""
    found = list(root.iter(*_CUT, lxml.etree.Comment, lxml.etree.ProcessingInstruction))
    found += [element for element in _WITH_ROLE(root) if element.get("role") in _CUT_ROLES]
    headings = _on_panels(root)
    for button in root.iter("button"):
        is_heading = any(above.tag in _HEADINGS[1:] for above in button.iterancestors())
        opens = button in headings or any(button.get(mark) for mark in _OPENS)
        if not (is_heading or opens):
            found.append(button)
    return found


def _on_panels(root: Element) -> set[Element]:
    """The buttons that stand each on its panel, two or more in a row, for a script to open."""
    rows: dict[object, list[Element]] = defaultdict(list)
    for button in root.iter("button"):
        panel, parent = button.getnext(), button.getparent()
        if panel is None or panel.tag not in _PANELS or (button.tail or "").strip():
            continue
        if not any(words.strip() for words in panel.itertext()):
            continue
        rows[parent].append(button)
        if parent[0] is button:  # each with its panel in a box of their own
            rows[parent.getparent(), parent.tag].append(button)
    alike = [row for row in rows.values() if len({_text(button) for button in row}) > 1]
    return {button for row in alike for button in row}


def _replace(element: Element) -> None:
    """Put an empty element in its place, so that the text after it keeps its line."""
    parent = element.getparent()
    if parent is None:
        return
    if not element.tail:
        parent.remove(element)
        return
    stand_in = parent.makeelement("span")
    # libxml2 gives an element the line on which its tag ends, a comment the line of its own end.
    within = _text(element).count("\n") if isinstance(element.tag, str) else 0
    stand_in.set(LINE, str((element.sourceline or 0) + within))
    stand_in.tail = _CONTROL.sub("\ufffd", element.tail)
    parent.replace(element, stand_in)


def _text(element: Element) -> str:
    """All text inside ``element``."""
    return str(_STRING(element))


def _marked(piece: Element) -> str:
    """The HTML of ``piece``, each element carrying its line."""
    for element in piece.iter():
        marks = element.attrib
        line = str(marks.get(LINE) or element.sourceline or 0)
        kept = [(name, marks[name]) for name in _KEPT if name in marks] if len(marks) else []
        marks.clear()
        marks.update(kept)
        marks[LINE] = line
    return str(lxml.etree.tostring(piece, encoding="unicode", method="html", with_tail=False))


_LARGEST = 24_000  # characters of a section that is read as a whole
_SETTLED = 3  # blocks below a heading, by which its section is done when it ends
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = ("p", "li", "tr", "dt", "dd", *_HEADINGS)


def _speaking(root: Element, title: str) -> list[Element]:
    """The sections of the page that speak of ties; all of it when they do not hold them all.

    A heading inside a section says nothing of what follows the section once two blocks stood
    under it (``sections.contexts``), so that the other sections cannot hold a tie.
    """
    if of_title(title).kind:
        return [root]
    in_all = count_anchors(_text(root))
    in_title = count_anchors(title)
    if in_title == in_all:
        return []
    # Sections first: a page of news has many articles, and mostly none of them speaks of ties.
    for tags in (("section",), ("section", "article", "aside")):
        pieces, held = [], in_title
        for area in root.iter(*tags):
            text = _text(area)
            if len(text) > _LARGEST or not (count := count_anchors(text)):
                continue
            if not any(above in pieces for above in area.iterancestors()):
                pieces.append(area)
                held += count
        if held == in_all and all(map(_is_done, pieces)):
            return pieces
    return [root]


def _is_done(area: Element) -> bool:
    """Whether no heading of ``area`` can say anything of what follows it."""
    below = 0
    for element in reversed(list(area.iter(*_BLOCKS))):
        if element.tag not in _HEADINGS:
            below += bool(_text(element).strip())
        elif find_kinds(_text(element)):
            return below >= _SETTLED and element.tag != "h1"
    return below >= _SETTLED
