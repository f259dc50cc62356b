"""A problem of one page while it is read: what, on which line."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.problems import Problem

_OF_PAGE = ("page-", "heading-")  # no correction of a word mends these


class Note(NamedTuple):
    """A problem on a line of the page, or of all of it when ``line`` is 0."""

    code: str  # a key of vocabularies.PROBLEM_CODES
    line: int
    message: str


def problem_of(note: Note, source_id: str, file: str) -> Problem:
    """Return the problem that a note is, with where to look and what to do."""
    where = f"{file}: L{note.line}" if note.line else file
    remedy = f"{file}: look at the words, then decide in raw/corrections.csv if need be"
    if note.code.startswith(_OF_PAGE):
        remedy = (
            f"sister-cities parse {file} --explain shows why; keys of source.toml teach "
            "the parser what it missed"
        )
    return Problem(source_id, note.code, where, note.message, remedy)
