"""What all writing is made of: files whole and synced, folders exchanged, faults in words."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import stat
import sys
from collections.abc import Mapping
from pathlib import Path

from pipeline.problems import FilesBroken, broken
from pipeline.problems.codes import PROBLEM_CODES


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write ``files`` below ``folder``, each whole; other files there stay.

    All are written beside and only then put in place: a full disk changes none of them.
    """
    parts: dict[Path, Path] = {}
    path = folder
    try:
        for name, body in files.items():
            path = folder / name
            make_folder(path.parent)
            if path.exists() and (path.is_symlink() or not path.is_file()):
                path.write_bytes(body)  # a device, a pipe or a link is written to, not replaced
                continue
            parts[path] = path.with_name(f".{path.name}.new")
            write_file(parts[path], body)
        for path, part in parts.items():
            os.rename(part, path)
        for parent in dict.fromkeys(path.parent for path in parts):
            sync_folder(parent)
    except OSError as error:
        for part in parts.values():
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
        raise machine_error(str(path), error) from None


def folders(parent: Path) -> list[Path]:
    """Return the folders in ``parent`` that are not hidden."""
    try:
        found = [path for path in parent.iterdir() if path.is_dir()]
    except OSError as error:
        raise machine_error(str(parent), error) from None
    return [path for path in found if not path.name.startswith(".")]


def folder_files(folder: Path) -> dict[str, bytes]:
    """Return every file below ``folder`` but hidden ones, by its path there."""
    names = [(path, path.relative_to(folder)) for path in paths_below(folder) if path.is_file()]
    return {
        name.as_posix(): path.read_bytes()
        for path, name in names
        if not any(part.startswith(".") for part in name.parts)
    }


def paths_below(folder: Path) -> list[Path]:
    """Return all that lies below ``folder``, sorted; OSError where it may not be looked into."""

    def refuse(error: OSError) -> None:
        raise error

    walk = os.walk(folder, onerror=refuse)
    return sorted(Path(at) / name for at, inner, files in walk for name in (*inner, *files))


def write_file(path: Path, body: bytes) -> None:
    """Write ``body``, and come back when it is on the disk."""
    with open(path, "wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())


def make_folder(folder: Path) -> None:
    """Make ``folder`` and those above it that are missing, each a name on the disk."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for made in reversed(missing):
        sync_folder(made.parent)


def sync_folder(folder: Path) -> None:
    """Return once the names in ``folder`` are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove(path: Path) -> None:
    """Remove a folder and everything in it, or a file; of a link, the link alone."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    elif os.path.lexists(path):  # a read-only disk would refuse to remove what is not there
        path.unlink(missing_ok=True)


def tidy(folder: Path) -> None:
    """Remove a folder if that can be done now; otherwise ``recover`` will."""
    with contextlib.suppress(OSError):
        remove(folder)


def refuse_unwritable(folder: Path) -> None:
    """A folder made read-only is meant to stay: a rename would replace it all the same."""
    if folder.exists():
        writable = folder.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
        if not writable or not os.access(folder, os.W_OK):
            raise PermissionError(errno.EACCES, "the folder is read-only")


def exchange(first: Path, second: Path) -> bool:
    """Exchange two folders in one call; False where the system has none."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    at_cwd, exchange = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of linux/fs.h
    if rename(at_cwd, os.fsencode(first), at_cwd, os.fsencode(second), exchange) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False  # this file system has none
    raise OSError(number, os.strerror(number))


def machine_error(where: str, error: OSError, *, is_midway: bool = False) -> FilesBroken:
    """Return a fault of the machine as an exception for a person, ready to raise.

    is_midway: whether the run has kept something before, which stays.
    """
    case = errno.errorcode.get(error.errno or 0, "").lower()
    if case not in PROBLEM_CODES["machine"].cases:
        case = "disk"
    case += "-midway" if is_midway else ""
    return broken(f"machine/{case}", where, said=error.strerror or error)
