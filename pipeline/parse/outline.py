"""Text to blocks, whether it is HTML or plain."""

from __future__ import annotations

import re

from pipeline.parse.blocks import Block
from pipeline.parse.html_outline import outline_html
from pipeline.parse.text_outline import outline_text

# Only tags that no prose holds: a page of plain text may well say "<3" or "x<y".
_TAG = re.compile(
    r"<(?:!doctype|html|head|body|div|p|br|ul|ol|li|h[1-6]|table|a|span|section)\b[^<>]*>",
    re.IGNORECASE,
)


def outline(text: str) -> tuple[list[Block], bool]:
    """Return the blocks of a page in reading order, and whether that is the whole page.

    >>> [(block.role, block.text) for block in outline("<h2>Twin  towns</h2><li>Bonn")[0]]
    [('heading', 'Twin towns'), ('item', 'Bonn')]
    >>> [(block.role, block.text) for block in outline("Twin towns\\n\\n• Bonn")[0]]
    [('heading', 'Twin towns'), ('item', 'Bonn')]
    """
    return outline_html(text) if _TAG.search(text) else (outline_text(text), True)
