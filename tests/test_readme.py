"""The README says what is so."""

import re
from pathlib import Path

import pytest

from pipeline.inputs.source import read_source
from pipeline.normalise.corrections import COLUMNS
from pipeline.publish.description import FILES
from pipeline.vocabularies import DECIDED_RULES, LEDGER_FIELDS

PROJECT = Path(__file__).parent.parent
README = (PROJECT / "README.md").read_text("utf-8")
LINKS = sorted(set(re.findall(r"\]\((?!https?:)([^)#]+)\)", README)))
COMMANDS = (
    "publish",
    "check",
    "scrape",
    "captures",
    "parse",
    "suggest",
    "resolve",
    "export",
    "schemas",
)


def test_the_explained_entry_has_the_form_that_is_printed(sister_cities):
    page = PROJECT / "tests" / "corpus" / "own" / "accordion-panels.html"
    _, out, _ = sister_cities("parse", page, "--host", "Cork", "--explain")
    (told,) = re.findall(r"```\n(scores: [^`]+)```", README)
    number, facts = r"[+-][0-9]+\.[0-9]", r"(: [\w ]+: [^:]+ \(N\),? ?|[\w ]+: [^:]+ \(N\),? ?){3};"

    def form(text):  # what is learned anew as pages are added is left out
        return {re.sub(facts, "FACTS", line) for line in re.sub(number, "N", text).splitlines()}

    assert "FACTS" in str(form(told))
    assert form(told) <= form(out)


@pytest.mark.parametrize("link", LINKS)
def test_every_link_leads_to_a_file(link):
    assert (PROJECT / link).exists()


def test_every_published_file_is_named():
    for path in (PROJECT / "published").iterdir():
        assert f"](published/{path.name})" in README


def test_the_words_for_each_published_file_are_those_of_the_products():
    for file in FILES:
        link = f"[`{file.path}`](published/{file.path})"
        assert f"| {link} | {file.for_whom}: {file.what} |\n" in README


def test_every_column_field_and_rule_of_corrections_is_told():
    part = README.partition("### A line of `raw/corrections.csv`")[2].partition("\n## ")[0]
    for word in (*COLUMNS, *LEDGER_FIELDS, *DECIDED_RULES):
        assert f"`{word}`" in part, word


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_told_and_has_help(sister_cities, command):
    assert f"| `{command}" in README
    code, out, _ = sister_cities(command, "--help")
    assert (code, "Usage" in out) == (0, True)


def test_no_command_is_left_out(sister_cities):
    _, out, _ = sister_cities("--help")
    part = out.partition("Commands:")[2]

    assert tuple(line.split()[0] for line in part.strip().splitlines()) == COMMANDS


def test_the_parts_of_the_tests_are_told_as_the_makefile_has_them():
    """Without make, the same words to pytest; together they leave nothing out."""
    text = (PROJECT / "Makefile").read_text("utf-8")
    commands = re.findall(r"@(?:TESTS=all )?\$\(BIN\)/python -m pytest -m .*", text)
    told = [line[1:].replace("$(BIN)", ".venv/bin") for line in commands]

    assert [line.partition(" -m ")[2].partition(" -m ")[2] for line in told] == [
        '"not slow"',
        '"slow or brief"',
    ]
    assert "\n".join(told) in README
    assert re.search(r"^test-all: test test-rest ## ", text, re.MULTILINE)
    for target in ("test", "test-all", "test-rest"):
        assert f"make {target}" in README
    assert "\nmake test test-all " in (PROJECT / ".ci" / "run").read_text("utf-8")


def test_every_target_of_the_makefile_is_listed():
    text = (PROJECT / "Makefile").read_text("utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE).group(1).split()

    for target in phony:
        assert re.search(rf"^{target}:.*## ", text, re.MULTILINE), target


def test_the_source_that_it_shows_is_a_valid_one():
    (shown,) = re.findall(r"```toml\n(\[host\]\n.*?)```", README, re.DOTALL)

    assert read_source("gb-bristol", shown, "raw/gb-bristol/source.toml").host_city == "Bristol"


def test_every_table_of_the_reference_is_told():
    folder = PROJECT / "pipeline" / "reference"
    told = (folder / "README.md").read_text("utf-8")

    for table in folder.glob("*.csv"):
        assert f"| `{table.name}` |" in told
