"""The answer of an engine whose sections lie on this machine: counting, ordering, paging."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property
from typing import Protocol

from ..model import Duplicate, Entry, Facets
from .engines.base import Order, Scored
from .matching import Labels, Place
from .near import similarity
from .ranking import ADJACENCY_SHARE, RERANK_WINDOW, Averages, Ranking, adjacency, idf, weight

# Shown, not computed with; hundredths tell the copy with other figures from the rewritten one.
_SIMILARITY_PLACES = 2


class Store(Protocol):
    """What a local engine gives for each of its sections, named by a number."""

    def folded(self, number: int) -> bytes: ...

    def labels(self, number: int) -> Labels: ...

    def place(self, number: int) -> Place: ...

    def entry(self, number: int) -> Entry: ...

    def groups(self, numbers: Sequence[int]) -> list[int]:
        """The group of near-copies of each of these sections, 0 where it has none."""

    def frequencies(self, word: str) -> dict[int, tuple[int, int]]:
        """For each section that has the word: how often in its heading and in its body."""

    def lengths(self, number: int) -> tuple[int, int]:
        """The numbers of words in its heading and in its body."""

    def averages(self) -> Averages: ...


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
        rows = Counter(map(self._store.labels, self._numbers))
        facets: Facets = {"type": {}, "year": {}, "unit": {}, "doc_type": {}}
        for labels, count in rows.items():
            for name in labels.types:
                _add(facets["type"], name, count)
            _add(facets["year"], labels.year, count)
            _add(facets["unit"], labels.unit, count)
            _add(facets["doc_type"], labels.doc_type, count)
        return {field: _by_count(values) for field, values in facets.items()}

    def ids(self) -> Iterator[str]:
        """The ids of the sections, by place."""
        return (place.section_id for place in sorted(map(self._store.place, self._numbers)))

    def folded_total(self) -> int:
        """How many sections there are where near-copies count once."""
        return len(self._families)

    @cached_property
    def _families(self) -> list[list[int]]:
        """The sections by their groups of near-copies; one without a group is alone."""
        families: dict[int, list[int]] = {}
        for number, group in zip(self._numbers, self._store.groups(self._numbers), strict=True):
            families.setdefault(group or -1 - number, []).append(number)
        return list(families.values())

    def page(
        self, ranking: Ranking, order: Order, offset: int, limit: int | None, *, fold: bool = False
    ) -> Iterator[Scored]:
        """`limit` sections (None: all) from `offset` on, in the order asked for."""
        scores = self._scores(ranking)
        stop = None if limit is None else offset + limit
        families = self._families if fold else [[number] for number in self._numbers]
        for number, *copies in self._ordered(families, scores, ranking, order, stop)[offset:stop]:
            found = sorted((self._copy(number, other) for other in copies), key=lambda d: -d.similarity)
            yield Scored(scores.get(number, 0.0), self._store.entry(number), tuple(found))

    def _copy(self, number: int, other: int) -> Duplicate:
        """`other` as a near-copy of a section, compared by their paragraphs."""
        place = self._store.place(other)
        one, two = (self._store.folded(n).decode().split("\n")[1:] for n in (number, other))
        return Duplicate(place.report_id, place.section_id, round(similarity(one, two), _SIMILARITY_PLACES))

    def _scores(self, ranking: Ranking) -> dict[int, float]:
        """BM25F for each section that has one of the words, times the share of the query it covers.

        A word's share is its rarity: of two sections with equal sums, the one with more of what
        the query says comes first.
        """
        store, averages = self._store, self._store.averages()
        wanted = set(self._numbers)
        scores: dict[int, float] = {}
        covered: dict[int, float] = {}
        whole = 0.0
        for word in ranking.words:
            frequencies = store.frequencies(word)
            rarity = idf(len(frequencies), averages.sections)
            whole += rarity
            for number in wanted.intersection(frequencies):
                part = rarity * weight(frequencies[number], store.lengths(number), averages)
                scores[number] = scores.get(number, 0.0) + part
                covered[number] = covered.get(number, 0.0) + rarity
        return {number: score * covered[number] / whole for number, score in scores.items()}

    def _ordered(
        self,
        families: list[list[int]],
        scores: dict[int, float],
        ranking: Ranking,
        order: Order,
        stop: int | None,
    ) -> list[list[int]]:
        if order is Order.RELEVANCE:
            self._reward_adjacency(scores, ranking)
            return self._best(families, lambda number: -scores.get(number, 0.0), stop)
        if order is Order.SOURCE:
            return self._best(families, lambda number: 0, stop)
        newest = order is Order.NEWEST
        return self._best(families, lambda number: _year_key(self._store.labels(number).year, newest), stop)

    def _best(
        self, families: list[list[int]], key: Callable[[int], float], stop: int | None
    ) -> list[list[int]]:
        """The first `stop` families by `key`, then by place, each in that order itself.

        Places are read for ties only.
        """
        keys = {number: key(number) for number in self._numbers}
        firsts = [min([keys[number] for number in family]) for family in families]
        if stop is not None and stop < len(firsts):
            worst = heapq.nsmallest(stop, firsts)[-1] if stop else 0.0
            families = [family for family, first in zip(families, firsts, strict=True) if first <= worst]
        place = cache(self._store.place)
        ordered = [sorted(family, key=lambda number: (keys[number], place(number))) for family in families]
        return sorted(ordered, key=lambda family: (keys[family[0]], place(family[0])))

    def _reward_adjacency(self, scores: dict[int, float], ranking: Ranking) -> None:
        pieces = tuple(piece.encode() for piece in ranking.adjacent)
        if not pieces:
            return
        window = heapq.nlargest(RERANK_WINDOW, scores.values())
        for number, score in scores.items():
            if score >= window[-1]:
                share = adjacency(self._store.folded(number), pieces)
                scores[number] = score * (1 + ADJACENCY_SHARE * share)


def _add(values: dict[str, int], value: object, count: int) -> None:
    if value is not None:
        values[str(value)] = values.get(str(value), 0) + count


def _by_count(values: dict[str, int]) -> dict[str, int]:
    return dict(sorted(values.items(), key=lambda item: (-item[1], item[0])))


def _year_key(year: int | None, newest: bool) -> float:
    """Sections of unknown year come last either way."""
    if year is None:
        return float("inf")
    return -year if newest else year
