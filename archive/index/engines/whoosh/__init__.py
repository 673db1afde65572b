"""The engine `whoosh`: pure Python, and the default.

The only place that imports Whoosh. Whoosh keeps the segments and their files; what is in them is
written and read by a codec of our own, and matching is done on whole posting lists as sets, since
Whoosh's own codec and matchers go posting by posting.
"""

from __future__ import annotations

from pathlib import Path

from ....segment import grams
from ...document import Document
from ..base import Snapshot, State, Writer
from .snapshot import WhooshSnapshot
from .writer import WhooshWriter


class WhooshEngine:
    """See `engines.base.Engine`."""

    name = "whoosh"

    def pack(self, document: Document) -> Document:
        return document._replace(packed=tuple(grams(document.folded)))

    def snapshot(self, folder: Path, state: State) -> Snapshot:
        return WhooshSnapshot(folder, state)

    def writer(self, folder: Path, state: State | None) -> Writer:
        return WhooshWriter(folder, state)
