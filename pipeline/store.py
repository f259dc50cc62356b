"""Door: ``raw/`` and ``published/`` of one workspace on disk.

A capture and a release come in whole or not at all: everything is written beside under a name
that begins with a dot, and put in place by one rename. What a kill leaves half done is
finished or thrown away by ``recover``, which every command runs first.
"""

from __future__ import annotations

import contextlib
import csv
import ctypes
import errno
import fcntl
import hashlib
import io
import json
import os
import shutil
import stat
import subprocess
import sys
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.captures import VISIT_COLUMNS, Capture, Visit, check_visit, read_sidecar
from pipeline.problems import FilesBroken, Problem, broken
from pipeline.sources import Source, read_source

_NEW, _OLD = ".published.new", ".published.old"
_PART = ".part"  # a capture's body before its sidecar is there
_SUMS = "SHA256SUMS"


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
            said = f"{self.root} has no raw/ folder"
            remedy = "run in a workspace, or name one: --workspace DIR"
            raise broken("workspace-missing", str(self.root), said, remedy)

    def sources(self) -> list[Source]:
        """Return every source below raw/, by place_id."""
        sources: list[Source] = []
        problems: list[Problem] = []
        for folder in sorted(_folders(self.raw)):
            file = f"raw/{folder.name}/source.toml"
            try:
                sources.append(read_source(folder.name, self._text(file), file))
            except FilesBroken as error:
                problems += error.problems
        problems += _hosts_twice(sources)
        if problems:
            raise FilesBroken(problems)
        return sources

    def captures(self, source: Source) -> list[Capture]:
        """Return the captures of a source, older first."""
        captures, problems = [], []
        known = {page.page_id for page in source.pages}
        for folder in sorted(_folders(self.raw / source.place_id)):
            where = f"raw/{source.place_id}/{folder.name}"
            if folder.name not in known:
                said = "holds captures of a page that source.toml does not describe"
                remedy = f"raw/{source.place_id}/source.toml: add a [[pages]] block for it"
                problems.append(Problem(source.place_id, "source-invalid", where, said, remedy))
                continue
            files = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
            sidecars = sorted(name for name in files if name.endswith(".json"))
            try:
                found = [
                    read_sidecar(source.place_id, folder.name, name, self._text(f"{where}/{name}"))
                    for name in sidecars
                ]
            except FilesBroken as error:
                problems += error.problems
                continue
            bodies = {Path(capture.file).name for capture in found}
            captures += found
            for name in sorted(bodies ^ (files - {*sidecars, "visits.csv"})):
                said = "has a sidecar and no body" if name in bodies else "has no sidecar"
                remedy = f"{where}/{name}: restore the other of the two, or move this one out"
                problems.append(
                    Problem(source.place_id, "capture-damaged", f"{where}/{name}", said, remedy)
                )
        if problems:
            raise FilesBroken(problems)
        return sorted(captures, key=lambda capture: (capture.page_id, capture.order))

    def body(self, capture: Capture) -> bytes:
        """Return the bytes of a capture, which are what its sidecar says."""
        body = self._bytes(f"raw/{capture.file}")
        if len(body) != capture.byte_count or hashlib.sha256(body).hexdigest() != capture.sha256:
            where = f"raw/{capture.file}"
            said = "is not the file whose hash its sidecar gives"
            remedy = f"{where}: take it from the last good commit; captures are never edited"
            raise broken("capture-damaged", where, said, remedy, capture.place_id)
        return body

    def visits(self, place_id: str, page_id: str) -> list[Visit]:
        """Return the visits to a page, in file order; empty when none is on record."""
        file = f"raw/{place_id}/{page_id}/visits.csv"
        if not (self.root / file).exists():
            return []
        visits = []
        for line, row in self._csv_rows(file, VISIT_COLUMNS, "capture-damaged"):
            if wrong := check_visit(row):
                remedy = f"{file}: mend line {line}, or take the file from the last good commit"
                raise broken("capture-damaged", f"{file}: line {line}", wrong, remedy, place_id)
            visits.append(Visit(**row))
        return visits

    def correction_rows(self, columns: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
        """Return the rows of raw/corrections.csv with their lines; empty without the file."""
        file = "raw/corrections.csv"
        if not (self.root / file).exists():
            return []
        return self._csv_rows(file, columns, "correction-invalid")

    def _csv_rows(
        self, file: str, columns: tuple[str, ...], code: str
    ) -> list[tuple[int, dict[str, str]]]:
        """The rows of a hand-kept CSV, each with the line it ends on; its header is checked."""
        reader = csv.DictReader(io.StringIO(self._text(file), newline=""), strict=True)
        try:
            rows = [(reader.line_num, row) for row in reader]
        except csv.Error as error:
            where = f"{file}: line {reader.line_num}"
            raise broken(code, where, f"is not CSV: {error}", f"{file}: mend the line") from None
        if tuple(reader.fieldnames or ()) != columns:
            said = f"its header is not {','.join(columns)}"
            raise broken(code, f"{file}: line 1", said, f"{file}: mend line 1")
        return rows

    def _text(self, file: str) -> str:
        try:
            return self._bytes(file).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            said = "is not UTF-8"
            raise broken(
                "machine", f"{file}: line {line}", said, f"{file}: save as UTF-8"
            ) from None

    def _bytes(self, file: str) -> bytes:
        try:
            return (self.root / file).read_bytes()
        except FileNotFoundError:
            raise broken("source-invalid", file, "is missing", f"{file}: add it") from None
        except OSError as error:
            raise _machine(file, error) from None

    # what scrape adds

    def write_capture(self, file: str, body: bytes, sidecar: Mapping[str, Any]) -> None:
        """Keep a body as raw/``file`` with its sidecar, both or neither."""
        path = self.raw / file
        part = path.with_name(f".{path.name}{_PART}")
        text = json.dumps(sidecar, ensure_ascii=False, indent=2) + "\n"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(part, body)
            # The sidecar makes it a capture; recover puts the body in place if we die here.
            self._replace(path.with_suffix(".json"), text.encode())
            os.rename(part, path)
            _sync_folder(path.parent)
        except OSError as error:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise _machine(f"raw/{file}", error) from None

    def append_visit(self, place_id: str, page_id: str, visit: Visit) -> None:
        """Add a line to the page's visits.csv."""
        file = f"raw/{place_id}/{page_id}/visits.csv"
        visits = [*self.visits(place_id, page_id), visit]
        buffer = io.StringIO(newline="")
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(VISIT_COLUMNS)
        writer.writerows([getattr(each, name) for name in VISIT_COLUMNS] for each in visits)
        try:
            (self.root / file).parent.mkdir(parents=True, exist_ok=True)
            self._replace(self.root / file, buffer.getvalue().encode())
        except OSError as error:
            raise _machine(file, error) from None

    def _replace(self, path: Path, body: bytes) -> None:
        part = path.with_name(f".{path.name}.new")
        try:
            _write(part, body)
            os.rename(part, path)
        except OSError:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)

    # what goes out

    def previous_files(self, against: str | None) -> tuple[dict[str, bytes], str]:
        """Return the files of the previous release, and what to call it.

        against: a folder, a git revision, or "none"; None means ``published/`` at HEAD in a
        checkout that tracks it, else ``published/`` on disk.
        """
        if against == "none":
            return {}, "none"
        if against is not None:
            for folder in (Path(against), self.root / against):
                if folder.is_dir():
                    return _folder_files(folder), str(against)
            files = self._files_at(against)
            if files is None:
                said = f"{against!r} is neither a folder nor a git revision with published/"
                remedy = "name a release's folder, a revision, or none"
                raise broken("command-line", "--against", said, remedy)
            return files, f"{against}:published"
        files = self._files_at("HEAD")
        if files is not None:
            return files, "HEAD:published"
        return _folder_files(self.published) if self.published.is_dir() else {}, "published"

    def _files_at(self, revision: str) -> dict[str, bytes] | None:
        """published/ at a git revision; None when git does not know one there."""
        if revision.startswith("-"):
            return None
        command = ["git", "-C", str(self.root), "archive", "--format=tar", revision, "published"]
        try:
            done = subprocess.run(command, capture_output=True, check=False)
        except OSError:
            return None  # no git on this machine
        if done.returncode:
            return None
        with tarfile.open(fileobj=io.BytesIO(done.stdout)) as tar:
            return {
                member.name.partition("/")[2]: file.read()
                for member in tar
                if (file := tar.extractfile(member)) is not None
            }

    def is_published(self, files: Mapping[str, bytes]) -> bool:
        """Whether published/ is just these files."""
        return self.published.is_dir() and _folder_files(self.published) == files

    def publish(self, files: Mapping[str, bytes]) -> bool:
        """Make ``files`` the whole of published/; return whether that changed anything."""
        target, new = self.published, self.root / _NEW
        try:
            there = _folder_files(target) if target.is_dir() else {}
            if there == files:
                return False
            self._refuse_foreign(there)
            _refuse_unwritable(target)
            _remove(new)
            new.mkdir()
            for name, body in files.items():
                path = new / name
                path.parent.mkdir(parents=True, exist_ok=True)
                _write(path, body)
            for folder in (new, *_folders(new)):
                _sync_folder(folder)
            if _folder_files(new) != files:
                raise OSError(errno.EIO, "what was written reads back otherwise")
            self._swap(new, target)
        except OSError as error:
            _tidy(new)
            raise _machine("published/", error) from None
        # After an exchange the former release lies under the new one's name.
        _tidy(new)
        _tidy(self.root / _OLD)
        return True

    def _swap(self, new: Path, target: Path) -> None:
        old = self.root / _OLD
        if not target.exists():
            os.rename(new, target)
        elif not _exchange(new, target):
            os.rename(target, old)
            try:
                os.rename(new, target)
            except OSError:
                os.rename(old, target)
                raise
        with contextlib.suppress(OSError):
            _sync_folder(self.root)

    def _refuse_foreign(self, there: Mapping[str, bytes]) -> None:
        """Refuse to replace a folder that holds what no release put there."""
        sums = there.get(_SUMS, b"").decode("utf-8", "replace").splitlines()
        ours = {line.partition("  ")[2] for line in sums} | {_SUMS}
        foreign = sorted(name for name in there if name not in ours)
        if foreign:
            said = f"no release put it there, and a new release replaces the folder: {foreign[0]}"
            remedy = f"published/{foreign[0]}: move it elsewhere"
            raise broken("release-foreign", f"published/{foreign[0]}", said, remedy)

    # before and around

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the workspace for this run alone."""
        try:
            handle = os.open(self.root, os.O_RDONLY)
        except OSError as error:
            raise _machine(str(self.root), error) from None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError:
            said = "another run works on this workspace"
            raise broken("machine", str(self.root), said, "wait until it has ended") from None
        finally:
            os.close(handle)

    def recover(self) -> None:
        """Finish or throw away what a killed run left. Needs the lock."""
        old, new = self.root / _OLD, self.root / _NEW
        try:
            if old.exists() and not self.published.exists():
                os.rename(old, self.published)
            _remove(old)
            _remove(new)
            for part in self.raw.glob(f"*/*/.*{_PART}"):
                body = part.with_name(part.name.removeprefix(".").removesuffix(_PART))
                if body.with_suffix(".json").exists() and not body.exists():
                    os.rename(part, body)
                else:
                    part.unlink()
        except OSError as error:
            raise _machine(str(self.root), error) from None


def _hosts_twice(sources: list[Source]) -> Iterator[Problem]:
    """A problem for each source whose host another source has: a copy that was not filled in."""
    first: dict[int, str] = {}
    for source in sources:
        other = first.setdefault(source.host_geoname_id, source.place_id)
        if other != source.place_id:
            file = f"raw/{source.place_id}/source.toml"
            said = f"host.geoname_id = {source.host_geoname_id} is the host of raw/{other}/ too"
            remedy = f"{file}: describe another host, or add its pages to raw/{other}/source.toml"
            yield Problem(source.place_id, "source-invalid", file, said, remedy)


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write ``files`` below ``folder``, each whole; other files there stay."""
    for name, body in files.items():
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(f".{path.name}.new")
            _write(part, body)
            os.rename(part, path)
        except OSError as error:
            raise _machine(str(path), error) from None


