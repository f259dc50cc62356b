"""The documents say what is so: their links lead somewhere, and every command in them is run."""

import re
import shlex
import subprocess
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from pipeline.inputs.capture import read_sidecar
from pipeline.inputs.publication import read_publication
from pipeline.inputs.source import read_source
from pipeline.normalise.corrections import COLUMNS
from pipeline.places import index
from pipeline.publish.description import FILES
from pipeline.vocabularies import DECIDED_RULES, LEDGER_FIELDS
from tests.document import PARTS, part_of
from tests.every import every

PROJECT = Path(__file__).parent.parent
PAGES = [
    *(PROJECT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted((PROJECT / "docs").rglob("*.md")),
]
COMMANDS = (
    *("publish", "check", "scrape", "captures", "forget", "parse", "suggest", "resolve", "export"),
    *("schemas", "index"),
)
MAKEFILE = (PROJECT / "Makefile").read_text("utf-8")
TARGETS = set(re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE).group(1).split())
NEVER_RUN = 6  # blocks; each says why


def name(page):
    return page.relative_to(PROJECT).as_posix()


def text_of(page):
    return (PROJECT / page).read_text("utf-8")


class Block(NamedTuple):
    """A fenced block, and what the comments just before it say."""

    page: str
    language: str
    lines: list[str]
    not_run: str  # why, "" for one that is run
    files: dict[str, str]  # that lie there when it is run


def blocks_of(page):
    comments = r"(?P<comments>(?:<!--(?:(?!-->).)*-->\n)*)"
    fence = re.compile(rf"{comments}```(?P<language>\w+)\n(?P<body>.*?)```", re.DOTALL)
    for found in fence.finditer(page.read_text("utf-8")):
        told = re.findall(r"<!-- (not run|file): (.*?)\s*-->", found["comments"], re.DOTALL)
        files = dict(said.split("\n", 1) for what, said in told if what == "file")
        why = "".join(said for what, said in told if what == "not run")
        lines = found["body"].replace("\\\n", " ").splitlines()
        yield Block(name(page), found["language"], lines, why, files)


BLOCKS = [block for page in PAGES for block in blocks_of(page)]


def commands_of(block):
    """The commands of a block of shell, comments left out, as words."""
    for line in block.lines:
        if words := shlex.split(line, comments=True):
            yield words


SHELL = [block for block in BLOCKS if block.language == "sh" and not block.not_run]


@pytest.mark.parametrize("block", SHELL, ids=lambda block: f"{block.page}: {block.lines[0][:40]}")
def test_every_command_of_the_documents_does_what_it_says(
    block, released_cities, sister_cities, monkeypatch
):
    index._folders()  # found once, before another folder stands for that of this environment
    monkeypatch.setattr(index, "_environment_folder", lambda: released_cities.root / "environment")
    monkeypatch.chdir(released_cities.root)
    for file, text in block.files.items():
        (released_cities.root / file).write_text(text)
    for program, *words in commands_of(block):
        if program == "make":
            assert {*words} - {"KILLS=50"} <= TARGETS
        elif program.endswith("sister-cities"):
            assert program == ".venv/bin/sister-cities"
            code, _, err = sister_cities(*words)
            assert code == 0, err
        else:
            assert program in ("cp", "mkdir"), f"who runs {program}?"
            subprocess.run([program, *words], check=True)


PYTHON = [block for block in BLOCKS if block.language == "python"]


@pytest.mark.parametrize("block", PYTHON, ids=lambda block: f"{block.page}: {block.lines[0]}")
def test_every_example_in_python_runs(block, released_cities, monkeypatch):
    monkeypatch.chdir(released_cities.root)
    exec(compile("\n".join(block.lines), block.page, "exec"), {})


def test_no_block_is_in_a_language_that_nothing_checks():
    fences = [
        fence
        for page in PAGES
        for fence in re.findall(r"^ *(?:```|~~~)(.*)$", page.read_text("utf-8"), re.MULTILINE)
    ]

    assert set(fences[::2]) <= {"sh", "python", "toml", "json", "mermaid", ""}
    assert set(fences[1::2]) == {""}


def test_what_is_not_run_is_little_and_says_why():
    kept = [block for block in BLOCKS if block.not_run]

    assert 0 < len(kept) <= NEVER_RUN
    assert all(block.language == "sh" for block in kept)


