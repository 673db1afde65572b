"""What holds for all tests."""

from __future__ import annotations

import gc

from hypothesis import settings

from archive.collector import collect_seldom

# Machines differ, and other work runs beside the tests: how long one example takes is no failure.
settings.register_profile("archive", deadline=None)
settings.load_profile("archive")


def pytest_collection_finish() -> None:
    """Let Python look for cycles as seldom as the program does, and not among ten thousand tests."""
    collect_seldom()
    gc.freeze()
