"""A workspace with one thing wrong: every command says what, and published/ stays whole.

A few are tried by ``make test``, ``SPOILT=600`` tries so many.
"""

import hashlib
import json
import os
import shutil

import pytest

from tests.spoilt import spoil
from tests.workspace import Workspace

QUICK, SLOW = 4, int(os.environ.get("SPOILT", "24"))
LONGEST = 2_000  # characters of a message
PAGE = (
    "<h2>Twin towns</h2><ul><li>Dublin, Ireland (1986)</li><li>Lionn, France</li>"
    "<li>Pune, India</li><li>Bonn, Germany</li></ul>"
)
COMMANDS = (
    ("check",),
    ("captures",),
    ("suggest",),
    ("scrape", "--dry-run", "--contact", "x@y.example"),
    ("parse", "{root}/raw/no-port-alder/twins/2025-05-01.html"),
    ("resolve", "{root}/raw/names.csv", "--to", "{root}/../resolved.csv"),
    ("forget", "no-port-alder", "twins", "2024-05-01", "--reason", "asked"),
    ("publish",),
    ("export", "--sqlite", "{root}/../exported"),
)


@pytest.fixture(scope="session")
def whole(tmp_path_factory):
    """A workspace of two cities in which nothing is wrong, with its release."""
    made = Workspace(tmp_path_factory.mktemp("spoilt"))
    (made.root / "raw" / "publication.toml").write_text('publisher = "City of Port Alder"\n')
    (made.root / "raw" / "names.csv").write_text("stated,country_stated\nBonn,Germany\nLyon,\n")
    made.source(extra="[expected.twin]\nfewest = 1\nmost = 9\n")
    made.source("nz-other", "Other", url="https://other.example/twins")
    made.capture(PAGE)
    newer = made.capture(PAGE.replace("1986", "1987"), "2025-05-01")
    made.capture(PAGE, place_id="nz-other")
    sha256 = hashlib.sha256(newer.read_bytes()).hexdigest()
    newer.with_name("visits.csv").write_text(
        f"at,result,http_status,sha256,detail\n2025-06-01T00:00:00Z,unchanged,200,{sha256},\n"
    )
    line = "a,*,city,Lionn,FR,Lyon,misspelling,because,,2025-06-01,"
    made.corrections(line)
    made.publish()
    return made


def is_whole(folder):
    """Whether a release holds all that its sums name, as they name it."""
    lines = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    named = dict(reversed(line.split("  ", 1)) for line in lines)
    made = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in named}
    return made == named and json.loads((folder / "datapackage.json").read_bytes())


def contents(folder):
    return {
        path: path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and os.access(path, os.R_OK)
    }


@pytest.mark.parametrize(
    "seed",
    [pytest.param(n, marks=[pytest.mark.slow] if n >= QUICK else []) for n in range(QUICK + SLOW)],
)
def test_every_command_says_what_is_wrong_and_the_release_stays_whole(
    whole, tmp_path, sister_cities, seed
):
    root = tmp_path / "workspace"
    shutil.copytree(whole.root, root)
    done = spoil(root, str(seed))
    for words in COMMANDS:
        before = contents(root / "published")
        said = [word.replace("{root}", str(root)) for word in words]
        if words[0] not in ("resolve", "parse"):
            said += ["--workspace", root]
        code, _, err = sister_cities(*said)

        told = f"{done}: {words[0]} gives {code}: {err[-1_500:]}"
        assert code in (0, 1, 2, 3), told
        assert "Traceback" not in err, told
        assert max(map(len, err.splitlines()), default=0) <= LONGEST, told
        if words[0] == "publish" and code == 0:
            assert is_whole(root / "published"), told
        else:
            assert contents(root / "published") == before, told
