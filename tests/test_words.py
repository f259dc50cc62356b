"""No word of any language stands in the code: words are rows of ``pipeline/reference/``."""

import ast
import re
import unicodedata
from pathlib import Path

import pytest

from pipeline import reference

HOUSE = Path(reference.__file__).parent.parent
# What speaks to people, in English, and what makes tables by hand; neither reads pages.
SPEAKS = ("publish/", "tables/", "validate/", "cli.py", "terminal.py", "reference/make_")
FILES = [
    path
    for path in sorted(HOUSE.rglob("*.py"))
    if not path.relative_to(HOUSE).as_posix().startswith(SPEAKS)
]
# Small words of the languages that pages are most often in: in a pattern they can only be words.
STOP_WORDS = frozenset(
    "the of and in with since from der die das und von mit seit im le la les du et avec depuis"
    " el los del y con desde di da e il dal con van het en met sinds og och med fra i ja z w na".split()
)


def docstrings(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                yield first.value


def constants(path):
    """Every text in a file that is no docstring, with its line."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {id(node) for node in docstrings(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def patterns(path):
    """Every text that ``re`` is asked to compile, and its line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.")):
            continue
        for part in ast.walk(node.args[0]) if node.args else ():
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield part.lineno, part.value


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_no_letter_above_ascii_stands_in_a_constant(path):
    found = [
        (line, sign)
        for line, text in constants(path)
        for sign in text
        if not sign.isascii() and unicodedata.category(sign) in ("Ll", "Lu", "Lt", "Lo")
    ]

    assert found == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_no_small_word_of_a_language_stands_in_a_pattern(path):
    found = [
        (line, word)
        for line, text in patterns(path)
        for word in re.findall(r"(?<![\\\w(?<])[^\W\d_]{2,}(?![\w>])", re.sub(r"\\.", " ", text))
        if word.lower() in STOP_WORDS
    ]

    assert found == []
