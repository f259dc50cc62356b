"""Every file of the parser is imported by a test of its own room, or of the page as a whole."""

import ast
from pathlib import Path

PROJECT = Path(__file__).parents[2]
PARSER = PROJECT / "pipeline" / "parse"


def imported_by(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_every_file_of_the_parser_is_imported_by_a_test():
    tests = (PROJECT / "tests").rglob("test_*.py")
    imported = {module for path in tests for module in imported_by(path)}
    files = [path for path in sorted(PARSER.rglob("*.py")) if path.stem != "__init__"]
    modules = {".".join(path.relative_to(PROJECT).with_suffix("").parts): path for path in files}

    assert sorted(set(modules) - imported) == []
