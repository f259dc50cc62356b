"""Door: where work runs, and within which bounds. One interface: ``concurrent.futures``."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import queue
import resource
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import FrameType
from typing import Any, ParamSpec, TypeVar

_P = ParamSpec("_P")
_R = TypeVar("_R")

SECONDS = 10  # of processor time that one call may take
MEGABYTES = 1_500  # that one call may take, beyond what its process holds when it is ready


class Overrun(RuntimeError):
    """A call took more than it may: ``why`` is "time", "memory" or "crash"."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


class HereExecutor(Executor):
    """Runs each call at once, in this process: what few calls want, and what a debugger needs."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run ``fn`` now; the future is done when it comes back."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - kept for result(), as any executor does
            future.set_exception(error)
        return future


def open_threads(most: int) -> ThreadPoolExecutor:
    """Return an executor of so many threads, for work that waits. Close it with ``with``."""
    return ThreadPoolExecutor(most, thread_name_prefix="asking")


def within_seconds(
    seconds: int, fn: Callable[_P, _R], /, *args: _P.args, **kwargs: _P.kwargs
) -> _R:
    """Return what ``fn`` returns, run here; raises Overrun past so much processor time.

    Only the main thread of a process can be stopped so, and not inside a single call of C code:
    it is for what is small. ``LimitedExecutor`` stops everything.
    """
    if threading.current_thread() is not threading.main_thread():
        return fn(*args, **kwargs)

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise Overrun("time")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        return fn(*args, **kwargs)
    except MemoryError:
        raise Overrun("memory") from None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@dataclass(frozen=True, slots=True)
class _Limits:
    seconds: int
    megabytes: int


@dataclass(frozen=True, slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection

    def stop(self) -> None:
        self.connection.close()
        self.process.join()

    def why_ended(self) -> str:
        """Why the process is no more."""
        self.process.join()
        return "time" if self.process.exitcode == -signal.SIGXCPU else "crash"


class LimitedExecutor(Executor):
    """Runs each call in a process of its own kind, which the system stops at its bounds.

    The system counts, so that C code obeys too. A call that was stopped raises ``Overrun``; the
    next one has a new process. Processes are begun when they are wanted, and serve call after call.
    """

    def __init__(
        self,
        workers: int,
        prepare: Callable[[], object],
        *,
        seconds: int = SECONDS,
        megabytes: int = MEGABYTES,
    ) -> None:
        """prepare: what a process does before its first call, without bounds."""
        self._prepare = prepare
        self._limits = _Limits(seconds, megabytes)
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="limited")
        self._idle: queue.LifoQueue[_Worker] = queue.LifoQueue()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run ``fn``, which can be imported by its name, in a process when one is free."""
        return self._threads.submit(self._run, fn, args, kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Stop the processes; takes what ``Executor.shutdown`` takes."""
        self._threads.shutdown(wait=wait, cancel_futures=cancel_futures)
        with contextlib.suppress(queue.Empty):
            while True:
                self._idle.get_nowait().stop()

    def _run(self, *call: Any) -> Any:
        try:
            return self._run_once(*call)
        except Overrun as overrun:
            if overrun.why != "crash":
                raise
        return self._run_once(*call)  # what was killed from outside is not the fault of the call

    def _run_once(self, *call: Any) -> Any:
        try:
            worker = self._idle.get_nowait()
        except queue.Empty:
            worker = self._started()
        try:
            worker.connection.send(call)
            is_good, value = worker.connection.recv()
        except (EOFError, ConnectionError):
            raise Overrun(worker.why_ended()) from None
        except BaseException:
            worker.process.kill()
            raise
        self._idle.put(worker)
        if is_good:
            return value
        raise value

    def _started(self) -> _Worker:
        # spawn, and not fork: the same on every system, and no lock is inherited half held.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=_serve, args=(theirs, self._prepare, self._limits), daemon=True
        )
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        try:
            is_good, value = ours.recv()
        except (EOFError, ConnectionError):
            raise Overrun(worker.why_ended()) from None
        if is_good:
            return worker
        raise value


def _serve(connection: Connection, prepare: Callable[[], object], limits: _Limits) -> None:
    """Answer call after call, until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's
    _follow_parent()
    try:
        prepare()
    except Exception as error:  # noqa: BLE001 - raised again where the call was made
        connection.send((False, error))
        return
    connection.send((True, None))
    _limit_memory(limits.megabytes)
    for fn, args, kwargs in _calls(connection):
        _limit_time(limits.seconds)
        try:
            answer = True, fn(*args, **kwargs)
        except MemoryError:
            answer = False, Overrun("memory")
        except Exception as error:  # noqa: BLE001 - raised again where the call was made
            answer = False, error
        try:
            connection.send(answer)
        except ConnectionError:
            return  # nobody waits for it any more


def _calls(connection: Connection) -> Iterator[Any]:
    with contextlib.suppress(EOFError, ConnectionError):
        while True:
            yield connection.recv()


def _limit_time(seconds: int) -> None:
    """Let the system end this process when it has run for so long from now."""
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = int(time.process_time()) + 1 + seconds
    if most == resource.RLIM_INFINITY or wanted < most:
        resource.setrlimit(resource.RLIMIT_CPU, (wanted, most))


def _limit_memory(megabytes: int) -> None:
    """Let the system refuse more memory than that beyond what is held; where it can be told."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:
        return  # not Linux
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    wanted = pages * resource.getpagesize() + megabytes * 2**20
    if most == resource.RLIM_INFINITY or wanted < most:
        resource.setrlimit(resource.RLIMIT_AS, (wanted, most))


def _follow_parent() -> None:
    """Let a worker end with its parent, however that ends."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
