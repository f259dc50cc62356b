"""The problems of one page, gathered while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.problems import Problem

_OF_PAGE = ("page-", "heading-")  # no correction of a word mends these


@dataclass(slots=True)
class Notes:
    """Gathers the problems of one page."""

    source_id: str
    file: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, code: str, line: int | None, message: str) -> None:
        """Note a problem on a line of the page, or of all of it when ``line`` is None."""
        where = f"{self.file}: L{line}" if line else self.file
        remedy = f"{self.file}: look at the words, then decide in raw/corrections.csv if need be"
        if code.startswith(_OF_PAGE):
            remedy = (
                f"sister-cities parse {self.file} --explain shows why; keys of source.toml teach "
                "the parser what it missed"
            )
        self.problems.append(Problem(self.source_id, code, where, message, remedy))
