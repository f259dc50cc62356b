"""The pictures of the README: taken of the page as published, by ``make pictures``."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import pytest

from tests.browser.conftest import PROJECT, Reader

FOLDER = Path(__file__).parent / "pictures"
WIDTH, HEIGHT = 880, 900
MOST_BYTES = 150_000


def taken(browser, name):
    """A picture of published/index.html: its first screen, or the map alone."""
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
    page = Reader(context, PROJECT / "published" / "index.html").open().page
    if name == "map":
        picture = page.locator("figure.map svg").first.screenshot()
    else:
        picture = page.screenshot(clip={"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT})
    context.close()
    return picture


def size(picture):
    """Width and height of a PNG: the first words of its first chunk."""
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", picture[16:24])


@pytest.mark.parametrize("name", ["page", "map"])
def test_a_picture_shows_the_page_and_is_small(browser, name):
    picture = taken(browser, name)
    if os.environ.get("PICTURES"):
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / f"{name}.png").write_bytes(picture)
    kept = (FOLDER / f"{name}.png").read_bytes()

    assert len(kept) < MOST_BYTES
    # Fonts differ from machine to machine, and with them the height of lines.
    width, height = size(kept)
    assert width == size(picture)[0]
    assert abs(height - size(picture)[1]) <= 0.05 * height
    shown_in = PROJECT / {"page": "README.md", "map": "docs/files.md"}[name]
    assert f"tests/browser/pictures/{name}.png" in shown_in.read_text("utf-8")
