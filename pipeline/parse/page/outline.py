"""A page's text to blocks, whether it is HTML or plain."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.parse.page.decode import Decoded
from pipeline.parse.page.text import folded, outline_text
from pipeline.parse.page.tree import STRING, parse, paths_to, settle, speaking_areas
from pipeline.parse.page.walk import MOST_CHARACTERS, Span, Walk
from pipeline.parse.records import HEADING, ITEM, ROW, Block, Outline

# Only tags that no prose holds: a page of plain text may well say "<3" or "x<y".
_TAG = re.compile(
    r"<(?:!doctype|html|head|body|title|meta|link|script|style|div|p|br|ul|ol|li|h[1-6]|table|tr|td"
    r"|a|span|section|article|aside|main|nav|header|footer|form|button|details|summary|dl|dt|dd"
    r"|pre|img|svg|math|strong|template|noscript|dialog)\b[^<>]*>",
    re.IGNORECASE,
)
_LONGEST_FOOTER = 500  # characters


def read_outline(page: Decoded, *, keep_all: bool = False) -> Outline:
    """Return the outline of ``page``, without sections that cannot state a tie.

    keep_all: those too. What is read from the outline is the same.

    >>> from pipeline.parse.page.decode import decode
    >>> page = decode(b"<h2>Twin  towns</h2><li>Bonn")
    >>> [(block.role, block.text) for block in read_outline(page).blocks]
    [('heading', 'Twin towns'), ('item', 'Bonn')]
    >>> page = decode("Twin towns\\n\\n• Bonn".encode())
    >>> [(block.role, block.text) for block in read_outline(page).blocks]
    [('heading', 'Twin towns'), ('item', 'Bonn')]
    """
    if not _TAG.search(page.text):
        if len(page.text) > MOST_CHARACTERS:
            return Outline((), is_too_large=True)
        return Outline(tuple(outline_text(page.text)))
    root, is_whole = parse(page.utf8)
    if root is None:
        return Outline(())
    head = next(root.iter("title"), None)
    title = "" if head is None else folded(head.text or "")
    # The first words of its footers, each from a line of its own.
    footers = (folded(STRING(el))[:_LONGEST_FOOTER] for el in root.iter("footer"))
    footer = "\n".join(footers)[:_LONGEST_FOOTER]
    declared = root.get("lang") or root.get("xml:lang") or _later_language(page.utf8)
    language = declared.replace("_", "-").split("-")[0].strip().lower()
    areas = [] if keep_all else speaking_areas(root)
    settle(root, areas or [root], keep_all=keep_all)
    walk = Walk()
    blocks = walk.run(root, paths_to(areas))
    if walk.characters > MOST_CHARACTERS:
        return Outline((), title, footer, language, is_whole, is_too_large=True)
    mark_boxes(blocks, walk.spans)
    return Outline(tuple(blocks), title, footer, language, is_whole)


_LANGUAGE = re.compile(rb"<html\b[^>]*?\s(?:xml:)?lang\s*=\s*[\"']?\s*([A-Za-z_-]+)", re.IGNORECASE)


def _later_language(html: bytes) -> str:
    """The language of an <html> that is not the first: HTML5 adds what it says to the first."""
    found = _LANGUAGE.search(html)
    return found.group(1).decode() if found else ""


_NO_BOXES = frozenset({"ul", "ol", "dl", "table", "tbody", "thead", "main", "body", "head"})
_MOST_ITEMS = 6  # in one box; more are a list under a heading
Range = tuple[int, int]  # of blocks: the first, and the one after the last


def mark_boxes(blocks: Sequence[Block], spans: Iterable[Span]) -> None:
    """Give ``blocks`` in repeated boxes (cards, rows of divs, pairs of a dl) their box and its row.

    Boxes of one row are elements of one parent and one sort that begin alike. A block in boxes
    within boxes has the innermost.
    """
    families: dict[tuple[int, str], list[Span]] = {}
    for span in spans:
        tag = "dt" if span[1] == "dd" else span[1]
        if tag not in _NO_BOXES:
            families.setdefault((span[0], tag), []).append(span)
    rows: list[list[Range]] = []
    for (_, tag), alike in families.items():
        if len(alike) > 1 or tag in ("li", "dt"):
            row = _pairs(alike) if tag == "dt" else _alike(blocks, alike)
            if len(row) > 1 or (row and tag == "li"):
                rows.append(row)
    # Outer ones first; of two with the same blocks the inner one was found first.
    rows.reverse()
    rows.sort(key=lambda row: (-row[-1][1], row[-1][0]))
    box = 0
    for boxes, row in enumerate(rows, 1):
        for start, end in row:
            box += 1
            for block in blocks[start:end]:
                block.box, block.boxes = box, boxes


def _alike(blocks: Sequence[Block], spans: Sequence[Span]) -> list[Range]:
    """The boxes among ``spans``: records that begin as most of them do."""
    shapes = [_shape(blocks[start:end]) for _, _, start, end in spans]
    told = [shape for shape in shapes if shape]
    usual = max(told, key=Counter(told).__getitem__, default=None)
    return [span[2:] for span, shape in zip(spans, shapes, strict=True) if shape and shape == usual]


def _shape(held: Sequence[Block]) -> tuple[str, int, bool] | None:
    """How a box of these blocks begins, and whether a list stands in it.

    None when they tell of more than one thing: by a table, a list of some length, a second title.
    """
    first, top = held[0].role, held[0].level
    items, levels = 0, {top}
    for block in held[1:]:
        role, level = block.role, block.level
        if role == HEADING:
            if level in levels or (first == HEADING and level < top):
                return None
            levels.add(level)
        elif role == ROW:
            return None
        items += role == ITEM
    return (first, top, items > 0) if items <= _MOST_ITEMS and first != ROW else None


def _pairs(spans: Iterable[Span]) -> list[Range]:
    """Terms of a dl, each with what is said of it."""
    pairs: list[Range] = []
    is_said = False
    for _, tag, start, end in spans:
        if not pairs or (tag == "dt" and is_said):
            pairs.append((start, end))
            is_said = False
        pairs[-1] = pairs[-1][0], end
        is_said |= tag == "dd"
    return pairs
