"""The sections of all segments of a state under one numbering, deleted ones included."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain, compress, count, repeat
from operator import add, itemgetter
from pathlib import Path
from typing import Any

from ....model import Entry
from ...expr import Where
from ...matching import LABEL_FIELDS, Labels, Place, label_test, place_test
from ...ranking import Averages, Occurrences, averages
from ...scoring import adjacency_of
from .damage import guarded
from .segment import SegmentReader, unpack_labels


class Sections:
    """What `index.local.Store` asks for, and posting lists; deleted sections are in no answer."""

    def __init__(self, folder: Path, segments: Sequence[SegmentReader]) -> None:
        self.folder = folder
        self.segments = segments
        self._bases: list[int] = []
        self.size = 0
        for segment in segments:
            self._bases.append(self.size)
            self.size += segment.size

    @cached_property
    def deleted(self) -> frozenset[int]:
        """The numbers of deleted sections."""
        pairs = zip(self._bases, self.segments, strict=True)
        return frozenset(base + number for base, segment in pairs for number in segment.deleted)

    @cached_property
    def everyone(self) -> Collection[int]:
        """The numbers of all others."""
        everyone = range(self.size)
        return frozenset(everyone) - self.deleted if self.deleted else everyone

    @guarded
    def frequency(self, field: str, term: str) -> int:
        """The number of sections in the list of a term, deleted ones included."""
        return sum(segment.terms.frequency(field, term) for segment in self.segments)

    @guarded
    def postings(self, field: str, term: str) -> Occurrences:
        """The list of a term."""
        lists = [segment.terms.postings(field, term) for segment in self.segments]
        if len(lists) == 1:
            return self._alive(lists[0])
        pairs = zip(self._bases, lists, strict=True)
        numbers = list(chain.from_iterable(map(add, found.numbers, repeat(base)) for base, found in pairs))
        return self._alive(Occurrences(numbers, list(chain.from_iterable(f.counts for f in lists))))

    def _alive(self, found: Occurrences) -> Occurrences:
        if not self.deleted:
            return found
        alive = [number not in self.deleted for number in found.numbers]
        return Occurrences(list(compress(found.numbers, alive)), list(compress(found.counts, alive)))

    def occurrences(self, word: str) -> Occurrences:
        return self.postings("words", word)

    def _at(self, number: int) -> tuple[SegmentReader, int]:
        which = bisect_right(self._bases, number) - 1
        return self.segments[which], number - self._bases[which]

    @guarded
    def folded(self, number: int) -> str:
        segment, own = self._at(number)
        return segment.folded(own)

    @guarded
    def having(self, text: str, numbers: Iterable[int]) -> list[int]:
        """Of these sections, those whose folded text has a piece; ascending."""
        ascending = sorted(numbers)
        found: list[int] = []
        for base, segment in zip(self._bases, self.segments, strict=True):
            own = ascending[bisect_left(ascending, base) : bisect_left(ascending, base + segment.size)]
            found.extend(number + base for number in segment.having(text, (n - base for n in own)))
        return found

    @guarded
    def place(self, number: int) -> Place:
        segment, own = self._at(number)
        return segment.place(own)

    def rank(self, number: int) -> Place:
        return self.place(number)

    def adjacency(self, numbers: Sequence[int], pieces: Sequence[str]) -> Sequence[float]:
        return [adjacency_of(self, number, pieces) for number in numbers]

    @guarded
    def entry(self, number: int) -> Entry:
        segment, own = self._at(number)
        return segment.entry(own)

    def groups(self, numbers: Sequence[int]) -> Sequence[int]:
        return _picked(self._groups, numbers)

    def lengths(self, numbers: Sequence[int]) -> Sequence[int]:
        return _picked(self._lengths, numbers)

    def labels(self, numbers: Sequence[int]) -> Sequence[Labels]:
        return _picked(self._labels, _picked(self._labels_of, numbers))

    def count_labels(self, numbers: Sequence[int]) -> Mapping[Labels, int]:
        # Rows of several segments may be the same, hence the sum.
        counts: Counter[Labels] = Counter()
        for row, found in Counter(_picked(self._labels_of, numbers)).items():
            counts[self._labels[row]] += found
        return counts

    def averages(self) -> Averages:
        return self._averages

    @cached_property
    def _averages(self) -> Averages:
        lengths = self._lengths
        return averages(lengths if not self.deleted else _picked(lengths, tuple(self.everyone)))

    @cached_property
    def _groups(self) -> Sequence[int]:
        return self._column("groups")

    @cached_property
    def _lengths(self) -> Sequence[int]:
        return self._column("lengths")

    def _column(self, name: str) -> Sequence[int]:
        parts = [getattr(segment.columns, name) for segment in self.segments]
        return parts[0] if len(parts) == 1 else list(chain.from_iterable(parts))

    @cached_property
    @guarded
    def _labels(self) -> list[Labels]:
        return [unpack_labels(row) for segment in self.segments for row in segment.columns.labels]

    @cached_property
    def _labels_of(self) -> Sequence[int]:
        return self._rows("labels_of", "labels")

    @cached_property
    @guarded
    def _heads(self) -> list[Place]:
        return [place for segment in self.segments for place in segment.head_places()]

    @cached_property
    def _head_of(self) -> Sequence[int]:
        return self._rows("head_of", "heads")

    def _rows(self, places: str, table: str) -> Sequence[int]:
        """For each section the place of its row in the tables of all segments, one after the other."""
        if len(self.segments) == 1:
            return self._column(places)
        found: list[int] = []
        base = 0
        for segment in self.segments:
            found.extend(map(add, getattr(segment.columns, places), repeat(base)))
            base += len(getattr(segment.columns, table))
        return found

    def where(self, where: Where, numbers: Collection[int]) -> Iterable[int]:
        """Of these sections, those whose labels or places satisfy a condition."""
        if where.field in LABEL_FIELDS:
            of_labels = label_test(where)
            return self._kept(numbers, self._labels_of, map(of_labels, self._labels))
        of_place = place_test(where)
        if where.field != "id":
            return self._kept(numbers, self._head_of, map(of_place, self._heads))
        return (number for number in self._with_ids(where.values, numbers) if of_place(self.place(number)))

    def _with_ids(self, ids: Sequence[str], numbers: Collection[int]) -> Iterable[int]:
        """Of these sections those whose reports have such ids, since ids of sections begin with them."""
        if any(segment.has_other_ids for segment in self.segments):
            return numbers
        good = (any(ident.startswith(head.report_id) for ident in ids) for head in self._heads)
        return self._kept(numbers, self._head_of, good)

    def _kept(self, numbers: Collection[int], row_of: Sequence[int], good: Iterable[bool]) -> Iterable[int]:
        """Of these sections, those whose row is a good one."""
        rows = set(compress(count(), good))
        return compress(numbers, map(rows.__contains__, _picked(row_of, tuple(numbers))))


def _picked(values: Sequence[Any], numbers: Sequence[int]) -> Sequence[Any]:
    """The values of these numbers, in their order; a single call where there are several."""
    if len(numbers) > 1:
        return itemgetter(*numbers)(values)  # type: ignore[no-any-return]
    return [values[number] for number in numbers]
