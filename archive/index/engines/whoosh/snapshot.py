"""Reading: candidates by grams, verified on the folded text; exact for every expression."""

from __future__ import annotations

import re
import zlib
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from ....fold import LATIN
from ....model import Entry, Groups
from ....segment import MAX_GRAM, grams
from ...candidates import Candidates, candidates
from ...document import decode
from ...expr import Atom, Expr
from ...local import LocalSelection
from ...matching import Labels, Place, predicate
from ...ranking import Averages
from ..base import Selection, State
from .codec import INDEX_NAME, LENGTH_COLUMNS, SCHEMA, Numbers, reading
from .segment import SegmentReader, unpack_groups, unpack_labels, unpack_place

_LAST_LATIN = re.compile(f"[{LATIN}]+\\Z")


class _View:
    """A section as predicates see it."""

    __slots__ = ("_number", "_snapshot")

    def __init__(self, snapshot: WhooshSnapshot, number: int) -> None:
        self._snapshot = snapshot
        self._number = number

    @property
    def folded(self) -> bytes:
        return self._snapshot.folded(self._number)

    @property
    def labels(self) -> Labels:
        return self._snapshot.labels(self._number)

    @property
    def place(self) -> Place:
        return self._snapshot.place(self._number)


class WhooshSnapshot:
    """One committed state. Sections are numbered through all segments, deleted ones included."""

    def __init__(self, folder: Path, state: State) -> None:
        self._folder = folder
        with reading(folder):
            storage = FileStorage(str(folder))
            toc = TOC.read(storage, INDEX_NAME, gen=state.generation, schema=SCHEMA)
            self._segments = [SegmentReader(storage, segment) for segment in toc.segments]
        self._bases: list[int] = []
        self._size = 0
        for segment in self._segments:
            self._bases.append(self._size)
            self._size += segment.size
        # Labels repeat: few distinct ones stand for all sections.
        self._labels = lru_cache(maxsize=65536)(unpack_labels)

    @cached_property
    def _deleted(self) -> frozenset[int]:
        pairs = zip(self._bases, self._segments, strict=True)
        return frozenset(base + number for base, segment in pairs for number in segment.deleted)

    @cached_property
    def _alive(self) -> frozenset[int]:
        return frozenset(range(self._size)) - self._deleted

    def count(self) -> int:
        return self._size - len(self._deleted)

    def select(self, expr: Expr) -> Selection:
        with reading(self._folder):
            found = candidates(expr, self._atom_candidates, lambda: self._alive)
            numbers = self._alive if found.numbers is None else found.numbers - self._deleted
            if found.residue is not None:
                test = predicate(found.residue)
                numbers = frozenset(number for number in numbers if test(_View(self, number)))
            return LocalSelection(self, sorted(numbers))

    def _atom_candidates(self, atom: Atom) -> Candidates:
        needed = _needed_grams(atom)
        if not needed:
            return Candidates(None, atom)
        rarest_first = sorted(needed, key=lambda gram: self._frequency("grams", gram))
        numbers = set(self._postings("grams", rarest_first[0]))
        for gram in rarest_first[1:]:
            if numbers:
                numbers.intersection_update(self._postings("grams", gram))
        # A gram that is the whole atom proves itself (if it was not cut); several may stand apart.
        exact = needed == {atom.text} and len(atom.text) < MAX_GRAM and not atom.prefix
        return Candidates(frozenset(numbers), None if exact else atom)

    def _frequency(self, field: str, term: str) -> int:
        return sum(segment.frequency(field, term.encode()) for segment in self._segments)

    def _postings(self, field: str, term: str) -> Numbers:
        numbers = array("I")
        for base, segment in zip(self._bases, self._segments, strict=True):
            found, _ = segment.postings(field, term.encode())
            numbers.extend(found if not base else array("I", (base + number for number in found)))
        return numbers

    def entries(self) -> Iterator[Entry]:
        with reading(self._folder):
            for number in sorted(self._alive, key=self.place):
                yield self.entry(number)

    def words(self, prefix: str = "") -> Iterator[tuple[str, int]]:
        with reading(self._folder):
            counts: Counter[bytes] = Counter()
            for segment in self._segments:
                counts.update(dict(segment.words(prefix.encode())))
            yield from ((term.decode(), counts[term]) for term in sorted(counts))

    def verify(self) -> None:
        with reading(self._folder):
            for segment in self._segments:
                segment.verify()

    def close(self) -> None:
        for segment in self._segments:
            segment.close()

    def __enter__(self) -> WhooshSnapshot:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _value(self, column: str, number: int) -> Any:
        which = bisect_right(self._bases, number) - 1
        return self._segments[which].column(column)[number - self._bases[which]]

    def folded(self, number: int) -> bytes:
        return bytes(self._value("folded", number))

    def labels(self, number: int) -> Labels:
        return self._labels(bytes(self._value("labels", number)))

    def place(self, number: int) -> Place:
        return unpack_place(bytes(self._value("place", number)))

    def entry(self, number: int) -> Entry:
        with reading(self._folder):
            groups = Groups(self._groups[number], unpack_groups(self._value("paragraph_groups", number)))
            return decode(zlib.decompress(self._value("record", number)), groups)

    def groups(self, numbers: Sequence[int]) -> list[int]:
        with reading(self._folder):
            groups = self._groups
        return [groups[number] for number in numbers]

    @cached_property
    def _groups(self) -> Numbers:
        groups = array("Q")
        for segment in self._segments:
            groups.extend(segment.groups())
        return groups

    def lengths(self, number: int) -> tuple[int, int]:
        heading, body = (self._value(name, number) for name in LENGTH_COLUMNS)
        return heading, body

    def frequencies(self, word: str) -> dict[int, tuple[int, int]]:
        heading, body = self._weights("heading", word), self._weights("body", word)
        if not heading:
            return {number: (0, count) for number, count in body.items()}
        numbers = heading.keys() | body.keys()
        return {number: (heading.get(number, 0), body.get(number, 0)) for number in numbers}

    def _weights(self, field: str, word: str) -> dict[int, int]:
        counts: dict[int, int] = {}
        for base, segment in zip(self._bases, self._segments, strict=True):
            numbers, weights = segment.postings(field, word.encode())
            shifted = numbers if not base else (base + number for number in numbers)
            counts.update(zip(shifted, map(int, weights), strict=True))
        for number in self._deleted:
            counts.pop(number, None)
        return counts

    def averages(self) -> Averages:
        totals = [sum(segment.length_totals[i] for segment in self._segments) for i in range(2)]
        for number in self._deleted:
            totals = [total - length for total, length in zip(totals, self.lengths(number), strict=True)]
        alive = self.count() or 1
        return Averages(self.count(), totals[0] / alive, totals[1] / alive)


def _needed_grams(atom: Atom) -> set[str]:
    """The grams that every section with `atom` has.

    The last Latin word of a prefix may go on in the text, so it is no gram of it.
    """
    needed = grams(atom.text)
    if atom.prefix:
        needed -= grams("".join(_LAST_LATIN.findall(atom.text)))
    return needed
