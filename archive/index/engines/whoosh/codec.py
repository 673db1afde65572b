"""Whoosh's codec with posting lists written and read whole.

Whoosh's own writer takes postings one at a time (a tuple each, sorted, then copied into blocks of
128), which is two thirds of the time of indexing with it. Here a term's numbers are already in
order when they come, so each list is one block in the format of Whoosh 3, which stock Whoosh reads.
"""

from __future__ import annotations

import pickle
import struct
import sys
import zlib
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate, chain
from operator import sub
from pathlib import Path
from typing import Any, TypeAlias

from whoosh import columns, fields, formats
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3LeafMatcher, W3PostingsWriter
from whoosh.reading import CorruptIndexError

from ....errors import IndexCorrupt

INDEX_NAME = "sections"
# A term's postings go into one block; Whoosh would split lists at this many.
_ONE_BLOCK = 1 << 30
# zlib's level for posting lists; Whoosh's own default.
_COMPRESSION = 3

# From this many rows on, a column's offsets are written rather than added up anew at each opening.
_FEW_ROWS = 64

Numbers: TypeAlias = "array[int]"  # of typecode "I": document numbers, ascending; of "Q": groups
Weights: TypeAlias = "array[float]"  # of typecode "f": frequencies


class Terms(fields.FieldType):
    """A field of ready terms: no analyzer, so that opening an index loads no segmenter."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), analyzer=None)


class Column(fields.FieldType):
    """A field that is only a column of values."""

    indexed = False

    def __init__(self, column: columns.Column) -> None:
        super().__init__(formats.Existence(), analyzer=None, sortable=column)


TERM_FIELDS = ("body", "digest", "grams", "heading")
BYTE_COLUMNS = ("folded", "labels", "paragraph_groups", "place", "record")
LENGTH_COLUMNS = ("heading_words", "body_words")
GROUP_COLUMN = "group"
_GROUP_CODE = "Q"

SCHEMA = fields.Schema(
    **{name: Terms() for name in TERM_FIELDS},
    **{name: Column(columns.VarBytesColumn(write_offsets_cutoff=_FEW_ROWS)) for name in BYTE_COLUMNS},
    **{name: Column(columns.NumericColumn("I")) for name in LENGTH_COLUMNS},
    **{GROUP_COLUMN: Column(columns.NumericColumn(_GROUP_CODE))},
)


def all_groups(reader: Any, size: int) -> Numbers:
    """The group column as one array, from its reader; Whoosh would unpack it value by value."""
    groups = array(_GROUP_CODE)
    groups.frombytes(reader._dbfile.get(reader._basepos, reader._fixedlen * reader._count))
    if sys.byteorder == "little":
        groups.byteswap()
    # Zeros at the end of a column are not written.
    groups.extend(bytes(size - len(groups)))
    return groups


class _PostingsWriter(W3PostingsWriter):
    """Takes a whole list at once."""

    def fill(self, numbers: Numbers, weights: Weights | None) -> None:
        """Set the postings of the current term; weights of None mean one each."""
        self._flat = weights is None
        self._ids = numbers
        self._weights = array("f", (1.0,)) * len(numbers) if weights is None else weights
        self._maxweight = max(self._weights)
        # Bounds of field lengths serve Whoosh's own scoring, which is not used here.
        self._minlength = self._maxlength = 1

    def _mini_ids(self) -> tuple[int, ...]:
        return tuple(map(sub, self._ids, chain((0,), self._ids)))

    def _mini_weights(self) -> Any:
        return None if self._flat else super()._mini_weights()


class _FieldWriter(W3FieldWriter):
    """Takes whole lists, and reports where the file would need more than Whoosh's 2 GB offsets."""

    def add_term(self, term: bytes, numbers: Numbers, weights: Weights | None) -> None:
        """Write one term; terms of a field come in ascending order of their bytes."""
        self.start_term(term)
        self._postwriter.fill(numbers, weights)
        self.finish_term()


class _Matcher(W3LeafMatcher):
    """Reads a whole list at once."""

    def lists(self) -> tuple[Numbers, Weights]:
        """All document numbers of the term and their weights."""
        numbers, weights = array("I"), array("f")
        while self.is_active():
            self._read_data()
            numbers.extend(accumulate(self._data[0]))
            self._read_weights()
            weights.extend(self._weights)
            self._next_block()
        return numbers, weights


class BulkCodec(W3Codec):
    """The codec of this engine's segments."""

    def field_writer(self, storage: Any, segment: Any) -> _FieldWriter:
        return _FieldWriter(self, storage, segment)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> _PostingsWriter:
        return _PostingsWriter(dbfile, _ONE_BLOCK, byteids=byteids, compression=_COMPRESSION)

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> _Matcher:
        return _Matcher(dbfile, *terminfo.extent(), format_, term=term, scorer=scorer)


# What Whoosh and the standard library raise where bytes are not what was written.
_DAMAGE = (
    CorruptIndexError,
    pickle.UnpicklingError,
    struct.error,
    zlib.error,
    EOFError,
    OSError,
    UnicodeDecodeError,
)


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Turn the errors of unreadable index files into one IndexCorrupt."""
    try:
        yield
    except _DAMAGE as error:
        raise IndexCorrupt(
            f"the index in {folder} is damaged ({error}); run: archive index --rebuild"
        ) from error
