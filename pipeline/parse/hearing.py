"""What of a page is heard at all: the parts about ties, the name of its site, its title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.parse.blocks import ACTING, HEADING, TEXT, Block
from pipeline.parse.phrases import plain
from pipeline.parse.sections import MIXED, NOTHING, Context, kind_of
from pipeline.parse.words import find_kinds


def heard(blocks: Sequence[Block], told: Sequence[Context]) -> list[Block]:
    """Return the blocks that can state a tie, in order: all others are as good as not there.

    Those under a heading or a line that names a kind, and those between two headings, or in a
    section, where any block does. A heading that ends such a part stays, as it says so.
    """
    kept: list[Block] = []
    part: list[tuple[Block, Context]] = []
    for block, context in zip(blocks, told, strict=True):
        is_heading = block.role == HEADING and block.level < ACTING
        if part and (is_heading or block.area != part[-1][0].area):
            kept += _of_part(part)
            part = []
        part.append((block, context))
    return kept + _of_part(part)


def _of_part(part: Sequence[tuple[Block, Context]]) -> list[Block]:
    speaks = any(
        context.kind or context.is_anothers or find_kinds(block.text) for block, context in part
    )
    ends = [block for block, _ in part[:1] if block.role == HEADING]
    return [block for block, _ in part] if speaks else ends


_TITLE_SIGNS = re.compile(r"\s+[|–—·»:-]\s+")


def of_title(title: str) -> Context:
    """Return what the first part of a page's title says; the others are the site's name."""
    kind = kind_of(_TITLE_SIGNS.split(title)[0])
    return Context(kind, is_near=False) if kind != MIXED else NOTHING


_FIRST = 4  # blocks of a page in which its site says its name
_LONGEST_NAME = 60  # characters of it


def of_site(blocks: Sequence[Block], host: str) -> Context:
    """Return what the name of a site says: "Phoenix Sister Cities, Inc." on the host's page."""
    for block in blocks[:_FIRST]:
        is_name = len(block.text) <= _LONGEST_NAME and block.role == TEXT
        if is_name and host and plain(host) in plain(block.text):
            kind = kind_of(block.text)
            if kind and kind != MIXED:
                return Context(kind, is_near=False)
    return NOTHING
