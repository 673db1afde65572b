"""Reading: one committed state."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import cast

import tantivy
from tantivy import Query

from ....model import Entry
from ...expr import Atom, Expr
from ...matching import place_of, predicate
from ...ranking import CLASS_LENGTHS, Averages
from ..base import Selection, State
from .access import count, several, values
from .records import Blocks, unpack_entry
from .schema import DELETED, file_term, path_of, reading, schema
from .sections import Sections, View, within_serials
from .selection import TantivySelection
from .translate import translated

# So many blocks of records that were read are kept, of 8 kB each.
_BLOCKS_IN_MEMORY = 200


class TantivySnapshot:
    """The state in the folder of its generation, which nobody changes."""

    def __init__(self, folder: Path, state: State) -> None:
        self.folder = folder
        self._paths: dict[int, str] = {}
        self._blocks = Blocks(folder / str(state.generation))
        self._block = lru_cache(_BLOCKS_IN_MEMORY)(self._read_block)
        self._is_used = False
        self._has_deleted = any(name.endswith(DELETED) for name in state.files)
        with reading(folder):
            index = tantivy.Index.open(str(folder / str(state.generation)))
            # A state never changes: without this a thread looks for changes all the time.
            index.config_reader("manual")
            self.searcher = index.searcher()

    def count(self) -> int:
        return self.searcher.num_docs

    def select(self, expr: Expr) -> Selection:
        with reading(self.folder):
            asked = translated(expr, self.searcher)
            query = asked.query
            if asked.residue is not None:
                query = self._verified(query, asked.residue)
            return TantivySelection(self, query, _word_of(expr))

    def _verified(self, query: Query, residue: Expr) -> Query:
        """The query for those of the found sections that satisfy the rest, each looked at."""
        test = predicate(residue)
        found = self.addresses(query)
        kept = [address for address in found if test(View(self.entry(address)))]
        return within_serials(self.searcher, kept)

    def frequency(self, field: str, term: str) -> int:
        """How many sections have a term."""
        if self._has_deleted:
            return count(self.searcher, Query.term_query(schema(), field, term))
        # What the dictionary says, which knows nothing of deletions.
        return self.searcher.doc_freq(field, term)

    def addresses(self, query: Query) -> list[tantivy.DocAddress]:
        """Where all that a query finds is, in the order in which it was indexed."""
        total = count(self.searcher, query)
        if not total:
            return []
        order = tantivy.Order.Asc
        found = self.searcher.search(query, total, count=False, order_by_field="serial", order=order)
        return list(map(itemgetter(1), found.hits))

    def entry(self, address: tantivy.DocAddress, group: int = 0) -> Entry:
        """The section at an address; `group` is the one that it is of."""
        (ordinal,) = values(self.searcher, "ordinal", [address])
        first = self._first_of_block(address, ordinal) if ordinal else address
        record = self._block(first.segment_ord, first.doc)[ordinal]
        return unpack_entry(record, self._stored(address, "paragraph_groups"), group)

    def _first_of_block(self, address: tantivy.DocAddress, ordinal: int) -> tantivy.DocAddress:
        """Where the first section of the block is in which a section has this place."""
        before = tantivy.DocAddress(address.segment_ord, max(address.doc - ordinal, 0))
        serial, first = values(self.searcher, "serial", [address, before])
        if serial - first == ordinal:
            return before
        # A segment was full in the middle of the block.
        query = Query.term_query(schema(), "serial", serial - ordinal)
        return self.addresses(query)[0]

    def _read_block(self, segment: int, number: int) -> list[bytes]:
        return self._blocks.unpack(self._stored(tantivy.DocAddress(segment, number), "records"))

    def _stored(self, address: tantivy.DocAddress, field: str) -> bytes:
        return cast(bytes, self.searcher.doc(address).get_first(field))

    def entries(self) -> Iterator[Entry]:
        with reading(self.folder):
            yield from self.by_place(self.addresses(Query.all_query()))

    def by_place(self, addresses: list[tantivy.DocAddress]) -> Iterator[Entry]:
        """The sections at these addresses, by place, read one by one."""
        keys = self.places(addresses)
        order = sorted(range(len(addresses)), key=keys.__getitem__)
        groups = values(self.searcher, "group", addresses)
        for _, same in groupby(order, key=keys.__getitem__):
            found = [self.entry(addresses[number], groups[number]) for number in same]
            yield from sorted(found, key=place_of) if len(found) > 1 else found

    def places(self, addresses: list[tantivy.DocAddress]) -> list[tuple[str, int]]:
        """The path and the first line of each section: its place, but for sections of one line."""
        homes = values(self.searcher, "home", addresses)
        for home in set(homes).difference(self._paths):
            ((term, _),) = self.searcher.terms_with_prefix("file", file_term(home))
            self._paths[home] = path_of(term)
        lines = values(self.searcher, "line", addresses)
        return [(self._paths[home], line) for home, line in zip(homes, lines, strict=True)]

    def words(self, prefix: str = "") -> Iterator[tuple[str, int]]:
        with reading(self.folder):
            yield from sorted(self.searcher.terms_with_prefix("words", prefix))

    def verify(self) -> None:
        """Read every record and every list of terms."""
        for _ in self.entries():
            pass
        with reading(self.folder):
            for field in ("text", "loose", "words", "counts"):
                for _term, count in self.searcher.terms_with_prefix(field, ""):
                    if count < 1:
                        raise ValueError(f"a term of the field {field} without sections")

    def shared_groups(self) -> Collection[int] | None:
        """The groups of near-copies that several sections are of.

        None where they are too many to list, and for the first who asks: to list them takes 5 ms, which
        a process that searches once would not get back.
        """
        if not self._is_used:
            self._is_used = True
            return None
        return self._shared_groups

    @cached_property
    def _shared_groups(self) -> Collection[int] | None:
        found = several(self.searcher, Query.all_query(), "group")
        return None if found is None else found.keys() - {0}

    @cached_property
    def averages(self) -> Averages:
        """For the scores of all selections."""
        asked = {"lengths": {"terms": {"field": "length", "size": len(CLASS_LENGTHS)}}}
        found = self.searcher.aggregate(Query.all_query(), asked)["lengths"]["buckets"]
        total = sum(CLASS_LENGTHS[int(bucket["key"])] * bucket["doc_count"] for bucket in found)
        return Averages(self.count(), total / self.count() if self.count() else 0.0)

    def sections(self, addresses: Sequence[tantivy.DocAddress], within: Query) -> Sections:
        """The sections at these addresses, which are those that `within` finds."""
        return Sections(self, list(addresses), within)

    def close(self) -> None:
        del self.searcher, self._block

    def __enter__(self) -> TantivySnapshot:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def _word_of(expr: Expr) -> str | None:
    """What an expression asks for that is one piece of Chinese text and nothing else."""
    # A word of letters may be cut off a longer one, in which nobody who asks for it is to find it.
    if isinstance(expr, Atom) and not (expr.closed_left or expr.closed_right):
        return expr.text
    return None
