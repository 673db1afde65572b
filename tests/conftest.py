"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

# Machines differ, and other work runs beside the tests: how long one example takes is no failure.
settings.register_profile("archive", deadline=None)
settings.load_profile("archive")
