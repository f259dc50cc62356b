"""Bytes of a page to a tree in which each element is what its tag says, less what states no tie."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

import lxml.etree
from lxml.etree import XPath

from pipeline.parse.page.mend import mend
from pipeline.parse.page.prefilter import count_anchors

Element = Any  # of lxml; its stubs are wrong about lines and paths
STRING: Any = XPath("string()")
HEADINGS = {f"h{level}": level for level in range(1, 7)}
AREAS = ("section", "article", "aside")
SKIPPED = "template"  # the tag of what is not read
ACTING = "summary"  # the tag of what acts as a heading
_NEUTRAL = "div"
_UNSEEN = ("script", "style", "link", "meta", "noscript", "template", lxml.etree.Comment)


def parse(html: bytes) -> tuple[Element, bool]:
    """Return the root of ``html``, None when it has no element, and whether it was read whole."""
    parser = lxml.etree.HTMLParser(encoding="utf-8", collect_ids=False, huge_tree=True)
    try:
        root = lxml.etree.fromstring(mend(html), parser)
    except lxml.etree.XMLSyntaxError:
        return None, True
    # Nothing else is fatal to this parser than a limit of its own: 2,048 elements in one another.
    return root, not parser.error_log.filter_from_fatals()


# A path each: libxml2 takes the square of their number to join two sets.
_MARKS: Any = [XPath(f"descendant-or-self::*/@{name}") for name in ("role", "hidden", "style")]
_FRAME_ROLES = frozenset(
    {"navigation", "search", "contentinfo", "dialog", "alertdialog", "menu", "menubar"}
)
_OPENED: Any = XPath(
    "//@href[starts-with(., '#')]|//@data-target|//@data-bs-target|//@aria-controls"
)
# A button that opens a panel, or stands in a heading, is the heading of what it opens.
_OPENS = ("aria-expanded", "aria-controls", "data-toggle", "data-bs-toggle")
_PANELS = frozenset("div section article p ul ol dl dd table".split())
_OPENERS = frozenset(("button", "a", "summary", "dt", *HEADINGS))
_LONGEST_OPENER = 120  # characters
_MOST_BUTTONS = 500
_FOOTNOTE = re.compile(r"\s*(?:\[[^\[\]]{1,40}\]|\(?\d{1,3}\)?|[*†‡§#]+)\s*")


def settle(root: Element, areas: Sequence[Element], *, keep_all: bool) -> None:
    """Give the elements in ``areas`` the tags that say what they are on the page.

    What is hidden, by its role a part of the frame, a footnote, or (unless ``keep_all``) a table
    that names nothing becomes SKIPPED; a button that opens what follows it ACTING; what would be
    left out, but holds the page's own text, a plain box.
    """
    mains, titles = (
        {above for el in root.iter(tag) for above in el.iterancestors()} for tag in ("main", "h1")
    )
    for el in mains:
        if el.tag in ("nav", "footer", "header", "form", "aside"):
            el.tag = _NEUTRAL
    for form in root.iter("form"):  # servers put whole pages into one
        if form in titles or _is_body(form.getparent()):
            form.tag = _NEUTRAL
    for area in areas:
        marked = {mark.getparent() for marks in _MARKS for mark in marks(area)} - mains
        skipped = [el for el in marked if _is_skipped(el, titles)]
        # What a link or button of the page opens is hidden for a while only.
        named = any(el.get("id") for el in skipped)
        opened = {str(to).removeprefix("#") for to in _OPENED(area)} if named else set()
        buttons = _heading_buttons(islice(area.iter("button"), _MOST_BUTTONS))
        for el in area.iter("sup", "table", "button", "dialog"):
            if el.tag == "sup":
                is_read = not _FOOTNOTE.fullmatch("".join(islice(el.itertext(), 9)))
            elif el.tag == "table":
                is_read = keep_all or not _names_nothing(el)
            else:
                is_read = el in titles or el.get("open") is not None
                el.tag = ACTING if el in buttons else _NEUTRAL
            if not is_read and el.tag != ACTING:
                el.tag = SKIPPED
        for el in skipped:
            if el.get("role") in _FRAME_ROLES or not el.get("id") or el.get("id") not in opened:
                el.tag = ACTING if el in buttons else SKIPPED


def _is_body(el: Element) -> bool:
    """Whether ``el`` is the body of the page, or a box around all that is in it."""
    while el.tag == "div" and el.getparent() is not None:
        beside = (each for each in el.getparent() if each is not el)
        if any(each.tag not in _UNSEEN for each in beside):
            return False
        el = el.getparent()
    return bool(el.tag == "body")


def _is_skipped(el: Element, titles: set[Element]) -> bool:
    """Whether ``el`` is part of the frame, or hidden for good: no heading or button opens it."""
    if el.tag in ("html", "body"):
        return False
    if el.get("role") in _FRAME_ROLES:
        return True
    if el in titles:  # shown by a script once the page has loaded
        return False
    return _is_hidden(el) and el.get("hidden") != "until-found" and not _is_panel(el)


def _is_hidden(el: Element) -> bool:
    style = (el.get("style") or "").replace(" ", "").lower()
    is_styled = "display:none" in style or "visibility:hidden" in style
    return is_styled or el.get("hidden") is not None


def _is_panel(el: Element) -> bool:
    """Whether ``el`` is what stands below a heading or button that opens it."""
    above = next(el.itersiblings("*", preceding=True), None)  # no comment
    if el.tag not in _PANELS or el.get("role") in ("tabpanel", "region"):
        return el.tag in _PANELS
    if above is None or above.tag != "div":
        return above is not None and above.tag in _OPENERS
    if _is_hidden(above):
        return False  # what nobody sees opens nothing
    opener = next(above.iter("button", "a", *HEADINGS), None)
    return opener is not None and len("".join(islice(above.itertext(), 20))) <= _LONGEST_OPENER


def _heading_buttons(buttons: Iterable[Element]) -> set[Element]:
    """The buttons in headings, those that open something, and those in a row, each on a panel."""
    found: set[Element] = set()
    rows: defaultdict[object, list[Element]] = defaultdict(list)
    for button in buttons:
        panel, parent = next(button.itersiblings("*"), None), button.getparent()
        if any(map(button.get, _OPENS)) or any(True for _ in button.iterancestors(*HEADINGS)):
            found.add(button)
        if panel is None or panel.tag not in _PANELS or (button.tail or "").strip():
            continue
        if any(words.strip() for words in panel.itertext()):
            rows[parent].append(button)
            if parent[0] is button:  # each with its panel in a box of their own
                rows[parent.getparent(), parent.tag].append(button)
    alike = (row for row in rows.values() if len(set(map(STRING, row))) > 1)
    return found.union(*alike)


def _names_nothing(table: Element) -> bool:
    """Whether ``table``, of some rows, has no capital, no sign beyond ASCII, and no picture.

    Names of places begin with a capital in all scripts that have them.
    """
    if next(table.iterdescendants("table", "img"), None) is not None:
        return False
    text = STRING(table)
    if not text.isascii() or text != text.lower() or count_anchors(text):
        return False
    return next(islice(table.iter("tr"), 1, None), None) is not None


_UNREAD = ("script", "style", "nav", "footer", SKIPPED, "noscript", "select", "title")
_LARGEST = 24_000  # characters of a section that is read as a whole
_SETTLED = 2  # blocks below a heading, by which its section is done when it ends
_BLOCKS = ("p", "li", "tr", "dt", "dd", "br", *HEADINGS)


def speaking_areas(root: Element) -> list[Element]:
    """Return the sections that hold every word for ties, none when the page is to be read whole.

    A heading inside a section says nothing of what follows the section once some blocks stood
    under it, so that what stands outside those sections can state no tie.
    """
    has_areas = next(root.iter(*AREAS), None) is not None
    if not has_areas or any(count_anchors(STRING(title)) for title in root.iter("title")):
        return []
    in_all = count_anchors(STRING(root))
    # Sections first: a page of news has many articles, and mostly none of them speaks of ties.
    for tags in (AREAS[:1], AREAS):
        areas, held = _speaking(root.iter(*tags), set())
        if areas and held < in_all:
            held += _speaking(root.iter(*_UNREAD), set(areas))[1]
        if areas and held == in_all and all(map(_is_done, areas)):
            return areas
    return []


def _speaking(elements: Iterable[Element], seen: set[Element]) -> tuple[list[Element], int]:
    """The outermost of ``elements`` that hold words for ties, outside ``seen``; how many in all."""
    found, held = [], 0
    for el in elements:
        text = STRING(el)
        if (el.tag in AREAS and len(text) > _LARGEST) or not (count := count_anchors(text)):
            continue
        if not any(above in seen or above.tag in _UNREAD for above in el.iterancestors()):
            seen.add(el)
            found.append(el)
            held += count
    return found, held


def paths_to(areas: Iterable[Element]) -> dict[Element, list[Element]]:
    """Return for each element around ``areas`` those in it that lead there; it loses its text."""
    below: dict[Element, list[Element]] = {}
    for el in areas:
        el.tail = None
        while (above := el.getparent()) is not None:
            below.setdefault(above, []).append(el)
            if len(below[above]) > 1:
                break
            above.text = above.tail = None
            el = above
    return below


def _is_done(area: Element) -> bool:
    """Whether no heading of ``area``, nor its last line, can say anything of what follows it."""
    if STRING(area).rstrip().endswith((":", "：")):
        return False
    below = 0
    for el in reversed(list(area.iter(*_BLOCKS))):
        if el.tag not in HEADINGS:
            below += el.tag == "br" or bool(STRING(el).strip())
        elif count_anchors(STRING(el)):
            return below >= _SETTLED and el.tag != "h1"
    return below >= _SETTLED
