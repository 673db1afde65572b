"""The answer of an engine whose sections lie on this machine: counting, ordering, paging.

Everything that grows with the number of hits is asked of the store in one go, for all of them; only
the sections of the page are read one by one.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import Any, Protocol

from ..model import Duplicate, Entry, Facets
from .engines.base import Order, Scored
from .matching import Labels, Place
from .near import similarity
from .ranking import Ranking
from .scoring import TextStore, scores

# Shown, not computed with; hundredths tell the copy with other figures from the rewritten one.
_SIMILARITY_PLACES = 2
# Where near-copies leave a page short, so many times more sections are ordered.
_SPARE = 4
# The merit of a section that has none, below all years and scores.
_LEAST = float("-inf")


class Store(TextStore, Protocol):
    """What a local engine gives for its sections, named by numbers; deleted ones are in no answer."""

    def labels(self, numbers: Sequence[int]) -> Sequence[Labels]:
        """The labels of each of these sections."""

    def count_labels(self, numbers: Sequence[int]) -> Mapping[Labels, int]:
        """How many of these sections have each of the labels that occur."""

    def rank(self, number: int) -> Any:
        """What orders sections as their places do: the place itself, or what is had for less."""

    def entry(self, number: int) -> Entry:
        """A section as it was stored."""

    def groups(self, numbers: Sequence[int]) -> Sequence[int]:
        """The group of near-copies of each of these sections, 0 where it has none."""


class LocalSelection:
    """The sections `numbers` of a store, as a `Selection`."""

    def __init__(self, store: Store, numbers: Sequence[int]) -> None:
        self._store = store
        self._numbers = numbers

    @property
    def total(self) -> int:
        """How many sections there are."""
        return len(self._numbers)

    def facets(self) -> Facets:
        """For each label the number of sections a value; sections without one are not counted."""
        facets: Facets = {"type": {}, "year": {}, "unit": {}, "doc_type": {}}
        for labels, count in self._store.count_labels(self._numbers).items():
            for name in labels.types:
                _add(facets["type"], name, count)
            _add(facets["year"], labels.year, count)
            _add(facets["unit"], labels.unit, count)
            _add(facets["doc_type"], labels.doc_type, count)
        return {field: by_count(values) for field, values in facets.items()}

    def ids(self) -> Iterator[str]:
        """The ids of the sections, by place."""
        return (place.section_id for place in sorted(map(self._store.place, self._numbers)))

    def folded_total(self) -> int:
        """How many sections there are where near-copies count once."""
        groups = set(self._groups)
        groups.discard(0)
        return len(groups) + self._groups.count(0)

    @cached_property
    def _groups(self) -> Sequence[int]:
        return self._store.groups(self._numbers)

    def page(
        self, ranking: Ranking, order: Order, offset: int, limit: int | None, *, fold: bool = False
    ) -> Iterator[Scored]:
        """`limit` sections (None: all) from `offset` on, in the order asked for."""
        points = scores(self._store, ranking, self._numbers)
        merits = self._merits(order, points)
        stop = self.total if limit is None else offset + limit
        families = self._families(merits, stop) if fold else [[n] for n in self._first(merits, stop)]
        for number, *copies in families[offset:stop]:
            found = sorted((self._copy(number, other) for other in copies), key=lambda d: -d.similarity)
            yield Scored(points.get(number, 0.0), self._store.entry(number), tuple(found))

    def _copy(self, number: int, other: int) -> Duplicate:
        return near_copy(self._store.place(other), self._store.folded(number), self._store.folded(other))

    def _merits(self, order: Order, points: dict[int, float]) -> dict[int, float]:
        """What sections are ordered by: the most comes first, and last those that are not in it."""
        if order is Order.RELEVANCE:
            return points
        if order is Order.SOURCE:
            return {}
        sign = 1 if order is Order.NEWEST else -1
        years = [labels.year for labels in self._store.labels(self._numbers)]
        return {
            n: float(sign * year) for n, year in zip(self._numbers, years, strict=True) if year is not None
        }

    def _first(self, merits: dict[int, float], size: int) -> list[int]:
        """The first `size` sections in order, and whatever has the merit of the last of them.

        Ranks are asked for only where merits are the same.
        """
        chosen: Iterable[int] = self._numbers
        if 0 < size <= len(merits):
            least = heapq.nlargest(size, merits.values())[-1]
            chosen = [number for number, merit in merits.items() if merit >= least]
        return self._ordered(merits, chosen)

    def _ordered(self, merits: dict[int, float], numbers: Iterable[int]) -> list[int]:
        """The numbers by merit, the most first, and by rank where they have the same."""

        def merit(number: int) -> float:
            return merits.get(number, _LEAST)

        best = sorted(numbers, key=merit, reverse=True)
        alike = (list(several) for _, several in groupby(best, key=merit))
        rank = self._store.rank
        return [n for several in alike for n in (sorted(several, key=rank) if several[1:] else several)]

    def _families(self, merits: dict[int, float], stop: int) -> list[list[int]]:
        """The first `stop` groups of near-copies, or more, each in order; one without a group is alone."""
        size = stop
        while True:
            first = self._first(merits, size)
            families: dict[int, list[int]] = {}
            for number, group in zip(first, self._store.groups(first), strict=True):
                families.setdefault(group or -1 - number, []).append(number)
            if len(families) >= stop or len(first) == self.total:
                break
            size *= _SPARE
        self._complete(families, set(first), merits)
        return list(families.values())

    def _complete(self, families: dict[int, list[int]], known: set[int], merits: dict[int, float]) -> None:
        """Add to each family those of its sections that are not known yet: they come after all that are."""
        if len(known) == self.total:
            return
        pairs = zip(self._numbers, self._groups, strict=True)
        late = {n: group for n, group in pairs if group in families and n not in known}
        for number in self._ordered(merits, late):
            families[late[number]].append(number)


def near_copy(place: Place, one: str, other: str) -> Duplicate:
    """The section at a place as a near-copy of another, compared by the paragraphs of their folded texts."""
    likeness = similarity(one.split("\n")[1:], other.split("\n")[1:])
    return Duplicate(place.report_id, place.section_id, round(likeness, _SIMILARITY_PLACES))


def _add(values: dict[str, int], value: object, count: int) -> None:
    if value is not None:
        values[str(value)] = values.get(str(value), 0) + count


def by_count(values: dict[str, int]) -> dict[str, int]:
    """Values with their numbers, the most frequent first."""
    return dict(sorted(values.items(), key=lambda item: (-item[1], item[0])))
