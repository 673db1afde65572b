"""Building and changing an index: one writer, all or nothing, old files removed last."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..errors import IndexBusy, IndexCorrupt, IndexVersionError, StorageError
from ..ids import report_id
from ..model import Entry
from .copies import CopyStore
from .document import Document
from .engines import engine
from .engines.base import Order, State, Writer
from .expr import Where
from .leftovers import readable_manifest, remove_leftovers
from .manifest import (
    MANIFEST,
    REBUILD,
    REBUILDING,
    Catalogue,
    FileRecord,
    Manifest,
    checksum,
    load_catalogue,
    load_manifest,
    save_catalogue,
    save_manifest,
)
from .ranking import Ranking

# A commit of a few files takes well under this; a long run of another process does not end by itself.
LOCK_PATIENCE_SECONDS = 5.0
_LOCK = "lock"


@dataclass(slots=True)
class Build:
    """A change in progress: `catalogue` is that of the index as it will be.

    Bytes that lie under several paths are indexed once, for the path that came first; the others
    are its copies. Where that path goes, or is renamed, its sections pass on to another path: they
    are `pending` until the caller gives them to `rewrite`, at the latest before the next commit.
    """

    index_dir: Path
    engine_name: str
    versions: Mapping[str, str]
    folder: str
    old: Manifest | None
    copies: CopyStore
    catalogue: Catalogue
    serial: int
    sections: int = 0
    rebuilding: bool = False
    pending: set[str] = field(default_factory=set)
    _changed: bool = False
    _writer: Writer | None = None
    _owners: dict[str, str] = field(default_factory=dict)
    _copies: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for path, record in self.catalogue.items():
            self._index(path, record)

    @property
    def state(self) -> State | None:
        """The engine's state as it was last committed."""
        return self.old.state if self.old else None

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
            self._open_writer().delete(record.digest)
            self.sections -= record.sections
            del self._owners[record.digest]

    def add(self, path: str, record: FileRecord, documents: Iterable[Document]) -> None:
        """Add a file with its sections, in place of what was known under its path."""
        self.remove(path)
        self._write(documents)
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
        if self.state is None:
            return {}
        wanted = {}
        for path in paths:
            record = self.catalogue[path]
            for ordinal in range(1, record.reports + 1):
                wanted[report_id(record.digest, ordinal)] = path
        found: dict[str, list[Entry]] = {path: [] for path in wanted.values()}
        with engine(self.engine_name).snapshot(self.index_dir / self.folder, self.state) as snapshot:
            where = Where("id", tuple(wanted))
            for scored in snapshot.select(where).page(Ranking(), Order.SOURCE, 0, None):
                found[wanted[scored.entry.report.id]].append(scored.entry)
        complete = (path for path, items in found.items() if len(items) == self.catalogue[path].sections)
        return {path: tuple(found[path]) for path in complete}

    def rewrite(self, path: str, documents: Iterable[Document]) -> None:
        """Write the sections of a pending file under its new path."""
        record = self.catalogue[path]
        self._open_writer().delete(record.digest)
        self.sections -= record.sections
        self._write(documents)
        self.pending.discard(path)

    def commit(self, *, complete: bool = True) -> None:
        """Make the change visible, if there is any, and be ready for the next.

        Where not `complete`, a rebuild is only kept to be resumed: the old index stays in place.
        """
        if self.pending:
            raise ValueError(f"sections of {self.pending} are under a path that is no longer theirs")
        if self._changed or self.state is None:
            self._commit()
        if self.rebuilding and complete:
            (self.index_dir / REBUILDING).replace(self.index_dir / MANIFEST)
            self.rebuilding = False
        remove_leftovers(self.index_dir)

    def _commit(self) -> None:
        state = self.state
        if self._writer is not None or state is None:
            state = self._open_writer().commit()
            self._writer = None
            self.copies.save()
        self.serial += 1
        catalogue = f"catalogue-{self.serial}.json"
        save_catalogue(self.index_dir / catalogue, self.catalogue)
        names = [catalogue, *(f"{self.folder}/{name}" for name in state.files)]
        written = {name: _flushed(self.index_dir / name) for name in names}
        manifest = Manifest(
            engine=self.engine_name,
            versions=dict(self.versions),
            folder=self.folder,
            state=state,
            catalogue=catalogue,
            sections=self.sections,
            copies=self.copies.path.name,
            sizes={name: status.st_size for name, status in written.items()},
            checksums=self._checksums(names),
            times={name: status.st_mtime_ns for name, status in written.items()},
        )
        save_manifest(self.index_dir, manifest, REBUILDING if self.rebuilding else MANIFEST)
        self.old = manifest
        self._changed = False

    def _checksums(self, names: Iterable[str]) -> dict[str, int]:
        """The checksums of files; those that the old state had are not read again, they never change.

        An engine may have linked them under other names.
        """
        old = {_identity(self.index_dir / name): value for name, value in self._old_checksums()}
        found = {name: old.get(_identity(path := self.index_dir / name)) or checksum(path) for name in names}
        return found | {self.copies.path.name: checksum(self.copies.path)}

    def _old_checksums(self) -> Iterable[tuple[str, int]]:
        return ((name, self.old.checksums[name]) for name in self.old.sizes) if self.old else ()

    def close(self) -> None:
        """Forget what was not committed."""
        if self._writer is not None:
            self._writer.cancel()
        self.copies.close()
        remove_leftovers(self.index_dir)

    def _open_writer(self) -> Writer:
        if self._writer is None:
            self._writer = engine(self.engine_name).writer(self.index_dir / self.folder, self.state)
        return self._writer

    def _write(self, documents: Iterable[Document]) -> None:
        for document in documents:
            self._open_writer().add(document, self.copies.groups(document.prints))
            self.sections += 1

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


