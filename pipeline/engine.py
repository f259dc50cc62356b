"""Door: where work runs. One interface for all: ``concurrent.futures.Executor``."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any


class HereExecutor(Executor):
    """Runs each call at once, in this process: what few pages want, and what a debugger needs."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run ``fn`` now; the future is done when it comes back."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - kept for result(), as any executor does
            future.set_exception(error)
        return future


def open_executor(workers: int) -> Executor:
    """Return an executor of so many processes; 1 means here. Close it with ``with``."""
    if workers == 1:
        return HereExecutor()
    # spawn, and not fork: the same on every system, and no lock is inherited half held.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_follow_parent)


def _follow_parent() -> None:
    """Let a worker end with its parent, however that ends, and leave Ctrl-C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def open_readers(pages: int) -> Executor:
    """Return an executor that reads so many pages while the caller goes on with other work.

    Few pages are read by a thread: processes would take longer to start.
    """
    if pages < _MANY:
        return open_threads(1)
    return open_executor(max(2, min(4, multiprocessing.cpu_count())))


_MANY = 40  # pages


def open_threads(most: int) -> ThreadPoolExecutor:
    """Return an executor of so many threads, for work that waits. Close it with ``with``."""
    return ThreadPoolExecutor(most, thread_name_prefix="asking")
