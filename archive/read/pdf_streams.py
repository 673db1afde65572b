"""How much a PDF unpacks to, asked before PDFium opens it.

PDFium takes memory for fourteen times what the program of a page unpacks to, and says nothing of it
before: a file of 3 MB had it take 14 GB.
"""

from __future__ import annotations

import re
import zlib
from contextlib import suppress

from ..config import Settings
from ..errors import ReadError
from .base import Deadline, too_large

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
# Dictionaries of streams have some hundred bytes; they begin behind the word obj.
_DICTIONARY = 2_000
# PDFium is not asked for pictures.
_PICTURE = b"/Image"
_TWICE = re.compile(rb"/Fl(?:ateDecode)?\b[^\]]{0,99}/Fl(?:ateDecode)?\b")
# So many bytes are unpacked at a time, and thrown away.
_PIECE = 1 << 20


def check_streams(data: bytes, settings: Settings) -> None:
    """Raise ReadError (reason only) if a stream, or all together, unpack to more than the limits."""
    deadline, total = Deadline(settings), 0
    for found in _STREAM.finditer(data):
        deadline.check()
        about = data[max(0, found.start() - _DICTIONARY) : found.start()].rpartition(b"obj")[2]
        if b"/Fl" not in about or _PICTURE in about:
            continue
        if _TWICE.search(about):
            raise ReadError("has streams that are compressed twice, as no program writes them; print it anew")
        size = _unpacked(data, found.end(), settings.max_file_bytes)
        total += size
        if size > settings.max_file_bytes:
            raise too_large("has a page or font that is larger", settings.max_file_bytes)
        if total > settings.max_unpacked_bytes:
            raise ReadError(
                f"unpacks to more than the limit of {settings.max_unpacked_bytes:,} bytes;"
                " raise max_unpacked_mb in archive.toml or split it"
            )


def _unpacked(data: bytes, start: int, limit: int) -> int:
    """The size of the stream that begins at `start`, or what is more than `limit`."""
    unpacker, size = zlib.decompressobj(), 0
    with suppress(zlib.error):  # What is damaged ends here for PDFium too.
        while size <= limit and not unpacker.eof and (start < len(data) or unpacker.unconsumed_tail):
            packed = unpacker.unconsumed_tail
            if not packed:
                packed = data[start : start + _PIECE]
                start += _PIECE
            size += len(unpacker.decompress(packed, _PIECE))
    return size
