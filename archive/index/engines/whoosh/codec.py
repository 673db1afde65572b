"""A codec of Whoosh's for sections: which files a segment consists of, and what writes and reads them.

    .trm .pst       terms and their lists (`terms`)
    .sec            numbers and tables, a part for each column
    .txt .rec       the folded texts, and the records

Whoosh's own codec writes postings one at a time and pickles them, and unpickles what it reads. This
one takes and gives whole lists and columns, and no file of it can run code.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from whoosh.codec.base import Codec
from whoosh.codec.whoosh3 import W3Segment

from .columns import Numbers, Table, TextsReader, TextsWriter, joined, numbers, parts, table
from .files import discard, mapped, sealed, unsealed
from .terms import TermsReader, TermsWriter

INDEX_NAME = "sections"
# Whether the lists of a field have counts.
TERM_FIELDS = {"digest": False, "grams": False, "words": True}
_COLUMNS_EXT = ".sec"
# In the order of their parts.
_COLUMNS: Mapping[str, type[Numbers] | type[Table]] = {
    "group": Numbers,
    "length": Numbers,
    "line": Numbers,
    "head": Table,
    "labels": Table,
    "section": Table,
}
_TEXTS = {"folded": ".txt", "record": ".rec"}


class SectionsWriter:
    """Writes the columns of one segment."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._file = segment.create_file(storage, _COLUMNS_EXT)
        self._columns = {name: kind() for name, kind in _COLUMNS.items()}
        self._texts = {name: TextsWriter(segment.create_file(storage, e)) for name, e in _TEXTS.items()}

    def add(self, values: Mapping[str, Any]) -> None:
        """The next section, with a value for each column."""
        for name, column in self._columns.items():
            column.add(values[name])
        for name, texts in self._texts.items():
            texts.add(values[name])

    def close(self) -> None:
        """Write what is not written yet."""
        self._file.write(sealed(joined([column.packed() for column in self._columns.values()])))
        self._file.close()
        for texts in self._texts.values():
            texts.close()

    def discard(self) -> None:
        """Close the files without writing to them."""
        discard(self._file)
        for texts in self._texts.values():
            texts.discard()


class SectionsReader:
    """The columns of one segment; all files are opened here, since a writer may remove them later."""

    def __init__(self, storage: Any, segment: Any) -> None:
        size = segment.doc_count_all()
        file = mapped(segment.open_file(storage, _COLUMNS_EXT))
        data = dict(zip(_COLUMNS, parts(unsealed(file)), strict=True))
        file.close()
        self.groups = numbers(data["group"], size)
        self.lengths = numbers(data["length"], size)
        self.lines = numbers(data["line"], size)
        self.heads, self.head_of = table(data["head"], size)
        self.labels, self.labels_of = table(data["labels"], size)
        self.sections, self.section_of = table(data["section"], size)
        self.folded, self.records = (
            TextsReader(segment.open_file(storage, _TEXTS[name]), size) for name in ("folded", "record")
        )

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
