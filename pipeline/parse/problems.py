"""A problem of one page while it is read: what, on which line."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.problems import Doubt, Problem, doubt


class Note(NamedTuple):
    """What is in doubt on a line of the page, or on all of it when ``line`` is 0."""

    doubt: Doubt
    line: int

    @property
    def code(self) -> str:
        """Its code, a key of problems.PROBLEM_CODES."""
        return self.doubt.code


def note(wording: str, line: int = 0, **words: object) -> Note:
    """Return a note in the words that ``problems.doubt`` takes."""
    return Note(doubt(wording, **words), line)


def problem_of(note: Note, source_id: str, file: str) -> Problem:
    """Return the problem that a note is, with where to look and what to do."""
    where = f"{file}: L{note.line}" if note.line else file
    return note.doubt.at(where, source_id, file=file)
