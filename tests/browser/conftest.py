"""The page as readers open it: from a disk, in Chromium, with no network at all."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from pipeline import cli
from pipeline.publish import release_files
from tests import synthetic

PROJECT = Path(__file__).parent.parent.parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Run as root there is no sandbox; the others stop what a browser asks for by itself.
SWITCHES = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)


@pytest.fixture(autouse=True)
def _no_network() -> None:
    """The driver speaks to the browser over pipes; the browser resolves no name."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium; without one these tests fail, as nobody would have looked."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.fail("no Chromium: apt-get install chromium, then make test-browser")
    with sync_playwright() as playwright:
        yield _launched(playwright, program)


def _launched(playwright: Playwright, program: str) -> Browser:
    return playwright.chromium.launch(executable_path=program, args=list(SWITCHES))


class Reader:
    """One reader with the page open, who notes what the page asked for and said."""

    def __init__(self, context: BrowserContext, file: Path) -> None:
        self.page: Page = context.new_page()
        self.file = file
        self.requests: list[str] = []
        self.refused: list[tuple[str, str | None]] = []
        self.said: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("requestfailed", lambda one: self.refused.append((one.url, one.failure)))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))

    def open(self, fragment: str = "") -> Reader:
        """Open the page, at ``fragment`` if any."""
        self.page.goto(f"{self.file.as_uri()}{fragment}")
        return self

    def rows(self) -> list[str]:
        """The affiliation_ids in view, in order."""
        return self.page.eval_on_selector_all(
            "#table tbody", "all => all.filter((one) => !one.hidden).map((one) => one.id)"
        )

    def proofs(self) -> list[str]:
        """The affiliation_ids whose proof is in view."""
        return self.page.eval_on_selector_all(
            "#table tbody:not([hidden]) .proof",
            "all => all.filter((one) => one.checkVisibility()).map((one) => one.parentNode.id)",
        )

    def search(self, words: str) -> list[str]:
        """Type ``words`` into the search; return what is in view then."""
        self.page.fill("input[name=q]", words)
        return self.rows()

    def save(self, to: Path) -> bytes:
        """Press the button that saves the rows in view; return the file's bytes."""
        with self.page.expect_download() as download:
            self.page.click("#save")
        download.value.save_as(to)
        return to.read_bytes()


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """published/ of this project's own raw/."""
    root = tmp_path_factory.mktemp("site")
    shutil.copytree(PROJECT / "raw", root / "raw")
    command = cli.typer.main.get_command(cli.app)
    command(["publish", "--workspace", str(root)], standalone_mode=False)
    return root / "published"


@pytest.fixture(scope="session")
def ties(published: Path) -> list[dict[str, str]]:
    """The rows of affiliations.csv."""
    with (published / "affiliations.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture
def reader(browser: Browser, published: Path) -> Iterator[Reader]:
    """A reader of index.html at a desk, in light."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield Reader(context, published / "index.html")
    context.close()


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """published/ of a release that is too large for one page."""
    root = tmp_path_factory.mktemp("large") / "published"
    for name, body in release_files(synthetic.release(400)).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(body)
    return root
