"""One page's bytes to all that it states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.dates import is_in_doubt, order_of
from pipeline.parse.blocks import Block, Cell
from pipeline.parse.claims import Claim, find_claims
from pipeline.parse.decode import Decoded, decode
from pipeline.parse.explaining import Explained, explain
from pipeline.parse.hearing import heard, of_site, of_title
from pipeline.parse.host import Host, host_of
from pipeline.parse.leftovers import doubt_far_lists, note_leftovers
from pipeline.parse.lexicon import Lexicon
from pipeline.parse.lists import read_lists, settle_mixed
from pipeline.parse.merging import Stated, statements_of
from pipeline.parse.notes import Notes
from pipeline.parse.outline import LARGEST as LARGEST_LEFT
from pipeline.parse.outline import outline
from pipeline.parse.page import MOST_MENTIONS, Page
from pipeline.parse.passing import read_passing
from pipeline.parse.prose import read_prose
from pipeline.parse.sections import Context, contexts
from pipeline.parse.soundness import LARGEST, is_binary, is_mojibake, why_nothing
from pipeline.parse.subject import may_speak_of_ties
from pipeline.parse.tables import read_tables
from pipeline.parse.taught import taught
from pipeline.parse.terms import Term, find_terms
from pipeline.parse.titles import read_first_words, read_titles
from pipeline.parse.words import find_kinds
from pipeline.problems import Problem
from pipeline.teaching import NOTHING_TAUGHT, Teaching


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one page states, and what could not be read of it."""

    statements: tuple[Stated, ...] = ()
    claims: tuple[Claim, ...] = ()
    terms: tuple[Term, ...] = ()
    problems: tuple[Problem, ...] = ()
    words: tuple[str, ...] = ()  # the blocks that speak of ties, in order; empty: the page does not
    explained: tuple[Explained, ...] = ()  # only when asked for
    host: str = ""  # the town whose page it was taken for


@dataclass(frozen=True, slots=True)
class Asked:
    """How a page is to be read."""

    file: str  # the name by which problems call the page
    source_id: str = ""
    host: str = ""  # "" when it is not known: then the page itself may say
    charset: str = ""  # as the server declared it
    teaching: Teaching = NOTHING_TAUGHT
    keeps_all_sections: bool = False  # read what cutting would leave out; the reading is the same
    explains: bool = False


def read_page(body: bytes, lexicon: Lexicon, asked: Asked) -> Reading:
    """Return what the page ``body`` states of the ties of its host.

    Never raises for what a page holds: what cannot be read is a problem of the reading.
    """
    reading = _read_page(body, lexicon, asked)
    unused = [
        key
        for key, rest in asked.teaching.less_one()
        if (
            not _needs_order(reading)
            if key == "date_order"
            else _same(reading, _read_page(body, lexicon, replace(asked, teaching=rest)))
        )
    ]
    where = f"raw/{asked.source_id}/source.toml"
    problems = [
        Problem(
            asked.source_id,
            "hint-unused",
            where,
            f"{key} teaches nothing: without it {asked.file} is read the same",
            f"{where}: remove {key}",
        )
        for key in unused
    ]
    return replace(reading, problems=(*reading.problems, *problems))


def _needs_order(reading: Reading) -> bool:
    """Whether a date has day and month in an order that the page's own dates do not settle."""
    dates = [stated.established for stated in reading.statements]
    return order_of(dates) == "" and any(is_in_doubt(words) for words in dates)


def _same(reading: Reading, other: Reading) -> bool:
    """Whether two readings state the same."""
    return (reading.statements, reading.claims) == (other.statements, other.claims)


def _read_page(body: bytes, lexicon: Lexicon, asked: Asked) -> Reading:
    notes = Notes(asked.source_id, asked.file)
    if not body.strip():
        return _nothing(notes, "page-empty", "holds no words")
    if is_binary(body):
        return _nothing(notes, "page-no-text", "is no text")
    if len(body) > LARGEST:
        return _nothing(notes, "page-too-large", f"has more than {LARGEST // 10**6} million bytes")
    decoded = decode(body, asked.charset)
    if decoded.is_damaged:
        notes.add("text-damaged", None, f"has bytes that are not {decoded.charset}")
    if not (may_speak_of_ties(decoded.utf8) or asked.teaching or asked.explains):
        return _nothing(notes, *why_nothing(decoded))
    try:
        return _read_text(decoded, lexicon, asked, notes)
    except RecursionError:
        return _nothing(notes, "page-cut", "is nested too deeply to be read")


def _nothing(notes: Notes, code: str, message: str) -> Reading:
    notes.add(code, None, message)
    return Reading(problems=tuple(notes.problems))


def _read_text(decoded: Decoded, lexicon: Lexicon, asked: Asked, notes: Notes) -> Reading:
    keeps_all = asked.keeps_all_sections or asked.explains or bool(asked.teaching)
    whole, title, footer, is_whole, is_too_large = outline(decoded, keep_all_sections=keeps_all)
    if is_too_large:
        said = f"has more than {LARGEST_LEFT // 10**6} million characters about ties"
        return _nothing(notes, "page-too-large", said)
    if not is_whole:
        notes.add("page-cut", None, "is nested too deeply or too large to be read to its end")
    host = asked.host or host_of(title, footer, lexicon)
    around = of_title(title)
    if not around.kind:
        around = of_site(whole, host)
    if asked.teaching.kind:
        around = Context(asked.teaching.kind)
    blocks = taught(whole, asked.teaching)
    told = contexts(blocks, lexicon, host, around)
    some = heard(blocks, told)
    if len(some) < len(blocks):
        blocks, told = some, contexts(some, lexicon, host, around)
    page = _read(Page(blocks, told, lexicon, Host(host), columns=asked.teaching.columns))
    if len(page.mentions) > MOST_MENTIONS:
        notes.add("page-cut", None, f"names more than {MOST_MENTIONS} ties; the others are left")
    if asked.teaching.heading and not blocks:
        said = f"no heading of the page begins with {asked.teaching.heading!r}"
        notes.add("heading-missing", None, said)
    doubt_far_lists(page)
    statements = tuple(statements_of(page, notes))
    note_leftovers(page, statements, notes)
    claims = tuple(find_claims(blocks, host, {number for number, _ in page.mentions}))
    if not statements:
        code, message = why_nothing(decoded)
        notes.add(code, None, message)
    elif any(is_mojibake(f"{each.name} {each.country}") for each in statements):
        notes.add("text-mojibake", None, "has letters that look as if decoded twice")
    explained: tuple[Explained, ...] = ()
    if asked.explains:
        explained = explain(whole, contexts(whole, lexicon, host, around), page, statements, claims)
    return Reading(
        statements=statements,
        claims=claims,
        terms=tuple(find_terms(blocks, page.told, statements)),
        problems=tuple(notes.problems),
        words=_words_on_ties(whole, blocks, page),
        explained=explained,
        host=host,
    )


def _words_on_ties(whole: Sequence[Block], blocks: Sequence[Block], page: Page) -> tuple[str, ...]:
    """The blocks of the whole page that name a tie, or use a word for ties."""
    naming = {id(blocks[number]) for number, _ in page.mentions}
    return tuple(block.text for block in whole if id(block) in naming or find_kinds(block.text))


def _read(page: Page) -> Page:
    """The page with all its mentions: the surest readers first, sentences last."""

    def read_cell(number: int, cell: Cell) -> None:
        within = list(cell.blocks)
        told = contexts(within, page.lexicon, page.host.name, page.told[number])
        inner = _read(Page(within, told, page.lexicon, page.host, columns=page.columns))
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
