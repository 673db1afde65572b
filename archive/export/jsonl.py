"""JSON Lines: a hit of the JSON contract on each line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import BinaryIO

from ..model import FORMAT_VERSION, Hit, plain
from . import base
from .grouping import arranged


def write(hits: Iterable[Hit], info: base.ExportInfo, stream: BinaryIO) -> base.Written:
    """Write the hits one a line."""
    count = 0
    for place in arranged(hits, info.group_by):
        hit = place.hit
        line = json.dumps({"format_version": FORMAT_VERSION, **plain(hit)}, ensure_ascii=False)
        stream.write(base.encode(line + "\n"))
        count += len(hit.passages)
    return base.Written(count)
