"""Every problem is worded in one place, can come up, and is told in the docs."""

import ast
import csv
import string
from pathlib import Path

import pytest

from pipeline.problems import Doubt, PipelineError, problem
from pipeline.problems.codes import PROBLEM_CODES
from pipeline.run.build_release import assemble
from pipeline.store import Store
from tests.every import every

PROJECT = Path(__file__).parent.parent
with (PROJECT / "tests" / "tables" / "problem_codes.csv").open(encoding="utf-8") as _lines:
    CASES = list(csv.DictReader(_lines))
CALLS = ("problem", "broken", "doubt", "note")
WORDINGS = [
    f"{code}/{case}" if case else code
    for code, about in PROBLEM_CODES.items()
    for case in (["", *about.cases] if about.remedy else about.cases)
]


def texts(path):
    """Every text constant of a file, those of f-strings with a star for what is filled in."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            parts = (part.value if isinstance(part, ast.Constant) else "*" for part in node.values)
            yield "".join(parts)


PIPELINE = PROJECT / "pipeline"
HOUSE = [
    each for each in sorted(PIPELINE.rglob("*.py")) if PIPELINE / "problems" not in each.parents
]
SAID = {text for path in HOUSE for text in texts(path)}
# What a code or a case is called where the rest of its name is filled in.
FILLED_IN = {
    "claim-over": "claim-*",
    "claim-short": "claim-*",
    "correction-invalid/csv": "*/csv",
    "capture-damaged/csv": "*/csv",
    "correction-invalid/header": "*/header",
    "capture-damaged/header": "*/header",
}


def name_in_code(wording):
    code, _, case = wording.partition("/")
    if code in ("page-stale", "page-failed", "source-invalid", "machine") and case:
        return (wording, f"{code}/*")
    return (wording, FILLED_IN.get(wording, wording))


@every("wording", WORDINGS)
def test_a_wording_is_used_somewhere(wording):
    assert SAID.intersection(name_in_code(wording)), f"{wording} can never come up"


def test_some_test_shows_each_code_coming_up():
    rest = [each for each in (PROJECT / "tests").rglob("*.py") if each.name != Path(__file__).name]
    tables = [*(PROJECT / "tests" / "tables").glob("*.csv"), *(PROJECT / "tests").glob("*/*.csv")]
    shown = {text for path in rest for text in texts(path)}
    told = "\n".join([*shown, *(path.read_text("utf-8") for path in tables)])

    assert [code for code in PROBLEM_CODES if code not in told] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["code"])
def test_a_code_comes_up_as_its_row_says(workspace, case):
    """Lines of a cell are parted by |; a source's own end its last [[pages]] block."""
    workspace.source(extra=case["source"].replace("|", "\n"))
    workspace.capture(f"<html><body>{case['page']}</body></html>")
    if case["correction"]:
        workspace.corrections(case["correction"])
    if case["publication"]:
        (workspace.root / "raw" / "publication.toml").write_text(case["publication"])
    try:
        problems = assemble(Store(workspace.root)).problems
    except PipelineError as refused:
        problems = refused.problems

    assert case["code"] in {problem.code for problem in problems}


@every("wording", WORDINGS)
def test_a_problem_says_what_and_how_to_mend_it(wording):
    code, _, case = wording.partition("/")
    about = PROBLEM_CODES[code]
    templates = about.cases[case] if case else (about.message, about.remedy)
    fields = {
        name: f"<{name}>"
        for template in templates
        for _, name, _, _ in string.Formatter().parse(template)
        if name and name != "where"
    }
    made = problem(wording, "raw/x", "x", **fields)

    assert (made.code, made.source_id, made.where) == (code, "x", "raw/x")
    assert made.message.strip()
    assert made.remedy.strip()


@pytest.mark.parametrize("words", ["{where}", "a {0} b", "{", "}", "%s"])
def test_the_words_of_a_page_are_never_taken_for_a_template(words):
    told = problem("proposal", "raw/x", quote=words, file="raw/x")

    assert repr(words) in told.message
    assert Doubt("place-unknown", words).at("x", scope=words, field="city", as_stated=words)


def test_no_other_file_words_a_remedy():
    for path in HOUSE:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id != "Problem", f"{path}:{node.lineno} words a problem itself"
                names = {keyword.arg for keyword in node.keywords}
                assert not (node.func.id in CALLS and "remedy" in names), f"{path}:{node.lineno}"
