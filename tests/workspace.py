"""A workspace being made for one test: sources, captures and corrections in a line each."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
from pathlib import Path

from pipeline.problems import DataRefused
from pipeline.publish import rows_as_text, rows_removed_by_us
from pipeline.publish.products.datapackage import datapackage
from pipeline.publish.products.sums import sums
from pipeline.publish.products.tables_csv import tables_csv
from pipeline.run import build_release as release
from pipeline.store import Store
from pipeline.validate import check_tables

# `make test-all` holds also those releases against the schemas of which a test reads rows alone.
THOROUGH = os.environ.get("TESTS") == "all"


class Workspace:
    """A workspace being made for one test."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "raw").mkdir()

    def source(
        self,
        place_id: str = "no-port-alder",
        city: str = "Port Alder",
        *,
        page_id: str = "twins",
        url: str = "https://port-alder.example/twins",
        extra: str = "",
    ) -> Path:
        """Describe a source of one page; return its source.toml."""
        number = 1 + len(list((self.root / "raw").glob("*/source.toml")))
        folder = self.root / "raw" / place_id
        (folder / page_id).mkdir(parents=True)
        file = folder / "source.toml"
        file.write_text(
            f"[host]\ncity = {json.dumps(city)}\ncountry_code = 'NO'\ngeoname_id = {number}\n"
            "latitude = 60.5\nlongitude = 5\n"
            f"[[pages]]\npage_id = '{page_id}'\nurl = '{url}'\ntitle = 'Twins'\n"
            f"publisher = 'City of Port Alder'\nauthority = 'own'\nis_complete = true\n{extra}",
            encoding="utf-8",
        )
        return file

    def capture(
        self,
        page: str | bytes,
        on: str = "2024-05-01",
        *,
        place_id: str = "no-port-alder",
        page_id: str = "twins",
    ) -> Path:
        """Keep ``page`` as a transcript of the day; return its body's path."""
        body = page.encode() if isinstance(page, str) else page
        path = self.root / "raw" / place_id / page_id / f"{on}.html"
        path.write_bytes(body)
        sidecar = {
            "captured_on": on,
            "method": "transcript",
            "transcribed_on": f"{on}-01-01"[:10] if len(on) < 10 else on,
            "url": "https://port-alder.example/twins",
            "media_type": "text/html",
            "sha256": hashlib.sha256(body).hexdigest(),
            "byte_count": len(body),
        }
        path.with_suffix(".json").write_text(json.dumps(sidecar), encoding="utf-8")
        return path

    def corrections(self, *lines: str) -> Path:
        """Write raw/corrections.csv with the lines below its header."""
        header = (
            "id,scope,field,as_stated,country,value,rule,reason,evidence,decided_on,reported_on"
        )
        file = self.root / "raw" / "corrections.csv"
        file.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        return file

    def release(self) -> None:
        """Publish the tables alone, for tests that read rows: a quarter of what publish costs."""
        store = Store(self.root)
        made = release.assemble(store)
        refused = rows_removed_by_us(
            made.previous, rows_as_text(made.as_previous_knew), frozenset()
        )
        if THOROUGH:
            refused = [*refused, *check_tables(made.release.tables)]
        if refused:
            raise DataRefused(refused)
        files: dict[str, bytes] = {}
        for product in (tables_csv, datapackage, sums):
            files |= product(made.release, files)
        shutil.rmtree(self.root / "published", ignore_errors=True)
        (self.root / "published").mkdir()
        for name, body in files.items():
            (self.root / "published" / name).write_bytes(body)

    def publish(self) -> None:
        """Publish as the command does, without its words."""
        store = Store(self.root)
        store.publish(release.build(store).files)

    def take(self, other: Workspace) -> None:
        """Become a copy of another workspace."""
        shutil.copytree(other.root, self.root, dirs_exist_ok=True)

    def rows(self, table: str) -> list[dict[str, str]]:
        """The rows of a published table."""
        with (self.root / "published" / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    def published(self) -> dict[str, bytes]:
        """The published files, name to bytes."""
        folder = self.root / "published"
        return {path.name: path.read_bytes() for path in sorted(folder.glob("*"))}
