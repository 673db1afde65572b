"""A codec of Whoosh's for sections: which files a segment consists of, and what writes and reads them.

Whoosh's own codec writes postings one at a time and pickles them, and unpickles what it reads. This
one takes and gives whole lists (`lists`), keeps terms in blocks (`terms`), reads columns whole
(`columns`), and no file of it can run code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from whoosh.codec.base import Codec
from whoosh.codec.whoosh3 import W3Segment

from .columns import (
    BytesReader,
    BytesWriter,
    ColumnWriter,
    NumbersWriter,
    TableWriter,
    read_numbers,
    read_table,
)
from .terms import TermsReader, TermsWriter

INDEX_NAME = "sections"
# Whether the lists of a field have counts.
TERM_FIELDS = {"digest": False, "grams": False, "words": True}
COLUMNS: Mapping[str, Callable[[Any], ColumnWriter]] = {
    "folded": BytesWriter,
    "group": NumbersWriter,
    "head": TableWriter,
    "labels": TableWriter,
    "length": NumbersWriter,
    "line": NumbersWriter,
    "record": BytesWriter,
    "section": TableWriter,
}


def _extension(column: str) -> str:
    return f".{column}.col"


class SectionsWriter:
    """Writes the columns of one segment."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._columns = {
            name: kind(segment.create_file(storage, _extension(name))) for name, kind in COLUMNS.items()
        }

    def add(self, values: Mapping[str, Any]) -> None:
        """The next section, with a value for each column."""
        for name, column in self._columns.items():
            column.add(values[name])

    def close(self) -> None:
        """Write what is not written yet."""
        for column in self._columns.values():
            column.close()


class SectionsReader:
    """The columns of one segment; all files are opened here, since a writer may remove them later."""

    def __init__(self, storage: Any, segment: Any) -> None:
        size = segment.doc_count_all()

        def file(name: str) -> Any:
            return segment.open_file(storage, _extension(name))

        self.groups, self.lengths, self.lines = (
            read_numbers(file(name), size) for name in ("group", "length", "line")
        )
        self.heads, self.head_of = read_table(file("head"), size)
        self.labels, self.labels_of = read_table(file("labels"), size)
        self.sections, self.section_of = read_table(file("section"), size)
        self.folded = BytesReader(file("folded"), size)
        self.records = BytesReader(file("record"), size)

    def close(self) -> None:
        """Close the files that are still read from."""
        self.folded.close()
        self.records.close()


class SectionCodec(Codec):
    """What Whoosh asks for the parts of a segment."""

    def per_document_writer(self, storage: Any, segment: Any) -> SectionsWriter:
        return SectionsWriter(storage, segment)

    def per_document_reader(self, storage: Any, segment: Any) -> SectionsReader:
        return SectionsReader(storage, segment)

    def field_writer(self, storage: Any, segment: Any) -> TermsWriter:
        return TermsWriter(storage, segment)

    def terms_reader(self, storage: Any, segment: Any) -> TermsReader:
        return TermsReader(storage, segment)

    def new_segment(self, storage: Any, indexname: str) -> Any:
        return W3Segment(self, indexname)
