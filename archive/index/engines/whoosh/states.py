"""The file that says which segments a state consists of, and which of their sections are deleted.

Whoosh's own table of contents is pickled, and reading a pickle runs what it says; this is JSON.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from whoosh.codec.whoosh3 import W3Segment

from ..base import State
from .codec import INDEX_NAME, SectionCodec
from .files import Damage


def state_file(generation: int) -> str:
    """The name of the file of a generation."""
    return f"state_{generation}.json"


def write_state(folder: Path, generation: int, segments: Sequence[Any]) -> None:
    """Write the file of a new generation."""
    rows = [[s.segid, s.doc_count_all(), sorted(s.deleted_docs())] for s in segments]
    text = json.dumps(rows)
    (folder / state_file(generation)).write_text(f"{zlib.crc32(text.encode())}\n{text}", encoding="ascii")


def read_state(folder: Path, state: State) -> list[Any]:
    """The segments of a state; raises Damage, or OSError or ValueError."""
    data = (folder / state_file(state.generation)).read_text(encoding="ascii")
    checksum, _, text = data.partition("\n")
    if checksum != str(zlib.crc32(text.encode())):
        raise Damage("the list of segments is not as it was written")
    codec = SectionCodec()
    return [
        W3Segment(codec, INDEX_NAME, doccount=size, segid=ident, deleted=set(deleted) or None)
        for ident, size, deleted in json.loads(text)
    ]
