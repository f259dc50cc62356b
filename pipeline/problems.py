"""What wants a person's attention, as values, and the exceptions that end a command.

PipelineError                 carries the problems that a person reads; never a traceback
├── DataRefused    exit 1     the release would break the schema or lose a row
└── FilesBroken    exit 2     our own files, the command line or the machine

An exception is for use inside a floor or to end a command; what leaves a floor is a list of
``Problem``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from pipeline.vocabularies import PROBLEM_CODES


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing for a person: what, where, and which file or command mends it."""

    source_id: str  # place_id of the source, "" when no single source is meant
    code: str  # a key of vocabularies.PROBLEM_CODES
    where: str  # a file with its row or line, or an affiliation_id
    message: str
    remedy: str  # begins with the file to open, where there is one

    def __post_init__(self) -> None:
        if self.code not in PROBLEM_CODES:
            raise ValueError(f"{self.code!r} is not in vocabularies.PROBLEM_CODES")

    @property
    def level(self) -> str:
        """``review``, ``refuse`` or ``broken``: how loud this code is."""
        return PROBLEM_CODES[self.code].level

    def __str__(self) -> str:
        return f"{self.code}  {self.where}: {self.message}\n    to mend: {self.remedy}"


class PipelineError(Exception):
    """A command cannot go on; ``problems`` says why, in the order to print them."""

    exit_code: ClassVar[int] = 4

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class DataRefused(PipelineError):
    """The tables may not be published as they are."""

    exit_code = 1


class FilesBroken(PipelineError):
    """A file of the workspace, the command line or the machine is not as it must be."""

    exit_code = 2


def broken(code: str, where: str, message: str, remedy: str, source_id: str = "") -> FilesBroken:
    """A ``FilesBroken`` of one problem, ready to raise."""
    return FilesBroken([Problem(source_id, code, where, message, remedy)])
