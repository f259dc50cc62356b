"""One page's bytes to all that it states."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.parse.blocks import Block, Cell
from pipeline.parse.claims import Claim, Term, find_claims, find_terms
from pipeline.parse.decode import decode
from pipeline.parse.host import Host
from pipeline.parse.lexicon import Lexicon
from pipeline.parse.lists import read_lists, settle_mixed
from pipeline.parse.merging import Stated, statements_of
from pipeline.parse.notes import Notes
from pipeline.parse.outline import outline
from pipeline.parse.page import Page
from pipeline.parse.passing import read_passing
from pipeline.parse.prose import read_prose
from pipeline.parse.sections import Context, contexts, heard, of_title
from pipeline.parse.subject import may_speak_of_ties
from pipeline.parse.tables import read_tables
from pipeline.parse.titles import read_first_words, read_titles
from pipeline.problems import Problem


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one page states, and what could not be read of it."""

    statements: tuple[Stated, ...] = ()
    claims: tuple[Claim, ...] = ()
    terms: tuple[Term, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_page(
    body: bytes,
    lexicon: Lexicon,
    *,
    file: str,
    source_id: str = "",
    host: str = "",
    charset: str = "",
    keep_all_sections: bool = False,
) -> Reading:
    """Return what the page ``body`` states of the ties of ``host``.

    file: the name by which problems call the page. host: "" when it is not known. charset: as
    the server declared it. keep_all_sections: read what cutting would leave out; the reading
    is the same. Never raises for what a page holds: what cannot be read is a
    problem of the reading.
    """
    notes = Notes(source_id, file)
    decoded = decode(body, charset)
    if decoded.is_damaged:
        notes.add("text-damaged", None, f"has bytes that are not {decoded.charset}")
    if not may_speak_of_ties(decoded.utf8):
        notes.add("page-unread", None, "states no tie that we can read")
        return Reading(problems=tuple(notes.problems))
    blocks, title, is_whole = outline(decoded, keep_all_sections=keep_all_sections)
    if not is_whole:
        notes.add("page-cut", None, "is nested too deeply or too large to be read to its end")
    around = of_title(title)
    blocks = heard(blocks, contexts(blocks, lexicon, host, around))
    page = _read(blocks, contexts(blocks, lexicon, host, around), lexicon, Host(host))
    statements = statements_of(page, notes)
    if not statements:
        notes.add("page-unread", None, "states no tie that we can read")
    return Reading(
        statements=tuple(statements),
        claims=tuple(find_claims(blocks, host, {number for number, _ in page.mentions})),
        terms=tuple(find_terms(blocks, page.told)),
        problems=tuple(notes.problems),
    )


def _read(blocks: list[Block], told: list[Context], lexicon: Lexicon, host: Host) -> Page:
    """The page with all its mentions: the surest readers first, sentences last."""
    page = Page(blocks, told, lexicon, host)

    def read_cell(number: int, cell: Cell) -> None:
        within = list(cell.blocks)
        inner = _read(within, contexts(within, lexicon, host.name, told[number]), lexicon, host)
        page.mentions += [(number, mention) for _, mention in inner.mentions]

    page.read_cell = read_cell
    read_tables(page)
    read_titles(page)
    read_lists(page)
    settle_mixed(page)
    read_first_words(page)
    read_prose(page)
    read_passing(page)
    return page
