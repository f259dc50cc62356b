"""Whether another revision's code publishes the same bytes: ``make same AGAINST=HEAD~1``.

    same_release.py REVISION

Three workspaces are published by both, from nothing and then once more: ours, a made-up one of 25
cities with 500 ties, and an empty one. Files and words of the commands are compared; what differs
is printed, and then the exit code is 1. For a change that is to leave the data as it is.
"""

from __future__ import annotations

import filecmp
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).parents[1]
sys.path.insert(0, str(PROJECT))

from pipeline.text import slug  # noqa: E402
from tests.made_pages import known_towns, made_page  # noqa: E402

COMMANDS = (
    ("publish", "--against", "none"),
    ("publish",),
    ("check",),
    ("suggest",),
    ("captures",),
)
CITIES, TIES, LATER = 25, 20, 18
SOURCE = """
[host]
city = {name}
country_code = "{countrycode}"
geoname_id = {geonameid}
latitude = {latitude}
longitude = {longitude}

[[pages]]
page_id = "ties"
url = "https://{place_id}.example/ties"
title = "Ties"
publisher = "City"
authority = "own"
is_complete = true

[expected.sister]
fewest = 1
most = 15
"""


def make_ours(root: Path) -> None:
    """This project's own raw/."""
    shutil.copytree(PROJECT / "raw", root / "raw")


def make_empty(root: Path) -> None:
    """A workspace that holds nothing yet."""
    (root / "raw").mkdir(parents=True)


def make_large(root: Path) -> None:
    """CITIES with TIES each, of which a later capture lists two less; a fifth blocked lately."""
    for number, town in enumerate(known_towns()[:CITIES]):
        place_id = f"{town['countrycode'].lower()}-{slug(town['name'])}"
        folder = root / "raw" / place_id
        (folder / "ties").mkdir(parents=True)
        name = json.dumps(town["name"], ensure_ascii=False)
        text = SOURCE.format(**{**town, "name": name}, place_id=place_id)
        (folder / "source.toml").write_text(text, "utf-8")
        for ties, day in ((TIES, "2023-05-01"), (LATER, "2025-06-07")):
            body = made_page(number, ties=ties, title=f"{town['name']}: ties")
            _capture(folder / "ties" / f"{day}.html", body, day, place_id)
        result = "blocked,403" if number % 5 == 0 else "gone,404"
        visits = f"at,result,http_status,sha256,detail\n2026-01-03T10:00:00Z,{result},,\n"
        (folder / "ties" / "visits.csv").write_text(visits, "utf-8")


def _capture(file: Path, body: bytes, day: str, place_id: str) -> None:
    file.write_bytes(body)
    sidecar = {
        "captured_on": day,
        "method": "transcript",
        "transcribed_on": "2026-01-02",
        "url": f"https://{place_id}.example/ties",
        "media_type": "text/html",
        "sha256": hashlib.sha256(body).hexdigest(),
        "byte_count": len(body),
    }
    file.with_suffix(".json").write_text(json.dumps(sidecar), "utf-8")


WORKSPACES = {"ours": make_ours, "500 ties": make_large, "empty": make_empty}


def said_by(checkout: Path, workspace: Path) -> str:
    """What the code of a checkout says while it works on a workspace, with its exit codes."""
    said = ""
    for words in COMMANDS:
        command = [sys.executable, "-m", "pipeline", *words, "--workspace", str(workspace)]
        done = subprocess.run(command, cwd=checkout, capture_output=True, text=True)
        said += f"{words} {done.returncode}\n{done.stdout}{done.stderr}"
    return said.replace(str(workspace), "WORKSPACE")


def differing(one: Path, other: Path) -> Iterator[str]:
    """The files below two folders that are not byte for byte the same."""
    names = {p.relative_to(each) for each in (one, other) for p in each.rglob("*") if p.is_file()}
    for name in sorted(names):
        both = (one / name).is_file() and (other / name).is_file()
        if not both or not filecmp.cmp(one / name, other / name, shallow=False):
            yield name.as_posix()


def main(revision: str) -> int:
    """Compare, print what differs, and return the exit code."""
    different = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        before = folder / "before"
        git = ("git", "-C", str(PROJECT), "worktree")
        subprocess.run([*git, "add", "--quiet", "--detach", str(before), revision], check=True)
        try:
            for workspace, make in WORKSPACES.items():
                roots = folder / workspace / "before", folder / workspace / "now"
                for root in roots:
                    make(root)
                said = said_by(before, roots[0]), said_by(PROJECT, roots[1])
                files = list(differing(*roots))
                different += bool(files) + (said[0] != said[1])
                words = "the same words" if said[0] == said[1] else "OTHER WORDS"
                print(f"{workspace}: {words}, files that differ: {', '.join(files) or 'none'}")
        finally:
            subprocess.run([*git, "remove", "--force", str(before)], check=True)
    return int(different > 0)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: same_release.py REVISION")
    sys.exit(main(sys.argv[1]))
