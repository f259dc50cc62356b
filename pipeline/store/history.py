"""published/ as git holds it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def files_at(root: Path, revision: str) -> dict[str, bytes] | None:
    """published/ at a git revision; None when git does not know one there.

    The bytes as they were committed: ``git archive`` would turn their line ends.
    """
    if not revision or revision.startswith("-"):
        return None
    listed = _git(root, "ls-tree", "-r", "-z", revision, "--", "published/")
    if not listed:
        return None
    entries = [entry.split(b"\t", 1) for entry in listed.split(b"\0") if entry]
    files = {}
    for about, path in entries:
        mode, kind, name = about.split()
        if kind == b"blob" and mode != b"120000":
            body = _git(root, "cat-file", "blob", name.decode())
            files[os.fsdecode(path).removeprefix("published/")] = body or b""
    return files or None


def _git(root: Path, *words: str) -> bytes | None:
    """What git prints of the workspace's own repository; None when it fails."""
    # Another repository that the environment names is not the workspace's.
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "-C", str(root), *words]
    try:
        done = subprocess.run(command, env=own, capture_output=True, check=False)
    except OSError:
        return None  # no git on this machine
    return None if done.returncode else done.stdout
