"""Markdown (CommonMark): a heading per group, report and section, highlights in bold.

Text is escaped so that it shows as it stands. Bold is put inside of punctuation at a highlight's
ends: CommonMark does not read `**“词”**后` as bold where a letter follows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import BinaryIO

from ..model import Hit
from . import base
from .outline import Role, outline

_SPECIAL = re.compile(r"[\\`*_\[\]<>&~|#$]")
# At the start of a line: a list item, a numbered item, or the underline of a heading.
_OPENING = re.compile(r"^(\s*)(?:([-+=:])|([0-9]{1,9})([.)])(?=\s|$))")


def write(hits: Iterable[Hit], info: base.ExportInfo, stream: BinaryIO) -> base.Written:
    """Write the hits as Markdown."""
    count = 0
    quoted = "".join(f"> {_paragraph([(line, False)])}  \n" for line in base.query_facts(info))
    stream.write(base.encode(quoted))
    for block in outline(hits, info.group_by):
        shown = _inline(block.pieces) if block.level else _paragraph(block.pieces)
        mark = "#" * block.level + " " if block.level else ""
        stream.write(base.encode(f"\n{mark}{shown}\n"))
        count += block.role is Role.PASSAGE
    return base.Written(count)


def escaped(text: str) -> str:
    """`text` with a backslash before every sign that Markdown would take for its own."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def _paragraph(pieces: Iterable[base.Piece]) -> str:
    # Four leading spaces would make a block of code.
    return _OPENING.sub(_with_backslash, _inline(pieces).strip())


def _with_backslash(match: re.Match[str]) -> str:
    space, sign, number, point = match.groups()
    return f"{space}\\{sign}" if sign else f"{space}{number}\\{point}"


def _inline(pieces: Iterable[base.Piece]) -> str:
    return "".join(_bold(text) if is_lit else escaped(text) for text, is_lit in pieces)


def _bold(text: str) -> str:
    start, end = 0, len(text)
    while start < end and not _is_letter(text[start]):
        start += 1
    while end > start and not _is_letter(text[end - 1]):
        end -= 1
    inner = f"**{escaped(text[start:end])}**" if start < end else ""
    return escaped(text[:start]) + inner + escaped(text[end:])


def _is_letter(char: str) -> bool:
    return unicodedata.category(char)[0] in "LMN"
