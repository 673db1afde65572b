"""An export as a document reads: headings, facts, passages and their sources, in a row.

One walk for all formats that are read by people; each of them only says how a block looks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from ..model import Hit
from . import base
from .grouping import Arranged, Group, GroupBy, arranged


class Role(Enum):
    """What a block is for; FACTS are about the heading above, SOURCE about the passage above."""

    GROUP = auto()
    REPORT = auto()
    SECTION = auto()
    FACTS = auto()
    PASSAGE = auto()
    SOURCE = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the document, on one line, in pieces that are highlighted or not.

    `level` is that of a heading (1 the outermost), 0 for any other block. `count` is the number of
    passages in a group, where the block is its heading.
    """

    role: Role
    pieces: tuple[base.Piece, ...]
    level: int = 0
    count: int | None = None

    @property
    def text(self) -> str:
        """The block without highlights."""
        return "".join(text for text, _ in self.pieces)


def outline(hits: Iterable[Hit], by: GroupBy | None) -> Iterator[Block]:
    """The blocks of an export; nothing in them is unfit for XML, a browser or a terminal."""
    top = 2 if by in (GroupBy.TYPE, GroupBy.YEAR) else 1
    for place in arranged(hits, by):
        if place.group:
            yield _group(place.group)
        if place.opens_report:
            yield from _report(place, top)
        yield from _section(place.hit, top + 1)


def _group(group: Group) -> Block:
    return Block(
        Role.GROUP, ((base.COUNTED_LABEL.format(group.name, group.passages), False),), 1, group.passages
    )


def _report(place: Arranged, level: int) -> Iterator[Block]:
    yield Block(Role.REPORT, _plain(base.title_of(place.hit)), level)
    yield Block(Role.FACTS, _plain(base.report_facts(place.hit.report)))


def _section(hit: Hit, level: int) -> Iterator[Block]:
    yield Block(Role.SECTION, _legible(base.heading_pieces(hit)), level)
    yield Block(Role.FACTS, _plain(base.section_facts(hit)))
    for passage in hit.passages:
        text = base.pieces(base.one_line(passage.text), passage.highlights)
        yield Block(Role.PASSAGE, _legible(text))
        yield Block(Role.SOURCE, _plain(base.source_of(hit, passage)))


def _plain(text: str) -> tuple[base.Piece, ...]:
    return _legible([(text, False)])


def _legible(pieces: Iterable[base.Piece]) -> tuple[base.Piece, ...]:
    cleaned = ((base.legible(text), is_lit) for text, is_lit in pieces)
    return tuple(piece for piece in cleaned if piece[0])
