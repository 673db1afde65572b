"""Plain text: reports under a rule, passages indented, highlights between 【 and 】."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from ..model import Hit
from . import base
from .outline import Block, Role, outline

MARK = "【{}】"
# Above the headings of the first and of the second level; sections have none.
RULES = {1: "=" * 40, 2: "-" * 40}
INDENT = "  "


def write(hits: Iterable[Hit], info: base.ExportInfo, stream: BinaryIO) -> base.Written:
    """Write the hits as text."""
    count = 0
    stream.write(base.encode("\n".join(base.query_facts(info)) + "\n"))
    for block in outline(hits, info.group_by):
        stream.write(base.encode("\n".join(_lines(block)) + "\n"))
        count += block.role is Role.PASSAGE
    return base.Written(count)


def _lines(block: Block) -> Iterator[str]:
    if block.level or block.role is Role.PASSAGE:
        yield ""
    if block.role in (Role.GROUP, Role.REPORT):
        yield RULES[block.level]
    indent = INDENT if block.role in (Role.PASSAGE, Role.SOURCE) else ""
    yield indent + "".join(MARK.format(text) if is_lit else text for text, is_lit in block.pieces)