def test_what_is_installed_without_make_is_what_make_installs():
    told = {" ".join(words) for block in BLOCKS if block.not_run for words in commands_of(block)}
    pip = {line for line in told if " -m pip " in line}
    made = re.sub(r"\\\n\s*", "", MAKEFILE)
    made = made.replace("$(PIP)", "$(BIN)/python -m pip").replace("$(BIN)", ".venv/bin")
    made = made.replace("--quiet ", "").replace("--requirement", "-r").replace("--editable", "-e")
    made = made.replace("$(@D)", ".venv/checkers")

    def form(command):
        return frozenset(command.removeprefix("\t@").split())

    assert pip
    assert {form(line) for line in pip} <= {form(line) for line in made.splitlines()}


@every("page", PAGES, ids=name)
def test_every_link_leads_to_a_file_and_a_heading(page):
    for link in re.findall(r"\]\((?!https?:)([^)\s]+)\)", page.read_text("utf-8")):
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        assert target.exists(), link
        if anchor:
            headings = re.findall(r"^#+ (.*)$", target.read_text("utf-8"), re.MULTILINE)
            slugs = {re.sub(r"[^\w -]", "", each).lower().replace(" ", "-") for each in headings}
            assert anchor in slugs, link


@every("page", sorted((PROJECT / "docs").rglob("*.md")), ids=name)
def test_every_document_is_listed(page):
    index = page.parent / "README.md"
    if page == index:
        index = PROJECT / ("README.md" if page.parent.name == "docs" else "docs/README.md")
    path = page.relative_to(index.parent).as_posix()

    assert f"({path})" in index.read_text("utf-8")


@every("page", PAGES, ids=name)
def test_every_command_in_the_text_is_there_with_its_options(page):
    from pipeline.cli import app, typer

    known = typer.main.get_command(app).commands
    said = re.findall(r"`(?:\.venv/bin/)?sister-cities ([a-z][^`]*)`", page.read_text("utf-8"))
    for command, *words in (each.split() for each in said):
        assert command in known, command
        options = {option for each in known[command].params for option in each.opts}
        given = {word for word in words if word.startswith("--")}
        assert given <= options | {"--help"}, f"{command} {given - options}"


@every("page", PAGES, ids=name)
def test_every_target_in_the_text_is_one_of_the_makefile(page):
    for targets in re.findall(r"`(?:KILLS=50 )?make ([a-z][a-z -]*)`", page.read_text("utf-8")):
        assert set(targets.split()) <= TARGETS, targets


# the README


def test_the_readme_has_one_screen_for_each_of_three_readers():
    parts = re.split(r"^## ", text_of("README.md"), flags=re.MULTILINE)
    readers = [part for part in parts if part.startswith("You ")]

    assert len(readers) == 3
    assert all(len(part.splitlines()) <= 45 for part in readers)


TEN_CHANGES = (
    *("a language", "a layout of a list", "a form of date", "an output file", "a column"),
    *("a check across tables", "a word for a status", "why this country is wrong"),
    *("whose page it is", "an error of fetching"),
)


@every("change", TEN_CHANGES)
def test_a_change_has_one_file_to_open_first(change):
    _, _, table = text_of("README.md").partition("| to change | open first |\n")
    (row,) = [line for line in table.splitlines() if line.startswith(f"| {change}")]
    first = re.search(r"\]\(([^)]+)\)", row).group(1)

    assert first.startswith("pipeline/")
    assert (PROJECT / first).exists()


# what the documents take from the code


@every("page", PARTS)
def test_what_a_document_takes_from_the_code_is_what_the_code_makes(page):
    assert part_of(page) == PARTS[page](), f"{page}: `make docs`"


def test_the_explained_entry_has_the_form_that_is_printed(sister_cities):
    page = PROJECT / "tests" / "corpus" / "own" / "accordion-panels.html"
    _, out, _ = sister_cities("parse", page, "--host", "Cork", "--explain")
    (told,) = re.findall(r"```\n(scores: [^`]+)```", text_of("docs/reading-pages.md"))
    number, facts = r"[+-][0-9]+\.[0-9]", r"(: [\w ]+: [^:]+ \(N\),? ?|[\w ]+: [^:]+ \(N\),? ?){3};"

    def form(text):  # what is learned anew as pages are added is left out
        return {re.sub(facts, "FACTS", line) for line in re.sub(number, "N", text).splitlines()}

    assert "FACTS" in str(form(told))
    assert form(told) <= form(out)


def test_every_published_file_is_told_in_the_words_of_the_products():
    told = text_of("docs/files.md")
    for path in (PROJECT / "published").iterdir():
        assert f"](../published/{path.name})" in told
    for file in FILES:
        link = f"[`{file.path}`](../published/{file.path})"
        assert f"| {link} | {file.for_whom}: {file.what} |\n" in told


