"""Plain text: headings by indentation, highlights between 【 and 】."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from ..model import Hit, Passage
from . import base

MARK = "【{}】"
RULE = "=" * 40
INDENT = "  "


def write(hits: Iterable[Hit], info: base.ExportInfo, stream: BinaryIO) -> int:
    """Write the hits as text; return the number of passages."""
    count = 0
    stream.write(base.encode("\n".join(base.query_facts(info)) + "\n"))
    for hit, is_new in base.with_new_report(hits):
        lines = [*(_report(hit) if is_new else ()), "", *_section(hit)]
        for passage in hit.passages:
            lines += _passage(hit, passage)
            count += 1
        stream.write(base.encode("\n".join(lines) + "\n"))
    return count


def _report(hit: Hit) -> Iterator[str]:
    yield from ("", RULE, base.title_of(hit.report), base.report_facts(hit.report))


def _section(hit: Hit) -> Iterator[str]:
    yield _marked(base.heading_pieces(hit))
    yield base.section_facts(hit)


def _passage(hit: Hit, passage: Passage) -> Iterator[str]:
    text = _marked(base.pieces(base.one_line(passage.text), passage.highlights))
    yield from ("", INDENT + text, INDENT + base.source_of(hit, passage))


def _marked(pieces: Iterable[base.Piece]) -> str:
    return "".join(MARK.format(text) if is_lit else text for text, is_lit in pieces)
