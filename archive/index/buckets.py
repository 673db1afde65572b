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
from itertools import accumulate, chain, pairwise
from operator import sub

# The bytes of the half of a key, and of an entry.
LOW, ENTRY = 2, 6
_PACKED = 4
# The step of an entry that is no leader's.
_LONGEST = 0xFFFF
_NOBODYS = _LONGEST.to_bytes(_PACKED, "big")
_ZEROS = bytes(ENTRY)


def leader_of(bucket: bytearray, low: bytes, at: int) -> int:
    """The leader that has a key whose bytes were found last at a place (-1: nowhere); 0 where none has."""
    while at >= 0:
        if at % ENTRY == 0:
            return _number(bucket[at : at + ENTRY])
        # Bytes of two neighbours, or of a leader's number.
        at = bucket.rfind(low, 0, at + LOW - 1)
    return 0


def _number(entry: bytearray) -> int:
    return int.from_bytes(entry[LOW:], "little")


def packed(buckets: Sequence[bytearray], starts: Sequence[int]) -> list[bytes]:
    """The entries of each bucket from its start on, as a file has them behind those before.

    Most buckets get a few at a time: a call for one would take several times as long as its share of this.
    """
    pairs = zip(buckets, starts, strict=True)
    # Each begins with an entry that the file has, the last one, or with one of zeros.
    parts = [bucket[start - ENTRY :] if start else _ZEROS + bucket for bucket, start in pairs]
    ends = [*accumulate((len(part) // ENTRY for part in parts), initial=0)]
    bounds = [(before + 1, end) for before, end in pairwise(ends)]
    whole = b"".join(parts)
    steps = _steps(whole)
    for at, _ in bounds:
        steps[at - 1] = 0
    if max(steps, default=0) >= _LONGEST:
        return [b"".join(_entries(whole[at * ENTRY : end * ENTRY], steps[at:end])) for at, end in bounds]
    low_steps = array("H", steps).tobytes()
    entries = bytearray(len(steps) * _PACKED)
    for byte in range(2):
        entries[byte::_PACKED] = whole[byte::ENTRY]
        entries[LOW + byte :: _PACKED] = low_steps[byte::2]
    return [bytes(entries[at * _PACKED : end * _PACKED]) for at, end in bounds]


def _steps(entries: bytes) -> list[int]:
    """What each number is above the one before it."""
    numbers = bytearray(len(entries) // ENTRY * 4)
    for byte in range(4):
        numbers[byte::4] = entries[LOW + byte :: ENTRY]
    leaders = array("I", bytes(numbers))
    return list(map(sub, leaders, chain((0,), leaders)))


def _entries(bucket: bytes, steps: Sequence[int]) -> Iterator[bytes]:
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
