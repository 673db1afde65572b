"""The store of near-copies: which group of near-copies a text belongs to, decided as it arrives.

Each group has a leader, the first text that was like no leader before it; a later text joins the
leader most like it, if the estimated similarity is high enough (leader clustering: Hartigan,
"Clustering Algorithms", 1975, chapter 3). So adding one report looks at that report only, and no
chain of small steps joins two texts that have little in common.

Leaders outlive the reports that they came from, and a run that failed may leave some behind: they
change the groups of nothing that is in the index, and a later text may still join them.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path

from ..errors import IndexCorrupt, StorageError
from ..model import Groups
from .buckets import ENTRY, LOW, leader_of, packed, unpacked
from .near import (
    BANDS,
    PARAGRAPH_SIMILARITY,
    SECTION_SIMILARITY,
    SIGNATURE_BYTES,
    Fingerprint,
    Fingerprints,
    estimate,
    label,
)

# So many new leaders are kept in memory (0.3 kB each) before they are written: rows that are written
# once leave their pages full, and those that grow a quarter empty.
LEADERS_IN_MEMORY = 200_000
# Of what is kept for looking leaders up, so much stays in memory once it is written: that of 1.6 million.
_MOST_IN_MEMORY = 160_000_000
# Sections and paragraphs have leaders of their own, since more is asked of sections: this is added (by
# exclusive or) to the keys of sections.
SECTION_KEYS = 0x5EC7_10B5
_KINDS = {kind: int.from_bytes(struct.pack("<I", kind) * BANDS, "little") for kind in (0, SECTION_KEYS)}
# A key is its bucket, the two higher bytes, and the two lower ones, which stand in the bucket.
_SPLIT = struct.Struct("<" + "2sH" * BANDS)
# The rows of signatures: so many fill a page of SQLite's, and a signature is read out of its row.
_SIGNATURES_A_ROW = 63
# Most of the time of a row is that of its statement; with more rows a statement nothing is won. The
# buckets of one are packed together: more of them would leave the processor's cache.
_ROWS_A_STATEMENT = 50
_CACHE_KIB = 65_536

_SCHEMA = """
    CREATE TABLE IF NOT EXISTS leaders (id INTEGER PRIMARY KEY, items BLOB NOT NULL);
    CREATE TABLE IF NOT EXISTS buckets (id INTEGER PRIMARY KEY, items BLOB NOT NULL);
