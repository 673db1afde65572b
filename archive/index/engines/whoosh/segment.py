"""One Whoosh segment, opened for reading through its codec."""

from __future__ import annotations

import json
import struct
import zlib
from array import array
from collections.abc import Iterator
from typing import Any

from whoosh.reading import TermNotFound

from ...matching import Labels, Place
from .codec import (
    BYTE_COLUMNS,
    GROUP_COLUMN,
    LENGTH_COLUMNS,
    SCHEMA,
    TERM_FIELDS,
    BulkCodec,
    Numbers,
    Weights,
    all_groups,
)

_EMPTY: tuple[Numbers, Weights] = (array("I"), array("f"))


class SegmentReader:
    """Posting lists and columns of a segment; document numbers are the segment's own."""

    def __init__(self, storage: Any, segment: Any) -> None:
        codec = BulkCodec()
        self.size: int = segment.doc_count_all()
        self.deleted = frozenset(segment.deleted_docs())
        self._terms = codec.terms_reader(storage, segment)
        self._documents = codec.per_document_reader(storage, segment)
        # All files are opened here: a writer may remove them while this reader lives.
        columns = (*BYTE_COLUMNS, *LENGTH_COLUMNS, GROUP_COLUMN)
        self._columns = {
            name: self._documents.column_reader(name, SCHEMA[name].column_type) for name in columns
        }
        self.length_totals = [self._documents.field_length(name) for name in LENGTH_COLUMNS]

    def postings(self, field: str, term: bytes) -> tuple[Numbers, Weights]:
        """The list of a term, empty where there is none; deleted documents are still in it."""
        try:
            matcher = self._terms.matcher(field, term, SCHEMA[field].format)
        except TermNotFound:
            return _EMPTY
        lists: tuple[Numbers, Weights] = matcher.lists()
        return lists

    def words(self, prefix: bytes) -> Iterator[tuple[bytes, int]]:
        """The words that begin so, with the number of documents that have them, deleted ones included."""
        headings = dict(self.terms("heading", prefix))
        for term, count in self.terms("body", prefix):
            yield term, self._either(term) if headings.pop(term, 0) else count
        yield from headings.items()

    def _either(self, term: bytes) -> int:
        """How many documents have a term in their heading or body."""
        return len({*self.postings("heading", term)[0], *self.postings("body", term)[0]})

    def frequency(self, field: str, term: bytes) -> int:
        """In how many documents a term occurs, deleted ones included."""
        try:
            return int(self._terms.term_info(field, term).doc_frequency())
        except TermNotFound:
            return 0

    def terms(self, field: str, prefix: bytes) -> Iterator[tuple[bytes, int]]:
        """The terms of a field that begin so, in ascending order, each with its `frequency`."""
        for (name, term), found in self._terms.items_from(field, prefix):
            if name != field or not term.startswith(prefix):
                return
            yield term, int(found.doc_frequency())

    def all_postings(self, field: str) -> Any:
        """Each term of a field, in ascending order, with its list."""
        for term, _ in self.terms(field, b""):
            yield term, self.postings(field, term)

    def column(self, name: str) -> Any:
        """The column's reader, indexed by document number."""
        return self._columns[name]

    def groups(self) -> Numbers:
        """The group of near-copies of each section, 0 for none."""
        return all_groups(self._columns[GROUP_COLUMN], self.size)

    def verify(self) -> None:
        """Read every list and every value; what is damaged raises."""
        for name in self._columns:
            column = self.column(name)
            for number in range(self.size):
                value = column[number]
                if name == "record":
                    json.loads(zlib.decompress(value))
        for field in TERM_FIELDS:
            for _ in self.all_postings(field):
                pass

    def close(self) -> None:
        self._terms.close()
        self._documents.close()


def pack_labels(labels: Labels) -> bytes:
    """Labels as a column value: a JSON list."""
    row = [labels.types, labels.year, labels.unit, labels.doc_type, labels.period]
    return json.dumps(row, ensure_ascii=False).encode()


def unpack_labels(value: bytes) -> Labels:
    """The labels that `pack_labels` packed."""
    types, year, unit, doc_type, period = json.loads(value)
    return Labels(tuple(types), year, unit, doc_type, period)


def pack_groups(groups: tuple[int, ...]) -> bytes:
    """The groups of a section's paragraphs as a column value."""
    return struct.pack(f"<{len(groups)}Q", *groups)


def unpack_groups(value: bytes) -> tuple[int, ...]:
    """The groups that `pack_groups` packed."""
    return struct.unpack(f"<{len(value) // 8}Q", value)


def pack_place(place: Place) -> bytes:
    """A place as a column value: a JSON list (in ASCII, since a path may hold any byte)."""
    return json.dumps([place.path, place.line, place.section_id, place.report_id, place.title]).encode()


def unpack_place(value: bytes) -> Place:
    """The place that `pack_place` packed."""
    return Place(*json.loads(value))
