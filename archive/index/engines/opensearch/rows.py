"""Sections as the cluster tells of them, without their text: enough to score, order and fold them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from ...ranking import Averages, Occurrences
from .client import Json
from .mapping import MAX_WORD, count_name
from .points import PAGE, Point
from .translate import Query, all_of, piece_query

BY_PLACE: list[Json] = [{"path": "asc"}, {"line": "asc"}, {"section": "asc"}]
_VALUES = ["path", "line", "section", "length", "group"]
# What several requests in one may be, so that none is too large for the server.
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A section: its document, its place, and what it is scored and folded by."""

    ident: str
    place: tuple[str, int, str]
    length: int
    group: int
    counts: dict[str, int]


def rows(
    point: Point,
    query: Query,
    sort: list[Json],
    words: Sequence[str],
    *,
    limit: int | None = None,
    page: int = PAGE,
) -> Iterator[Row]:
    """The sections that a query finds, with the packed counts of these words."""
    wanted: Json = {
        "docvalue_fields": _VALUES,
        "_source": [f"counts.{count_name(word)}" for word in words] or False,
    }
    return map(_row, point.stream(query, sort, wanted, limit=limit, page=page))


def _row(hit: Json) -> Row:
    values = hit["fields"]
    place = (values["path"][0], values["line"][0], values["section"][0])
    counts: dict[str, int] = hit.get("_source", {}).get("counts", {})
    return Row(hit["_id"], place, values["length"][0], values["group"][0], counts)


class RowStore:
    """See `scoring.WordStore`; sections are numbered by their place among `rows`."""

    def __init__(self, point: Point, found: Sequence[Row], frequencies: dict[str, int]) -> None:
        self._point, self._rows, self._frequencies = point, found, frequencies

    def occurrences(self, word: str) -> Occurrences:
        name = count_name(word)
        found = [(number, row.counts[name]) for number, row in enumerate(self._rows) if name in row.counts]
        others = max(0, self._frequencies[word] - len(found))
        return Occurrences([number for number, _ in found], [count for _, count in found], others)

    def lengths(self, numbers: Sequence[int]) -> Sequence[int]:
        return [self._rows[number].length for number in numbers]

    def averages(self) -> Averages:
        manifest = self._point.manifest
        mean = manifest.words / manifest.sections if manifest.sections else 0.0
        return Averages(manifest.sections, mean)

    def adjacency(self, numbers: Sequence[int], pieces: Sequence[str]) -> Sequence[float]:
        idents = [self._rows[number].ident for number in numbers]
        bodies: list[Json] = [
            {
                "query": all_of([{"ids": {"values": idents}}, piece_query(piece)]),
                "size": len(idents),
                "_source": False,
            }
            for piece in pieces
        ]
        answers = [self._point.search(body)["hits"]["hits"] for body in bodies]
        holding = [{hit["_id"] for hit in hits} for hits in answers]
        return [sum(ident in found for found in holding) / len(pieces) for ident in idents]


def frequencies(point: Point, words: Sequence[str]) -> dict[str, int]:
    """In how many sections each of these words occurs."""
    found: dict[str, int] = {}
    seen = point.manifest.seen("home")
    left = iter(words)
    while some := list(islice(left, _AT_ONCE)):
        queries = [all_of([seen, {"term": {"rank": word[:MAX_WORD]}}]) for word in some]
        found.update(zip(some, point.totals(queries), strict=True))
    return found
