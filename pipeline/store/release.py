"""``published/`` on disk: read, and replaced by one exchange, so that it is always whole."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.problems import broken
from pipeline.store import disk

FOLDER = "published"
_NEW, _OLD = ".published.new", ".published.old"
_SUMS = "SHA256SUMS"
_OF_THE_DESKTOP = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})  # nobody misses them


def read_release(folder: Path, case: str = "command-line/no-release") -> dict[str, bytes]:
    """Return the files of a release that lies in ``folder``; FilesBroken when it is no folder.

    case: in which words that is told.

    All of one release, though another one is put in its place meanwhile.
    """
    if not folder.is_dir():
        raise broken(case, str(folder))
    while True:
        with _held(folder) as number:
            try:
                files = disk.folder_files(folder)
            except OSError as error:
                if _number(folder) == number:
                    raise disk.machine_error(str(error.filename or folder), error) from None
            else:
                if _number(folder) == number:
                    return files


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[int]:
    """Hold a folder open, so that no other one gets its number; yield that."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # it may not be looked into, or is not there for a moment
        handle = -1
    try:
        yield _number(folder) if handle < 0 else os.fstat(handle).st_ino
    finally:
        if handle >= 0:
            os.close(handle)


def _number(folder: Path) -> int:
    """What tells a folder from the one that was there before; 0 while none is."""
    try:
        return folder.stat().st_ino
    except OSError:
        return 0


def replace_release(root: Path, files: Mapping[str, bytes]) -> bool:
    """Make ``files`` the whole of published/ in ``root``; return whether that changed anything.

    Raises FilesBroken when the machine does not let us, or when something is there that no
    release made; published/ is as it was then.
    """
    target, new = root / FOLDER, root / _NEW
    try:
        there = disk.folder_files(target) if target.is_dir() else {}
        if there == files and not target.is_symlink():
            return False
        _refuse_foreign(target, there)
        disk.refuse_unwritable(target)
        disk.remove(new)
        new.mkdir()
        for name, body in files.items():
            path = new / name
            path.parent.mkdir(parents=True, exist_ok=True)
            disk.write_file(path, body)
        for folder in (new, *(path for path in new.rglob("*") if path.is_dir())):
            disk.sync_folder(folder)
        if disk.folder_files(new) != files:
            raise OSError(errno.EIO, "what was written reads back otherwise")
        _swap(root)
    except OSError as error:
        disk.tidy(new)
        raise disk.machine_error("published/", error) from None
    # After an exchange the former release lies under the new one's name.
    disk.tidy(new)
    disk.tidy(root / _OLD)
    return True


def _swap(root: Path) -> None:
    new, target, old = root / _NEW, root / FOLDER, root / _OLD
    if not target.exists():
        os.rename(new, target)
    elif not disk.exchange(new, target):
        os.rename(target, old)
        try:
            os.rename(new, target)
        except OSError:
            os.rename(old, target)
            raise
    with contextlib.suppress(OSError):
        disk.sync_folder(root)


def _refuse_foreign(target: Path, there: Mapping[str, bytes]) -> None:
    """Refuse to replace what no release put there: a link, a file, files of others in it."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise broken("release-foreign/no-folder", FOLDER)
    sums = there.get(_SUMS, b"").decode("utf-8", "replace").splitlines()
    ours = {line.partition("  ")[2] for line in sums} | {_SUMS}
    for path in disk.paths_below(target) if target.is_dir() else ():
        name = path.relative_to(target).as_posix()
        is_ours = name in ours and path.is_file() and not path.is_symlink()
        holds_ours = (
            path.is_dir()
            and not path.is_symlink()
            and any(each.startswith(f"{name}/") for each in ours)
        )
        if not is_ours and not holds_ours and path.name not in _OF_THE_DESKTOP:
            raise broken("release-foreign", f"{FOLDER}/{name}")


def recover(root: Path) -> None:
    """Finish or throw away what a killed exchange left; OSError where the machine refuses."""
    old, target = root / _OLD, root / FOLDER
    if old.exists() and not target.exists():
        os.rename(old, target)
    disk.remove(old)
    disk.remove(root / _NEW)
