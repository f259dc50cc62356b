"""Text to blocks, whether it is HTML or plain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from pipeline.parse.blocks import ITEM, TEXT, Block
from pipeline.parse.cutting import cut
from pipeline.parse.decode import Decoded
from pipeline.parse.html_outline import outline_html
from pipeline.parse.text_outline import outline_text

# Only tags that no prose holds: a page of plain text may well say "<3" or "x<y".
_TAG = re.compile(
    r"<(?:!doctype|html|head|body|div|p|br|ul|ol|li|h[1-6]|table|a|span|section)\b[^<>]*>",
    re.IGNORECASE,
)
_TYPED_BULLET = re.compile(r"(?:[•‣▪●◦∙·○■◆▶*–—-]|\(?\d{1,2}[.)])\s*(?=[^\W\d_])")


LARGEST = 2_000_000  # characters of a page, after cutting


class Outline(NamedTuple):
    """The blocks of a page in reading order."""

    blocks: list[Block]
    title: str  # "" when it has none
    footer: str
    is_whole: bool  # whether the page could be read to its end
    is_too_large: bool = False  # whether more was left of it than we read: then it has no blocks


def outline(page: Decoded, *, keep_all_sections: bool = False) -> Outline:
    """Return the outline of ``page``, without sections that cannot state a tie.

    keep_all_sections: those too. What is read from the outline is the same.

    >>> from pipeline.parse.decode import decode
    >>> page = decode(b"<h2>Twin  towns</h2><li>Bonn")
    >>> [(block.role, block.text) for block in outline(page).blocks]
    [('heading', 'Twin towns'), ('item', 'Bonn')]
    >>> page = decode("Twin towns\\n\\n• Bonn".encode())
    >>> [(block.role, block.text) for block in outline(page).blocks]
    [('heading', 'Twin towns'), ('item', 'Bonn')]
    """
    if not _TAG.search(page.text):
        is_too_large = len(page.text) > LARGEST
        return Outline([] if is_too_large else outline_text(page.text), "", "", True, is_too_large)
    html, title, footer, is_whole = cut(page.utf8, keep_all_sections=keep_all_sections)
    if len(html) > LARGEST:
        return Outline([], title, footer, is_whole, is_too_large=True)
    return Outline(list(_with_typed_items(outline_html(html))), title, footer, is_whole)


def _with_typed_items(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, lines that begin with a bullet typed by hand made items of a list."""
    lists, goes_on = 0, False
    for block in blocks:
        is_typed = block.role == TEXT and _TYPED_BULLET.match(block.text) is not None
        if is_typed:
            lists -= not goes_on  # below zero, so that no list of the markup has the number
            block = replace(block, role=ITEM, list_id=lists)
        goes_on = is_typed
        yield block
