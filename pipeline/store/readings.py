"""Readings that are kept, so that a release reads only what is new.

They lie in the user's cache folder, each under a key, below the mark of the code that made it.
Nothing depends on them: what is missing, damaged or another's is made again, and what cannot be
written is not kept. Another place for them is told by the variable SISTER_CITIES_READINGS, a
folder; one that is empty keeps none.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import platform
import shutil
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

_MOST_MARKS = 3  # versions of the code whose readings are kept: of a few checkouts
_SUM = 64  # characters of a sha256
_LIBRARIES = (
    *("ahocorasick-rs", "babel", "beautifulsoup4", "countrynames", "lxml", "numpy"),
    *("pycountry", "rapidfuzz"),
)


class KeptReadings:
    """What is kept below one folder; None keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def find(self, key: str) -> bytes | None:
        """Return what was kept under ``key``; None when there is nothing that can be trusted."""
        if self._folder is None:
            return None
        try:
            held = (self._folder / key[:2] / key).read_bytes()
        except (OSError, MemoryError):
            return None
        said, body = held[:_SUM], held[_SUM:]
        return body if said == _sum(key, body) else None

    def keep(self, key: str, body: bytes) -> None:
        """Keep ``body`` under ``key``, whole or not at all."""
        if self._folder is None:
            return
        path = self._folder / key[:2] / key
        part = path.with_name(f".{key}.{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            part.write_bytes(_sum(key, body) + body)
            part.rename(path)
        except (OSError, MemoryError):
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)


def open_readings(places: str) -> KeptReadings:
    """Return the readings that this code made with an index of ``places`` of that name.

    Those of older code are removed, but for the last few.
    """
    chosen = os.environ.get("SISTER_CITIES_READINGS")
    if chosen == "":
        return KeptReadings(None)
    try:
        root = Path(chosen) if chosen else _cache_folder()
        mark = hashlib.sha256(f"{places} {_code_mark()}".encode()).hexdigest()[:16]
        folder = root / mark
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if folder.stat().st_uid != os.getuid():
            return KeptReadings(None)  # another user's: not ours to trust
        folder.touch()
        _remove_older(root)
    except (OSError, MemoryError):
        return KeptReadings(None)
    return KeptReadings(folder)


def reading_key(sha256: str, options: str) -> str:
    """Return the key of the reading of a body with that hash, read with those options."""
    return hashlib.sha256(f"{sha256} {options}".encode("utf-8", "backslashreplace")).hexdigest()


def _sum(key: str, body: bytes) -> bytes:
    return hashlib.sha256(key.encode() + body).hexdigest().encode()


def _cache_folder() -> Path:
    import platformdirs

    return Path(platformdirs.user_cache_dir("sister-cities")) / "readings"


@functools.cache
def _code_mark() -> str:
    """A digest of all that a reading depends on: our files, Python and what it is built on."""
    told = hashlib.sha256(platform.python_version().encode())
    for library in _LIBRARIES:
        told.update(f"{library} {metadata.version(library)}\n".encode())
    for path in _files(Path(__file__).parents[1]):
        body = path.read_bytes()
        told.update(f"{path.name} {len(body)}\n".encode())
        told.update(body)
    return told.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for path, folders, names in os.walk(folder):
        folders[:] = sorted(set(folders) - {"__pycache__"})
        yield from (Path(path, name) for name in sorted(names))


def _remove_older(root: Path) -> None:
    marks = sorted(root.iterdir(), key=lambda each: each.stat().st_mtime_ns, reverse=True)
    for old in marks[_MOST_MARKS:]:
        shutil.rmtree(old, ignore_errors=True)
