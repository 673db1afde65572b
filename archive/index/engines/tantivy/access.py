"""Typed calls of tantivy's searcher: its stubs say less than it does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from tantivy import DocAddress, Query, Searcher

# tantivy refuses more than 65,000 buckets in an answer, and units, groups and files may be many.
MOST_VALUES = 30_000
# Of each segment all values are counted, before those of one section are left out.
_ALL_VALUES = 1 << 30


def count(searcher: Searcher, query: Query) -> int:
    """How many sections a query finds."""
    # The smallest limit there is; the hit itself is not read.
    return cast(int, searcher.search(query, 1).count)  # type: ignore[attr-defined]


def several(searcher: Searcher, query: Query, field: str) -> dict[int, int] | None:
    """How many sections have each value of a number field that more than one has, of those found.

    None where there are more such values than tantivy lists.
    """
    terms = {"field": field, "size": MOST_VALUES, "segment_size": _ALL_VALUES, "min_doc_count": 2}
    counted: dict[str, Any] = searcher.aggregate(query, {"values": {"terms": terms}})["values"]
    if counted["sum_other_doc_count"]:
        return None
    return {int(bucket["key"]): bucket["doc_count"] for bucket in counted["buckets"]}


def values(searcher: Searcher, field: str, addresses: Sequence[DocAddress]) -> list[int]:
    """What a number field that every section has says of each of these."""
    return cast(list[int], searcher.fast_field_values(field, list(addresses)))


def years(searcher: Searcher, addresses: Sequence[DocAddress]) -> list[int | None]:
    """The year of each of these sections, None where it is unknown."""
    return cast(list[int | None], searcher.fast_field_values("year", list(addresses)))
