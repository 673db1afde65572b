"""Writing: documents are collected term by term and written as segments of whole posting lists."""

from __future__ import annotations

import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from ....model import Groups
from ...document import Document
from ..base import State
from .codec import (
    BYTE_COLUMNS,
    GROUP_COLUMN,
    INDEX_NAME,
    LENGTH_COLUMNS,
    SCHEMA,
    TERM_FIELDS,
    BulkCodec,
    Numbers,
    Weights,
)
from .segment import SegmentReader, pack_groups, pack_labels, pack_place

# A segment is written when this many postings have been collected: about 1 GB of memory at 8 to 12
# bytes a posting and some 100 a term.
POSTINGS_IN_MEMORY = 60_000_000
# Segments of like size are merged when there are this many: a search pays for each segment, a
# merge for each document. Eight keeps both small, as in Lucene's tiered policy (10).
MERGE_FACTOR = 8
# A segment with more than this share of deleted documents is written anew.
MOST_DELETED = 0.5
_RECORD_COMPRESSION = 6


class _SegmentWriter:
    """One new segment."""

    def __init__(self, storage: FileStorage) -> None:
        codec = BulkCodec()
        self.segment = codec.new_segment(storage, INDEX_NAME)
        self._documents = codec.per_document_writer(storage, self.segment)
        self._terms = codec.field_writer(storage, self.segment)
        self._lists: dict[str, defaultdict[str, Numbers]] = {}
        for name in TERM_FIELDS:
            self._lists[name] = defaultdict(_numbers)
        # Frequencies stand beside the numbers, for the fields that ranking reads.
        self._weights: dict[str, defaultdict[str, Weights]] = {
            "heading": defaultdict(_weights),
            "body": defaultdict(_weights),
        }
        self.size = 0
        self.postings = 0

    def add(self, document: Document, groups: Groups) -> None:
        number = self._add_columns(
            {
                "folded": document.folded.encode(),
                "labels": pack_labels(document.labels),
                "paragraph_groups": pack_groups(groups.paragraphs),
                "place": pack_place(document.place),
                "record": zlib.compress(document.record, _RECORD_COMPRESSION),
            },
            (sum(document.heading.values()), sum(document.body.values())),
            groups.section,
        )
        self._add_terms("grams", number, document.grams)
        self._add_terms("digest", number, (document.digest,))
        self._add_words("heading", number, document.heading)
        self._add_words("body", number, document.body)
        self.postings += len(document.grams) + len(document.body)

    def _add_columns(self, values: dict[str, bytes], lengths: Iterable[int], group: int) -> int:
        number, documents = self.size, self._documents
        documents.start_doc(number)
        documents.add_column_value(GROUP_COLUMN, SCHEMA[GROUP_COLUMN].column_type, group)
        for name, value in values.items():
            documents.add_column_value(name, SCHEMA[name].column_type, value)
        for name, length in zip(LENGTH_COLUMNS, lengths, strict=True):
            documents.add_column_value(name, SCHEMA[name].column_type, length)
            # Whoosh sums these up in the segment's own record.
            documents.add_field(name, SCHEMA[name], None, length)
        documents.finish_doc()
        self.size += 1
        return number

    def _add_terms(self, field: str, number: int, terms: Iterable[str]) -> None:
        lists = self._lists[field]
        for term in terms:
            lists[term].append(number)

    def _add_words(self, field: str, number: int, words: dict[str, int]) -> None:
        lists, weights = self._lists[field], self._weights[field]
        for word, count in words.items():
            lists[word].append(number)
            weights[word].append(count)

    def absorb(self, reader: SegmentReader) -> None:
        """Copy all documents of a segment that are not deleted."""
        target = array("i", (-1,)) * reader.size
        groups = reader.groups()
        for number in range(reader.size):
            if number not in reader.deleted:
                values = {name: reader.column(name)[number] for name in BYTE_COLUMNS}
                lengths = [reader.column(name)[number] for name in LENGTH_COLUMNS]
                target[number] = self._add_columns(values, lengths, groups[number])
        for field in TERM_FIELDS:
            for term, (numbers, weights) in reader.all_postings(field):
                self._absorb_list(field, term.decode(), [target[n] for n in numbers], weights)

    def _absorb_list(self, field: str, term: str, numbers: list[int], weights: Any) -> None:
        kept = [number for number in numbers if number >= 0]
        if kept:
            self.postings += len(kept)
            self._lists[field][term].extend(kept)
            if field in self._weights:
                pairs = zip(numbers, weights, strict=True)
                self._weights[field][term].extend(weight for number, weight in pairs if number >= 0)

    def finish(self) -> Any:
        """Write the lists and return Whoosh's record of the segment."""
        self._documents.close()
        for field in sorted(TERM_FIELDS):
            self._terms.start_field(field, SCHEMA[field])
            weights = self._weights.get(field)
            # In the order of their characters, which is that of their bytes in UTF-8.
            for term, numbers in sorted(self._lists[field].items()):
                self._terms.add_term(term.encode(), numbers, weights[term] if weights is not None else None)
            self._terms.finish_field()
            self._lists[field].clear()
        self._terms.close()
        self.segment.set_doc_count(self.size)
        return self.segment

    def abandon(self) -> None:
        """Close the files without finishing them."""
        if not self._documents.is_closed:
            self._documents.close()
        if not self._terms.is_closed:
            self._terms.close()


def _numbers() -> Numbers:
    return array("I")


def _weights() -> Weights:
    return array("f")


class WhooshWriter:
    """Changes on top of a state; see `engines.base.Writer`."""

    def __init__(self, folder: Path, state: State | None) -> None:
        self._folder = folder
        self._storage = FileStorage(str(folder))
        self._generation = state.generation + 1 if state else 1
        toc = TOC.read(self._storage, INDEX_NAME, gen=state.generation, schema=SCHEMA) if state else None
        self._segments: list[Any] = list(toc.segments) if toc else []
        self._written: list[Any] = []
        self._current: _SegmentWriter | None = None

    def delete(self, digest: str) -> None:
        for segment in self._segments:
            reader = SegmentReader(self._storage, segment)
            numbers, _ = reader.postings("digest", digest.encode())
            reader.close()
            for number in numbers:
                segment.delete_document(number)

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
        TOC(SCHEMA, segments, self._generation).write(self._storage, INDEX_NAME)
        return State(self._generation, self._files(segments))

    def _absorb(self, segment: Any) -> None:
        if self._current is None:
            self._current = _SegmentWriter(self._storage)
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
        taken = [s for tier in tiers.values() if len(tier) >= MERGE_FACTOR for s in tier]
        taken += [s for s in self._segments if s not in taken and _wasteful(s)]
        self._segments = [s for s in self._segments if s not in taken]
        return taken

    def _files(self, segments: list[Any]) -> tuple[str, ...]:
        names = tuple(f"{segment.segment_id()}." for segment in segments)
        toc = f"_{INDEX_NAME}_{self._generation}.toc"
        return tuple(sorted(name for name in self._storage.list() if name == toc or name.startswith(names)))

    def cancel(self) -> None:
        if self._current is not None:
            self._current.abandon()
            self._current = None


def _tier(segment: Any) -> int:
    """Segments of one tier differ in size by less than MERGE_FACTOR."""
    size, tier = segment.doc_count_all(), 0
    while size >= MERGE_FACTOR:
        size, tier = size // MERGE_FACTOR, tier + 1
    return tier


def _wasteful(segment: Any) -> bool:
    size, deleted = segment.doc_count_all(), segment.deleted_count()
    return bool(deleted < size and deleted > size * MOST_DELETED)
