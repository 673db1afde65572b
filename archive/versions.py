"""Versions of all that decides what an index holds.

Raise a number when the output of its part changes: an index that was built with other numbers is
then rebuilt rather than searched. They stand apart from the parts so that a search need not import
the stages that only building uses.
"""

from __future__ import annotations

SCHEMA = 1
CLEANER = 1
STRUCTURE = 1


def versions(segmenter: str) -> dict[str, str]:
    """The stamp of an index, as its manifest keeps it; `segmenter` is `Segmenter.version`."""
    return {
        "schema": str(SCHEMA),
        "cleaner": str(CLEANER),
        "structure": str(STRUCTURE),
        "segmenter": segmenter,
    }
