"""Writing: documents are collected term by term and written as segments of whole posting lists."""

from __future__ import annotations

from array import array
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from itertools import repeat
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage

from ....model import Groups
from ....segment import grams
from ...document import Document
from ...ranking import Occurrences
from ..base import State
from .codec import INDEX_NAME, TERM_FIELDS, SectionCodec
from .damage import reading
from .segment import SegmentReader, values_of
from .states import read_state, state_file, write_state

# A segment is written when this many postings have been collected: about 1 GB of memory at 4 to 10
# bytes a posting and some 150 a term.
POSTINGS_IN_MEMORY = 60_000_000
# Segments of like size are merged when there are this many: a search pays for each segment, a
# merge for each document. Eight keeps both small, as in Lucene's tiered policy (10).
MERGE_FACTOR = 8
# So many sections (two seconds' work) may be merged by a commit of a few, and by a larger one so many
# times its own: a watched folder is not to wait for a merge of what has been there for long.
MERGED_AT_ONCE = 2_000
# A segment with more than this share of deleted documents is written anew.
MOST_DELETED = 0.5


def _numbers() -> array[int]:
    return array("I")


def _counts() -> array[int]:
    return array("H")


def _append(arrays: Iterable[array[int]], values: Iterable[int]) -> None:
    """Append to each array its value: every posting passes here, so no step of it is Python's."""
    deque(map(array.append, arrays, values), maxlen=0)


class _SegmentWriter:
    """One new segment."""

    def __init__(self, storage: FileStorage) -> None:
        codec = SectionCodec()
        self.segment = codec.new_segment(storage, INDEX_NAME)
        self._sections = codec.per_document_writer(storage, self.segment)
        self._terms = codec.field_writer(storage, self.segment)
        self._lists: dict[str, defaultdict[str, array[int]]] = {
            name: defaultdict(_numbers) for name in TERM_FIELDS
        }
        # Counts stand beside the numbers.
        self._counts: dict[str, defaultdict[str, array[int]]] = {
            name: defaultdict(_counts) for name, counted in TERM_FIELDS.items() if counted
        }
        self.size = 0
        self.postings = 0

    def add(self, document: Document, groups: Groups) -> None:
        number = self._add_section(values_of(document, groups))
        found_by = document.packed if isinstance(document.packed, tuple) else tuple(grams(document.folded))
        self._append("grams", found_by, number)
        self._append("digest", (document.digest,), number)
        words = document.counts()
        self._append("words", words, number)
        _append(map(self._counts["words"].__getitem__, words), words.values())
        self.postings += len(found_by) + len(words)

    def _append(self, field: str, terms: Iterable[str], number: int) -> None:
        _append(map(self._lists[field].__getitem__, terms), repeat(number))

    def _add_section(self, values: Mapping[str, Any]) -> int:
        self._sections.add(values)
        self.size += 1
        return self.size - 1

    def absorb(self, reader: SegmentReader) -> None:
        """Copy all sections of a segment that are not deleted."""
        target = array("q", (-1,)) * reader.size
        for number in range(reader.size):
            if number not in reader.deleted:
                target[number] = self._add_section(reader.values(number))
        for field in TERM_FIELDS:
            for term, found in reader.terms.all_postings(field):
                self._absorb_list(field, term, found, target)

    def _absorb_list(self, field: str, term: str, found: Occurrences, target: array[int]) -> None:
        numbers = [target[number] for number in found.numbers]
        kept = [number for number in numbers if number >= 0]
        if kept:
            self.postings += len(kept)
            self._lists[field][term].extend(kept)
            if field in self._counts:
                pairs = zip(numbers, found.counts, strict=True)
                self._counts[field][term].extend(count for number, count in pairs if number >= 0)

    def finish(self) -> Any:
        """Write the lists and return Whoosh's record of the segment."""
        self._sections.close()
        for field, counted in TERM_FIELDS.items():
            self._terms.start_field(field, counted=counted)
            counts = self._counts.get(field)
            for term, numbers in sorted(self._lists[field].items()):
                self._terms.add(term, numbers, counts[term] if counts is not None else None)
            self._terms.finish_field()
            self._lists[field].clear()
        self._terms.close()
        self.segment.set_doc_count(self.size)
        return self.segment

    def abandon(self) -> None:
        """Close the files; the builder removes them."""
        self._sections.discard()
        self._terms.discard()


