"""Pages that nobody wrote: whatever their bytes, a reading comes of them, within bounds.

``FUZZ=5000`` reads so many in place of 60, ``FUZZ_SEED`` draws others.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
COUNT = os.environ.get("FUZZ", "60")
SEED = os.environ.get("FUZZ_SEED", "1")
SECONDS, MEGABYTES = 10, 500  # of one page; of the process


@pytest.mark.slow
def test_fuzzed_pages_are_read_within_bounds_and_alike_under_two_hash_seeds():
    def read(hash_seed):
        words = [sys.executable, "-m", "tests.fuzz", SEED, COUNT]
        return subprocess.Popen(
            words,
            cwd=PROJECT,
            env=os.environ | {"PYTHONHASHSEED": hash_seed},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    runs = [read(hash_seed) for hash_seed in ("0", "7")]
    first, second = (run.communicate() for run in runs)
    assert [run.returncode for run in runs] == [0, 0], first[1] + second[1]

    assert first[0] == second[0]
    assert len(first[0].splitlines()) == int(COUNT)
    slowest, megabytes = re.findall(r"slowest ([\d.]+) s, (\d+) MB", first[1])[0]
    assert float(slowest) < SECONDS
    assert int(megabytes) < MEGABYTES
