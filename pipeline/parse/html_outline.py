"""HTML to blocks. lxml parses, cuts away what is no text of the page and notes the lines;
BeautifulSoup reads what is left."""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.etree
import lxml.html
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from pipeline.parse.blocks import Block, BlockText

# Cut by what they are: code, controls, and the frame around a page's own text.
_CUT = frozenset(
    "script style template noscript svg math iframe object select option button input textarea "
    "nav footer".split()
)
_CUT_ROLES = frozenset({"navigation", "search", "contentinfo"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark meter "
    "output q ruby rb rp rt s samp small span strike strong sub sup time tt u var wbr".split()
)
_LINE = "data-line"  # where lxml's line numbers ride through to BeautifulSoup


def outline_html(text: str) -> tuple[list[Block], bool]:
    """Return the blocks of the HTML ``text`` in reading order, and whether that is all of it.

    Broken markup is read as browsers and libxml2 mend it, never an error. What libxml2 leaves
    off because it is nested deeper than 256 elements, or longer than 10 million bytes, is said.
    """
    marked, is_whole = _marked(text)
    if not marked:
        return [], is_whole
    soup = BeautifulSoup(marked, "lxml")
    return list(_Walk().blocks(soup)), is_whole


_LEFT_OFF = re.compile("Excessive depth|too long|too big|Huge|xmlSAX2|out of memory|limit", re.I)


def _marked(text: str) -> tuple[str, bool]:
    """The page as HTML again, less what is cut, each element carrying its line; is it whole?"""
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_pis=True)
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError):
        return "", _is_whole(parser)  # nothing but white space and comments
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or _is_cut(element):
            _replace(element)
        else:
            element.set(_LINE, str(_line(element)))
    return str(lxml.html.tostring(root, encoding="unicode")), _is_whole(parser)


def _is_whole(parser: lxml.html.HTMLParser) -> bool:
    return not any(_LEFT_OFF.search(entry.message) for entry in parser.error_log)


def _line(element: lxml.html.HtmlElement) -> int:
    line: int | None = element.sourceline  # None for an element that libxml2 supplied
    return line or 0


def _is_cut(element: lxml.html.HtmlElement) -> bool:
    return element.tag in _CUT or element.get("role") in _CUT_ROLES


def _replace(element: lxml.html.HtmlElement) -> None:
    """Put an empty element in its place, so that the text after it keeps its line."""
    parent = element.getparent()
    if parent is None:
        return
    stand_in = lxml.html.Element("span")
    # libxml2 gives an element the line on which its tag ends, a comment the line of its own end.
    within = "".join(element.itertext()).count("\n") if isinstance(element.tag, str) else 0
    stand_in.set(_LINE, str(_line(element) + within))
    stand_in.tail = element.tail
    parent.replace(element, stand_in)


class _Walk:
    """One pass over the tree; the state is the block being gathered and the line."""

    def __init__(self) -> None:
        self.gathered = BlockText()
        self.line = 1
        self.role, self.level, self.list_id = "text", 0, 0
        self.lists = 0
        self.in_table = False  # whether the row before was of the same table

    def blocks(self, soup: BeautifulSoup) -> Iterator[Block]:
        yield from self._children(soup)
        yield from self._flush()

    def _flush(self) -> Iterator[Block]:
        block = self.gathered.block(self.role, self.level, self.list_id)
        self.gathered = BlockText()
        if block:
            yield block
            # The words after an item's first block are text beside it, not one more item.
            if self.role == "item":
                self.role, self.list_id = "text", 0

    def _children(self, tag: Tag) -> Iterator[Block]:
        for child in tag.children:
            if isinstance(child, Tag):
                yield from self._tag(child)
            elif type(child) is NavigableString:
                self.line = self.gathered.add(str(child), self.line)

    def _tag(self, tag: Tag) -> Iterator[Block]:
        self.line = max(self.line, int(str(tag.get(_LINE) or 0)))
        if tag.name in _INLINE:
            yield from self._children(tag)
            return
        yield from self._flush()
        if tag.name == "table":
            self.in_table = False
        if tag.name in ("ul", "ol"):
            yield from self._list(tag)
        elif tag.name in _HEADINGS:
            yield from self._as(tag, "heading", _HEADINGS[tag.name], 0)
        elif tag.name == "li":
            yield from self._as(tag, "item", 0, self.list_id)
        elif tag.name == "tr" and _is_row(tag):
            yield from self._row(tag)
        elif tag.name == "title":
            return
        else:
            yield from self._children(tag)
            yield from self._flush()

    def _list(self, tag: Tag) -> Iterator[Block]:
        outer = self.role, self.level, self.list_id
        self.lists += 1
        mine = self.lists
        for child in tag.children:
            self.role, self.level, self.list_id = "text", 0, mine
            if isinstance(child, Tag):
                yield from self._tag(child)
            elif type(child) is NavigableString:
                self.line = self.gathered.add(str(child), self.line)
            yield from self._flush()
        self.role, self.level, self.list_id = outer

    def _row(self, tag: Tag) -> Iterator[Block]:
        """The row of a table as one item, its cells parted by commas."""
        self.lists += not self.in_table
        self.in_table = True
        for cell in tag.find_all(["td", "th"]):
            self.line = max(self.line, int(str(cell.get(_LINE) or 0)))
            words = cell.get_text(" ")
            if words.strip():
                if self.gathered.has_words:
                    self.gathered.add(", ", self.line)
                self.line = self.gathered.add(words.strip(), self.line)
        block = self.gathered.block("item", 0, self.lists)
        self.gathered = BlockText()
        if block:
            yield block

    def _as(self, tag: Tag, role: str, level: int, list_id: int) -> Iterator[Block]:
        outer = self.role, self.level, self.list_id
        self.role, self.level, self.list_id = role, level, list_id
        yield from self._children(tag)
        yield from self._flush()
        self.role, self.level, self.list_id = outer


_LONGEST_ROW = 300  # characters; a longer one lays out a page


def _is_row(tag: Tag) -> bool:
    """Whether a table row states something in its cells: two or more, short, of words alone.

    A row of headings states nothing.
    """
    cells = tag.find_all("td")
    plain_cells = not tag.find(["table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"])
    return len(cells) > 1 and plain_cells and len(tag.get_text(" ", strip=True)) <= _LONGEST_ROW