class WhooshWriter:
    """Changes on top of a state; see `engines.base.Writer`."""

    def __init__(self, folder: Path, state: State | None) -> None:
        self._folder = folder
        self._storage = FileStorage(str(folder))
        self._generation = state.generation + 1 if state else 1
        with reading(folder):
            self._segments: list[Any] = read_state(folder, state) if state else []
        self._terms: dict[str, Any] = {}
        self._written: list[Any] = []
        self._current: _SegmentWriter | None = None

    def delete(self, digest: str) -> None:
        with reading(self._folder):
            for segment in self._segments:
                for number in self._terms_of(segment).postings("digest", digest).numbers:
                    segment.delete_document(number)

    def _terms_of(self, segment: Any) -> Any:
        ident = segment.segment_id()
        if ident not in self._terms:
            self._terms[ident] = SectionCodec().terms_reader(self._storage, segment)
        return self._terms[ident]

    def add(self, document: Document, groups: Groups) -> None:
        if self._current is None:
            self._current = _SegmentWriter(self._storage)
        self._current.add(document, groups)
        if self._current.postings >= POSTINGS_IN_MEMORY:
            self._finish_segment()

    def _finish_segment(self) -> None:
        if self._current is not None:
            self._written.append(self._current.finish())
            self._current = None

    def commit(self) -> State:
        for segment in self._take_mergeable():
            self._absorb(segment)
        self._finish_segment()
        segments = [s for s in self._segments + self._written if s.doc_count_all() > s.deleted_count()]
        write_state(self._folder, self._generation, segments)
        self._close_terms()
        return State(self._generation, self._files(segments))

    def _absorb(self, segment: Any) -> None:
        if self._current is None:
            self._current = _SegmentWriter(self._storage)
        with reading(self._folder):
            reader = SegmentReader(self._storage, segment)
            self._current.absorb(reader)
            reader.close()
        if self._current.postings >= POSTINGS_IN_MEMORY:
            self._finish_segment()

    def _take_mergeable(self) -> list[Any]:
        """Remove and return the old segments that are to be written anew with the new documents."""
        tiers: dict[int, list[Any]] = defaultdict(list)
        for segment in self._segments:
            tiers[_tier(segment)].append(segment)
        room = max(MERGED_AT_ONCE, MERGE_FACTOR * self._new_documents())
        full = [tier for tier in tiers.values() if len(tier) >= MERGE_FACTOR and _live(tier) <= room]
        taken = [s for tier in full for s in tier]
        taken += [s for s in self._segments if s not in taken and _wasteful(s) and _live([s]) <= room]
        self._segments = [s for s in self._segments if s not in taken]
        return taken

    def _new_documents(self) -> int:
        written: int = sum(segment.doc_count_all() for segment in self._written)
        return written + (self._current.size if self._current else 0)

    def _files(self, segments: list[Any]) -> tuple[str, ...]:
        names = tuple(f"{segment.segment_id()}." for segment in segments)
        found = (name for name in self._storage.list() if name.startswith(names))
        return tuple(sorted((state_file(self._generation), *found)))

    def cancel(self) -> None:
        if self._current is not None:
            self._current.abandon()
            self._current = None
        self._close_terms()

    def _close_terms(self) -> None:
        for terms in self._terms.values():
            terms.close()
        self._terms.clear()


def _live(segments: Iterable[Any]) -> int:
    return sum(segment.doc_count_all() - segment.deleted_count() for segment in segments)


def _tier(segment: Any) -> int:
    """Segments of one tier differ in size by less than MERGE_FACTOR."""
    size, tier = segment.doc_count_all(), 0
    while size >= MERGE_FACTOR:
        size, tier = size // MERGE_FACTOR, tier + 1
    return tier


def _wasteful(segment: Any) -> bool:
    size, deleted = segment.doc_count_all(), segment.deleted_count()
    return bool(deleted < size and deleted > size * MOST_DELETED)