def read_table(
    file: Path, needed: tuple[str, ...]
) -> tuple[tuple[str, ...], Iterator[dict[str, str]]]:
    """Return the header of a user's CSV and its rows, read one by one as they are asked for.

    Raises FilesBroken, at once or while rows are read, with the number of the line: a column
    that is missing or twice there, a row with more or fewer cells, bytes that are no UTF-8.
    """
    try:
        handle = file.open(encoding="utf-8-sig", newline="")
    except OSError as error:
        raise broken("command-line", str(file), error.strerror or str(error), "mend it") from None
    reader = csv.reader(handle, strict=True)
    columns = tuple(next(_lines_of(file, reader), ()))
    missing = [name for name in needed if name not in columns]
    if missing or len(set(columns)) != len(columns):
        handle.close()
        said = f"has no column {', '.join(missing)}" if missing else "has a column twice"
        remedy = f"give it the header {','.join(needed)}, and others if you like"
        raise broken("command-line", f"{file}: line 1", said, remedy)

    def rows() -> Iterator[dict[str, str]]:
        with handle:
            for cells in _lines_of(file, reader):
                if len(cells) != len(columns) and cells:
                    said = f"has {len(cells)} cells, the header {len(columns)}"
                    where = f"{file}: line {reader.line_num}"
                    raise broken("command-line", where, said, "quote commas, or mend the line")
                if cells:
                    yield dict(zip(columns, cells, strict=True))

    return columns, rows()


