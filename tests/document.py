"""The parts of docs/ that are made from the code: ``make docs`` writes them anew.

A part stands between two comments. Tests hold that each is what the code makes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from pipeline.problems.codes import PROBLEM_CODES
from tests.figures import HOUSE, drawing, modules_of, rooms_of

DOCS = Path(__file__).parents[1] / "docs"
_PART = re.compile(r"(?<=<!-- written by make docs -->\n).*?(?=<!-- to here -->)", re.DOTALL)


def rooms() -> str:
    """The drawing of the rooms."""
    return drawing(rooms_of(modules_of(HOUSE)))


def codes() -> str:
    """Each problem code: how loud it is, what it means, what mends it."""
    lines = ["| code | level | means | to mend |", "| --- | --- | --- | --- |"]
    for code, about in sorted(PROBLEM_CODES.items()):
        remedies = [about.remedy, *(remedy for _, remedy in about.cases.values())]
        told = "<br>".join(dict.fromkeys(remedy for remedy in remedies if remedy))
        lines.append(f"| `{code}` | {about.level} | {about.meaning} | {told} |")
    return "\n".join(lines) + "\n"


PARTS: dict[str, Callable[[], str]] = {"architecture.md": rooms, "problems.md": codes}


def part_of(page: str) -> str:
    """The part as the page has it; "" when it has none."""
    found = _PART.search((DOCS / page).read_text("utf-8"))
    return found.group() if found else ""


def main() -> None:
    """Write all parts anew."""
    for page, make in PARTS.items():
        text = (DOCS / page).read_text("utf-8")
        made = make()
        (DOCS / page).write_text(_PART.sub(lambda _, made=made: made, text), "utf-8")


if __name__ == "__main__":
    main()
