"""published/ as git holds it."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from pipeline.problems import broken


def files_at(root: Path, revision: str) -> dict[str, bytes] | None:
    """Return the files of published/ at a git revision; None when git knows none there.

    The bytes as they were committed: ``git archive`` would turn their line ends. Raises FilesBroken
    when there is a repository and git does not say what is in it: that is not to hold nothing.
    """
    if not revision or revision.startswith("-") or not _is_in_repository(root):
        return None
    if not _git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{tree}}"):
        if _git(root, "rev-parse", "--verify", "--quiet", revision) and not _HASH.match(revision):
            raise broken("machine/git", str(root), said=f"it does not hold the tree of {revision}")
        return None
    listed = _git(root, "ls-tree", "-r", "-z", revision, "--", "published/")
    if not listed:
        return None
    names: dict[str, bytes] = {}
    for entry in listed.split(b"\0"):
        about, _, path = entry.partition(b"\t")
        mode, kind, name = about.split() if path else (b"", b"", b"")
        if kind == b"blob" and mode != b"120000":
            names[os.fsdecode(path).removeprefix("published/")] = name
    return _bodies(root, names) or None


_HASH = re.compile(r"[0-9a-f]{40}\Z")  # which names an object, whether it is there or not


def _is_in_repository(root: Path) -> bool:
    here = root.absolute()
    return any(os.path.lexists(folder / ".git") for folder in (here, *here.parents))


def _bodies(root: Path, names: Mapping[str, bytes]) -> dict[str, bytes]:
    """The bytes of blobs, by path; one git for all of them, as each start of one costs.

    Raises FilesBroken when git does not hold one, as in a clone that left some out.
    """
    answer = _git(root, "cat-file", "--batch", asked=b"\n".join(names.values()))
    bodies, at = {}, 0
    for path in names:
        header, _, _ = answer[at : at + 200].partition(b"\n")
        told = header.split()
        if len(told) != 3 or told[1] != b"blob":
            raise broken("release-damaged/git", f"published/{path}")
        size = int(told[2])
        at += len(header) + 1
        bodies[path] = answer[at : at + size]
        at += size + 1
    return bodies


def _git(root: Path, *words: str, asked: bytes = b"") -> bytes:
    """What git prints of the workspace's own repository; b"" where it has no such revision.

    Raises FilesBroken with what git says when it refuses.
    """
    # Another repository that the environment names is not the workspace's.
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "-C", str(root), *words]
    try:
        done = subprocess.run(
            command, env=own | {"LC_ALL": "C"}, input=asked, capture_output=True, check=False
        )
    except OSError:
        raise broken("machine/no-git", str(root)) from None
    if not done.returncode:
        return done.stdout
    said = done.stderr.decode("utf-8", "replace").strip()
    if not said or any(words in said for words in _NO_SUCH_REVISION):
        return b""
    case = "machine/git-owner" if "safe.directory" in said else "machine/git"
    raise broken(case, str(root), said=said.splitlines()[0], folder=root.absolute())


_NO_SUCH_REVISION = ("Not a valid object name", "not a tree object", "Needed a single revision")
