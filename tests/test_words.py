"""No word of any language stands in the code: words are rows of ``pipeline/reference/``."""

import ast
import re
import unicodedata
from pathlib import Path

import pytest

from pipeline import reference
from tests.every import every

HOUSE = Path(reference.__file__).parent.parent
# What speaks to people, in English, and what makes tables by hand; neither reads pages.
SPEAKS = ("publish/", "tables/", "validate.py", "cli/", "terminal.py", "places/making/")
FILES = [
    path
    for path in sorted(HOUSE.rglob("*.py"))
    if not path.relative_to(HOUSE).as_posix().startswith(SPEAKS)
]
# Small words of the languages that pages are most often in: in a pattern they can only be words.
SMALL_WORDS = (
    "the of and in with since from der die das und von mit seit im le la les du et avec depuis"
    " el los del y con desde di da e il dal con van het en met sinds og och med fra i ja z w na"
)
# What pages of towns speak of, in English, German, French and Spanish.
LARGE_WORDS = (
    "city cities town towns village county municipality council hall district region province"
    " state states republic kingdom federal island islands country countries north south east west"
    " northern southern year years month months day between until valid expires signed our their"
    " new other sister sisters twin partner partners friendship flag mayor"
    " stadt städte stadte gemeinde land jahr jahre monat zwischen bis gültig republik insel flagge"
    " ville villes commune mairie pays année mois entre jusqu valable république île drapeau"
    " ciudad municipio ayuntamiento país año mes hasta válido república isla bandera"
)
WORDS = frozenset(f"{SMALL_WORDS} {LARGE_WORDS}".split())
COMPARES = ("startswith", "endswith", "removeprefix", "removesuffix")
# Split into the names of HTML's elements, "del" among them.
NAMES_ELEMENTS = ("parse/page/walk.py", "parse/page/tree.py")


def name(path):
    return path.relative_to(HOUSE).as_posix()


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


def texts(node):
    """The texts in an expression, without those handed to a function that looks words up.

    ``either("of")`` names the role of words in a table; ``"of the".split()`` are words. The keys
    of a mapping are names of what it holds.
    """
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node
    for child in node.values if isinstance(node, ast.Dict) else ast.iter_child_nodes(node):
        is_asked = isinstance(node, ast.Call) and is_own(node.func) and child is not node.func
        if not (is_asked and isinstance(child, ast.Constant)):
            yield from texts(child)


def is_own(func):
    """Whether a function is one of the house's, and none of ``str`` or ``re``."""
    return isinstance(func, ast.Name) or ast.unparse(func).startswith("reference.")


def read_with(path):
    """Every text by which a file reads others, and its line.

    What ``re`` compiles, with what others are compared or begin, lists of words, and parts of
    patterns that have a name.
    """
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        parts = []
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if ast.unparse(node.func).startswith("re."):
                parts = node.args[:1]
            elif node.func.attr in COMPARES:
                parts = node.args
            elif node.func.attr == "split" and name(path) not in NAMES_ELEMENTS:
                parts = [node.func.value]
        elif isinstance(node, ast.Assign | ast.Return) and node.value:
            said = [part.value for part in texts(node.value)]
            parts = [node.value] if any(mark in each for each in said for mark in "|\\") else []
        for part in parts:
            for text in texts(part):
                yield text.lineno, text.value


def bare(pattern):
    """A pattern without its classes, whose letters are no words ("[^NK][of]"), and its escapes."""
    return re.sub(r"\[[^\]]*\]", " ", re.sub(r"\\.", " ", pattern))


@every("path", FILES, ids=name)
def test_no_letter_above_ascii_stands_in_a_constant(path):
    found = [
        (line, sign)
        for line, text in constants(path)
        for sign in text
        if not sign.isascii() and unicodedata.category(sign) in ("Ll", "Lu", "Lt", "Lo")
    ]

    assert found == []


@every("path", FILES, ids=name)
def test_no_word_of_a_language_stands_in_what_reads_others(path):
    found = {
        (line, word)
        for line, text in read_with(path)
        for word in re.findall(r"(?<![\\\w(?<])[^\W\d_]{2,}(?![\w>])", bare(text))
        if word.lower() in WORDS
    }

    assert found == set()


@pytest.mark.parametrize(
    "code",
    [
        'X = re.compile(r"^(?:the )?(?:city|town) of ")',
        'X = re.compile("|".join("valid until".split()))',
        'X = re.compile(rf"{either(role)} year")',
        'if words.removesuffix(" city"): pass',
        'if words.startswith(("flag ", "the ")): pass',
        'X = frozenset("north south".split())',
        'UNTIL = r"(?:until|till)"',
    ],
)
def test_a_word_in_code_is_seen(code, tmp_path, monkeypatch):
    path = tmp_path / "parse.py"
    path.write_text(code)
    monkeypatch.setitem(globals(), "HOUSE", tmp_path)

    with pytest.raises(AssertionError):
        test_no_word_of_a_language_stands_in_what_reads_others.of_one(path)


@pytest.mark.parametrize(
    "code",
    [
        "X = re.compile(rf\"{either('year')}|{reference.either('small_words', 'of')}\")",
        'X = re.compile(r"[^NK][of][at]*$|(?P<year>x)")',
        'if row["role"] == "city": pass',
    ],
)
def test_the_name_of_a_role_is_no_word(code, tmp_path, monkeypatch):
    path = tmp_path / "parse.py"
    path.write_text(code)
    monkeypatch.setitem(globals(), "HOUSE", tmp_path)

    test_no_word_of_a_language_stands_in_what_reads_others.of_one(path)
