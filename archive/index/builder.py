"""Changing an index: which file owns which sections, and what becomes of them when files come and go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..config import ClusterSettings
from ..errors import IndexCorrupt
from ..ids import report_id
from ..model import Entry
from .document import Document
from .engines import remote_archive
from .engines.base import Order
from .expr import Where
from .folder import folder_store
from .leftovers import readable_manifest
from .manifest import Catalogue, FileRecord, load_catalogue
from .ranking import Ranking
from .remote import ENGINE, POINTER
from .store import Store


@dataclass(slots=True)
class Build:
    """A change in progress: `catalogue` is that of the index as it will be.

    Bytes that lie under several paths are indexed once, for the path that came first; the others
    are its copies. Where that path goes, or is renamed, its sections pass on to another path: they
    are `pending` until the caller gives them to `rewrite`, at the latest before the next commit.
    """

    store: Store
    catalogue: Catalogue
    sections: int = 0
    pending: set[str] = field(default_factory=set)
    waiting: tuple[str, ...] = ()
    _changed: bool = False
    _owners: dict[str, str] = field(default_factory=dict)
    _copies: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for path, record in self.catalogue.items():
            self._index(path, record)
            self.sections += 0 if record.copy_of is not None else record.sections

    @property
    def engine_name(self) -> str:
        """The engine that the index is kept by, which may be another than was asked for."""
        return self.store.engine_name

    def remove(self, path: str) -> None:
        """Drop a file; its sections stay for the sake of its copies, if it has any."""
        record = self.catalogue.pop(path, None)
        self._changed = True
        self.pending.discard(path)
        if record is None or record.error is not None:
            return
        if record.copy_of is not None:
            self._copies[record.copy_of].discard(path)
        elif self._copies.get(path):
            heir = min(self._copies[path])
            self._copies[path].discard(heir)
            self._pass_on(path, heir, self.catalogue[heir])
        else:
            self.store.delete(record.digest)
            self.sections -= record.sections
            del self._owners[record.digest]

    def add(self, path: str, record: FileRecord, documents: Iterable[Document]) -> None:
        """Add a file with its sections, in place of what was known under its path."""
        self.remove(path)
        self.sections += self.store.write(documents, record.digest)
        self._enter(path, record)

    def add_copy(self, path: str, record: FileRecord) -> None:
        """Note that `path` has the bytes of a file in the index, whose sections stand for both."""
        self.remove(path)
        owner = self._owners[record.digest]
        self._enter(path, replace(_counted(record, self.catalogue[owner]), copy_of=owner))

    def touch(self, path: str, record: FileRecord) -> None:
        """Note the new size and times of a file whose bytes are what they were."""
        known = self.catalogue[path]
        new = replace(_counted(record, known), error=known.error, copy_of=known.copy_of)
        if new != known:
            self._enter(path, new)

    def rename(self, old: str, path: str, record: FileRecord) -> None:
        """Note that the file that lay at `old` lies at `path` now, its bytes unchanged."""
        self.remove(path)
        if old != self.owner(record.digest):
            self.remove(old)
            self.add_copy(path, record)
            return
        known = self.catalogue.pop(old)
        self.pending.discard(old)
        self._pass_on(old, path, _counted(record, known))

    def owner(self, digest: str) -> str | None:
        """The path under which the sections of these bytes are in the index."""
        return self._owners.get(digest)

    def paths(self, digest: str) -> list[str]:
        """All paths of these bytes, that of their sections first; none where they are not in the index."""
        owner = self._owners.get(digest)
        return [] if owner is None else [owner, *sorted(self._copies.get(owner, ()))]

    def stored(self, paths: Iterable[str]) -> dict[str, tuple[Entry, ...]]:
        """The sections of pending files as they were last committed, under their old path.

        A file whose sections are not there in full is left out: it must be read again.
        """
        snapshot = self.store.snapshot()
        if snapshot is None:
            return {}
        wanted = {}
        for path in paths:
            record = self.catalogue[path]
            for ordinal in range(1, record.reports + 1):
                wanted[report_id(record.digest, ordinal)] = path
        found: dict[str, list[Entry]] = {path: [] for path in wanted.values()}
        with snapshot:
            where = Where("id", tuple(wanted))
            for scored in snapshot.select(where).page(Ranking(), Order.SOURCE, 0, None):
                found[wanted[scored.entry.report.id]].append(scored.entry)
        complete = (path for path, items in found.items() if len(items) == self.catalogue[path].sections)
        return {path: tuple(found[path]) for path in complete}

    def rewrite(self, path: str, documents: Iterable[Document]) -> None:
        """Write the sections of a pending file under its new path."""
        record = self.catalogue[path]
        self.store.delete(record.digest)
        self.sections += self.store.write(documents, record.digest) - record.sections
        self.pending.discard(path)

    def commit(self, *, complete: bool = True) -> None:
        """Make the change visible, if there is any, and be ready for the next.

        Where not `complete`, a rebuild is only kept to be resumed: the old index stays in place.
        """
        if self.pending:
            raise ValueError(f"sections of {self.pending} are under a path that is no longer theirs")
        done = self.store.commit(self.catalogue, self.sections, changed=self._changed, complete=complete)
        self._changed = False
        self.sections, self.waiting = done.sections, done.waiting
        for path in done.left:
            self._forget(path)
        for path, record in done.entered.items():
            self._forget(path)
            self.catalogue[path] = record
            self._index(path, record)

    def _forget(self, path: str) -> None:
        """Take a file out of the catalogue that others have removed or replaced."""
        record = self.catalogue.pop(path, None)
        if record is None:
            return
        if record.copy_of is not None:
            self._copies.get(record.copy_of, set()).discard(path)
        elif self._owners.get(record.digest) == path:
            del self._owners[record.digest]

    def _pass_on(self, old: str, new: str, record: FileRecord) -> None:
        """Let `new` own the bytes, the sections and the copies that `old` owned."""
        copies = self._copies.pop(old, set())
        self._enter(new, replace(record, copy_of=None))
        for copy in copies:
            self._enter(copy, replace(self.catalogue[copy], copy_of=new))
        self.pending.add(new)

    def _enter(self, path: str, record: FileRecord) -> None:
        self.catalogue[path] = record
        self._changed = True
        self._index(path, record)

    def _index(self, path: str, record: FileRecord) -> None:
        if record.copy_of is not None:
            self._copies.setdefault(record.copy_of, set()).add(path)
        elif record.error is None:
            self._owners[record.digest] = path


def _counted(record: FileRecord, known: FileRecord) -> FileRecord:
    """`record` with what is in a file of the same bytes."""
    return replace(record, reports=known.reports, sections=known.sections, unread=known.unread)


@contextmanager
def build(
    index_dir: Path,
    engine_name: str,
    versions: Mapping[str, str],
    *,
    rebuild: bool = False,
    cluster: ClusterSettings | None = None,
) -> Iterator[Build]:
    """Open an index for a change, making it where there is none: in `index_dir`, or in a cluster.

    The caller ends with `Build.commit`, and may call it before, to keep what is done so far; what
    was not committed is removed and the index stays as it was. An index of another version or a
    damaged one is only opened with `rebuild`, which starts from nothing, or from what an
    interrupted rebuild has left, and leaves the old index in place until the last commit. Raises
    IndexBusy, StorageError, IndexVersionError, IndexCorrupt, ClusterError.
    """
    opened: AbstractContextManager[Store]
    if cluster is None:
        opened = folder_store(index_dir, engine_name, versions, rebuild=rebuild)
    else:
        opened = remote_archive(cluster).store(versions, rebuild=rebuild)
    with opened as store:
        yield Build(store, store.catalogue(), _changed=store.stale)


def built_with(index_dir: Path) -> str | None:
    """The engine of the index in a folder, of whatever version; None where there is none that reads."""
    if (index_dir / POINTER).exists():
        return ENGINE
    manifest = readable_manifest(index_dir)
    return manifest.engine if manifest else None


def indexed_files(index_dir: Path, cluster: ClusterSettings | None = None) -> list[str]:
    """The paths in the catalogue of an index of whatever version; none where it does not read.

    Of an archive in a cluster they are those that this machine has read.
    """
    if cluster is not None:
        return remote_archive(cluster).own_files()
    manifest = readable_manifest(index_dir)
    try:
        return list(load_catalogue(index_dir, manifest)) if manifest else []
    except IndexCorrupt:
        return []
