"""Why each block of a page was read as it was: for a person who wonders what went wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.parse.blocks import HEADING, Block
from pipeline.parse.claims import Claim
from pipeline.parse.mentions import Mention
from pipeline.parse.merging import Stated
from pipeline.parse.page import Page
from pipeline.parse.sections import Context
from pipeline.parse.words import find_kinds


@dataclass(frozen=True, slots=True)
class Explained:
    """One block of the outline, and what became of it."""

    line: int
    role: str
    text: str
    said: tuple[str, ...]


def explain(
    blocks: Sequence[Block],
    told: Sequence[Context],
    page: Page,
    statements: Iterable[Stated],
    claims: Iterable[Claim],
) -> tuple[Explained, ...]:
    """Return what was read from each of ``blocks``, by which rule, or why it was passed over.

    blocks: the whole outline; ``page`` holds those of them that can state a tie.
    """
    read = {id(block) for block in page.blocks}
    mentions: dict[int, list[Mention]] = {}
    for number, mention in page.mentions:
        mentions.setdefault(id(page.blocks[number]), []).append(mention)
    tells: dict[int, list[str]] = {}
    for stated in statements:
        for line in stated.lines:
            tells.setdefault(line, []).append(stated.name)
    counted = list(claims)
    explained = []
    for block, context in zip(blocks, told, strict=True):
        lines = sorted({line for _, line in block.marks})
        said = [_mentioned(mention) for mention in mentions.get(id(block), ())]
        said += [f"claims {c.claimed} {c.kind}" for c in counted if c.quote in block.text]
        if not said:
            names = sorted({name for line in lines for name in tells.get(line, ())})
            said = [_passed_over(block, context, names, is_read=id(block) in read)]
        explained.append(Explained(block.line_at(0), _role(block), block.text, tuple(said)))
    return tuple(explained)


def _role(block: Block) -> str:
    return f"{block.role} {block.level}" if block.role == HEADING else block.role


def _mentioned(mention: Mention) -> str:
    if mention.entry is None:
        return f"no place read in {mention.rule}"
    entry = mention.entry
    parts = (entry.name, entry.region, entry.country, entry.established, mention.status)
    words = ", ".join(part for part in parts if part)
    doubt = "" if mention.is_sure else " (not sure: a problem, no tie)"
    return f"{mention.kind}: {words} <- {mention.rule}{doubt}"


def _passed_over(block: Block, context: Context, names: Sequence[str], *, is_read: bool) -> str:
    if context.is_anothers:
        return "passed over: it tells of another town"
    if block.role == HEADING or context.is_head:
        if not context.kind:
            return "names no kind of tie"
        own = "names" if find_kinds(block.text) else "stands under"
        return f"{own} {context.kind} ties"
    if names:
        return f"tells more of {', '.join(names[:3])}"
    if not (is_read and context.kind):
        return "passed over: no heading or line near it names a kind of tie"
    return "passed over: no place in it reads as a partner"
