"""Files of a segment: mapped into memory, their numbers little-endian, their parts sealed by checksums."""

from __future__ import annotations

import mmap
import struct
import sys
import zlib
from array import array
from contextlib import suppress
from typing import Any

# The length of what stands before it, and its CRC-32.
_SEAL = struct.Struct("<QI")


class Damage(Exception):
    """Bytes that are not what was written."""


def little(values: array[int]) -> array[int]:
    """Numbers in little-endian order from this machine's, or the reverse; in place."""
    if sys.byteorder == "big":
        values.byteswap()
    return values


def mapped(file: Any) -> mmap.mmap:
    """The content of a Whoosh file, which may not be empty: slicing it needs no call of the system."""
    data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    file.close()
    return data


def discard(*files: Any) -> None:
    """Close Whoosh files that nobody wants, whatever became of them: nothing need be written any more."""
    for file in files:
        if not file.is_closed:
            # What it still holds may have no room on the disk.
            with suppress(OSError):
                file.close()


def sealed(data: bytes) -> bytes:
    """Bytes to be written at the end of a file so that `unsealed` finds them."""
    return data + _SEAL.pack(len(data), zlib.crc32(data))


def unsealed(file: mmap.mmap) -> bytes:
    """What was sealed at the end of a file; raises Damage where it is not as it was written."""
    end = len(file) - _SEAL.size
    if end < 0:
        raise Damage("a file is too short")
    length, checksum = _SEAL.unpack(file[end:])
    found = file[end - length : end] if length <= end else b""
    if len(found) != length or zlib.crc32(found) != checksum:
        raise Damage("a part of a file is not as it was written")
    return found
