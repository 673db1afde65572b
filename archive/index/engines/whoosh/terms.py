"""The terms of a segment and where their posting lists are.

The terms of a field are cut into blocks in their order. A block holds its terms, the sizes of their
lists, and the short lists themselves; long ones stand in a file of their own, each with its checksum.
Blocks are deflated, which also guards them by a checksum. The first term of each block, and where it
lies, is read when the segment is opened: a few dozen bytes for each 128 terms.

    .trm    blocks, and the index of them
    .pst    long lists, each followed by its CRC-32 (4 bytes), behind four bytes that say what it is

Whoosh's own table of terms takes some 80 bytes a term, and half of the terms of a text occur once.
"""

from __future__ import annotations

import json
import mmap
import struct
import zlib
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import Any, NamedTuple

from ...ranking import FOUND_MASK, Occurrences
from . import lists
from .files import Damage, discard, little, mapped, sealed, unsealed

TERMS_EXT = ".trm"
LISTS_EXT = ".pst"
# Terms in a block: to look one up, that many are inflated (20 µs).
_BLOCK = 128
# A list of up to so many bytes stands in the block: longer ones are not worth inflating for others.
_INLINE = 48
_LISTS_MAGIC = b"LST1"
_CHECKSUM = struct.Struct("<I")
_HEAD = struct.Struct("<I")
# Blocks kept inflated: a query's terms, each looked up two or three times.
_BLOCKS_KEPT = 256


@dataclass(slots=True)
class _Blocks:
    """The blocks of one field: the first term of each, where it lies, where its long lists begin."""

    counted: bool
    first: list[str] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    lists: list[int] = field(default_factory=list)


class _Pending(NamedTuple):
    """A term that waits for its block to be full; in `unseen` sections it is in the title only."""

    term: str
    size: int
    unseen: int
    data: bytes


class TermsWriter:
    """Writes whole lists, the terms of a field in ascending order, one field after the other."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._terms = segment.create_file(storage, TERMS_EXT)
        self._lists = segment.create_file(storage, LISTS_EXT)
        self._fields: dict[str, _Blocks] = {}
        self._lists.write(_LISTS_MAGIC)
        self._offset, self._lists_end = 0, len(_LISTS_MAGIC)
        self._pending: list[_Pending] = []

    def start_field(self, name: str, *, counted: bool) -> None:
        """Begin a field; `counted` if its lists have counts."""
        self._blocks = self._fields[name] = _Blocks(counted)

    def add(self, term: str, numbers: Sequence[int], counts: Sequence[int] | None) -> None:
        """Write one term's list: ascending numbers, and their packed counts if the field has them."""
        unseen = sum(not count & FOUND_MASK for count in counts) if counts is not None else 0
        self._pending.append(_Pending(term, len(numbers), unseen, lists.encode(numbers, counts)))
        if len(self._pending) == _BLOCK:
            self._flush()

    def finish_field(self) -> None:
        """End the field."""
        if self._pending:
            self._flush()

    def _flush(self) -> None:
        blocks, pending = self._blocks, self._pending
        blocks.first.append(pending[0].term)
        blocks.lists.append(self._lists_end)
        for data in (item.data for item in pending if len(item.data) > _INLINE):
            self._lists.write(data + _CHECKSUM.pack(zlib.crc32(data)))
            self._lists_end += len(data) + _CHECKSUM.size
        block = zlib.compress(_packed(pending))
        self._terms.write(block)
        blocks.offsets.append(self._offset)
        blocks.sizes.append(len(block))
        self._offset += len(block)
        self._pending = []

    def close(self) -> None:
        """Write the index and close the files."""
        index = {name: asdict(blocks) for name, blocks in self._fields.items()}
        self._terms.write(sealed(zlib.compress(json.dumps(index).encode())))
        self._terms.close()
        self._lists.close()

    def discard(self) -> None:
        """Close the files without writing to them."""
        discard(self._terms, self._lists)


def _packed(pending: Sequence[_Pending]) -> bytes:
    terms = "\n".join(item.term for item in pending).encode()
    columns = [
        [item.size for item in pending],
        [item.unseen for item in pending],
        [len(item.data) for item in pending],
    ]
    numbers = b"".join(little(array("I", column)).tobytes() for column in columns)
    inline = b"".join(item.data for item in pending if len(item.data) <= _INLINE)
    return _HEAD.pack(len(terms)) + terms + numbers + inline