"""


class _Buckets(dict[int, bytearray]):
    """Buckets by their numbers, each read when it is first asked for."""

    def __init__(self, load: Callable[[int], bytearray]) -> None:
        super().__init__()
        self._load = load

    def __missing__(self, number: int) -> bytearray:
        self[number] = bucket = self._load(number)
        return bucket


class CopyStore:
    """The leaders of all groups, in one SQLite file; close it, with or without `save` before."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._buckets = _Buckets(self._load)
        # Of the leaders that are not written yet; the first is the `_stored` + 1st.
        self._signatures: list[bytes] = []
        # How long a bucket is in the file, in bytes as in memory.
        self._written: dict[int, int] = {}
        with self._errors():
            self._database = sqlite3.connect(path)
            self._database.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            self._database.executescript(_SCHEMA)
            self._stored = self._count()

    def groups(self, prints: Fingerprints) -> Groups:
        """The groups of a section and its paragraphs, which become leaders where they have none."""
        with self._errors():
            return Groups(
                self._group(prints.section, SECTION_SIMILARITY, SECTION_KEYS),
                tuple(self._group(mark, PARAGRAPH_SIMILARITY, 0) for mark in prints.paragraphs),
            )

    def _group(self, mark: Fingerprint | None, least: float, kind: int) -> int:
        if mark is None:
            return 0
        if not mark.signature:
            return mark.label
        lows, numbers = _split(mark.keys, kind)
        buckets = [*map(self._buckets.__getitem__, numbers)]
        # From the end, and not by `in`: that takes half the time in long buckets, and a third in short ones.
        places = [*map(bytearray.rfind, buckets, lows)]
        if max(places) >= 0:
            leaders = set(map(leader_of, buckets, lows, places)) - {0}
            found = self._nearest(leaders, mark.signature, least)
            if found:
                return found
        leader = self._lead(mark.signature)
        for bucket, low in zip(buckets, lows, strict=True):
            # The last leader under a key has it: a text finds the others under their other keys.
            bucket += low + leader
        if len(self._signatures) >= LEADERS_IN_MEMORY:
            self._flush()
        return mark.label

    def _nearest(self, leaders: set[int], signature: bytes, least: float) -> int:
        """The label of the leader most like a signature, the first of such; 0 where none is like it."""
        signatures = ((self._signature(leader), -leader) for leader in leaders)
        found = max(((estimate(own, signature), order, own) for own, order in signatures), default=None)
        return label(found[2]) if found and found[0] >= least else 0

    def _signature(self, leader: int) -> bytes:
        if leader > self._stored:
            return self._signatures[leader - self._stored - 1]
        row, place = divmod(leader - 1, _SIGNATURES_A_ROW)
        asked = "SELECT substr(items, ?, ?) FROM leaders WHERE id = ?"
        size = SIGNATURE_BYTES
        found = self._database.execute(asked, (place * size + 1, size, row)).fetchone()
        if found is None or len(found[0]) < size:
            raise IndexCorrupt(f"{self.path} is damaged (it lacks a leader); run: archive index --rebuild")
        return bytes(found[0])

    def _lead(self, signature: bytes) -> bytes:
        """The number of a new leader, as an entry has it."""
        # A section of one paragraph and the paragraph itself, which comes next, have one leader.
        if self._signatures[-1:] != [signature]:
            self._signatures.append(signature)
        return (self._stored + len(self._signatures)).to_bytes(ENTRY - LOW, "little")

    def _load(self, bucket: int) -> bytearray:
        if not self._stored:
            return bytearray()
        row = self._database.execute("SELECT items FROM buckets WHERE id = ?", (bucket,)).fetchone()
        found = unpacked(row[0]) if row else bytearray()
        self._written[bucket] = len(found)
        return found

    def _count(self) -> int:
        """How many leaders are in the file."""
        asked = "SELECT id, length(items) FROM leaders ORDER BY id DESC LIMIT 1"
        last, size = self._database.execute(asked).fetchone() or (0, 0)
        return int(last * _SIGNATURES_A_ROW + size // SIGNATURE_BYTES)

    def _new_signatures(self) -> Iterator[tuple[int, bytes]]:
        """What the rows of signatures get, the first of them perhaps behind what it has."""
        row, there = divmod(self._stored, _SIGNATURES_A_ROW)
        new, room = iter(self._signatures), _SIGNATURES_A_ROW - there
        while signatures := b"".join(islice(new, room)):
            yield row, signatures
            row, room = row + 1, _SIGNATURES_A_ROW

    def _new_entries(self) -> Iterator[tuple[int, bytes]]:
        """What the buckets get behind what they have."""
        written = self._written
        changed = iter(sorted(n for n, bucket in self._buckets.items() if len(bucket) > written.get(n, 0)))
        while numbers := list(islice(changed, _ROWS_A_STATEMENT)):
            buckets = [*map(self._buckets.__getitem__, numbers)]
            yield from zip(numbers, packed(buckets, [written.get(n, 0) for n in numbers]), strict=True)
            written.update(zip(numbers, map(len, buckets), strict=True))

    def _flush(self) -> None:
        self._append("leaders", self._new_signatures())
        self._append("buckets", self._new_entries())
        self._stored += len(self._signatures)
        self._signatures.clear()
        if sum(map(len, self._buckets.values())) > _MOST_IN_MEMORY:
            self._buckets.clear()
            self._written.clear()

    def _append(self, table: str, rows: Iterator[tuple[int, bytes]]) -> None:
        """Append to rows, or make them, in the order of their numbers; as many a statement as pays."""
        while several := list(islice(rows, _ROWS_A_STATEMENT)):
            places = ",".join(["(?, ?)"] * len(several))
            # What is put together is text to SQLite, whatever it was.
            statement = (
                f"INSERT INTO {table} VALUES {places} "  # noqa: S608
                "ON CONFLICT (id) DO UPDATE SET items = CAST(items || excluded.items AS BLOB)"
            )
            self._database.execute(statement, list(chain.from_iterable(several)))

    def save(self) -> None:
        """Keep the new leaders."""
        with self._errors():
            self._flush()
            self._database.commit()

    def close(self) -> None:
        """Close the file; what was not saved is forgotten."""
        self._database.close()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise _translated(error, self.path) from error


def _split(keys: bytes, kind: int) -> tuple[Sequence[bytes], Sequence[int]]:
    """The lower halves of the keys of a fingerprint, told apart by its kind, and their buckets."""
    parts = _SPLIT.unpack((int.from_bytes(keys, "little") ^ _KINDS[kind]).to_bytes(len(keys), "little"))
    return parts[::2], parts[1::2]


# Failures of the system, not of the file's content.
_REFUSED = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
}


def _translated(error: sqlite3.Error, path: Path) -> IndexCorrupt | StorageError:
    if (error.sqlite_errorcode & 0xFF) in _REFUSED:
        return StorageError(
            f"cannot write {path} ({error}); the index is as it was before: make room on the disk "
            "or check its permissions, and run the command again"
        )
    return IndexCorrupt(f"{path} is damaged ({error}); run: archive index --rebuild")
