"""The engine `tantivy`: for archives that have outgrown the pure Python one (extra `fast`).

The only place that imports tantivy. Text is indexed as a sequence of tokens that overlap by a
character (`tokens`), with positions, so that a phrase of tokens is found exactly where the text is:
nothing is left to be verified but words of absurd length. tantivy matches, counts and makes a
shortlist; the scores are those of every engine, computed on the shortlist.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from ...document import Document
from ..base import Snapshot, State, Writer
from .snapshot import TantivySnapshot

_NO_WORDS: Counter[str] = Counter()


class TantivyEngine:
    """See `engines.base.Engine`."""

    name = "tantivy"

    def pack(self, document: Document) -> Document:
        # Imported here, and below: a search writes nothing.
        from .writer import pack

        packed = pack(document)
        none = _NO_WORDS
        return document._replace(packed=packed, folded="", heading=none, body=none, title=none, record=b"")

    def snapshot(self, folder: Path, state: State) -> Snapshot:
        return TantivySnapshot(folder, state)

    def writer(self, folder: Path, state: State | None) -> Writer:
        from .writer import TantivyWriter

        return TantivyWriter(folder, state)
