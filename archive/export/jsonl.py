"""JSON Lines: a hit of the JSON contract on each line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import BinaryIO

from ..model import FORMAT_VERSION, Hit, plain
from . import base


def write(hits: Iterable[Hit], info: base.ExportInfo, stream: BinaryIO) -> int:
    """Write the hits one a line; return the number of passages in them."""
    count = 0
    for hit in hits:
        line = json.dumps({"format_version": FORMAT_VERSION, **plain(hit)}, ensure_ascii=False)
        stream.write(base.encode(line + "\n"))
        count += len(hit.passages)
    return count
