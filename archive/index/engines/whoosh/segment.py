"""What a section is in a segment: which values go into which column, and how they are read back."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from ....model import Entry, Groups
from ...document import SEPARATOR, Document, decode, decode_head
from ...matching import Labels, Place
from .codec import TERM_FIELDS, SectionCodec
from .files import Damage

# Folded text has two bytes a letter in this form where UTF-8 has three, and it is decoded faster.
_FOLDED = "utf-16-le"
_RECORD_LEVEL = 6
_COUNT = struct.Struct("<I")
# What the id of a section begins with in its column: without that of its report, or whole.
_SHORT, _OTHER = b"+", b"="
# Labels and heads repeat: few distinct ones stand for all sections.
_KEPT = 65536


def values_of(document: Document, groups: Groups) -> dict[str, Any]:
    """The values of a section for the columns of `codec.COLUMNS`."""
    head, _, section = document.record.partition(SEPARATOR)
    folded = document.folded.encode(_FOLDED)
    marks = _COUNT.pack(len(groups.paragraphs)) + struct.pack(
        f"<{len(groups.paragraphs)}Q", *groups.paragraphs
    )
    place, labels = document.place, document.labels
    row = [labels.types, labels.year, labels.unit, labels.doc_type, labels.period]
    return {
        "folded": folded,
        "group": groups.section,
        "head": head,
        "labels": json.dumps(row, ensure_ascii=False).encode(),
        "length": document.length(),
        "line": place.line,
        "record": _deflated(marks + section, document.folded),
        "section": _short_id(place),
    }


def _short_id(place: Place) -> bytes:
    tail = place.section_id.removeprefix(place.report_id)
    return (_OTHER if tail == place.section_id else _SHORT) + tail.encode()


def _deflated(data: bytes, folded: str) -> bytes:
    """A record deflated with the folded text as dictionary, which most of it repeats.

    zlib notes the checksum of the dictionary, so that reading a record proves both.
    """
    deflate = zlib.compressobj(_RECORD_LEVEL, zdict=_dictionary(folded))
    return deflate.compress(data) + deflate.flush()


def _dictionary(folded: str) -> bytes:
    return folded.encode("utf-8", "surrogatepass")


def _inflated(data: bytes, folded: str) -> bytes:
    inflate = zlib.decompressobj(zdict=_dictionary(folded))
    found = inflate.decompress(data)
    if not inflate.eof or inflate.unused_data:
        raise Damage("a record is not whole")
    return found


@lru_cache(maxsize=_KEPT)
def unpack_labels(row: bytes) -> Labels:
    """The labels of a row of their table."""
    types, year, unit, doc_type, period = json.loads(row)
    return Labels(tuple(types), year, unit, doc_type, period)


@lru_cache(maxsize=_KEPT)
def _place_of_head(head: bytes) -> Place:
    """The place of a report: that of a section of it, but for line and section."""
    path, report = decode_head(head)
    return Place(path, 0, "", report.id, report.title or "")


class SegmentReader:
    """The terms and sections of one segment, numbered from 0; deleted ones are among them."""

    def __init__(self, storage: Any, segment: Any) -> None:
        codec = SectionCodec()
        self.size: int = segment.doc_count_all()
        self.deleted = frozenset(segment.deleted_docs())
        self.terms = codec.terms_reader(storage, segment)
        self.columns = codec.per_document_reader(storage, segment)

    def folded(self, number: int) -> str:
        """The folded heading and paragraphs, one a line."""
        return self.columns.folded[number].decode(_FOLDED)

    def having(self, text: str, numbers: Iterable[int]) -> Iterator[int]:
        """Of these sections, those whose folded text has a piece."""
        return self.columns.folded.having(text.encode(_FOLDED), numbers)

    @property
    def has_other_ids(self) -> bool:
        """Whether a section's id does not begin with its report's."""
        return any(row.startswith(_OTHER) for row in self.columns.sections)

    def head_places(self) -> list[Place]:
        """The place of each head, without line and section."""
        return [_place_of_head(head) for head in self.columns.heads]

    def place(self, number: int) -> Place:
        """The place of a section."""
        columns = self.columns
        place = _place_of_head(columns.heads[columns.head_of[number]])
        row = columns.sections[columns.section_of[number]]
        ident = ("" if row.startswith(_OTHER) else place.report_id) + row[1:].decode()
        return Place(place.path, columns.lines[number], ident, place.report_id, place.title)

    def entry(self, number: int) -> Entry:
        """A section as it was added."""
        columns = self.columns
        data = _inflated(columns.records[number], self.folded(number))
        (count,) = _COUNT.unpack_from(data)
        end = _COUNT.size + 8 * count
        paragraphs = struct.unpack(f"<{count}Q", data[_COUNT.size : end])
        record = columns.heads[columns.head_of[number]] + SEPARATOR + data[end:]
        return decode(record, Groups(columns.groups[number], paragraphs))

    def values(self, number: int) -> dict[str, Any]:
        """The values of a section, as `values_of` made them."""
        columns = self.columns
        return {
            "folded": columns.folded[number],
            "group": columns.groups[number],
            "head": columns.heads[columns.head_of[number]],
            "labels": columns.labels[columns.labels_of[number]],
            "length": columns.lengths[number],
            "line": columns.lines[number],
            "record": columns.records[number],
            "section": columns.sections[columns.section_of[number]],
        }

    def verify(self) -> None:
        """Read every list and every section; what is damaged raises."""
        for number in range(self.size):
            self.entry(number)
            self.place(number)
        for field in TERM_FIELDS:
            for term, found in self.terms.all_postings(field):
                _check_numbers(term, found.numbers, self.size)

    def close(self) -> None:
        """Close the files."""
        self.terms.close()
        self.columns.close()


def _check_numbers(term: str, numbers: Sequence[int], size: int) -> None:
    if numbers and numbers[-1] >= size:
        raise Damage(f"the list of {term!r} goes beyond the segment")
