"""The page of a release, read back as a reader would."""

from __future__ import annotations

import csv
import functools
import io
import itertools
import json
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from pipeline.publish import release_files
from pipeline.publish.page import pages
from pipeline.publish.release import Release
from tests import synthetic
from tests.publish.markup import tree

PLACE = ("partner_geoname_id", "partner_latitude", "partner_longitude")
NOWHERE = {**dict.fromkeys(PLACE), "place_method": "none"}
SPLIT = 270  # so many ties are too many for one page
Cells = Mapping[str, Any]


def index(release: Release, files: Mapping[str, bytes] | None = None) -> Element:
    """The tree of index.html."""
    return tree(pages(release, files or {})["index.html"].decode())


@functools.cache
def made_up(ties: int) -> tuple[Release, dict[str, bytes]]:
    """A release of so many ties that are made up, and its files; made once, so never change it."""
    release = synthetic.release(ties)
    return release, release_files(release)


def section(page: Element, heading: str) -> Element:
    """The section whose heading has this id."""
    (found,) = page.findall(f".//section[@aria-labelledby='{heading}']")
    return found


def rows(body: bytes) -> list[dict[str, str]]:
    """The rows of a published CSV."""
    return list(csv.DictReader(io.StringIO(body.decode(), newline="")))


def bodies(page: Element) -> list[Element]:
    """The ties of the table, each with its proof."""
    return page.findall(".//table[@id='table']/tbody")


def cells(page: Element) -> dict[str, list[str]]:
    """Every column of the ties as script.js finds it: in the table, or in the data."""
    there = bodies(page)
    data = json.loads("".join(page.find(".//script[@id='rows']").itertext()))
    told = {
        "affiliation_id": [body.get("id") for body in there],
        "source_url": [_second_of_two_links(body) for body in there],
    }
    for name, at in (("kind", 3), ("established", 4), ("status", 5)):
        told[name] = [(body[0][at].text or "").strip() for body in there]
    for name in data["columns"]:
        if name not in told:
            told[name] = decoded(data["cells"][name], told.get(data["like"].get(name, ""), ()))
    return {name: told[name] for name in data["columns"]}


def _second_of_two_links(body: Element) -> str:
    """What the selector ``p a + a`` finds first."""
    for paragraph in body.iter("p"):
        for one, other in itertools.pairwise(paragraph):
            if (one.tag, other.tag) == ("a", "a"):
                return other.get("href")
    return ""


def decoded(coded: Sequence[object], like: Sequence[str] = ()) -> list[str]:
    """The cells of a column, as decoded() of script.js has them: it cuts between UTF-16 units."""
    found: list[str] = []
    seen: list[str] = []
    before = ""
    parts = iter(coded)
    for told in parts:
        if isinstance(told, list):
            found += [before] * told[0]
            continue
        if told == 1:
            before = like[len(found)]
        elif isinstance(told, int) and told < 0:
            before = seen[-told - 1]
        else:
            before = _slice(before, told) + next(parts) if isinstance(told, int) else told
            if before not in seen:
                seen.append(before)
        found.append(before)
    return found


def _slice(text: str, units: int) -> str:
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le")
