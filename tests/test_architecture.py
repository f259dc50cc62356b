"""The rules of the house, held by walking the imports."""

import ast
import functools
from pathlib import Path

import pytest

from tests.every import every
from tests.figures import arrows_of, modules_of, rooms_of, storeys_of

HOUSE = Path(__file__).parent.parent / "pipeline"
FILES = sorted(HOUSE.rglob("*.py"))
FLOORS = ("scrape", "parse", "normalise", "validate", "publish")
DOORS = ("cli", "terminal", "run", "store", "engine", "__main__")
GROUND = ("problems", "vocabularies", "text", "dates", "places", "inputs", "tables", "reference")
# What reaches outside, and the files that may.
REACH = {
    "requests": ("scrape/client.py", "scrape/connections.py", "scrape/cookies.py"),
    "socket": ("cli/scrape.py", "scrape/connections.py"),
    "subprocess": ("cli/scrape.py", "store/"),
    "os": ("cli/__init__.py", "engine.py", "store/", "places/index/__init__.py"),
    "shutil": ("store/",),
    "pathlib": (
        "cli/",
        "engine.py",
        "run/parse_pages.py",
        "run/export.py",
        "store/",
        "places/index/__init__.py",
    ),
    "tempfile": ("places/index/__init__.py",),
    "mmap": ("places/index/__init__.py",),
    "logging": (),
    "random": ("run/scrape.py",),
    "time": ("engine.py", "run/scrape.py", "scrape/client.py", "scrape/connections.py"),
}


def name(path):
    return path.relative_to(HOUSE).as_posix()


@functools.cache
def nodes(path):
    """All of a file's syntax, outermost first; read once for all questions."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def imports(path):
    """Every module that a file imports, whole names."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)} imports relatively"
            module = node.module or ""
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def part_of(module):
    """pipeline.parse.lists is a part of parse."""
    words = module.split(".")
    return words[1] if words[0] == "pipeline" and len(words) > 1 else None


def calls(path):
    for node in nodes(path):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node.lineno


def test_every_file_is_a_floor_a_door_or_ground():
    parts = {name(path).split("/")[0].removesuffix(".py") for path in FILES} - {"__init__"}

    assert parts == {*FLOORS, *DOORS, *GROUND}


@every("path", FILES, ids=name)
def test_a_floor_imports_the_ground_and_itself_only(path):
    part = name(path).split("/")[0]
    if part not in FLOORS:
        return
    others = {part_of(module) for module in imports(path)} - {None, part}

    assert others <= set(GROUND), f"{name(path)} imports {others - set(GROUND)}"


@every("path", FILES, ids=name)
def test_the_ground_imports_the_ground_only(path):
    part = name(path).split("/")[0].removesuffix(".py")
    if part not in GROUND:
        return
    others = {part_of(module) for module in imports(path)} - {None}

    assert others <= set(GROUND), f"{name(path)} imports {others - set(GROUND)}"


@every("path", FILES, ids=name)
def test_only_run_opens_the_index_of_places(path):
    """All others take a gazetteer as an argument."""
    if name(path).startswith(("run/", "places/index/")):
        return

    assert not any(module.startswith("pipeline.places.index") for module in imports(path))


def test_no_room_imports_upward_and_their_arrows_and_storeys_are_few():
    rooms = rooms_of(modules_of(HOUSE))
    storeys = storeys_of(rooms)  # ValueError for a circle

    assert sum(map(len, rooms.values())) <= 60
    assert max(storeys.values()) <= 9
    assert all(storeys[other] < storeys[room] for room in rooms for other in rooms[room])
    assert storeys_of(arrows_of(modules_of(HOUSE)))  # nor do files make a circle


@every("path", FILES, ids=name)
def test_only_doors_reach_outside(path):
    roots = {module.split(".")[0] for module in imports(path)}

    for module, allowed in REACH.items():
        assert module not in roots or name(path).startswith(allowed), (
            f"{name(path)} imports {module}"
        )


@every("path", FILES, ids=name)
def test_only_run_reads_the_clock_and_only_cli_prints(path):
    for call, line in calls(path):
        where = f"{name(path)}:{line}"
        assert call != "print" or name(path).startswith(("cli/", "terminal.py")), where
        assert call != "open" or name(path).startswith("store/"), where
        is_clock = call.endswith((".now", ".today", ".utcnow")) or call == "time.time"
        assert not is_clock or name(path) in ("run/scrape.py", "run/days_to_come.py"), where


@every("path", FILES, ids=name)
def test_nothing_heavy_is_imported_before_a_command_needs_it(path):
    light_files = (
        "terminal.py",
        "problems/__init__.py",
        "problems/codes.py",
        "vocabularies.py",
        "__init__.py",
        "__main__.py",
    )
    if not (name(path).startswith("cli/") or name(path) in light_files):
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = [n for n in tree.body if isinstance(n, ast.Import | ast.ImportFrom)]
    roots = {(n.names[0].name if isinstance(n, ast.Import) else n.module or "") for n in top}

    ours = {module for module in roots if module.split(".")[0] == "pipeline"}
    light = {
        "pipeline",
        "pipeline.problems",
        "pipeline.problems.codes",
        "pipeline.vocabularies",
        "pipeline.cli",
    }
    assert {module for module in ours if not module.startswith("pipeline.cli.")} <= light
    assert not roots & {"pandas", "pandera", "requests", "bs4", "lxml", "pycountry", "rich"}


@every("path", FILES, ids=name)
def test_files_and_functions_stay_small(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 350
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, f"{name(path)}:{node.name}"


# The rooms of the parser, each of which imports those before it; ``words`` asks for records that
# hold entries, so that records stand behind it.
ROOMS = ("problems", "words", "records", "page", "scopes", "candidates", "facts", "survey", "judge")
ROOMS = (*ROOMS, "parts", "statements", "explain", "read_page", "to_tables", "to_bytes", "__init__")


@every("path", sorted((HOUSE / "parse").rglob("*.py")), ids=name)
def test_a_room_of_the_parser_imports_those_before_it(path):
    room = path.relative_to(HOUSE / "parse").parts[0].removesuffix(".py")
    asked = {
        module.split(".")[2]
        for module in imports(path)
        if module.startswith("pipeline.parse.") and module.split(".")[2] in ROOMS
    }

    assert asked <= {*ROOMS[: ROOMS.index(room) + 1]}, f"{name(path)} imports {asked}"


@every("path", FILES, ids=name)
def test_no_file_is_a_drawer_for_everything(path):
    assert path.stem not in ("utils", "helpers", "common", "misc", "manager")


@pytest.mark.parametrize("source", sorted((HOUSE.parent / "raw").glob("*/source.toml")), ids=str)
def test_no_code_knows_a_city(source):
    words = source.parent.name.split("-", 2)[-1].replace("-", "[ -]?")
    import re

    for path in FILES:
        found = re.search(words, path.read_text(encoding="utf-8"), re.IGNORECASE)
        assert not found, f"{name(path)} names {found.group() if found else ''}"
