"""A progress bar for what takes a while and is counted one by one."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

# Fewer are done before a bar would be read.
WORTH_A_BAR = 500


def counted(items: Iterable[T], total: int, label: str, *, quiet: bool) -> Iterator[T]:
    """The items, with a bar on stderr while a person is watching and there are many."""
    if quiet or total < WORTH_A_BAR or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, label, total, console=Console(stderr=True), transient=True)
