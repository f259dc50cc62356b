"""What a whole process costs, as ratios to ``python -c "import pandas"`` in the same run.

Processor time of the process and its children, the median of several rounds in which all
commands take turns. Exits 1 when a bound is broken.
"""

import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).parent.parent.parent
ROUNDS = 7
BASE = "import pandas"
# A publish reads what three dozen languages call countries and months: half of import pandas.
BOUNDS = {"sister-cities --help": 0.3, "a second sister-cities publish": 4.5}


def cpu_seconds(words: list[str], cwd: Path) -> float:
    """Return the processor time that a command and its children take."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(words, cwd=cwd, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    """Print cost and ratio of each command; return 1 when a bound is broken."""
    command = str(Path(sys.executable).parent / "sister-cities")
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder)
        shutil.copytree(PROJECT / "raw", workspace / "raw")
        commands = {
            BASE: [sys.executable, "-c", "import pandas"],
            "sister-cities --help": [command, "--help"],
            "a second sister-cities publish": [command, "publish"],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for words in commands.values():
            cpu_seconds(words, workspace)  # warm the disk cache; publish for the first time
        for _ in range(ROUNDS):
            for name, words in commands.items():
                times[name].append(cpu_seconds(words, workspace))
    median = {name: statistics.median(several) for name, several in times.items()}
    broken = 0
    for name, seconds in median.items():
        ratio = seconds / median[BASE]
        bound = BOUNDS.get(name)
        said = "" if bound is None else f"at most {bound:.1f}"
        broken += bound is not None and ratio > bound
        print(f"{name:32} {seconds:6.3f} s cpu  {ratio:5.2f} of import pandas  {said}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
