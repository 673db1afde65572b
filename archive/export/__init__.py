"""Passages into files: one module a format, and the registry that names them.

A writer takes the hits as they come, so an export of any size needs little memory. What makes an
export fit to be given away (`mask.Mask`) is applied to the hits before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from ..errors import UsageError
from ..model import Hit
from . import jsonl, markdown, page, plaintext, table
from .base import ExportInfo, Writer, Written
from .files import write_beside
from .grouping import GroupBy
from .mask import Mask

__all__ = [
    "FORMATS",
    "TEXT_FORMATS",
    "ExportInfo",
    "GroupBy",
    "Mask",
    "Writer",
    "Written",
    "export",
    "export_stream",
]


def _write_word(hits: Iterable[Hit], info: ExportInfo, stream: BinaryIO) -> Written:
    from . import word  # python-docx and lxml are slow to import, and few commands need them

    return word.write(hits, info, stream)


def _write_workbook(hits: Iterable[Hit], info: ExportInfo, stream: BinaryIO) -> Written:
    from . import workbook  # as slow

    return workbook.write(hits, info, stream)


# By the extension of the file.
FORMATS: Mapping[str, Writer] = MappingProxyType(
    {
        "docx": _write_word,
        "xlsx": _write_workbook,
        "html": page.write,
        "csv": table.write,
        "md": markdown.write,
        "jsonl": jsonl.write,
        "txt": plaintext.write,
    }
)
# Those that can be written to the standard output.
TEXT_FORMATS = frozenset(FORMATS) - {"docx", "xlsx"}


def export(hits: Iterable[Hit], info: ExportInfo, target: Path, *, force: bool = False) -> Written:
    """Write the hits to `target`, in the format of its extension.

    The file appears under its name only when it is complete. Raises UsageError for an unknown
    extension, ExportError for a target that cannot be (no folder, an existing file without
    `force`), StorageError for a full or read-only disk; errors of `hits` pass through.
    """
    writer = _writer(target.suffix.removeprefix(".").lower(), frozenset(FORMATS))
    return write_beside(target, lambda stream: writer(hits, info, stream), force=force)


def export_stream(hits: Iterable[Hit], info: ExportInfo, fmt: str, stream: BinaryIO) -> Written:
    """Write the hits to `stream` in one of TEXT_FORMATS.

    Raises UsageError for another format; errors of the stream pass through.
    """
    return _writer(fmt, TEXT_FORMATS)(hits, info, stream)


def _writer(fmt: str, known: frozenset[str]) -> Writer:
    if fmt not in known:
        asked = f"format {fmt!r}" if fmt else "a file without extension"
        names = ", ".join(name for name in FORMATS if name in known)
        raise UsageError(f"cannot write {asked} here; use one of {names}")
    return FORMATS[fmt]
