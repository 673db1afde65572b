"""Changing an archive in a cluster; see `state` for how a commit becomes visible."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import uuid4

from ....errors import ArchiveError
from ...document import Document
from ...manifest import Catalogue, FileRecord
from ...near import Fingerprints
from ...ranking import CLASS_LENGTHS
from ...store import Committed
from ..base import Snapshot
from .bulk import Bulk
from .client import Client, Lost
from .commit import Commit, Draft
from .files import Home, Kept, all_files, file_key, file_source, removal_source
from .leaders import Leaders, Lease
from .mapping import Packed, pack, source
from .merge import Others
from .points import Point
from .rebuild import bury, finish
from .snapshot import ClusterSnapshot
from .state import MANIFEST, REBUILDING, Names, exchange

# Groups of near-copies are decided for so many sections at once: the way to the cluster and back, the
# lease and the refresh cost as much as some hundred sections.
_TOGETHER = 400
# What is dead is named in each search; of more files than this the removal is done in steps.
MOST_DEAD = 5_000


@dataclass(slots=True)
class _Batch:
    """A commit in the making, and the sections that were written for it."""

    number: int
    homes: list[Home] = field(default_factory=list)
    names: int = 0

    def name(self) -> str:
        """A mark for sections, or an id, that nothing else has."""
        self.names += 1
        return file_key(self.number, self.names)


class ClusterStore:
    """See `index.store.Store`. `which` manifest it works on is that of the archive, or of a rebuild."""

    engine_name = "opensearch"
    stale = False

    def __init__(self, client: Client, names: Names, which: str, generation: int) -> None:
        self._client, self._names, self._which = client, names, which
        self._machine = client.settings.machine
        self._sections, self._index = names.sections(generation), names.files(generation)
        self._batch: _Batch | None = None
        self._dead: dict[str, Home] = {}
        self._waiting: list[tuple[Packed, Fingerprints, str, str]] = []
        self._bulk = Bulk(client)
        lease = Lease(client, names.state, f"lease-{generation}", uuid4().hex)
        self._leaders = Leaders(client, names.copies(generation), lease)
        point = Point(client, names, names.files, which)
        try:
            self._manifest, self._files = point.manifest, all_files(point)
        finally:
            point.close()
        self._homes = self._living()

    def _living(self) -> dict[str, Home]:
        """The sections of each file that has some of its own, by its digest."""
        return {kept.record.digest: kept.home for kept in self._files.values() if kept.home is not None}

    @property
    def foreign(self) -> Collection[str]:
        return frozenset(path for path, kept in self._files.items() if kept.machine != self._machine)

    def catalogue(self) -> Catalogue:
        return {path: kept.record for path, kept in self._files.items()}

    def snapshot(self) -> Snapshot | None:
        return ClusterSnapshot(Client(self._client.settings), self._names, self._which)

    def write(self, documents: Iterable[Document], digest: str) -> int:
        batch = self._begun()
        name, count, words = batch.name(), 0, 0
        for document in documents:
            packed = document.packed if isinstance(document.packed, Packed) else pack(document)
            count, words = count + 1, words + CLASS_LENGTHS[packed.length]
            self._waiting.append((packed, document.prints, name, f"{name}.{count}"))
            if len(self._waiting) >= _TOGETHER:
                self._send()
        self._homes[digest] = home = Home(name, count, words)
        batch.homes.append(home)
        return count

    def _send(self) -> None:
        """Decide the groups of what waits, and send it."""
        batch, waiting, self._waiting = self._begun().number, self._waiting, []
        groups = self._leaders.groups([prints for _, prints, _, _ in waiting])
        for (packed, _, home, ident), own in zip(waiting, groups, strict=True):
            self._bulk.add(self._sections, ident, source(packed, own, batch, home), str(own.section or home))

    def delete(self, digest: str) -> None:
        home = self._homes.pop(digest)
        self._dead[home.name] = home

    def _begun(self) -> _Batch:
        if self._batch is None:
            self._batch = self._new_batch()
        return self._batch

    def _new_batch(self) -> _Batch:
        manifest = exchange(self._client, self._names, lambda now: now.begun(self._machine), self._which)
        return _Batch(manifest.next - 1)

    def commit(self, catalogue: Catalogue, sections: int, *, changed: bool, complete: bool) -> Committed:
        others, out = Others(), set[str]()
        if changed:
            gone = [path for path in self._files if path not in catalogue]
            while len(gone) > MOST_DEAD:
                piece, gone = gone[:MOST_DEAD], gone[MOST_DEAD:]
                out |= self._commit(self._new_batch(), {}, piece, self._dropped(piece), others)
            fresh = self._fresh(catalogue)
            if self._waiting:
                self._send()
            out |= self._commit(self._begun(), fresh, gone, list(self._dead.values()), others)
            self._batch, self._dead = None, {}
            self._homes = self._living()
        waiting: tuple[str, ...] = ()
        if complete and self._which == REBUILDING:
            waiting = finish(self._client, self._names)
            self._which = REBUILDING if waiting else MANIFEST
        entered = {path: kept.record for path, kept in others.entered.items()}
        return Committed(self._manifest.sections, entered, (others.removed | out) - entered.keys(), waiting)

    def _dropped(self, paths: list[str]) -> list[Home]:
        """Of what is dropped the sections of these files, unless they have passed on to another file."""
        kepts = (self._files[path] for path in paths)
        names = [kept.home.name for kept in kepts if kept.home and kept.record.digest not in self._homes]
        return [self._dead.pop(name) for name in names if name in self._dead]

    def _fresh(self, catalogue: Catalogue) -> dict[str, Kept]:
        """The files that are new or other than they were, or whose sections were written anew."""
        found = {}
        for path, record in catalogue.items():
            known, home = self._files.get(path), self._home(record)
            if known is None or record != known.record or home != known.home:
                # Whoever reads a file's new content has it; a look at its times makes no difference.
                same = known is not None and known.record.digest == record.digest
                machine = known.machine if known is not None and same else self._machine
                found[path] = Kept(self._begun().name(), machine, record, home)
        return found

    def _home(self, record: FileRecord) -> Home | None:
        """The sections that a file has of its own."""
        owns = record.error is None and record.copy_of is None
        return self._homes.get(record.digest) if owns else None

    def _commit(
        self, batch: _Batch, fresh: dict[str, Kept], gone: list[str], dropped: list[Home], others: Others
    ) -> set[str]:
        """Write the files, exchange the manifest, and remove what is dead; what is left to others."""
        for number, (path, kept) in enumerate(fresh.items(), 1):
            self._bulk.add(self._index, kept.key, file_source(batch.number, number, path, kept))
        log = removal_source(batch.number, self._machine, gone)
        self._bulk.add(self._index, file_key(batch.number, 0), log)
        self._bulk.flush()
        self._client.refresh(self._sections, self._index)
        draft = Draft(batch.number, fresh, gone, batch.homes, dropped, self._files)
        commit = Commit(self._client, self._names, self._which, self._manifest, draft, others)
        self._manifest = commit.run()
        for path in (*gone, *others.removed, *commit.out):
            self._files.pop(path, None)
        self._files |= {path: kept for path, kept in fresh.items() if path not in commit.out}
        self._files |= others.entered
        # What it gives is newer than what this store knows of others.
        bury(self._client, self._names, self._which)
        return commit.out

    def close(self) -> None:
        self._bulk.close()
        # What was begun is not seen; where it cannot be removed now, the next writer does it.
        with suppress(ArchiveError, Lost):
            if self._batch is not None:
                number = self._batch.number
                exchange(self._client, self._names, lambda now: now.closed(number), self._which)
                for index in (self._sections, self._index):
                    self._client.delete_by(index, {"term": {"batch": number}})
        self._client.close()
