"""The order of the sections of an answer, and which of them are folded into which.

Of a large answer by relevance only a shortlist is scored, so that its time does not grow with the
answer: the sections that the server's own BM25 over `rank` puts first, in which each word counts as
often as its field weighs. It differs from `ranking` in that headings and titles too are normalised by
length, and in that it knows no share of the query covered, so that a section which would come first
can only be missed where SHORTLIST others come before it in that order.

In any other order an answer is read from its beginning, and never held as a whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from ...ranking import RERANK_WINDOW, Ranking
from ...scoring import scores
from ..base import Order
from .client import Json
from .mapping import MAX_WORD
from .points import BY_SCORE, PAGE, Point
from .rows import BY_PLACE, Row, RowStore, frequencies, rows
from .translate import Query, all_of

# As many as are looked at for words that stand together.
SHORTLIST = RERANK_WINDOW
# Where near-copies leave a page short, so many times more sections are looked at.
_GROWTH = 4
# Groups whose members are asked for at once.
_GROUPS = 1_000
_LEAST = float("-inf")
_ORDERS: dict[Order, list[Json]] = {
    Order.SOURCE: BY_PLACE,
    Order.NEWEST: [{"year": {"order": "desc", "missing": "_last"}}, *BY_PLACE],
    Order.OLDEST: [{"year": {"order": "asc", "missing": "_last"}}, *BY_PLACE],
}


@dataclass(slots=True)
class Family:
    """A section with its near-copies, which come after it in the order asked for; `score` is its own."""

    score: float
    rows: list[Row] = field(default_factory=list)


def best(
    point: Point, query: Query, ranking: Ranking, ends: tuple[int, int], shared: Collection[int]
) -> list[Family]:
    """By relevance: the first families of an answer, as many as `ends` says of how many, or more.

    `shared` are the groups of near-copies that are folded.
    """
    (stop, total), size = ends, max(SHORTLIST, ends[0])
    found = _first(point, query, ranking, size, total)
    while size < total and len(_grouped(found, shared)) < stop:
        size *= _GROWTH
        found = _first(point, query, ranking, size, total)
    if size < total:
        known = {row.ident for row in found}
        members = _members(point, query, found, shared, ranking.words)
        found += [row for row in members if row.ident not in known]
    points = _scores(point, ranking, found, frequencies(point, ranking.words))
    order = sorted(range(len(found)), key=lambda n: (-points.get(n, _LEAST), found[n].place))
    return [
        Family(points.get(numbers[0], 0.0), [found[number] for number in numbers])
        for numbers in _grouped(found, shared, order)
    ]


def _first(point: Point, query: Query, ranking: Ranking, size: int, total: int) -> list[Row]:
    """The most promising sections; all, in whatever order, where they are no more than `size`."""
    if size >= total:
        return list(rows(point, query, BY_PLACE, ranking.words))
    promising: list[Query] = [{"term": {"rank": word[:MAX_WORD]}} for word in ranking.words]
    scored: Query = {"bool": {"filter": [query], "should": promising}}
    return list(rows(point, scored, [BY_SCORE, *BY_PLACE], ranking.words, limit=size))


def _grouped(
    found: list[Row], shared: Collection[int], order: Iterable[int] | None = None
) -> list[list[int]]:
    """The numbers of sections, those of a shared group together where the first of them is."""
    families: dict[int, list[int]] = {}
    for number in range(len(found)) if order is None else order:
        group = found[number].group
        families.setdefault(group if group in shared else -1 - number, []).append(number)
    return list(families.values())


def _members(
    point: Point,
    query: Query,
    found: Iterable[Row],
    shared: Collection[int],
    words: Collection[str],
    sort: list[Json] = BY_PLACE,
) -> Iterator[Row]:
    """All sections of the answer that are of the same shared groups as some of it."""
    groups = iter(sorted({row.group for row in found if row.group in shared}))
    while some := list(islice(groups, _GROUPS)):
        yield from rows(point, all_of([query, {"terms": {"group": some}}]), sort, tuple(words))


def _scores(point: Point, ranking: Ranking, found: list[Row], frequent: dict[str, int]) -> dict[int, float]:
    store = RowStore(point, found, frequent)
    return scores(store, ranking, range(len(found)))


def in_order(
    point: Point, query: Query, ranking: Ranking, order: Order, stop: int, shared: Collection[int]
) -> Iterator[Family]:
    """By place or year: all families, read as they are taken, in portions of `stop` at first need.

    Scores are made for a portion at a time, so that only in it the best are looked at for words that
    stand together.
    """
    sort, seen = _ORDERS[order], set[int]()
    size, frequent = min(PAGE, max(stop, 1)), frequencies(point, ranking.words)
    found = rows(point, query, sort, ranking.words, page=size)
    while some := list(islice(found, size)):
        points = _scores(point, ranking, some, frequent)
        fresh = [row for row in some if row.group in shared and row.group not in seen]
        members: dict[int, list[Row]] = {}
        for row in _members(point, query, fresh, shared, (), sort):
            members.setdefault(row.group, []).append(row)
        for number, row in enumerate(some):
            if row.group not in shared:
                yield Family(points.get(number, 0.0), [row])
            elif row.group not in seen:
                seen.add(row.group)
                yield Family(points.get(number, 0.0), members[row.group])
