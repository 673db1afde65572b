"""Where a change of an index is kept: what `builder` asks of it, whatever it is made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from .document import Document
from .engines.base import Snapshot
from .manifest import Catalogue, FileRecord


@dataclass(frozen=True, slots=True)
class Committed:
    """What a commit came to, where others write too.

    `entered` and `left` are files that others have added and removed since the last commit, files of
    this change among them that they were first to add. `waiting` names the machines whose part of a
    rebuild is still to be done.
    """

    sections: int
    entered: Mapping[str, FileRecord] = field(default_factory=dict)
    left: Collection[str] = ()
    waiting: tuple[str, ...] = ()


class Store(Protocol):
    """An index being changed. Nothing is visible before `commit`."""

    engine_name: str
    # Whether a commit is due even where no file has changed.
    stale: bool

    @property
    def foreign(self) -> Collection[str]:
        """The files that other machines have read; they are theirs to remove."""

    def catalogue(self) -> Catalogue:
        """The files in the index as it was opened."""

    def snapshot(self) -> Snapshot | None:
        """The sections as they were last committed; None where nothing was."""

    def write(self, documents: Iterable[Document], digest: str) -> int:
        """Add the sections of a file; their number."""

    def delete(self, digest: str) -> None:
        """Drop the sections of the file with this digest that are there so far."""

    def commit(self, catalogue: Catalogue, sections: int, *, changed: bool, complete: bool) -> Committed:
        """Make the change visible; see `Build.commit`."""

    def close(self) -> None:
        """Forget what was not committed."""
