"""One commit: what it brings and takes away, and the manifest that says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ....errors import IndexBusy
from .client import Client, Json
from .files import Home, Kept, steps
from .merge import Others, left_out
from .points import Point
from .state import ClusterManifest, Names, exchange


@dataclass(frozen=True, slots=True)
class Draft:
    """A commit that is written and not yet seen.

    `fresh` are the files that it enters and `gone` those that it removes; `written` and `dropped` are
    sections. `known` are the files that were there at the last look.
    """

    batch: int
    fresh: Mapping[str, Kept]
    gone: list[str]
    written: list[Home]
    dropped: list[Home]
    known: Mapping[str, Kept]


@dataclass(slots=True)
class Commit:
    """The exchange of the manifest for a draft, on top of `base`; `out` is what is left to others."""

    client: Client
    names: Names
    which: str
    base: ClusterManifest
    draft: Draft
    others: Others
    out: set[str] = field(default_factory=set)

    def run(self) -> ClusterManifest:
        """Make the draft visible. Raises IndexBusy where it does not go with what others have committed."""
        return exchange(self.client, self.names, self._next, self.which)

    def _next(self, now: ClusterManifest) -> ClusterManifest | None:
        draft = self.draft
        if now.has(draft.batch):
            # Our own exchange, whose answer was lost on the way.
            self._learn(now)
            return None
        if now.generation != self.base.generation or str(draft.batch) not in now.open:
            raise IndexBusy(
                "the archive was rebuilt by another process, or this one was taken for dead; "
                "run the command again"
            )
        self._learn(now)
        self.out = left_out(draft.fresh, draft.gone, draft.known, self.others)
        dead, homes = self._dead_files(), self._dead_homes()
        return replace(
            now.with_committed(draft.batch),
            dead_files=(*now.dead_files, *dead),
            dead_homes=(*now.dead_homes, *(home.name for home in homes)),
            sections=now.sections + _sections(draft.written) - _sections(homes),
            words=now.words + _words(draft.written) - _words(homes),
            machines=tuple(sorted({*now.machines, *(kept.machine for kept in draft.fresh.values())})),
        )

    def _learn(self, now: ClusterManifest) -> None:
        """Read what others have committed since the last look."""
        if now.committed == self.base.committed:
            return
        point = Point(self.client, self.names, self.names.files, self.which)
        try:
            self.others.note(steps(point, _between(self.base, point.manifest)))
        finally:
            point.close()
        self.base = point.manifest

    def _theirs(self) -> set[str]:
        """What was there and others have changed already, as we would."""
        return {path for path in self.out if path in self.draft.known}

    def _dead_files(self) -> list[str]:
        draft = self.draft
        replaced = {path for path in (*draft.fresh, *draft.gone) if path in draft.known} - self._theirs()
        return [draft.known[path].key for path in replaced] + [
            draft.fresh[path].key for path in self.out & draft.fresh.keys()
        ]

    def _dead_homes(self) -> list[Home]:
        """What is dropped, less what others have dropped before, and what was written for nothing."""
        draft = self.draft
        theirs = {home.name for path in self._theirs() if (home := draft.known[path].home) is not None}
        idle = [
            home for path in self.out & draft.fresh.keys() if (home := draft.fresh[path].home) is not None
        ]
        return [home for home in draft.dropped if home.name not in theirs] + [
            home for home in idle if home in draft.written
        ]


def _between(old: ClusterManifest, new: ClusterManifest) -> Json:
    """The query for what was committed after one manifest and up to another, and still stands."""
    was: Json = {"bool": {"should": [_run(first, last) for first, last in old.committed]}}
    # Nothing is found by no conditions where none is needed, and everything where one is.
    excluded = [was] if old.committed else []
    return {"bool": {"filter": [new.seen("_id")], "must_not": excluded}}


def _run(first: int, last: int) -> Json:
    return {"range": {"batch": {"gte": first, "lte": last}}}


def _sections(homes: list[Home]) -> int:
    return sum(home.sections for home in homes)


def _words(homes: list[Home]) -> int:
    return sum(home.words for home in homes)
