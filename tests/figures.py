"""How large the house is, and how it hangs together: ``make figures``.

Prints the figures of the rooms of pipeline/, of all its files, and of the page reader's. What
a room, a storey and an arrow are, docs/architecture.md says.
"""

from __future__ import annotations

import ast
from collections.abc import Hashable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeVar

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "pipeline"
READER = HOUSE / "parse"

Node = TypeVar("Node", bound=Hashable)
Arrows = Mapping[Node, frozenset[Node]]


class Figures(NamedTuple):
    """What is printed of a folder's files."""

    lines: int
    files: int
    storeys: int
    imports: int


def modules_of(folder: Path) -> dict[str, Path]:
    """The files of a folder, by the name under which they are imported."""
    modules = {}
    for path in sorted(folder.rglob("*.py")):
        words = path.relative_to(ROOT).with_suffix("").parts
        modules[".".join(words[:-1] if words[-1] == "__init__" else words)] = path
    return modules


def arrows_of(modules: Mapping[str, Path]) -> dict[str, frozenset[str]]:
    """For each file the others among ``modules`` that it imports, wherever in it."""
    return {name: _imported(name, path, modules) for name, path in modules.items()}


def _imported(name: str, path: Path, modules: Mapping[str, Path]) -> frozenset[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            inside = {f"{module}.{alias.name}" for alias in node.names}
            # "from a.b import c": c is a file of a.b, or something in it.
            found |= inside & modules.keys() or {module}
    return frozenset(found & modules.keys()) - {name}


def room_of(module: str) -> str:
    """The room of a file: pipeline.parse.words.entry stands in parse."""
    return module.split(".")[1]


def rooms_of(modules: Mapping[str, Path]) -> dict[str, frozenset[str]]:
    """For each room of the house the rooms that its files import."""
    rooms: dict[str, set[str]] = {}
    # pipeline/__init__.py holds no code; it says what the house is.
    files = {name: path for name, path in modules.items() if "." in name}
    for name, imported in arrows_of(files).items():
        rooms.setdefault(room_of(name), set()).update(map(room_of, imported))
    return {room: frozenset(others - {room}) for room, others in sorted(rooms.items())}


def storeys_of(arrows: Arrows[Node]) -> dict[Node, int]:
    """The storey of each: 1 for what imports nothing, else one above the highest it imports.

    ValueError for what imports itself by way of others.
    """
    open_now: set[Node] = set()

    @cache
    def storey(node: Node) -> int:
        if node in open_now:
            raise ValueError(f"{node} imports itself by way of others")
        open_now.add(node)
        height = 1 + max((storey(other) for other in sorted(arrows[node], key=str)), default=0)
        open_now.discard(node)
        return height

    return {node: storey(node) for node in arrows}


def figures_of(folder: Path) -> Figures:
    """The figures of the files of a folder; ValueError when their imports make a circle."""
    modules = modules_of(folder)
    arrows = arrows_of(modules)
    return Figures(
        lines=sum(len(p.read_text(encoding="utf-8").splitlines()) for p in modules.values()),
        files=len(modules),
        storeys=max(storeys_of(arrows).values()),
        imports=sum(map(len, arrows.values())),
    )


def telling(arrows: Arrows[Node]) -> dict[Node, frozenset[Node]]:
    """The arrows less those that follow from others: what it imports by way of another room."""

    @cache
    def below(node: Node) -> frozenset[Node]:
        return arrows[node].union(*map(below, arrows[node]))

    return {
        node: others - frozenset().union(*(below(other) for other in others))
        for node, others in arrows.items()
    }


def drawing(rooms: Arrows[str]) -> str:
    """The rooms by storeys as a Mermaid graph, the highest first, and all arrows in words."""
    storeys = storeys_of(rooms)
    lines = ["```mermaid", "flowchart TD"]
    for storey in range(max(storeys.values()), 0, -1):
        here = [room for room in rooms if storeys[room] == storey]
        lines.append(f"    subgraph s{storey}[storey {storey}]")
        lines += [f"        {_id(room)}[{room}]" for room in here]
        lines.append("    end")
    for room, others in telling(rooms).items():
        lines += [f"    {_id(room)} --> {_id(other)}" for other in sorted(others)]
    lines += ["```", "", "| storey | room | imports |", "| --- | --- | --- |"]
    for room in sorted(rooms, key=lambda room: (-storeys[room], room)):
        told = ", ".join(f"`{other}`" for other in sorted(rooms[room])) or "nothing of ours"
        lines.append(f"| {storeys[room]} | `{room}` | {told} |")
    return "\n".join(lines) + "\n"


def _id(room: str) -> str:
    return f"room_{room.strip('_')}"


def main() -> None:
    """Print the figures."""
    rooms = rooms_of(modules_of(HOUSE))
    print(f"pipeline: {len(rooms):6,} rooms")
    print(f"pipeline: {max(storeys_of(rooms).values()):6,} storeys of rooms")
    print(f"pipeline: {sum(map(len, rooms.values())):6,} arrows between rooms")
    for folder in (HOUSE, READER):
        for what, figure in figures_of(folder)._asdict().items():
            print(f"{folder.relative_to(ROOT)}: {figure:6,} {what}")


if __name__ == "__main__":
    main()
