"""Typed calls of tantivy's searcher: its stubs say less than it does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from tantivy import DocAddress, Query, Searcher


def count(searcher: Searcher, query: Query) -> int:
    """How many sections a query finds."""
    # The smallest limit there is; the hit itself is not read.
    return cast(int, searcher.search(query, 1).count)  # type: ignore[attr-defined]


def values(searcher: Searcher, field: str, addresses: Sequence[DocAddress]) -> list[int]:
    """What a number field that every section has says of each of these."""
    return cast(list[int], searcher.fast_field_values(field, list(addresses)))


def years(searcher: Searcher, addresses: Sequence[DocAddress]) -> list[int | None]:
    """The year of each of these sections, None where it is unknown."""
    return cast(list[int | None], searcher.fast_field_values("year", list(addresses)))
