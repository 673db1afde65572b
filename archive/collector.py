"""How often Python looks for cycles among the objects of a process."""

from __future__ import annotations

import gc

# Objects that are made before the collector looks: Python's own 700 costs a search, which ends before it has
# any garbage to speak of, a twentieth of its time, and cleaning, understanding and indexing as much.
_OBJECTS = 50_000


def collect_seldom() -> None:
    """Let the collector run 70 times less often than it does by itself, for the rest of the process."""
    gc.set_threshold(_OBJECTS)
