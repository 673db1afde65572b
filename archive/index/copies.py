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
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, repeat
from operator import eq
from pathlib import Path

from ..errors import IndexCorrupt, StorageError
from ..model import Groups
from .near import PARAGRAPH_SIMILARITY, SECTION_SIMILARITY, Fingerprint, Fingerprints, bands, label

# So many new leaders are kept in memory (about 2 kB each) before they are written in the order of
# their keys, which takes a quarter of the time of writing each as it comes.
LEADERS_IN_MEMORY = 30_000
# Two bytes of unrelated signatures are the same once in so many times.
_BYTE_VALUES = 256
# Sections and paragraphs have leaders of their own, since more is asked of sections: this is added (by
# exclusive or) to the keys of sections.
SECTION_KEYS = 0x5EC7_10B5
# Most of the time of a row is that of its statement; with more rows a statement nothing is won.
_ROWS_A_STATEMENT = 50
_CACHE_KIB = 65_536

_SCHEMA = """
    CREATE TABLE IF NOT EXISTS leaders (id INTEGER PRIMARY KEY, signature BLOB NOT NULL);
    CREATE TABLE IF NOT EXISTS bands (key INTEGER PRIMARY KEY, leader INTEGER NOT NULL);
"""


class CopyStore:
    """The leaders of all groups, in one SQLite file; close it, with or without `save` before."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._bands: dict[int, int] = {}
        self._leaders: dict[int, bytes] = {}
        self._ids: dict[bytes, int] = {}
        with self._errors():
            self._database = sqlite3.connect(path)
            self._database.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            self._database.executescript(_SCHEMA)
            self._stored = self._database.execute("SELECT max(id) FROM leaders").fetchone()[0] or 0

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
        keys = [key ^ kind for key in bands(mark.signature)]
        found = self._nearest(self._candidates(keys), mark.signature, least)
        return found or self._lead(keys, mark)

    def _candidates(self, keys: list[int]) -> set[int]:
        found = {self._bands[key] for key in self._bands.keys() & keys}
        if self._stored:
            marks = ",".join("?" * len(keys))
            rows = self._database.execute(f"SELECT leader FROM bands WHERE key IN ({marks})", keys)  # noqa: S608
            found.update(leader for (leader,) in rows)
        return found

    def _nearest(self, leaders: set[int], signature: bytes, least: float) -> int:
        """The label of the leader most like a signature, the first of such; 0 where none is like it."""
        signatures = ((self._signature(leader), -leader) for leader in leaders)
        found = max(((estimate(own, signature), order, own) for own, order in signatures), default=None)
        return label(found[2]) if found and found[0] >= least else 0

    def _signature(self, leader: int) -> bytes:
        if leader in self._leaders:
            return self._leaders[leader]
        row = self._database.execute("SELECT signature FROM leaders WHERE id = ?", (leader,)).fetchone()
        if row is None:
            raise IndexCorrupt(f"{self.path} is damaged (it lacks a leader); run: archive index --rebuild")
        return bytes(row[0])

    def _lead(self, keys: list[int], mark: Fingerprint) -> int:
        # A section of one paragraph and the paragraph itself have one leader.
        leader = self._ids.setdefault(mark.signature, self._stored + len(self._ids) + 1)
        self._leaders[leader] = mark.signature
        # The last leader under a key has it: a text finds the others under their other keys.
        self._bands.update(zip(keys, repeat(leader)))
        if len(self._leaders) >= LEADERS_IN_MEMORY:
            self._flush()
        return mark.label

    def _flush(self) -> None:
        self._write("leaders", self._leaders)
        self._write("bands", self._bands)
        self._stored += len(self._leaders)
        self._leaders.clear()
        self._ids.clear()
        self._bands.clear()

    def _write(self, table: str, rows: Mapping[int, int | bytes]) -> None:
        """Write rows in the order of their keys, as many a statement as pays."""
        keys = sorted(rows)
        values = list(chain.from_iterable((key, rows[key]) for key in keys))
        start = 0
        for width in (_ROWS_A_STATEMENT, 1):
            end = len(values) - len(values[start:]) % (2 * width)
            statement = f"INSERT OR REPLACE INTO {table} VALUES {','.join(['(?, ?)'] * width)}"  # noqa: S608
            steps = range(start, end, 2 * width)
            self._database.executemany(statement, (values[at : at + 2 * width] for at in steps))
            start = end

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


def estimate(one: bytes, other: bytes) -> float:
    """The similarity of two texts by their signatures, corrected for bytes that agree by chance."""
    chance = 1 / _BYTE_VALUES
    same: int = sum(map(eq, one, other))
    return (same / len(one) - chance) / (1 - chance)


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
