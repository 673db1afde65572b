"""Buckets of keys, each with its leader: how they are searched in memory, and how they are kept in a file.

In memory a bucket is a row of entries of six bytes: the lower half of a key, then the number of the leader
that has the key, in the order of these numbers; of several leaders of a key the last counts. In a file an
entry takes four: the half of the key, and what its number is above that of the entry before. A step that is
larger is made by entries that are no leader's, which hardly a bucket has: there is a key of every four
thousandth leader in each.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from operator import sub

# The bytes of the half of a key, and of an entry.
LOW, ENTRY = 2, 6
_PACKED = 4
# The step of an entry that is no leader's.
_LONGEST = 0xFFFF
_NOBODYS = _LONGEST.to_bytes(_PACKED, "big")


def leader_of(bucket: bytearray, low: bytes) -> int:
    """The leader that has a key, 0 where none has."""
    at = bucket.rfind(low)
    while at >= 0:
        if at % ENTRY == 0:
            return _number(bucket[at : at + ENTRY])
        # Bytes of two neighbours, or of a leader's number.
        at = bucket.rfind(low, 0, at + LOW - 1)
    return 0


def _number(entry: bytearray) -> int:
    return int.from_bytes(entry[LOW:], "little")


def packed(bucket: bytearray, start: int = 0) -> bytes:
    """The entries of a bucket from `start` on, as a file has them behind those before."""
    added = bucket[start:]
    before = _number(bucket[start - ENTRY : start]) if start else 0
    steps = _steps(added, before)
    if max(steps, default=0) >= _LONGEST:
        return b"".join(_entries(added, steps))
    low_steps = array("H", steps).tobytes()
    entries = bytearray(len(steps) * _PACKED)
    for byte in range(2):
        entries[byte::_PACKED] = added[byte::ENTRY]
        entries[LOW + byte :: _PACKED] = low_steps[byte::2]
    return bytes(entries)


def _steps(bucket: bytearray, before: int) -> list[int]:
    """What each number is above the one before it."""
    numbers = bytearray(len(bucket) // ENTRY * 4)
    for byte in range(4):
        numbers[byte::4] = bucket[LOW + byte :: ENTRY]
    leaders = array("I", bytes(numbers))
    return list(map(sub, leaders, chain((before,), leaders)))


def _entries(bucket: bytearray, steps: Sequence[int]) -> Iterator[bytes]:
    """The entries of a bucket with steps of any size."""
    for number, step in enumerate(steps):
        before, rest = divmod(step, _LONGEST)
        low = bucket[number * ENTRY : number * ENTRY + LOW]
        yield _NOBODYS * before + low + rest.to_bytes(_PACKED - LOW, "little")


def unpacked(entries: bytes) -> bytearray:
    """The bucket that a file has."""
    steps = array("H", entries)[1::2]
    leaders = array("I", accumulate(steps)).tobytes()
    bucket = bytearray(len(steps) * ENTRY)
    for byte in range(2):
        bucket[byte::ENTRY] = entries[byte::_PACKED]
    for byte in range(4):
        bucket[LOW + byte :: ENTRY] = leaders[byte::4]
    if _LONGEST not in steps:
        return bucket
    own = (number * ENTRY for number, step in enumerate(steps) if step != _LONGEST)
    return bytearray(b"".join(bucket[at : at + ENTRY] for at in own))
