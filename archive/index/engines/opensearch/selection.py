"""What an expression selects: counted by the cluster, ordered as everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import Any, Protocol

from ....model import Entry, Facets
from ...local import by_count, near_copy
from ...matching import folded_text, place_of
from ...ranking import Ranking
from ..base import Order, Scored
from .client import Json
from .ordering import Family, best, in_order
from .points import Point
from .rows import BY_PLACE, Row, rows
from .translate import Query, all_of

_FACETS = {"type": "type", "year": "year", "unit": "unit", "doc_type": "doc_type"}
# The server gives 65,535 values in all; of a field with more they are asked for page by page.
MOST_VALUES = 10_000
# Entries that are read at once: some hundred kilobytes.
_ENTRIES = 200


class Reader(Protocol):
    """What is needed of a snapshot."""

    point: Point

    def entries_of(self, found: Iterable[Row]) -> dict[str, Entry]: ...


class ClusterSelection:
    """See `engines.base.Selection`; `query` finds just what is selected."""

    def __init__(self, reader: Reader, query: Query) -> None:
        self._reader, self._point = reader, reader.point
        self._query = all_of([self._point.manifest.seen("home"), query])

    @cached_property
    def _counted(self) -> Json:
        """All that is counted, in one request."""
        asked: Json = {
            name: {"terms": {"field": field, "size": MOST_VALUES}} for name, field in _FACETS.items()
        }
        # All of a group is on one shard, so that a group of one there is one of one everywhere.
        shared = {"field": "group", "size": MOST_VALUES, "min_doc_count": 2, "shard_min_doc_count": 2}
        asked["group"] = {"terms": shared}
        return self._point.search({"query": self._query, "size": 0, "track_total_hits": True, "aggs": asked})

    @property
    def total(self) -> int:
        """How many sections there are."""
        return int(self._counted["hits"]["total"]["value"])

    def folded_total(self) -> int:
        """How many sections there are where near-copies count once."""
        return self.total - sum(count - 1 for count in self._shared.values())

    @cached_property
    def _shared(self) -> dict[int, int]:
        """The groups of two and more, and how many are in each."""
        counts = {int(key): count for key, count in self._values("group", "group") if count > 1}
        counts.pop(0, None)
        return counts

    def facets(self) -> Facets:
        """For each label the number of sections a value."""
        return {
            name: by_count({str(key): count for key, count in self._values(name, field)})
            for name, field in _FACETS.items()
        }

    def _values(self, name: str, field: str) -> Iterable[tuple[Any, int]]:
        """Each value of a field with its number of sections."""
        buckets = self._counted["aggregations"][name]["buckets"]
        if len(buckets) >= MOST_VALUES:
            return self._point.values(self._query, field)
        return ((bucket["key"], bucket["doc_count"]) for bucket in buckets)

    def ids(self) -> Iterator[str]:
        """All section ids, by place."""
        return (row.place[2] for row in rows(self._point, self._query, BY_PLACE, ()))

    def page(
        self, ranking: Ranking, order: Order, offset: int, limit: int | None, *, fold: bool = False
    ) -> Iterator[Scored]:
        """`limit` sections (None: all) from `offset` on, in the order asked for."""
        stop = self.total if limit is None else min(offset + limit, self.total)
        shared = self._shared.keys() if fold else frozenset[int]()
        families: Iterable[Family]
        if order is Order.RELEVANCE:
            families = best(self._point, self._query, ranking, (stop, self.total), shared)
        else:
            families = in_order(self._point, self._query, ranking, order, stop, shared)
        chosen = islice(families, offset, stop)
        while some := list(islice(chosen, _ENTRIES)):
            yield from self._read(some)

    def _read(self, families: list[Family]) -> Iterator[Scored]:
        entries = self._reader.entries_of(row for family in families for row in family.rows)
        for family in families:
            first, *others = (entries[row.ident] for row in family.rows)
            text = folded_text(first)
            copies = [near_copy(place_of(other), text, folded_text(other)) for other in others]
            yield Scored(family.score, first, tuple(sorted(copies, key=lambda copy: -copy.similarity)))