def _lines_of(file: Path, reader: Any) -> Iterator[list[str]]:
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except (csv.Error, UnicodeDecodeError) as error:
            where = f"{file}: line {reader.line_num + 1}"
            is_text = isinstance(error, csv.Error)
            said = f"is not CSV: {error}" if is_text else "is not UTF-8"
            raise broken("command-line", where, said, "mend the line, save as UTF-8") from None


def write_table(
    file: Path, columns: tuple[str, ...], rows: Iterable[Mapping[str, str]]
) -> tuple[int, int]:
    """Write ``rows`` as CSV, whole or not at all; return how many, and how many need review."""
    part = file.with_name(f".{file.name}.new")
    count = review = 0
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8", errors="replace", newline="") as handle:
            writer = csv.writer(handle, lineterminator="\n")
            writer.writerow(columns)
            for row in rows:
                writer.writerow([row[name] for name in columns])
                count += 1
                review += row["needs_review"] == "true"
        os.rename(part, file)
    except OSError as error:
        raise _machine(str(file), error) from None
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return count, review


def _folders(parent: Path) -> list[Path]:
    try:
        found = [path for path in parent.iterdir() if path.is_dir()]
    except OSError as error:
        raise _machine(str(parent), error) from None
    return [path for path in found if not path.name.startswith(".")]


