"""The captures that a workspace holds of one source: bodies and sidecars, each beside the other."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from pipeline.inputs.capture import Capture, read_sidecar
from pipeline.inputs.source import Source
from pipeline.problems import FilesBroken, Problem, broken, problem
from pipeline.store import disk
from pipeline.store.csv_records import undecodable


def find_captures(root: Path, source: Source) -> tuple[list[Capture], list[Problem]]:
    """Return the captures of a source, by page and older first, and what is amiss with others."""
    captures, problems = [], list(_no_folders(root, source))
    known = {page.page_id for page in source.pages}
    for folder in sorted(disk.folders(root / "raw" / source.place_id)):
        where = f"raw/{source.place_id}/{folder.name}"
        if folder.name not in known:
            file = f"raw/{source.place_id}/source.toml"
            undescribed = problem("source-invalid/undescribed", where, source.place_id, file=file)
            problems.append(undescribed)
            continue
        found, amiss = _in_folder(root, source.place_id, folder)
        captures += found
        problems += amiss
    return sorted(captures, key=lambda capture: (capture.page_id, capture.order)), problems


def bodies_taken_back(raw: Path) -> Iterator[Path]:
    """Yield the bodies that are there although their sidecars say that they were removed."""
    for sidecar in raw.glob("*/*/*.json"):
        beside = [sidecar.with_suffix(ending) for ending in (".html", ".txt")]
        bodies = [body for body in beside if body.is_file()]
        if bodies and sidecar.is_file() and b'"forgotten"' in sidecar.read_bytes():
            place_id, page_id = sidecar.parts[-3:-1]
            try:
                capture = read_sidecar(
                    place_id, page_id, sidecar.name, sidecar.read_text("utf-8-sig")
                )
            except (FilesBroken, UnicodeDecodeError):
                continue  # which will be told of
            yield from bodies if capture.is_taken_back else ()


def _no_folders(root: Path, source: Source) -> list[Problem]:
    """A problem for each page in whose folder's place something else lies."""
    problems = []
    for page_id in sorted(page.page_id for page in source.pages):
        where = f"raw/{source.place_id}/{page_id}"
        if os.path.lexists(root / where) and not (root / where).is_dir():
            problems.append(problem("source-invalid/no-folder", where))
    return problems


def _in_folder(root: Path, place_id: str, folder: Path) -> tuple[list[Capture], list[Problem]]:
    where = f"raw/{place_id}/{folder.name}"
    files = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
    sidecars = sorted(name for name in files if name.endswith(".json"))
    found: list[Capture] = []
    problems: list[Problem] = []
    unread = set()
    for name in sidecars:
        try:
            text = read_text(root, f"{where}/{name}")
            found.append(read_sidecar(place_id, folder.name, name, text))
        except FilesBroken as error:
            problems += error.problems
            unread.add(name.removesuffix(".json"))
    bodies = {Path(capture.file).name for capture in found if not capture.is_taken_back}
    for name in sorted(bodies ^ (files - {*sidecars, "visits.csv"})):
        if Path(name).stem in unread:
            continue  # its sidecar has been told of
        said = "has a sidecar and no body" if name in bodies else "has no sidecar"
        half = problem("capture-damaged/half", f"{where}/{name}", place_id, said=said)
        problems.append(half)
        found = [capture for capture in found if Path(capture.file).name != name]
    return found, problems


def read_text(root: Path, file: str) -> str:
    """Return a file of the workspace as text; FilesBroken when there is none or it is no UTF-8."""
    try:
        return read_bytes(root, file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        slip = undecodable(error.object.splitlines(keepends=True))
        raise broken(
            "machine/utf-8", f"{file}: line {slip.line}", said=slip.said, file=file
        ) from None


def read_bytes(root: Path, file: str) -> bytes:
    """Return the bytes of a file of the workspace; FilesBroken when it cannot be read."""
    path = root / file
    try:
        if path.exists() and not path.is_file():
            raise broken("machine/no-file", file)
        return path.read_bytes()
    except FileNotFoundError:
        raise broken("source-invalid/missing", file) from None
    except OSError as error:
        raise disk.machine_error(file, error) from None
