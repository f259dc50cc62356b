"""What a page names where ties are told, and no reader took: doubt for a person, and no row."""

from __future__ import annotations

from pipeline.parse.blocks import HEADING, sentences
from pipeline.parse.merging import LONGEST_QUOTE, Stated
from pipeline.parse.notes import Notes
from pipeline.parse.page import Page
from pipeline.parse.runs import places_in
from pipeline.text import fold

_MOST = 50  # problems of a page; where there are more, the first ones tell enough


def note_leftovers(page: Page, statements: tuple[Stated, ...], notes: Notes) -> None:
    """Note each place with its country, right under a heading about ties, that is in no statement.

    So that nothing that a page states is lost without a word.
    """
    known = {fold(stated.name) for stated in statements}
    noted: set[str] = set()
    for block, context in zip(page.blocks, page.told, strict=True):
        if block.role == HEADING or not (context.kind and context.is_near):
            continue
        for sentence in sentences(block):
            for spot in places_in(sentence.text, page.lexicon):
                name = fold(spot.entry.name)
                is_new = bool(name) and name not in known and name not in noted
                if not (is_new and spot.entry.country) or page.host.is_named(spot.entry.name):
                    continue
                if len(noted) >= _MOST or not page.lexicon.is_place(spot.entry.name):
                    continue
                noted.add(name)
                words = sentence.text[spot.start : spot.end][:LONGEST_QUOTE]
                said = f"{words!r} is named where ties are told, and was not read as one"
                notes.add("entry-unread", block.line_at(sentence.start + spot.start), said)


def doubt_far_lists(page: Page) -> None:
    """Take the entries of lists under headings of another matter as doubtful.

    Where the page also lists ties right under a heading about them, "World clock" or "Cities we
    considered" further down are no ties, though the page is about ties as a whole.
    """
    is_near = {
        page.told[number].is_near
        for number, mention in page.mentions
        if mention.is_sure and mention.entry is not None
    }
    if True not in is_near:
        return
    page.mentions[:] = [
        (number, mention.doubted() if _is_far(page, number, mention.rule) else mention)
        for number, mention in page.mentions
    ]


def _is_far(page: Page, number: int, rule: str) -> bool:
    return not page.told[number].is_near and rule.startswith(("an entry", "a row", "a cell"))
