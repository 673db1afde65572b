"""Columns: one value a section, in the order of their numbers.

Numbers and tables are read whole, texts one by one. Whoosh's own columns unpack each number by itself
and know no checksums.
"""

from __future__ import annotations

import struct
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Any

from .files import Damage, discard, little, mapped, sealed, unsealed

_LENGTH = struct.Struct("<I")


class Numbers:
    """Unsigned numbers, read as one array."""

    def __init__(self) -> None:
        self._values = array("Q")

    def add(self, value: int) -> None:
        """The value of the next section."""
        self._values.append(value)

    def packed(self) -> bytes:
        """All of them, as narrow as they fit."""
        return _packed(self._values)


def numbers(data: bytes, size: int) -> array[int]:
    """The numbers of `size` sections that `Numbers` packed; raises Damage."""
    found = _unpacked(data)
    if len(found) != size:
        raise Damage(f"a column has {len(found)} values instead of {size}")
    return found


class Table:
    """Values that repeat (bytes without line ends): the distinct ones, and which one each section has."""

    def __init__(self) -> None:
        self._rows: dict[bytes, int] = {}
        self._values = array("Q")

    def add(self, value: bytes) -> None:
        """The value of the next section."""
        self._values.append(self._rows.setdefault(value, len(self._rows)))

    def packed(self) -> bytes:
        """The table and the places in it."""
        return joined([zlib.compress(b"\n".join(self._rows)), _packed(self._values)])


def table(data: bytes, size: int) -> tuple[list[bytes], array[int]]:
    """The distinct values, and for each of `size` sections the place of its own; raises Damage."""
    rows, places = parts(data)
    return zlib.decompress(rows).split(b"\n"), numbers(places, size)


class TextsWriter:
    """Values of any length, written as they come."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._lengths = array("Q")

    def add(self, value: bytes) -> None:
        """The value of the next section."""
        self._file.write(value)
        self._lengths.append(len(value))

    def close(self) -> None:
        """Write the lengths and close the file."""
        self._file.write(sealed(_packed(self._lengths)))
        self._file.close()

    def discard(self) -> None:
        """Close the file without writing to it."""
        discard(self._file)


class TextsReader:
    """Gives the values by number."""

    def __init__(self, file: Any, size: int) -> None:
        self._data = mapped(file)
        self._offsets = list(accumulate(numbers(unsealed(self._data), size), initial=0))

    def __getitem__(self, number: int) -> bytes:
        return self._data[self._offsets[number] : self._offsets[number + 1]]

    def having(self, piece: bytes, numbers: Iterable[int]) -> Iterator[int]:
        """Of these sections, those whose value has a piece of text, in UTF-16, at a whole letter."""
        data, offsets = self._data, self._offsets
        for number in numbers:
            value = data[offsets[number] : offsets[number + 1]]
            at = value.find(piece)
            while at & 1 and at > 0:
                at = value.find(piece, at + 1)
            if at >= 0:
                yield number

    def close(self) -> None:
        """Close the file."""
        self._data.close()


def joined(pieces: Sequence[bytes]) -> bytes:
    """Pieces of bytes as one that `parts` divides again."""
    return b"".join(_LENGTH.pack(len(piece)) + piece for piece in pieces)


def parts(data: bytes) -> list[bytes]:
    """The pieces that `joined` joined."""
    found, at = [], 0
    while at < len(data):
        (length,) = _LENGTH.unpack_from(data, at)
        at += _LENGTH.size + length
        found.append(data[at - length : at])
    return found


def _packed(values: array[int]) -> bytes:
    """Numbers behind the typecode of the narrowest array that holds them."""
    most = max(values, default=0)
    code = next(code for code in "BHIQ" if most < 1 << 8 * array(code).itemsize)
    return code.encode() + little(array(code, values)).tobytes()


def _unpacked(data: bytes) -> array[int]:
    return little(array(data[:1].decode(), data[1:]))