def test_every_column_field_and_rule_of_corrections_is_told():
    told = text_of("docs/corrections.md")
    for word in (*COLUMNS, *LEDGER_FIELDS, *DECIDED_RULES):
        assert f"`{word}`" in told, word


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_told_and_has_help(sister_cities, command):
    assert f"| `{command}" in text_of("docs/command.md")
    code, out, _ = sister_cities(command, "--help")
    assert (code, "Usage" in out) == (0, True)


def test_no_command_is_left_out(sister_cities):
    _, out, _ = sister_cities("--help")
    part = out.partition("Commands:")[2]

    assert tuple(line.split()[0] for line in part.strip().splitlines()) == COMMANDS


def test_the_parts_of_the_tests_are_told_as_the_makefile_has_them():
    """Without make, the same words to pytest; together they leave nothing out."""
    commands = re.findall(r'@(?:TESTS=all )?\$\(BIN\)/python -m pytest -m "[^"]*"$', MAKEFILE, re.M)
    told = [line[1:].replace("$(BIN)", ".venv/bin") for line in commands]

    assert [line.partition(" -m ")[2].partition(" -m ")[2] for line in told] == [
        '"not slow"',
        '"slow or brief"',
    ]
    assert "\n".join(told) in text_of("docs/command.md")
    assert re.search(r"^test-all: test test-rest ## ", MAKEFILE, re.MULTILINE)
    assert "\nFUZZ=300 make test test-all " in text_of(".ci/run")


@every("target", sorted(TARGETS))
def test_every_target_of_the_makefile_is_listed(target):
    assert re.search(rf"^{target}:.*## ", MAKEFILE, re.MULTILINE)


def test_the_cost_of_every_dependency_is_told():
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    told = text_of("docs/install.md")

    for each in project["dependencies"]:
        assert re.split("[<>=]", each)[0] in told, each


def test_the_source_that_is_shown_is_a_valid_one():
    (shown,) = re.findall(r"```toml\n(\[host\]\n.*?)```", text_of("docs/add-a-city.md"), re.DOTALL)

    assert read_source("gb-bristol", shown, "raw/gb-bristol/source.toml").host_city == "Bristol"


def test_the_keys_that_are_shown_belong_to_a_source_or_a_publication():
    (source,) = re.findall(r"```toml\n(\[host\]\n.*?)```", text_of("docs/add-a-city.md"), re.DOTALL)
    others = ["\n".join(block.lines) for block in BLOCKS if block.language == "toml"]
    others = [text for text in others if not text.startswith("[host]")]
    bounds = [text for text in others if text.startswith("[expected.")]
    accepted = [text for text in others if text.startswith("[accepted]")]
    (publication,) = [text for text in others if text not in (*bounds, *accepted)]

    assert read_publication(publication).publisher == "City of Port Alder"
    for text in bounds:
        assert read_source("gb-bristol", f"{source}\n{text}", "source.toml").expected
    for text in accepted:
        assert read_source("gb-bristol", f"{source}\n{text}", "source.toml").accepted_changes


def test_the_sidecar_that_is_shown_is_a_valid_one():
    (block,) = [block for block in BLOCKS if block.language == "json"]
    text = "\n".join(block.lines).replace("what sha256sum prints", "0" * 64)

    assert read_sidecar("gb-bristol", "twins", "2025-09-11.json", text).method == "transcript"


def test_every_table_of_the_reference_is_told():
    folder = PROJECT / "pipeline" / "reference"
    told = (folder / "README.md").read_text("utf-8")

    for table in folder.glob("*.csv"):
        assert f"| `{table.name}` |" in told


# what the repository's host reads


@every("file", sorted((PROJECT / ".github").rglob("*.yml")), ids=name)
def test_a_file_for_the_host_of_the_repository_is_whole(file):
    told = yaml.safe_load(file.read_text("utf-8"))
    if file.parent.name == "ISSUE_TEMPLATE" and file.stem != "config":
        assert {"name", "description", "body"} <= told.keys()
        assert any(each.get("validations", {}).get("required") for each in told["body"])
        assert len({each["id"] for each in told["body"]}) == len(told["body"])
    if file.parent.name == "workflows":
        steps = [step for job in told["jobs"].values() for step in job["steps"]]
        made = re.findall(r"make ([a-z -]+)", " ; ".join(step.get("run", "") for step in steps))
        assert {target for each in made for target in each.split()} <= TARGETS


def test_the_workflow_runs_the_gate():
    assert ".ci/run" in text_of(".github/workflows/ci.yml")


def test_hooks_use_the_pinned_tools():
    (local,) = yaml.safe_load(text_of(".pre-commit-config.yaml"))["repos"]

    assert local["repo"] == "local"
    assert all(hook["entry"].startswith(".venv/bin/") for hook in local["hooks"])
