"""Columns: one value a section, in the order of their numbers.

Numbers and tables are read whole, texts one by one. Whoosh's own columns unpack each number by itself
and know no checksums.
"""

from __future__ import annotations

import struct
import zlib
from array import array
from itertools import accumulate
from typing import Any, Protocol

from .files import Damage, little, mapped, sealed, unsealed

_HEAD = struct.Struct("<I")


class ColumnWriter(Protocol):
    """Takes the value of one section after the other."""

    def add(self, value: Any) -> None: ...

    def close(self) -> None:
        """Write what is not written yet and close the file."""


class NumbersWriter:
    """Unsigned numbers, read whole as an array."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._values = array("Q")

    def add(self, value: int) -> None:
        """The value of the next section."""
        self._values.append(value)

    def close(self) -> None:
        """Write them as narrow as they fit."""
        self._file.write(sealed(_packed(self._values)))
        self._file.close()


def read_numbers(file: Any, size: int) -> array[int]:
    """The numbers of `size` sections; raises Damage."""
    data = mapped(file)
    numbers = _unpacked(unsealed(data))
    data.close()
    return _of_size(numbers, size)


class TableWriter:
    """Values that repeat (bytes without line ends): the distinct ones, and which one each section has."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._rows: dict[bytes, int] = {}
        self._values = array("Q")

    def add(self, value: bytes) -> None:
        """The value of the next section."""
        self._values.append(self._rows.setdefault(value, len(self._rows)))

    def close(self) -> None:
        """Write the table and the places in it."""
        rows = zlib.compress(b"\n".join(self._rows))
        self._file.write(sealed(_HEAD.pack(len(rows)) + rows + _packed(self._values)))
        self._file.close()


def read_table(file: Any, size: int) -> tuple[list[bytes], array[int]]:
    """The distinct values, and for each of `size` sections the place of its own; raises Damage."""
    data = mapped(file)
    found = unsealed(data)
    data.close()
    (length,) = _HEAD.unpack_from(found)
    rows = zlib.decompress(found[_HEAD.size : _HEAD.size + length]).split(b"\n")
    return rows, _of_size(_unpacked(found[_HEAD.size + length :]), size)


class BytesWriter:
    """Values of any length, written as they come."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._lengths = array("Q")

    def add(self, value: bytes) -> None:
        """The value of the next section."""
        self._file.write(value)
        self._lengths.append(len(value))

    def close(self) -> None:
        """Write the lengths."""
        self._file.write(sealed(_packed(self._lengths)))
        self._file.close()


class BytesReader:
    """Gives the values by number."""

    def __init__(self, file: Any, size: int) -> None:
        self._data = mapped(file)
        lengths = _of_size(_unpacked(unsealed(self._data)), size)
        self._offsets = list(accumulate(lengths, initial=0))

    def __getitem__(self, number: int) -> bytes:
        return self._data[self._offsets[number] : self._offsets[number + 1]]

    def close(self) -> None:
        """Close the file."""
        self._data.close()


def _packed(values: array[int]) -> bytes:
    """Numbers behind the typecode of the narrowest array that holds them."""
    most = max(values, default=0)
    code = next(code for code in "BHIQ" if most < 1 << 8 * array(code).itemsize)
    return code.encode() + little(array(code, values)).tobytes()


def _unpacked(data: bytes) -> array[int]:
    return little(array(data[:1].decode(), data[1:]))


def _of_size(numbers: array[int], size: int) -> array[int]:
    if len(numbers) != size:
        raise Damage(f"a column has {len(numbers)} values instead of {size}")
    return numbers
