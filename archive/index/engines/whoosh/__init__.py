"""The engine `whoosh`: pure Python, and the default.

The only place that imports Whoosh. Whoosh keeps the segments, their terms, posting lists and
columns; matching is done on whole posting lists as sets, since its matchers go posting by posting.
"""

from __future__ import annotations

from pathlib import Path

from ..base import Snapshot, State, Writer
from .snapshot import WhooshSnapshot
from .writer import WhooshWriter


class WhooshEngine:
    """See `engines.base.Engine`."""

    name = "whoosh"

    def snapshot(self, folder: Path, state: State) -> Snapshot:
        return WhooshSnapshot(folder, state)

    def writer(self, folder: Path, state: State | None) -> Writer:
        return WhooshWriter(folder, state)
