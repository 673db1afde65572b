"""What an index engine is. Adapters implement these protocols; the contract test holds them to the
plain scan of `engines/scan.py`.

An engine keeps its files in one folder that the builder gives it. A commit returns a small
`State`, which the manifest keeps: a snapshot is of one state, so that the exchange of the manifest
is the one moment at which a commit becomes visible.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, Protocol

from ...model import Duplicate, Entry, Facets, Groups
from ..document import Document
from ..expr import Expr
from ..ranking import Ranking


class Order(StrEnum):
    """The orders in which sections can be asked for; ties go by place."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    SOURCE = "source"


class Scored(NamedTuple):
    """A section with its score (0 or more; comparable within one answer only).

    `copies` are the near-copies that were folded into it, the most similar first.
    """

    score: float
    entry: Entry
    copies: tuple[Duplicate, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """A committed state: the engine's own generation number and all files it consists of.

    A file that a state names never changes; a later state has its own beside it.
    """

    generation: int
    files: tuple[str, ...]


class Selection(Protocol):
    """The sections that satisfy an expression."""

    @property
    def total(self) -> int:
        """How many there are."""

    def folded_total(self) -> int:
        """How many there are where near-copies count once."""

    def facets(self) -> Facets:
        """For type, year, unit and doc_type: value → number of sections, the most frequent first."""

    def ids(self) -> Iterator[str]:
        """All section ids, by place."""

    def page(
        self, ranking: Ranking, order: Order, offset: int, limit: int | None, *, fold: bool = False
    ) -> Iterator[Scored]:
        """`limit` sections (None: all) from `offset` on; entries are read one by one.

        With `fold`, of each group of near-copies only the one that comes first is there, with the
        others in its `copies`; `offset` and `limit` count such groups.
        """


class Snapshot(Protocol):
    """A readable state of an index; close it, or use it as a context manager."""

    def count(self) -> int:
        """How many sections there are in all."""

    def select(self, expr: Expr) -> Selection:
        """Exactly the sections that satisfy `expr`."""

    def entries(self) -> Iterator[Entry]:
        """Every section, by place."""

    def words(self, prefix: str = "") -> Iterator[tuple[str, int]]:
        """The words that begin with `prefix` (folded), in the order of their code points.

        Each comes with the number of sections that have it as a word of heading or body, as the
        segmenter cut them. An engine may still count sections that were deleted.
        """

    def verify(self) -> None:
        """Read everything there is; raises IndexCorrupt where something does not read."""

    def close(self) -> None: ...

    def __enter__(self) -> Snapshot: ...

    def __exit__(self, *exc: object) -> None: ...


class Writer(Protocol):
    """Collects changes on top of a state. Nothing is visible before the manifest names the result."""

    def delete(self, digest: str) -> None:
        """Drop the sections of the file with this digest that were there before this writer."""

    def add(self, document: Document, groups: Groups) -> None:
        """Add one section, with the groups of near-copies that it was found to belong to."""

    def commit(self) -> State:
        """Write all changes to disk and return the new state."""

    def cancel(self) -> None:
        """Forget all changes. Files that no state names are removed by the builder."""


class Engine(Protocol):
    """An index engine working in `folder`."""

    name: str

    def pack(self, document: Document) -> Document:
        """Do what can be done before the writer: reading processes call this, and there are several.

        A writer takes packed documents and others.
        """

    def snapshot(self, folder: Path, state: State) -> Snapshot:
        """Open a state for reading; raises IndexCorrupt where its files do not read."""

    def writer(self, folder: Path, state: State | None) -> Writer:
        """Begin changes on top of `state` (None: a new, empty index in an existing folder)."""
