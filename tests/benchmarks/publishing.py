"""What making a release costs as it grows: time and memory, 10,000 ties against 1,000.

Each size is a process of its own, as memory is told by the process; they take turns. Exits 1 when
ten times the ties cost more than ten times the time, or memory, with what a noisy machine adds.
"""

import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).parent.parent.parent
SMALL, LARGE = 1_000, 10_000
ROUNDS = 3
SLACK = 1.25


def measured(ties: int) -> tuple[float, int]:
    """Return the processor time of making all files, in seconds, and the memory, in MB."""
    sys.path.insert(0, str(PROJECT))
    from pipeline.publish import release_files
    from tests import synthetic

    release_files(synthetic.release(20))  # what is done once a process
    release = synthetic.release(ties)
    before = resource.getrusage(resource.RUSAGE_SELF)
    start = time.process_time()
    files = release_files(release)
    seconds = time.process_time() - start
    after = resource.getrusage(resource.RUSAGE_SELF)
    assert sum(name.endswith("/index.html") for name in files) == ties / synthetic.PER_CITY
    return seconds, (after.ru_maxrss - before.ru_maxrss) // 1024


def main() -> int:
    """Print time and memory of each size; return 1 when a bound is broken."""
    runs: dict[int, list[tuple[float, int]]] = {SMALL: [], LARGE: []}
    for _ in range(ROUNDS):
        for ties, told in runs.items():
            command = [sys.executable, __file__, str(ties)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            seconds, megabytes = done.stdout.split()
            told.append((float(seconds), int(megabytes)))
    cost = {
        ties: (statistics.median(s for s, _ in told), statistics.median(m for _, m in told))
        for ties, told in runs.items()
    }
    for ties, (seconds, megabytes) in cost.items():
        print(f"a release of {ties:6,} ties  {seconds:6.2f} s cpu  {megabytes:5.0f} MB more")
    slower = cost[LARGE][0] / cost[SMALL][0]
    # A small release may fit into what the process had already: 20 MB count as nothing.
    larger = cost[LARGE][1] / max(cost[SMALL][1], 20)
    most = LARGE / SMALL * SLACK
    print(
        f"ten times the ties: {slower:.1f} times the time, {larger:.1f} the memory; at most {most}"
    )
    return 1 if max(slower, larger) > most else 0


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(*measured(int(sys.argv[1])))
    else:
        sys.exit(main())
