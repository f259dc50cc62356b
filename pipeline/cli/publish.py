"""``sister-cities publish`` and ``check``: raw/ to a release, written or only looked at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import terminal
from pipeline.cli.options import HERE, Accept, Against, Workspace, collect_again

if TYPE_CHECKING:
    from pipeline.run.build_release import Built


def publish(workspace: Workspace = HERE, against: Against = None, accept: Accept = None) -> None:
    """Turn raw/ into a release in published/."""
    built = _build(workspace, against, accept, writing=True)
    terminal.print_summary(built)


def check(workspace: Workspace = HERE, against: Against = None, accept: Accept = None) -> None:
    """Do everything that publish does, except for writing.

    Exit 1 when the release would be refused.
    """
    built = _build(workspace, against, accept, writing=False)
    terminal.print_summary(built)


def _build(
    workspace: Path, against: str | None, accept: list[str] | None, *, writing: bool
) -> Built:
    from pipeline.run.build_release import build
    from pipeline.run.days_to_come import today
    from pipeline.store import Store

    collect_again()
    store = Store(workspace)
    store.check_there()
    with store.locked():
        store.recover()
        built = build(
            store,
            against=against,
            accepted=frozenset(accept or ()),
            today=today(),
            track=terminal.progress,
            on_progress=terminal.Steps(),
        )
        if writing:
            changed = store.publish(built.files)
            what = "written" if changed else "unchanged, nothing written"
        else:
            same = store.is_published(built.files)
            what = "unchanged" if same else "would be published; nothing written"
    print(f"Release {built.release.version}: {what}.")
    return built
