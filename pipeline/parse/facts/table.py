"""Facts about the table in which a candidate stands: header, column, the rest of its row."""

from __future__ import annotations

from pipeline.parse.candidates.tables import header_words
from pipeline.parse.facts.view import View
from pipeline.parse.records import ROW, Candidate
from pipeline.parse.words.headers import find_column
from pipeline.parse.words.vocabulary import find_kinds, kind_of_word


def header_of_its_column(view: View, candidate: Candidate) -> str:
    """What the header of its column says."""
    block = view.blocks[candidate.unit.number]
    if block.role != ROW:
        return "no table"
    words = header_words(view.tables[block.list_id], candidate.unit.column)
    if not words:
        return "no header"
    if find_kinds(words) or kind_of_word(words):
        return "ties"
    return find_column(words) or "other"


def column_of_the_table(view: View, candidate: Candidate) -> str:
    """Which column of its table it stands in, and how many there are."""
    block = view.blocks[candidate.unit.number]
    if block.role != ROW:
        return "no table"
    return f"{min(candidate.unit.column, 3)} of {min(len(block.cells), 5)}"


def rest_of_its_row(view: View, candidate: Candidate) -> str:
    """Whether another cell of its row names the host, or a town of the host's country."""
    block = view.blocks[candidate.unit.number]
    if block.role != ROW:
        return "no table"
    others = [c.text for n, c in enumerate(block.cells) if n != candidate.unit.column]
    if any(view.host.is_named(text) for text in others):
        return "host"
    for text in others[:2]:
        held = view.lexicon.named(text) if len(text) < 40 else None
        if held and held.population >= 5_000:
            return "at home" if view.host_country in held.countries else "abroad"
    return "no"


def is_the_first_row(view: View, candidate: Candidate) -> str:
    """Whether it stands in the first row of its table."""
    block = view.blocks[candidate.unit.number]
    if block.role != ROW:
        return "no table"
    return "yes" if view.tables[block.list_id].first == candidate.unit.number else "no"


FACTS = (header_of_its_column, column_of_the_table, rest_of_its_row, is_the_first_row)