class _Block:
    """An inflated block."""

    def __init__(self, data: bytes, lists_start: int) -> None:
        (length,) = _HEAD.unpack_from(data)
        start = _HEAD.size + length
        self.terms = data[_HEAD.size : start].decode().split("\n")
        width = 4 * len(self.terms)
        self.frequencies, self.unseen, self._sizes = (
            little(array("I", data[at : at + width])) for at in range(start, start + 3 * width, width)
        )
        self._inline = data[start + 3 * width :]
        if sum(size for size in self._sizes if size <= _INLINE) != len(self._inline):
            raise Damage("a block of terms is not whole")
        steps = [0 if size <= _INLINE else size + _CHECKSUM.size for size in self._sizes]
        self._starts = list(accumulate(steps, initial=lists_start))

    def place(self, term: str) -> int | None:
        """The place of a term in the block."""
        return self.terms.index(term) if term in self.terms else None

    def data(self, place: int, long: mmap.mmap) -> bytes:
        """The bytes of a list."""
        size = self._sizes[place]
        if size <= _INLINE:
            start = sum(size for size in self._sizes[:place] if size <= _INLINE)
            return self._inline[start : start + size]
        start = self._starts[place]
        data = long[start : start + size]
        if long[start + size : start + size + _CHECKSUM.size] != _CHECKSUM.pack(zlib.crc32(data)):
            raise Damage("a list of postings is not as it was written")
        return data


class TermsReader:
    """Finds and reads lists; what is damaged raises Damage or zlib.error."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._terms = mapped(segment.open_file(storage, TERMS_EXT))
        self._lists = mapped(segment.open_file(storage, LISTS_EXT))
        index = json.loads(zlib.decompress(unsealed(self._terms)))
        self._fields = {name: _Blocks(**blocks) for name, blocks in index.items()}
        self._block = lru_cache(maxsize=_BLOCKS_KEPT)(self._inflated)

    def _inflated(self, name: str, number: int) -> _Block:
        blocks = self._fields[name]
        start = blocks.offsets[number]
        data = zlib.decompress(self._terms[start : start + blocks.sizes[number]])
        return _Block(data, blocks.lists[number])

    def _find(self, name: str, term: str) -> tuple[_Block, int] | None:
        number = bisect_right(self._fields[name].first, term) - 1
        if number < 0:
            return None
        block = self._block(name, number)
        place = block.place(term)
        return None if place is None else (block, place)

    def frequency(self, name: str, term: str) -> int:
        """How many numbers the list of a term has, 0 where there is none."""
        found = self._find(name, term)
        return found[0].frequencies[found[1]] if found else 0

    def postings(self, name: str, term: str) -> Occurrences:
        """The list of a term, empty where there is none."""
        found = self._find(name, term)
        return self._read(name, *found) if found else Occurrences((), ())

    def _read(self, name: str, block: _Block, place: int) -> Occurrences:
        data = block.data(place, self._lists)
        return lists.decode(data, block.frequencies[place], counted=self._fields[name].counted)

    def terms(self, name: str, prefix: str) -> Iterator[tuple[str, int]]:
        """The terms of a field that begin so, in order, with the number of sections they are found in."""
        blocks = self._fields[name].first
        for number in range(max(bisect_right(blocks, prefix) - 1, 0), len(blocks)):
            block = self._inflated(name, number)
            if not block.terms[0].startswith(prefix) and block.terms[0] > prefix:
                return
            for term, size, unseen in zip(block.terms, block.frequencies, block.unseen, strict=True):
                if size > unseen and term.startswith(prefix):
                    yield term, size - unseen

    def all_postings(self, name: str) -> Iterator[tuple[str, Occurrences]]:
        """Each term of a field in order, with its list."""
        for number in range(len(self._fields[name].first)):
            block = self._inflated(name, number)
            for place, term in enumerate(block.terms):
                yield term, self._read(name, block, place)

    def close(self) -> None:
        """Close the files."""
        self._terms.close()
        self._lists.close()
