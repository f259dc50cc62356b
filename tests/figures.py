"""How large a part of the house is, and how it hangs together: ``make figures``.

    figures.py [FOLDER]    pipeline/parse without one

Prints its lines, its files, its storeys (the longest chain of files of which each imports the
next) and the imports among its files.
"""

from __future__ import annotations

import ast
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]


class Figures(NamedTuple):
    """What is printed of a folder."""

    lines: int
    files: int
    storeys: int
    imports: int


def modules_of(folder):
    """The files of a folder, by the name under which they are imported."""
    modules = {}
    for path in sorted(folder.rglob("*.py")):
        words = path.relative_to(ROOT).with_suffix("").parts
        modules[".".join(words[:-1] if words[-1] == "__init__" else words)] = path
    return modules


def arrows_of(modules):
    """For each file the others of its folder that it imports."""
    return {name: _imported(name, path, modules) for name, path in modules.items()}


def _imported(name, path, modules):
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            inside = {f"{module}.{alias.name}" for alias in node.names}
            # "from a.b import c": c is a file of a.b, or something in it.
            found |= inside & modules.keys() or {module}
    return (found & modules.keys()) - {name}


def figures_of(folder):
    """The figures of a folder; ValueError for one whose imports go round in a circle."""
    modules = modules_of(folder)
    arrows = arrows_of(modules)
    open_now = set()

    @cache
    def storeys(name):
        if name in open_now:
            raise ValueError(f"{name} imports itself by way of others")
        open_now.add(name)
        height = 1 + max(map(storeys, sorted(arrows[name])), default=0)
        open_now.discard(name)
        return height

    return Figures(
        lines=sum(len(p.read_text(encoding="utf-8").splitlines()) for p in modules.values()),
        files=len(modules),
        storeys=max(map(storeys, modules)),
        imports=sum(map(len, arrows.values())),
    )


def main():
    folder = ROOT / (sys.argv[1] if len(sys.argv) > 1 else "pipeline/parse")
    for what, figure in figures_of(folder)._asdict().items():
        print(f"{folder.relative_to(ROOT)}: {figure:6,} {what}")


if __name__ == "__main__":
    main()