def _folder_files(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder`` but hidden ones, by its path there."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    names = [(path, path.relative_to(folder)) for path in paths]
    return {
        name.as_posix(): path.read_bytes()
        for path, name in names
        if not any(part.startswith(".") for part in name.parts)
    }


def _write(path: Path, body: bytes) -> None:
    with open(path, "wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def _tidy(folder: Path) -> None:
    """Remove a folder if that can be done now; ``recover`` does it else."""
    with contextlib.suppress(OSError):
        _remove(folder)


def _refuse_unwritable(folder: Path) -> None:
    """A folder made read-only is meant to stay: a rename would replace it all the same."""
    if folder.exists():
        writable = folder.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
        if not writable or not os.access(folder, os.W_OK):
            raise PermissionError(errno.EACCES, "the folder is read-only")


def _exchange(first: Path, second: Path) -> bool:
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


_REMEDIES = {
    errno.ENOSPC: "make room on the disk, then run again",
    errno.EDQUOT: "make room in your quota, then run again",
    errno.EACCES: "give yourself the right to write there, then run again",
    errno.EPERM: "give yourself the right to write there, then run again",
    errno.EROFS: "the disk is mounted read-only: work on a copy",
}


def _machine(where: str, error: OSError) -> FilesBroken:
    remedy = _REMEDIES.get(error.errno or 0, "see what the machine says, then run again")
    said = f"{error.strerror or error}; nothing was changed"
    return broken("machine", where, said, remedy)
