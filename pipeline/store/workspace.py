"""``raw/`` and ``published/`` of one workspace.

A capture and a release come in whole or not at all: everything is written beside under a name
that begins with a dot, and put in place by one rename. What a kill leaves half done is
finished or thrown away by ``recover``, which every command runs first.
"""

from __future__ import annotations

import contextlib
import csv
import fcntl
import hashlib
import io
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.inputs import publication
from pipeline.inputs.capture import Capture
from pipeline.inputs.publication import Publication, read_publication
from pipeline.inputs.source import Source, read_source
from pipeline.inputs.visit import VISIT_COLUMNS, Visit, check_visit
from pipeline.problems import FilesBroken, Problem, broken, problem
from pipeline.store import disk, history, holdings, release
from pipeline.store.csv_records import Slip, other_comma, records

_PART = ".part"  # a capture's body before its sidecar is there
_HELD = ".came"  # what a server sent before it is judged


class Store:
    """One workspace. Every method raises FilesBroken for what a person must mend."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.raw = root / "raw"
        self.published = root / "published"

    # what comes in

    def check_there(self) -> None:
        """Refuse a folder that is no workspace."""
        if not self.raw.is_dir():
            raise broken("workspace-missing", str(self.root))

    def place_ids(self) -> list[str]:
        """Return the names of the folders below raw/, whether or not their sources are whole."""
        return [folder.name for folder in sorted(disk.folders(self.raw))]

    def sources(self) -> list[Source]:
        """Return every source below raw/, by place_id."""
        sources: list[Source] = []
        problems: list[Problem] = []
        for folder in sorted(disk.folders(self.raw)):
            file = f"raw/{folder.name}/source.toml"
            try:
                sources.append(read_source(folder.name, holdings.read_text(self.root, file), file))
            except FilesBroken as error:
                problems += error.problems
        problems += _hosts_twice(sources)
        if problems:
            raise FilesBroken(problems)
        return sources

    def publication(self) -> Publication:
        """Return what raw/publication.toml says; the project's own words where there is none."""
        if not os.path.lexists(self.root / publication.FILE):
            return Publication()
        return read_publication(holdings.read_text(self.root, publication.FILE))

    def captures(self, source: Source) -> list[Capture]:
        """Return the captures of a source, older first."""
        found, problems = holdings.find_captures(self.root, source)
        if problems:
            raise FilesBroken(problems)
        return found

    def verified(self) -> tuple[list[Capture], list[Problem]]:
        """Return all captures that are as they were taken, and a problem for each that is not."""
        good, problems = [], []
        for source in self.sources():
            found, amiss = holdings.find_captures(self.root, source)
            problems += amiss
            for capture in found:
                try:
                    if not capture.is_taken_back:
                        self.body(capture)
                except FilesBroken as error:
                    problems += error.problems
                else:
                    good.append(capture)
            known = {(capture.page_id, capture.sha256) for capture in found}
            for page in source.pages:
                try:
                    visits = self.visits(source.place_id, page.page_id)
                except FilesBroken as error:
                    problems += error.problems
                    continue
                problems += _not_held(source, page.page_id, visits, known)
        return good, sorted(set(problems))

    def body(self, capture: Capture) -> bytes:
        """Return the bytes of a capture, which are what its sidecar says."""
        file = f"raw/{capture.file}"
        body = holdings.read_bytes(self.root, file)
        if hashlib.sha256(body).hexdigest() == capture.sha256:
            if len(body) == capture.byte_count:
                return body
            told = {"bytes": len(body), "said": capture.byte_count}
            sidecar = Path(file).with_suffix(".json").as_posix()
            raise broken("capture-damaged/byte-count", file, capture.place_id, file=sidecar, **told)
        others = body.replace(b"\r\n", b"\n"), body.replace(b"\n", b"\r\n")
        if any(hashlib.sha256(other).hexdigest() == capture.sha256 for other in others):
            raise broken("capture-damaged/line-ends", file, capture.place_id)
        raise broken("capture-damaged/body", file, capture.place_id)

    def visits(self, place_id: str, page_id: str) -> list[Visit]:
        """Return the visits to a page, in file order; empty when none is on record."""
        file = f"raw/{place_id}/{page_id}/visits.csv"
        if not os.path.lexists(self.root / file):
            return []
        visits = []
        for line, row in self._csv_rows(file, VISIT_COLUMNS, "capture-damaged"):
            if wrong := check_visit(row):
                told = {"said": wrong, "file": file, "line": line}
                raise broken("capture-damaged/visit", f"{file}: line {line}", place_id, **told)
            visits.append(Visit(**row))
        return visits

    def correction_rows(self, columns: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
        """Return the rows of raw/corrections.csv with their lines; empty without the file."""
        file = "raw/corrections.csv"
        if not os.path.lexists(self.root / file):
            return []
        return self._csv_rows(file, columns, "correction-invalid")

    def _csv_rows(
        self, file: str, columns: tuple[str, ...], code: str
    ) -> list[tuple[int, dict[str, str]]]:
        """The rows of a hand-kept CSV, each with the line it begins on; its header is checked."""
        text = holdings.read_text(self.root, file)
        try:
            found = list(records(io.StringIO(text, newline="")))
        except Slip as slip:
            where = f"{file}: line {slip.line}"
            raise broken(f"{code}/csv", where, said=slip.said, file=file) from None
        header = found[0][1] if found else []
        if tuple(header) != columns:
            sign = other_comma(header)
            said = f"; its cells are parted by {sign}, and not by commas" if sign else ""
            told = {"columns": ",".join(columns), "file": file, "said": said}
            raise broken(f"{code}/header", f"{file}: line 1", **told)
        for line, cells in found[1:]:
            if len(cells) != len(columns):
                said = (
                    f"must have the {len(columns)} cells {', '.join(columns)}; it has {len(cells)}"
                )
                raise broken(f"{code}/csv", f"{file}: line {line}", said=said, file=file)
        return [(line, dict(zip(columns, cells, strict=True))) for line, cells in found[1:]]

    # what scrape adds

    def write_capture(self, file: str, body: bytes, sidecar: Mapping[str, Any]) -> None:
        """Keep a body as raw/``file`` with its sidecar, both or neither."""
        path = self.raw / file
        part = path.with_name(f".{path.name}{_PART}")
        text = json.dumps(sidecar, ensure_ascii=False, indent=2) + "\n"
        if path.exists() or path.with_suffix(".json").exists():
            raise broken("capture-damaged/there", f"raw/{file}")
        try:
            disk.make_folder(path.parent)
            disk.write_file(part, body)
            # The sidecar makes it a capture; recover puts the body in place if we die here.
            self._replace(path.with_suffix(".json"), text.encode())
            os.rename(part, path)
            disk.sync_folder(path.parent)
        except OSError as error:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise disk.machine_error(f"raw/{file}", error, is_midway=True) from None

    def take_back(self, capture: Capture, day: str, reason: str, stated: Mapping[str, Any]) -> None:
        """Remove the body of a capture; its sidecar keeps the reason and what was stated.

        The sidecar first: of a run that dies between, ``recover`` removes the body.
        """
        body = self.raw / capture.file
        sidecar = body.with_suffix(".json")
        cells = json.loads(sidecar.read_text("utf-8-sig"))
        cells["forgotten"] = {"on": day, "reason": reason, "stated": stated}
        text = json.dumps(cells, ensure_ascii=False, indent=2) + "\n"
        try:
            self._replace(sidecar, text.encode())
            body.unlink(missing_ok=True)
            disk.sync_folder(body.parent)
        except OSError as error:
            raise disk.machine_error(f"raw/{capture.file}", error) from None

    def hold(self, place_id: str, page_id: str, at: str, body: bytes) -> None:
        """Keep what came at the instant ``at`` until it is judged."""
        path = self._held(place_id, page_id, at)
        try:
            disk.make_folder(path.parent)
            self._replace(path, body)
        except OSError as error:
            raise disk.machine_error(f"raw/{place_id}/{page_id}", error, is_midway=True) from None

    def held(self, place_id: str, page_id: str) -> list[tuple[str, bytes]]:
        """Return what came and was not judged, older first, each with its file."""
        paths = sorted((self.raw / place_id / page_id).glob(f".*{_HELD}"))
        files = [path.relative_to(self.root).as_posix() for path in paths]
        return [(file, holdings.read_bytes(self.root, file)) for file in files]

    def let_go(self, place_id: str, page_id: str, at: str) -> None:
        """Forget what was held of the instant ``at``, if anything was."""
        disk.tidy(self._held(place_id, page_id, at))

    def _held(self, place_id: str, page_id: str, at: str) -> Path:
        return self.raw / place_id / page_id / f".{at.replace(':', '')}{_HELD}"

    def append_visit(self, place_id: str, page_id: str, visit: Visit) -> None:
        """Add a line to the page's visits.csv."""
        file = f"raw/{place_id}/{page_id}/visits.csv"
        visits = [*self.visits(place_id, page_id), visit]
        buffer = io.StringIO(newline="")
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(VISIT_COLUMNS)
        writer.writerows([getattr(each, name) for name in VISIT_COLUMNS] for each in visits)
        try:
            disk.make_folder((self.root / file).parent)
            self._replace(self.root / file, buffer.getvalue().encode())
        except OSError as error:
            raise disk.machine_error(file, error, is_midway=True) from None

    def _replace(self, path: Path, body: bytes) -> None:
        part = path.with_name(f".{path.name}.new")
        try:
            disk.write_file(part, body)
            os.rename(part, path)
        except OSError:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise
        disk.sync_folder(path.parent)

    # what goes out

    def previous_files(self, against: str | None) -> tuple[dict[str, bytes], str]:
        """Return the files of the previous release, and what to call it.

        against: a folder, a git revision, or "none"; None means ``published/`` at HEAD in a
        checkout that tracks it, else ``published/`` on disk.
        """
        if against == "none":
            return {}, "none"
        if against is not None:
            if not against.strip():
                raise broken("command-line/against-empty", "--against")
            for folder in (Path(against), self.root / against):
                if folder.is_dir():
                    return disk.folder_files(folder), str(against)
            files = history.files_at(self.root, against)
            if files is None:
                raise broken("command-line/against-nothing", "--against", against=against)
            return files, f"{against}:published"
        files = history.files_at(self.root, "HEAD")
        if files is not None:
            return files, "HEAD:published"
        return disk.folder_files(self.published) if self.published.is_dir() else {}, "published"

    def published_files(self) -> dict[str, bytes]:
        """Return the files of published/ as they lie on the disk."""
        return release.read_release(self.published, "command-line/export-unmade")

    def refuse_within(self, option: str, folder: Path) -> None:
        """Refuse a folder to write to, named by ``option``, that is a file or within our own."""
        where = f"{option} {folder}"
        if folder.exists() and not folder.is_dir():
            raise broken("command-line/no-folder", where)
        for ours in (self.raw, self.published):
            if Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(ours)):
                raise broken("command-line/export-inside", where, folder=ours)

    def is_published(self, files: Mapping[str, bytes]) -> bool:
        """Whether published/ is just these files."""
        return self.published.is_dir() and disk.folder_files(self.published) == files

    def publish(self, files: Mapping[str, bytes]) -> bool:
        """Make ``files`` the whole of published/; return whether that changed anything."""
        return release.replace_release(self.root, files)

    # before and around

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the workspace for this run alone."""
        try:
            handle = os.open(self.root, os.O_RDONLY)
        except OSError as error:
            raise disk.machine_error(str(self.root), error) from None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError:
            raise broken("machine/locked", str(self.root)) from None
        finally:
            os.close(handle)

    def recover(self) -> None:
        """Finish or throw away what a killed run left. Needs the lock."""
        try:
            release.recover(self.root)
            for part in self.raw.glob(f"*/*/.*{_PART}"):
                body = part.with_name(part.name.removeprefix(".").removesuffix(_PART))
                if body.with_suffix(".json").exists() and not body.exists():
                    os.rename(part, body)
                else:
                    part.unlink()
            for unfinished in self.raw.glob("*/*/.*.new"):
                unfinished.unlink()
            for body in holdings.bodies_taken_back(self.raw):
                body.unlink()
        except OSError as error:
            raise disk.machine_error(str(self.root), error) from None


def _not_held(
    source: Source, page_id: str, visits: list[Visit], known: set[tuple[str, str]]
) -> Iterator[Problem]:
    """A problem for each visit that brought a capture which is not there any more."""
    where = f"raw/{source.place_id}/{page_id}/visits.csv"
    for visit in visits:
        if visit.result in ("new", "changed") and (page_id, visit.sha256) not in known:
            yield problem("capture-damaged/gone", where, source.place_id, at=visit.at)


def _hosts_twice(sources: list[Source]) -> Iterator[Problem]:
    """A problem for each source whose host another source has: a copy that was not filled in."""
    first: dict[int, str] = {}
    for source in sources:
        if source.host_geoname_id is None:
            continue
        other = first.setdefault(source.host_geoname_id, source.place_id)
        if other != source.place_id:
            file = f"raw/{source.place_id}/source.toml"
            told = {"geoname_id": source.host_geoname_id, "other": other}
            yield problem("source-invalid/twice", file, source.place_id, **told)
