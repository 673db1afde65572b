"""Posting lists as bytes: where a term occurs, and how often in each place.

    flags         one byte
    gaps          each number less the one before it, in one byte or two; where a gap does not fit,
                  the largest value stands for "go on by so much", as often as it takes
    counts        where the field has them: the lower bytes of all, then the upper ones unless all are 0

All after the flags is deflated where that makes it smaller. Reading goes through whole lists in a
few calls (accumulate, compress), at some 15 ns a number; Whoosh's own lists are pickled tuples, which
take three times the room.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, compress, repeat
from operator import floordiv, sub

from ...ranking import Occurrences
from .files import Damage, little

# Two bytes a gap instead of one.
_WIDE = 1
# Some gaps did not fit: the largest value is no posting.
_CARRIED = 2
# The upper bytes of counts are there.
_UPPER = 4
_DEFLATED = 8
_MOST_NARROW, _MOST_WIDE = 0xFF, 0xFFFF
# Below this many bytes deflating hardly ever gains; measured on law texts, all lists that gained a
# tenth were longer.
_WORTH_DEFLATING = 96
# The lowest levels gain nearly as much here as the highest, at a third of the time.
_LEVEL = 2


def encode(numbers: Sequence[int], counts: Sequence[int] | None) -> bytes:
    """A list of ascending numbers (at least one), with the packed counts of each where there are any."""
    gaps = list(map(sub, numbers, chain((0,), numbers)))
    flags, data = _gaps(gaps)
    if counts is not None:
        upper, planes = _planes(counts)
        flags |= upper
        data += planes
    if len(data) >= _WORTH_DEFLATING:
        deflated = zlib.compress(data, _LEVEL)
        if len(deflated) < len(data):
            flags, data = flags | _DEFLATED, deflated
    return bytes((flags,)) + data


def _gaps(gaps: list[int]) -> tuple[int, bytes]:
    """Flags and bytes of gaps, in whichever width is shorter."""
    most = max(gaps)
    if most < _MOST_NARROW:
        return 0, bytes(gaps)
    narrow = len(gaps) + sum(map(floordiv, gaps, repeat(_MOST_NARROW)))
    if narrow <= 2 * len(gaps):
        return _CARRIED, bytes(_carried(gaps, _MOST_NARROW))
    if most < _MOST_WIDE:
        return _WIDE, little(array("H", gaps)).tobytes()
    return _WIDE | _CARRIED, little(array("H", _carried(gaps, _MOST_WIDE))).tobytes()


def _carried(gaps: Sequence[int], most: int) -> Iterator[int]:
    for gap in gaps:
        if gap < most:
            yield gap
        else:
            times, rest = divmod(gap, most)
            yield from repeat(most, times)
            yield rest


def _planes(counts: Sequence[int]) -> tuple[int, bytes]:
    halves = little(array("H", counts)).tobytes()
    lower, upper = halves[::2], halves[1::2]
    return (_UPPER, lower + upper) if any(upper) else (0, lower)


def decode(data: bytes, size: int, *, counted: bool) -> Occurrences:
    """The list of `size` numbers that `encode` made; counts are all 0 in a field without.

    Raises Damage where it does not have that size, zlib.error where it does not inflate.
    """
    flags, rest = data[0], data[1:]
    if flags & _DEFLATED:
        rest = zlib.decompress(rest)
    planes = size * (counted + (counted and bool(flags & _UPPER)))
    numbers = _numbers(rest[: len(rest) - planes], flags)
    if len(numbers) != size:
        raise Damage(f"a list of {len(numbers)} instead of {size}")
    return Occurrences(numbers, _counts(rest[len(rest) - planes :], size) if counted else bytes(size))


def _numbers(data: bytes, flags: int) -> list[int]:
    values: Sequence[int] = data
    if flags & _WIDE:
        values = little(array("H", data))
    if not flags & _CARRIED:
        return list(accumulate(values))
    most = _MOST_WIDE if flags & _WIDE else _MOST_NARROW
    return list(compress(accumulate(values), map(most.__ne__, values)))


def _counts(planes: bytes, size: int) -> Sequence[int]:
    if len(planes) == size:
        return planes
    halves = bytearray(len(planes))
    halves[::2], halves[1::2] = planes[:size], planes[size:]
    return little(array("H", bytes(halves)))
