"""Hits in groups: passages of one type, one report or one year together, however they come.

Gathering has to see the last hit before it can write the first group; so hits wait in a temporary
file, and only their places in it are in memory (8 bytes a hit).
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from tempfile import SpooledTemporaryFile
from typing import Any, TypeAlias, TypeVar

from ..model import SECTION_TYPES, Duplicate, Hit, Passage, ReportHead, SectionHead, plain

# Exports of some thousand passages, which is nearly all of them, never touch the disk.
IN_MEMORY = 8 * 1024 * 1024
YEAR_NAME = "{}年"
NO_YEAR = "年份不详"
TYPE_SEPARATOR = "、"

T = TypeVar("T")


class GroupBy(StrEnum):
    """What the passages of one group share."""

    TYPE = "type"
    REPORT = "report"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Group:
    """A group of hits by its name; `passages` is how many it has in all."""

    name: str
    passages: int


@dataclass(frozen=True, slots=True)
class Arranged:
    """A hit in its place: the group that begins with it, and whether another report begins with it."""

    hit: Hit
    group: Group | None
    opens_report: bool


_Key: TypeAlias = tuple[Any, ...]


@dataclass(slots=True)
class _Pile:
    passages: int = 0
    offsets: array[int] = field(default_factory=lambda: array("Q"))


def arranged(hits: Iterable[Hit], by: GroupBy | None) -> Iterator[Arranged]:
    """The hits by groups, within a group as they came; without `by` one by one, as they come.

    Groups come in the order of their first hits, types in the order of SECTION_TYPES. A section of
    two types belongs to the group of just these two, so no passage is there twice. Groups of
    reports have no name of their own: the report that begins is it.
    """
    report: _Key | None = None
    for hit, group in _gathered(hits, by) if by else ((hit, None) for hit in hits):
        own = _report_key(hit)
        yield Arranged(hit, group, bool(group) or own != report)
        report = own


def _gathered(hits: Iterable[Hit], by: GroupBy) -> Iterator[tuple[Hit, Group | None]]:
    piles: dict[_Key, _Pile] = {}
    with SpooledTemporaryFile(max_size=IN_MEMORY) as spool:
        for hit in hits:
            pile = piles.setdefault(_KEYS[by](hit), _Pile())
            pile.passages += len(hit.passages)
            pile.offsets.append(spool.tell())
            spool.write(_stored(hit))
        for key in sorted(piles) if by is GroupBy.TYPE else piles:
            group = _group(by, key, piles[key].passages)
            for offset in piles[key].offsets:
                spool.seek(offset)
                yield _restored(spool.readline()), group
                group = None


def _group(by: GroupBy, key: _Key, passages: int) -> Group | None:
    if by is GroupBy.REPORT:
        return None
    if by is GroupBy.TYPE:
        return Group(TYPE_SEPARATOR.join(SECTION_TYPES[number] for number in key), passages)
    return Group(NO_YEAR if key[0] is None else YEAR_NAME.format(key[0]), passages)


def _report_key(hit: Hit) -> _Key:
    return hit.path, hit.report.id


def _type_key(hit: Hit) -> _Key:
    return tuple(sorted(SECTION_TYPES.index(name) for name in hit.section.types))


def _year_key(hit: Hit) -> _Key:
    return (hit.report.year,)


_KEYS: dict[GroupBy, Callable[[Hit], _Key]] = {
    GroupBy.TYPE: _type_key,
    GroupBy.REPORT: _report_key,
    GroupBy.YEAR: _year_key,
}


def _stored(hit: Hit) -> bytes:
    # Names of files may hold lone surrogates; they pass. Line breaks inside of texts are escaped.
    return json.dumps(plain(hit), ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def _restored(line: bytes) -> Hit:
    data = json.loads(line.decode("utf-8", "surrogatepass"))
    report, section = data["report"], data["section"]
    path = report.pop("path")
    marks = section.pop("heading_highlights")
    return Hit(
        data["score"],
        path,
        _record(ReportHead, report),
        _record(SectionHead, section),
        _frozen(marks),
        tuple(_record(Passage, passage) for passage in data["passages"]),
        tuple(_record(Duplicate, duplicate) for duplicate in data["duplicates"]),
    )


def _record(kind: Callable[..., T], data: dict[str, Any]) -> T:
    return kind(**{name: _frozen(value) for name, value in data.items()})


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
