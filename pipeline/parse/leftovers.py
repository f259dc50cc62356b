"""What a page names where ties are told, and no reader took: doubt for a person, and no row."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.parse.blocks import HEADING, Sentence, sentences
from pipeline.parse.merging import LONGEST_QUOTE, Stated
from pipeline.parse.notes import Notes
from pipeline.parse.page import Page
from pipeline.parse.runs import places_in
from pipeline.parse.signs import odd_names
from pipeline.text import LONGEST_NAME, fold

_MOST = 50  # problems of a page; where there are more, the first ones tell enough


def note_leftovers(page: Page, statements: tuple[Stated, ...], notes: Notes) -> None:
    """Note each place with its country, right under a heading about ties, that is in no statement.

    So that nothing that a page states is lost without a word.
    """
    noted = {fold(stated.name) for stated in statements}
    most = len(noted) + _MOST
    for block, context in zip(page.blocks, page.told, strict=True):
        if block.role == HEADING or not (context.kind and context.is_near):
            continue
        for sentence in sentences(block):
            for start, name, words in _named(page, sentence):
                key = fold(name)
                # Of a very long name a sentence may hold a part only.
                is_part = len(key) > LONGEST_NAME and any(key in other for other in noted)
                if key in noted or is_part or len(noted) >= most:
                    continue
                noted.add(key)
                said = f"{words!r} is named where ties are told, and was not read as one"
                notes.add("entry-unread", block.line_at(sentence.start + start), said)


def _named(page: Page, sentence: Sentence) -> Iterator[tuple[int, str, str]]:
    """What a sentence names with its country: where, the name, and the words."""
    for spot in places_in(sentence.text, page.lexicon):
        name = spot.entry.name
        is_place = spot.entry.country and page.lexicon.is_place(name)
        if is_place and fold(name) and not page.host.is_named(name):
            yield spot.start, name, sentence.text[spot.start : spot.end][:LONGEST_QUOTE]
    for name in odd_names(sentence.text, page.lexicon):
        if not page.host.is_named(name):
            yield sentence.text.find(name), name, name[:LONGEST_QUOTE]


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
