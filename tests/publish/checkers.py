"""Checkers that others wrote: each takes a file and says what is wrong, "" for nothing."""

import contextlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import click.testing
import feedparser
import geojson
import pytest
import typer.testing
from check_jsonschema import main as check_jsonschema_main
from frictionless.__main__ import console

PROJECT = Path(__file__).parent.parent.parent
SCHEMA = PROJECT / "schemas" / "affiliations.schema.json"
ATOM = "{http://www.w3.org/2005/Atom}"
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def apart(name: str) -> Path:
    """A file of the checkers that cannot share our environment; no test is skipped without it."""
    for folder in (Path(sys.prefix) / "checkers", PROJECT / ".venv" / "checkers"):
        if (folder / name).exists():
            return folder / name
    pytest.fail("some checkers are not installed: make .venv/checkers/installed (make test does)")


def run(*words: str | Path, cwd: Path | None = None, **environment: str) -> tuple[int, str]:
    """Exit code and all that a command says."""
    done = subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def frictionless(*words: str | Path, cwd: Path = PROJECT) -> tuple[int, str]:
    """Exit code and words of the command, in this process: a third of its time is starting."""
    with contextlib.chdir(cwd):
        done = typer.testing.CliRunner().invoke(console, [str(word) for word in words])
    return done.exit_code, done.output


def check_jsonschema(*words: str | Path) -> tuple[int, str]:
    """Exit code and words of the command, in this process: nine tenths of its time is starting."""
    done = click.testing.CliRunner().invoke(check_jsonschema_main, [str(word) for word in words])
    return done.exit_code, done.output


def verdict(code: int, said: str) -> str:
    """What a command says where it fails; a command that cannot run is no verdict."""
    assert code in (0, 1), said
    assert code == 0 or said
    return said if code else ""


def by_frictionless(file: Path) -> str:
    return verdict(*frictionless("validate", "--type", "package", file))


def by_profile(file: Path) -> str:
    profile = apart("check_datapackage/schemas/data-package-2-0.json")
    return verdict(*check_jsonschema("--schemafile", profile, file))


def by_json_schema(file: Path) -> str:
    return verdict(*check_jsonschema("--schemafile", SCHEMA, file))


def by_cffconvert(file: Path) -> str:
    folder = apart("cffconvert").parent
    program = "from cffconvert.cli.cli import cli; cli()"
    words = (sys.executable, "-c", program, "--validate", "-i", file)
    return verdict(*run(*words, PYTHONPATH=str(folder)))


def by_feed(file: Path) -> str:
    return "; ".join(feed_faults(file.read_bytes()))


def by_geojson(file: Path) -> str:
    return "; ".join(geojson_faults(file.read_text("utf-8")))


CHECKERS: dict[str, Callable[[Path], str]] = {
    "frictionless": by_frictionless,
    "profile": by_profile,
    "json-schema": by_json_schema,
    "feed": by_feed,
    "geojson": by_geojson,
    "cffconvert": by_cffconvert,
}


def feed_faults(body: bytes) -> Iterator[str]:
    """What feedparser says, and what RFC 4287 demands beyond that."""
    heard = feedparser.parse(body)
    if heard.bozo:
        yield str(heard.bozo_exception)
        return
    root = ElementTree.fromstring(body)
    entries = root.findall(f"{ATOM}entry")
    for element in (root, *entries):
        tag = element.tag.removeprefix(ATOM)
        for name in ("id", "title", "updated"):
            if not (element.findtext(f"{ATOM}{name}") or "").strip():
                yield f"{tag}: no {name}"
        updated = element.findtext(f"{ATOM}updated") or ""
        if updated and not INSTANT.fullmatch(updated):
            yield f"{tag}: updated: {updated} is no instant"
        if not any(link.get("rel") == "alternate" for link in element.findall(f"{ATOM}link")):
            yield f"{tag}: no link to what it tells of"
    if not root.findtext(f"{ATOM}author/{ATOM}name"):
        yield "feed: no author"
    if not any(link.get("rel") == "self" for link in root.findall(f"{ATOM}link")):
        yield "feed: no link to itself"
    if len({entry.findtext(f"{ATOM}id") for entry in entries} | {root.findtext(f"{ATOM}id")}) != (
        len(entries) + 1
    ):
        yield "an id twice"


def geojson_faults(text: str) -> Iterator[str]:
    """What the geojson package says, and what RFC 7946 demands beyond that."""
    read: Any = geojson.loads(text)
    if not isinstance(read, geojson.FeatureCollection):
        yield "no FeatureCollection"
        return
    if not read.is_valid:
        yield str(read.errors())
    plain = json.loads(text)
    if "crs" in plain:
        yield "a crs"
    for feature in plain["features"]:
        yield from (
            f"no {name}" for name in ("id", "geometry", "properties") if name not in feature
        )
        point = feature.get("geometry")
        if point and len(point["coordinates"]) == 2:
            longitude, latitude = point["coordinates"]
            if not -180 <= longitude <= 180:
                yield f"longitude {longitude}"
            if not -90 <= latitude <= 90:
                yield f"latitude {latitude}"
            yield from (
                f"{degrees} has more than six decimals"
                for degrees in (longitude, latitude)
                if degrees != round(degrees, 6)
            )
    if len({feature.get("id") for feature in plain["features"]}) != len(plain["features"]):
        yield "an id twice"
