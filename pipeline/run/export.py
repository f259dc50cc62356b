"""published/ to other forms, for whoever asks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipeline.publish import EXPORTS, Published, read_published, schema_files
from pipeline.store import Store, read_release


def export_release(
    store: Store, forms: Iterable[str]
) -> tuple[Published, dict[str, dict[str, bytes]]]:
    """Return the published release, and for each of ``forms`` its files, name to bytes.

    forms: keys of ``EXPORTS``. ``published/`` is all that is read of the workspace.

    Raises FilesBroken when it is missing or damaged, or when a form needs what is not installed.
    """
    with store.locked():
        store.recover()
        files = store.published_files()
    published = read_published(files, str(store.published))
    return published, {form: EXPORTS[form](published) for form in forms}


def open_published(folder: Path) -> Published:
    """Return the release in a folder, every file held against its hash.

    Raises FilesBroken when it is missing or damaged.
    """
    return read_published(read_release(folder), str(folder))


__all__ = ["export_release", "open_published", "schema_files"]
