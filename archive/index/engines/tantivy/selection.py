"""What an expression selects: counted by tantivy, ordered as everywhere.

Of a large answer only a shortlist is scored, so that its time does not grow with the answer:
the sections that tantivy's own BM25 over the words puts first, heading words counted as often as
they weigh, with what the title adds. It differs from `ranking` in how it takes the length of a
section (of heading and body together, and roughly) and in that it knows no share of the query
covered, so a section that would come first can only be missed where SHORTLIST others come before
it in that order. Of 300 random queries over 50,000 sections 242 found more than that; the first ten
were the same as without a shortlist in 238 of them, and nine of the ten in the others.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import tantivy
from tantivy import Occur, Query

from ....model import Entry, Facets
from ...local import LocalSelection
from ...matching import place_of
from ...ranking import (
    HEADING_WEIGHT,
    K1,
    RERANK_WINDOW,
    TITLE_WEIGHT,
    Ranking,
    idf,
    unpack_counts,
)
from ..base import Order, Scored
from .access import MOST_VALUES, count, several, values, years
from .schema import MARK, counts_of, reading, schema
from .sections import Reader, Sections, within_serials
from .translate import all_of, any_of

# So many sections are scored; with fewer than the window in which neighbouring words are looked at
# their reward would go to others.
SHORTLIST = RERANK_WINDOW
# Where near-copies fill the shortlist, it is made so many times longer.
_GROWTH = 4
# Up to so many groups of near-copies are asked for one by one, which takes a microsecond and a half each;
# to count all groups of 28,000 sections takes 1.1 ms.
_FEW_GROUPS = 500
_FACETS = ("type", "year", "unit", "doc_type")
_NO_YEAR = 10_000


class Snapshot(Reader, Protocol):
    """What is needed of a snapshot."""

    folder: Path

    def shared_groups(self) -> Collection[int] | None: ...

    def count(self) -> int: ...

    def addresses(self, query: Query) -> list[tantivy.DocAddress]: ...

    def by_place(self, addresses: list[tantivy.DocAddress]) -> Iterator[Entry]: ...

    def places(self, addresses: list[tantivy.DocAddress]) -> list[tuple[str, int]]: ...


class TantivySelection:
    """See `engines.base.Selection`; `query` finds just what is selected.

    `word` is what was asked for where that was one piece of Chinese text and nothing else.
    """

    def __init__(self, snapshot: Snapshot, query: Query, word: str | None = None) -> None:
        self._snapshot = snapshot
        self._word = word
        self._searcher = snapshot.searcher
        self._query = Query.const_score_query(query, 0.0)

    @cached_property
    def _counted(self) -> dict[str, Any]:
        """The facets, in one pass over what the query finds."""
        asked = {name: {"terms": {"field": name, "size": MOST_VALUES}} for name in _FACETS}
        with reading(self._snapshot.folder):
            return dict(self._searcher.aggregate(self._query, asked))

    @property
    def total(self) -> int:
        """How many sections there are."""
        # To count the sections themselves takes half as long as all facets; each has one document type.
        counted = self._counted["doc_type"]
        listed = sum(bucket["doc_count"] for bucket in counted["buckets"])
        return int(listed + counted["sum_other_doc_count"])

    @cached_property
    def _addresses(self) -> list[tantivy.DocAddress]:
        return self._snapshot.addresses(self._query)

    @cached_property
    def _shared(self) -> dict[int, int] | None:
        """The groups of near-copies that have several sections here, and how many each.

        None where there are more of them than tantivy lists.
        """
        groups, query = self._snapshot.shared_groups(), self._query
        if groups is not None and len(groups) <= _FEW_GROUPS:
            if not groups:
                return {}
            query = all_of([query, _members(groups)])
        found = several(self._searcher, query, "group")
        if found is not None:
            found.pop(0, None)
        return found

    def folded_total(self) -> int:
        """How many sections there are where near-copies count once."""
        if not self.total:
            return 0
        with reading(self._snapshot.folder):
            if self._shared is None:
                return _families(values(self._searcher, "group", self._addresses))
            return self.total - sum(self._shared.values()) + len(self._shared)

    def facets(self) -> Facets:
        """For each label the number of sections a value."""
        return {name: _by_count(self._facet(name)) for name in _FACETS}

    def _facet(self, name: str) -> dict[str, int]:
        counted = self._counted[name]
        if not counted["sum_other_doc_count"]:
            return {str(bucket["key"]): bucket["doc_count"] for bucket in counted["buckets"]}
        # More values than tantivy lists: each is counted by itself.
        with reading(self._snapshot.folder):
            values = (value for value, _ in self._searcher.terms_with_prefix(name, ""))
            queries = ((v, all_of([self._query, Query.term_query(schema(), name, v)])) for v in values)
            counts = {value: count(self._searcher, query) for value, query in queries}
            return {value: number for value, number in counts.items() if number}

    def ids(self) -> Iterator[str]:
        """All section ids, by place."""
        with reading(self._snapshot.folder):
            for entry in self._snapshot.by_place(self._addresses):
                yield place_of(entry).section_id

    def page(
        self, ranking: Ranking, order: Order, offset: int, limit: int | None, *, fold: bool = False
    ) -> Iterator[Scored]:
        """`limit` sections (None: all) from `offset` on, in the order asked for."""
        if not self.total:
            # Half the time of a search that finds nothing would go into ordering that.
            return
        with reading(self._snapshot.folder):
            sections, size = self._narrowed(ranking, order, None if limit is None else offset + limit, fold)
            found = LocalSelection(sections, range(size))
            yield from found.page(ranking, order, offset, limit, fold=fold)

    def _narrowed(
        self, ranking: Ranking, order: Order, wanted: int | None, fold: bool
    ) -> tuple[Sections, int]:
        """The sections among which the first `wanted` are (None: all of them), and their number."""
        size = max(SHORTLIST, wanted or 0)
        while wanted is not None and size < self.total:
            chosen = self._first(ranking, order, size)
            groups = values(self._searcher, "group", chosen)
            if not fold or _families(groups) >= wanted:
                if fold:
                    chosen += self._copies(chosen, set(groups) - {0})
                return Sections(self._snapshot, chosen, within_serials(self._searcher, chosen)), len(chosen)
            size *= _GROWTH
        return Sections(self._snapshot, self._addresses, self._query), self.total

    def _first(self, ranking: Ranking, order: Order, size: int) -> list[tantivy.DocAddress]:
        if order is Order.RELEVANCE and ranking.words:
            parts = [*self._promising(ranking)]
            if len(parts) == 1 and ranking.words == (self._word,) and self._is_word_of(size):
                # All that have the word have the text: nothing but the word is to be gone through.
                query = parts[0][1]
            else:
                query = Query.boolean_query([(Occur.Must, self._query), *parts])
            return [address for _, address in self._searcher.search(query, size, count=False).hits]
        keys = self._keys(order)
        worst = heapq.nsmallest(size, keys)[-1]
        return [address for address, key in zip(self._addresses, keys, strict=True) if key <= worst]

    def _is_word_of(self, size: int) -> bool:
        """Whether so many sections have the text that was asked for as a word of the segmenter."""
        return self._word is not None and self._snapshot.frequency("words", self._word) >= size

    def _promising(self, ranking: Ranking) -> Iterator[tuple[Occur, Query]]:
        """What makes tantivy's order like that of `ranking`: its BM25 of the words, and their titles."""
        for word in ranking.words:
            yield Occur.Should, Query.term_query(schema(), "words", word)
            rarity = idf(self._snapshot.frequency("words", word), self._snapshot.count())
            for term, _ in self._searcher.terms_with_prefix("counts", word + MARK):
                bonus = _title_bonus(counts_of(term))
                if bonus:
                    titled = Query.term_query(schema(), "counts", term)
                    yield Occur.Should, Query.const_score_query(titled, rarity * bonus)

    def _keys(self, order: Order) -> list[tuple[int, tuple[str, int]]]:
        """What the sections are ordered by where they are not ordered by score."""
        places = self._snapshot.places(self._addresses)
        if order not in (Order.NEWEST, Order.OLDEST):
            return [(0, place) for place in places]
        sign = -1 if order is Order.NEWEST else 1
        found = years(self._searcher, self._addresses)
        firsts = [_NO_YEAR if year is None else sign * year for year in found]
        return list(zip(firsts, places, strict=True))

    def _copies(self, chosen: list[tantivy.DocAddress], groups: set[int]) -> list[tantivy.DocAddress]:
        """The sections of these groups that were not chosen."""
        if self._shared is not None:
            groups = groups.intersection(self._shared)
        if not groups:
            return []
        found = self._snapshot.addresses(all_of([self._query, _members(groups)]))
        known = set(values(self._searcher, "serial", chosen))
        serials = values(self._searcher, "serial", found)
        return [address for address, serial in zip(found, serials, strict=True) if serial not in known]


def _members(groups: Collection[int]) -> Query:
    """The query for the sections of these groups of near-copies."""
    return any_of([Query.term_query(schema(), "group", group) for group in groups])


def _families(groups: list[int]) -> int:
    """How many groups there are; 0 is no group, and each of those is by itself."""
    different = set(groups)
    return len(different) + (groups.count(0) - 1 if 0 in different else 0)


def _by_count(counts: dict[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _title_bonus(packed: int) -> float:
    """What the title adds to the weight of a word in a body of mean length, as tantivy weighs."""
    counts = unpack_counts(packed)
    below = HEADING_WEIGHT * counts.heading + counts.body
    above = below + TITLE_WEIGHT * counts.title
    return (1 + K1) * (above / (K1 + above) - below / (K1 + below))