def _identity(path: Path) -> tuple[int, int]:
    """What a file and its links have in common."""
    status = path.stat()
    return status.st_dev, status.st_ino


def _counted(record: FileRecord, known: FileRecord) -> FileRecord:
    """`record` with what is in a file of the same bytes."""
    return replace(record, reports=known.reports, sections=known.sections, unread=known.unread)


@contextmanager
def build(
    index_dir: Path, engine_name: str, versions: Mapping[str, str], *, rebuild: bool = False
) -> Iterator[Build]:
    """Open an index for a change, making it where there is none.

    The caller ends with `Build.commit`, and may call it before, to keep what is done so far; what
    was not committed is removed and the index stays as it was. An index of another version or a
    damaged one is only opened with `rebuild`, which starts from nothing, or from what an
    interrupted rebuild has left, and leaves the old index in place until the last commit. Raises
    IndexBusy, StorageError, IndexVersionError, IndexCorrupt.
    """
    with _storage_errors(index_dir), _locked(index_dir):
        change = _begin(index_dir, engine_name, versions, rebuild)
        try:
            yield change
        finally:
            change.close()


def built_with(index_dir: Path) -> str | None:
    """The engine of the index in a folder, of whatever version; None where there is none that reads."""
    manifest = readable_manifest(index_dir)
    return manifest.engine if manifest else None


def indexed_files(index_dir: Path) -> list[str]:
    """The paths in the catalogue of an index of whatever version; none where it does not read."""
    manifest = readable_manifest(index_dir)
    try:
        return list(load_catalogue(index_dir, manifest)) if manifest else []
    except IndexCorrupt:
        return []


def _begin(index_dir: Path, engine_name: str, versions: Mapping[str, str], rebuild: bool) -> Build:
    old = _resumable(index_dir, engine_name, versions) if rebuild else load_manifest(index_dir)
    serial = _next_serial(index_dir)
    rebuilding = rebuild and (index_dir / MANIFEST).exists()
    if old is None:
        folder = f"{engine_name}-{serial}"
        (index_dir / folder).mkdir()
        copies = CopyStore(index_dir / f"copies-{serial}.sqlite")
        return Build(index_dir, engine_name, versions, folder, None, copies, {}, serial, 0, rebuilding)
    touched: list[str] = []
    if not rebuild:
        old.check_versions(versions, index_dir)
        touched = old.check_files(index_dir)
        # What was done for a rebuild is out of date as soon as the index goes on without it.
        (index_dir / REBUILDING).unlink(missing_ok=True)
    return Build(
        index_dir,
        old.engine,
        versions,
        old.folder,
        old,
        _old_copies(index_dir / old.copies),
        load_catalogue(index_dir, old),
        serial,
        old.sections,
        rebuilding,
        # A copied archive is committed anew, with the times of its files, so that no search reads them all.
        _changed=bool(touched),
    )


def _resumable(index_dir: Path, engine_name: str, versions: Mapping[str, str]) -> Manifest | None:
    """What an interrupted rebuild has left, if it can be gone on with."""
    try:
        old = load_manifest(index_dir, REBUILDING)
        if old is None or old.engine != engine_name or not (index_dir / old.copies).is_file():
            return None
        old.check_versions(versions, index_dir)
        old.check_files(index_dir)
        load_catalogue(index_dir, old)
    except (IndexCorrupt, IndexVersionError):
        return None
    return old


def _old_copies(path: Path) -> CopyStore:
    if not path.is_file():
        raise IndexCorrupt(f"the index lacks its file {path}, which only changing it needs; {REBUILD}")
    return CopyStore(path)


def _next_serial(index_dir: Path) -> int:
    """A number that no file or folder of the index bears yet."""
    stems = (path.stem.rpartition("-")[2] for path in index_dir.iterdir())
    return max((int(stem) for stem in stems if stem.isdecimal()), default=0) + 1


@contextmanager
def _locked(index_dir: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    index_dir.mkdir(parents=True, exist_ok=True)
    ignore = index_dir / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n!.gitignore\n", encoding="utf-8")
    lock = FileLock(index_dir / _LOCK, timeout=LOCK_PATIENCE_SECONDS)
    try:
        lock.acquire()
    except Timeout:
        raise IndexBusy(
            f"another process is writing to {index_dir}; wait until it has finished and try again"
        ) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _storage_errors(index_dir: Path) -> Iterator[None]:
    """Say what the system refused: no room, or no permission."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise StorageError(
                f"no room left on the disk of {index_dir}; the index is as it was before: "
                "free some space and run the command again"
            ) from error
        raise StorageError(
            f"cannot write the index in {index_dir} ({error.strerror or error}); "
            "check its permissions, or choose another folder with --index"
        ) from error


def _flushed(path: Path) -> os.stat_result:
    """Push a file to the disk before the manifest names it; its status."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
        return os.fstat(file.fileno())
