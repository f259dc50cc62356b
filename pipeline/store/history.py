"""published/ as git holds it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from pipeline.problems import broken


def files_at(root: Path, revision: str) -> dict[str, bytes] | None:
    """Return the files of published/ at a git revision; None when git knows none there.

    The bytes as they were committed: ``git archive`` would turn their line ends.
    """
    if not revision or revision.startswith("-"):
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


def _bodies(root: Path, names: Mapping[str, bytes]) -> dict[str, bytes]:
    """The bytes of blobs, by path; one git for all of them, as each start of one costs.

    Raises FilesBroken when git does not hold one, as in a clone that left some out.
    """
    answer = _git(root, "cat-file", "--batch", asked=b"\n".join(names.values())) or b""
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


def _git(root: Path, *words: str, asked: bytes = b"") -> bytes | None:
    """What git prints of the workspace's own repository; None when it fails."""
    # Another repository that the environment names is not the workspace's.
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "-C", str(root), *words]
    try:
        done = subprocess.run(command, env=own, input=asked, capture_output=True, check=False)
    except OSError:
        return None  # no git on this machine
    return None if done.returncode else done.stdout
