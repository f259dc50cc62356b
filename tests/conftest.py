"""What all tests share: no network, a workspace in a moment, the command."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from pipeline import cli
from pipeline.places.index import open_gazetteer
from tests.workspace import THOROUGH, Workspace

PROJECT = Path(__file__).parent.parent
TWO_CITIES = ("us-ca-cupertino", "us-ca-san-jose")


# A slow machine is no failure. In CI the examples are the same on every run; at home they roam.
settings.register_profile("all", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.register_profile("brief", settings.get_profile("all"), max_examples=10)
settings.load_profile("all" if THOROUGH else "brief")


def pytest_configure(config: pytest.Config) -> None:
    """Keep no reading; compile the index of places once, before the workers would all do it."""
    os.environ["SISTER_CITIES_READINGS"] = ""
    if not hasattr(config, "workerinput"):
        open_gazetteer()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what does more under ``TESTS=all``: more examples, or schemas held against."""
    for item in items:
        if "release" in getattr(item, "fixturenames", ()) or item.get_closest_marker("hypothesis"):
            item.add_marker("brief")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test asks the network; those of tests/scrape replace this by loopback only."""

    def refuse(*_: object) -> None:
        raise AssertionError("a test outside tests/scrape opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An empty workspace."""
    root = tmp_path / "workspace"
    root.mkdir()
    return Workspace(root)


@pytest.fixture
def two_cities(tmp_path: Path) -> Workspace:
    """The first two cities of the project's raw/, in a workspace of their own."""
    return _two_cities(tmp_path / "two-cities")


def _two_cities(root: Path) -> Workspace:
    root.mkdir()
    made = Workspace(root)
    for place_id in TWO_CITIES:
        shutil.copytree(PROJECT / "raw" / place_id, root / "raw" / place_id)
    lines = (PROJECT / "raw" / "corrections.csv").read_text("utf-8").splitlines()[1:]
    made.corrections(*(line for line in lines if line.split(",")[1] in TWO_CITIES))
    return made


@pytest.fixture(scope="session")
def two_cities_once(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The two cities with their release, which no test may change."""
    made = _two_cities(tmp_path_factory.mktemp("once") / "two-cities")
    made.publish()
    return made


@pytest.fixture
def released_cities(two_cities: Workspace, two_cities_once: Workspace) -> Workspace:
    """``two_cities`` with their release, which is made once for all tests of a worker."""
    two_cities.take(two_cities_once)
    return two_cities


@pytest.fixture(scope="session")
def one_tie_once(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace with the release of one tie, which no test may change."""
    made = Workspace(tmp_path_factory.mktemp("once"))
    made.source()
    made.capture("<h2>Twin towns</h2><ul><li>Dublin, Ireland (1986)</li></ul>")
    made.publish()
    return made


@pytest.fixture
def released_tie(workspace: Workspace, one_tie_once: Workspace) -> Workspace:
    """``workspace`` with the release of one tie, which is made once for all tests of a worker."""
    workspace.take(one_tie_once)
    return workspace


@pytest.fixture
def release(workspace: Workspace) -> Callable[[], None]:
    """Publish the tables of ``workspace`` alone, for tests that read rows."""
    return workspace.release


Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def sister_cities(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Command:
    """The command, in this process: words in; exit code, standard output and error out."""

    def command(*words: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["sister-cities", *map(str, words)])
        code: object = 0
        try:
            cli.main()
        except SystemExit as end:
            code = end.code or 0
        out, err = capfd.readouterr()
        assert isinstance(code, int)
        assert "Traceback" not in err or code == 4, err
        return code, out, err

    return command
