"""What wants a person's attention, as a value; and what ends a command.

PipelineError                 carries the problems that a person reads; never a traceback
├── DataRefused    exit 1     the release would break the schema or lose a row
└── FilesBroken    exit 2     our own files, the command line or the machine

An exception is for use inside a floor or to end a command; what leaves a floor is a list of
``Problem``. ``codes`` words them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from pipeline.problems.codes import PROBLEM_CODES


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing for a person: what, where, and which file or command mends it."""

    source_id: str  # place_id of the source, "" when no single source is meant
    code: str  # a key of PROBLEM_CODES
    where: str  # a file with its row or line, or an affiliation_id
    message: str
    remedy: str  # begins with the file to open, where there is one

    def __post_init__(self) -> None:
        if self.code not in PROBLEM_CODES:
            raise ValueError(f"{self.code!r} is not in PROBLEM_CODES")

    def __str__(self) -> str:
        return f"{self.code}  {self.where}: {self.message}\n    to mend: {self.remedy}"


class Doubt(NamedTuple):
    """A problem of which it is not yet told where it stands."""

    wording: str  # a code, or code/case
    message: str

    @property
    def code(self) -> str:
        """Its code, a key of PROBLEM_CODES."""
        return self.wording.partition("/")[0]

    def at(self, where: str, source_id: str = "", /, **words: object) -> Problem:
        """Return the problem that it is there; words: those of its remedy."""
        remedy = _filled(_templates(self.wording)[1], {"where": where, **words})
        return Problem(source_id, self.code, _shown("where", where), self.message, remedy)


def doubt(wording: str, /, **words: object) -> Doubt:
    """Return a doubt in the words of PROBLEM_CODES: a code, or code/case, and what fills them."""
    return Doubt(wording, _filled(_templates(wording)[0], words))


def problem(wording: str, where: str, source_id: str = "", /, **words: object) -> Problem:
    """Return a problem in the words of PROBLEM_CODES: a code, or code/case, and what fills them.

    >>> problem("command-line/pause", "--pause -1", most=3600).remedy
    'give seconds from 0 to 3600'
    """
    return doubt(wording, where=where, **words).at(where, source_id, **words)


# What is taken from a cell, a page or the command line as it stands there: how much of it is shown.
_AS_IT_STANDS = frozenset(
    (
        "against",
        "as_stated",
        "contact",
        "language",
        "name",
        "quote",
        "row",
        "text",
        "value",
        "words",
    )
)
_MOST_OF_A_CELL, _MOST, _MOST_IN_ALL = 200, 800, 1_800  # characters
_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def _filled(template: str, words: Mapping[str, object]) -> str:
    text = template.format_map({name: _shown(name, value) for name, value in words.items()})
    return text if len(text) <= _MOST_IN_ALL else f"{text[:_MOST_IN_ALL]}…"


def _shown(name: str, value: object) -> Any:
    """A value as a message shows it: not longer than it need be, and without control signs."""
    if isinstance(value, str | Exception):
        most = _MOST_OF_A_CELL if name in _AS_IT_STANDS else _MOST
        text = _UNSHOWN.sub(_instead, str(value))
        return text if len(text) <= most else f"{text[:most]}…"
    return value


def _instead(found: re.Match[str]) -> str:
    return " " if found.group() in "\t\n\r" else "\ufffd"


def told_again(source_id: str, code: str, where: str, message: str, remedy: str) -> Problem:
    """Return a problem that was worded before and kept, of its cells.

    Raises ValueError for a code that there is no more.
    """
    return Problem(source_id, code, where, message, remedy)


def _templates(wording: str) -> tuple[str, str]:
    code, _, case = wording.partition("/")
    about = PROBLEM_CODES[code]
    return about.cases[case] if case else about[2:4]


class PipelineError(Exception):
    """A command cannot go on; ``problems`` says why, in the order to print them."""

    exit_code: ClassVar[int] = 4

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[PipelineError], tuple[tuple[Problem, ...]]]:
        """Let it cross from one process to another with its problems."""
        return type(self), (self.problems,)


class DataRefused(PipelineError):
    """The tables may not be published as they are."""

    exit_code = 1


class FilesBroken(PipelineError):
    """A file of the workspace, the command line or the machine is not as it must be."""

    exit_code = 2


def broken(wording: str, where: str, source_id: str = "", /, **words: object) -> FilesBroken:
    """Return a ``FilesBroken`` of one problem, ready to raise; takes what ``problem`` takes."""
    return FilesBroken([problem(wording, where, source_id, **words)])
