"""Many pieces of work by several processes: in order, stopped gently, and no worse for the loss of one."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from typing import Generic, TypeVar

from ..collector import collect_seldom
from ..errors import StorageError

# Pieces handed out ahead of the one being taken, for each process: enough to keep all busy, few
# enough that finished ones do not pile up in memory.
_AHEAD = 8
# Windows cannot wait for more processes at once.
_MOST_PROCESSES = 61

P = TypeVar("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Done(Generic[R]):
    """A result that needs no work."""

    result: R


def in_order(
    work: Callable[[P], R], pieces: Iterable[P | Done[R]], jobs: int, lost: Callable[[P], R]
) -> Iterator[R]:
    """Yield `work(piece)` for each piece in turn, done here (`jobs` 1) or by so many processes.

    A process that ends while it works (killed from outside, out of memory) costs its own piece
    only: `lost(piece)` takes the place of the result.
    """
    if jobs > 1:
        yield from _Team(work, lost, min(jobs, _MOST_PROCESSES)).run(iter(pieces))
        return
    for piece in pieces:
        yield piece.result if isinstance(piece, Done) else work(piece)


class _Team(Generic[P, R]):
    def __init__(self, work: Callable[[P], R], lost: Callable[[P], R], jobs: int) -> None:
        self._work, self._lost, self._jobs = work, lost, jobs
        self._waiting: deque[tuple[P, Future[R]] | Done[R]] = deque()

    def run(self, pieces: Iterator[P | Done[R]]) -> Iterator[R]:
        while True:
            try:
                with _pool(self._jobs) as pool:
                    yield from self._with(pool, pieces)
                return
            except BrokenProcessPool:
                # Nobody knows whose work ended the process: all that was under way is done anew.
                yield from self._one_by_one()

    def _with(self, pool: ProcessPoolExecutor, pieces: Iterator[P | Done[R]]) -> Iterator[R]:
        for piece in pieces:
            self._hand_out(pool, piece)
            if len(self._waiting) > self._jobs * _AHEAD:
                yield self._take()
        while self._waiting:
            yield self._take()

    def _hand_out(self, pool: ProcessPoolExecutor, piece: P | Done[R]) -> None:
        if isinstance(piece, Done):
            self._waiting.append(piece)
            return
        try:
            with _start_errors():
                self._waiting.append((piece, pool.submit(self._work, piece)))
        except BrokenProcessPool as error:
            failed: Future[R] = Future()
            failed.set_exception(error)
            self._waiting.append((piece, failed))
            raise

    def _take(self) -> R:
        first = self._waiting[0]
        result = first.result if isinstance(first, Done) else first[1].result()
        self._waiting.popleft()
        return result

    def _one_by_one(self) -> Iterator[R]:
        while self._waiting:
            try:
                with _pool(1) as pool:
                    yield from self._again(pool)
            except BrokenProcessPool:
                first = self._waiting.popleft()
                yield first.result if isinstance(first, Done) else self._lost(first[0])

    def _again(self, pool: ProcessPoolExecutor) -> Iterator[R]:
        while self._waiting:
            first = self._waiting[0]
            if not isinstance(first, Done) and (not first[1].done() or first[1].exception() is not None):
                self._waiting[0] = (first[0], pool.submit(self._work, first[0]))
            yield self._take()


@contextmanager
def _pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    # Fresh processes: a fork would copy the threads of a progress bar in the middle of their work.
    with _start_errors():
        pool = ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_begin)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _start_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageError(
            f"the system does not let more processes start ({error.strerror or error}); "
            "try: archive index --jobs 1"
        ) from error


def _begin() -> None:
    # Ctrl-C goes to the whole group; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What is loaded by now stays; what is made for a file goes with it, and has few cycles.
    gc.freeze()
    collect_seldom()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A parent that was killed cannot tell its processes to end."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def gentle_interrupt() -> Iterator[threading.Event]:
    """Let Ctrl-C or SIGTERM set an event, so that work ends at a good place; a second one ends it at once."""
    event = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield event
        return

    def note(signum: int, frame: object) -> None:
        event.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield event
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
