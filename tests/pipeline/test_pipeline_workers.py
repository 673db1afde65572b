"""Work by several processes: in order, and no worse for the loss of one."""

from __future__ import annotations

import os
import signal
import sys
import threading

import pytest

from archive.errors import StorageError
from archive.pipeline.workers import Done, gentle_interrupt, in_order


def doubled(number: int) -> int:
    """Twice the number; a negative one ends the process as lack of memory would."""
    if number < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_pieces(jobs: int) -> None:
    pieces = [1, Done(7), *range(30), Done(8)]
    assert list(in_order(doubled, pieces, jobs, lambda piece: -1)) == [2, 7, *range(0, 60, 2), 8]


def test_a_killed_process_costs_its_own_piece_only() -> None:
    pieces = [*range(20), -1, Done(5), *range(20), -2, 3]
    expected = [*range(0, 40, 2), -100, 5, *range(0, 40, 2), -200, 6]
    assert list(in_order(doubled, pieces, 2, lambda piece: 100 * piece)) == expected


def test_the_first_interrupt_is_gentle_and_the_second_is_not() -> None:
    before = signal.getsignal(signal.SIGINT)
    with gentle_interrupt() as interrupted:
        os.kill(os.getpid(), signal.SIGINT)
        assert interrupted.is_set()
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_a_thread_cannot_listen_to_signals_and_does_without() -> None:
    seen: list[bool] = []

    def listen() -> None:
        with gentle_interrupt() as interrupted:
            seen.append(interrupted.is_set())

    thread = threading.Thread(target=listen)
    thread.start()
    thread.join()
    assert seen == [False]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not limit open files")
def test_a_system_that_lets_no_process_start_is_told_so() -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    free = os.dup(0)
    os.close(free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free, before[1]))
    try:
        with pytest.raises(StorageError, match="--jobs 1"):
            list(in_order(str, [1, 2], 2, str))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
