"""``sister-cities captures``: list the kept pages and verify every hash."""

from __future__ import annotations

from pipeline.cli.options import HERE, Workspace
from pipeline.problems import FilesBroken


def captures(workspace: Workspace = HERE) -> None:
    """List the captures that we hold, and verify every hash.

    Exit 2 when a file is not what its sidecar says.
    """
    from pipeline.store import Store

    store = Store(workspace)
    store.check_there()
    with store.locked():
        store.recover()
        held, problems = store.verified()
    for capture in held:
        about = f"{capture.captured_on:10}  {capture.method:10}  {capture.byte_count:10,}"
        print(f"{about}  {capture.file}")
    bodies = "capture" if len(held) == 1 else "captures"
    if problems:
        many = "problem" if len(problems) == 1 else "problems"
        print(f"{len(held)} {bodies} as they were taken, {len(problems)} {many}.")
        raise FilesBroken(problems)
    print(f"{len(held)} {bodies}, all as they were taken.")
