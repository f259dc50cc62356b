"""Where work runs: within its bounds, wherever it spends its time."""

import os
import signal
import time
from pathlib import Path

import pytest

from pipeline.engine import LimitedExecutor, Overrun, within_seconds
from pipeline.problems import FilesBroken, broken


def nothing():
    return None


def spin():
    while True:
        pass


def spin_in_c():
    return sum(range(10**15))  # one call of C code, which no signal handler of Python ends


def take_memory():
    return len(bytearray(10**10))


def end_process():
    os.kill(os.getpid(), signal.SIGKILL)


def end_process_once(mark: Path):
    if not mark.exists():
        mark.touch()
        end_process()
    return "done"


def complain():
    raise broken("command-line/no-folder", "x")


@pytest.fixture(scope="module")
def limited():
    with LimitedExecutor(1, nothing, seconds=1, megabytes=300) as executor:
        yield executor


@pytest.mark.slow
@pytest.mark.parametrize(
    ("call", "why"),
    [(spin, "time"), (spin_in_c, "time"), (take_memory, "memory"), (end_process, "crash")],
)
def test_a_call_that_goes_over_its_bounds_is_stopped_and_the_next_one_runs(limited, call, why):
    with pytest.raises(Overrun) as stopped:
        limited.submit(call).result()

    assert stopped.value.why == why
    assert limited.submit(abs, -1).result() == 1


@pytest.mark.slow
def test_a_call_whose_process_was_killed_from_outside_runs_again(limited, tmp_path):
    assert limited.submit(end_process_once, tmp_path / "mark").result() == "done"


@pytest.mark.slow
def test_what_a_call_raises_comes_back_with_all_that_it_says(limited):
    with pytest.raises(FilesBroken) as raised:
        limited.submit(complain).result()

    assert raised.value.problems[0].where == "x"


@pytest.mark.slow
def test_a_process_that_cannot_prepare_says_why():
    with LimitedExecutor(1, complain) as executor, pytest.raises(FilesBroken):
        executor.submit(abs, -1).result()


def test_a_small_call_is_stopped_in_this_process():
    started = time.process_time()
    with pytest.raises(Overrun):
        within_seconds(1, spin)

    assert within_seconds(1, abs, -1) == 1
    assert time.process_time() > started


def test_too_much_memory_in_this_process_is_an_overrun_too():
    def too_much():
        raise MemoryError

    with pytest.raises(Overrun, match="memory"):
        within_seconds(1, too_much)
