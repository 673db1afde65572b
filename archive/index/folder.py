"""An index in a folder of this machine: one writer, all or nothing, old files removed last."""

from __future__ import annotations

import errno
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from ..errors import IndexBusy, IndexCorrupt, IndexVersionError, StorageError
from .copies import CopyStore
from .document import Document
from .engines import engine
from .engines.base import Snapshot, State, Writer
from .leftovers import remove_leftovers
from .manifest import (
    MANIFEST,
    REBUILD,
    REBUILDING,
    Catalogue,
    Manifest,
    checksum,
    load_catalogue,
    load_manifest,
    save_catalogue,
    save_manifest,
)
from .store import Committed

# A commit of a few files takes well under this; a long run of another process does not end by itself.
LOCK_PATIENCE_SECONDS = 5.0
_LOCK = "lock"


class FolderStore:
    """See `store.Store`; `old` is the manifest of the last commit, None where there is none."""

    foreign: Collection[str] = ()

    def __init__(
        self,
        index_dir: Path,
        engine_name: str,
        versions: Mapping[str, str],
        folder: str,
        copies: CopyStore,
        serial: int,
        *,
        old: Manifest | None = None,
        rebuilding: bool = False,
    ) -> None:
        self.index_dir, self.engine_name, self._versions = index_dir, engine_name, versions
        self.old = old
        self._folder, self._copies, self._serial = folder, copies, serial
        self._rebuilding = rebuilding
        self._writer: Writer | None = None
        self.stale = False

    @property
    def _state(self) -> State | None:
        return self.old.state if self.old else None

    def catalogue(self) -> Catalogue:
        return load_catalogue(self.index_dir, self.old) if self.old else {}

    def snapshot(self) -> Snapshot | None:
        if self._state is None:
            return None
        return engine(self.engine_name).snapshot(self.index_dir / self._folder, self._state)

    def write(self, documents: Iterable[Document], digest: str) -> int:
        count = 0
        for document in documents:
            self._open_writer().add(document, self._copies.groups(document.prints))
            count += 1
        return count

    def delete(self, digest: str) -> None:
        self._open_writer().delete(digest)

    def commit(self, catalogue: Catalogue, sections: int, *, changed: bool, complete: bool) -> Committed:
        if changed or self.old is None:
            self._commit(catalogue, sections)
        if self._rebuilding and complete:
            (self.index_dir / REBUILDING).replace(self.index_dir / MANIFEST)
            self._rebuilding = False
        remove_leftovers(self.index_dir)
        return Committed(sections)

    def _commit(self, files: Catalogue, sections: int) -> None:
        state = self._state
        if self._writer is not None or state is None:
            state = self._open_writer().commit()
            self._writer = None
            self._copies.save()
        self._serial += 1
        catalogue = f"catalogue-{self._serial}.json"
        save_catalogue(self.index_dir / catalogue, files)
        names = [catalogue, *(f"{self._folder}/{name}" for name in state.files)]
        written = {name: _flushed(self.index_dir / name) for name in names}
        manifest = Manifest(
            engine=self.engine_name,
            versions=dict(self._versions),
            folder=self._folder,
            state=state,
            catalogue=catalogue,
            sections=sections,
            copies=self._copies.path.name,
            sizes={name: status.st_size for name, status in written.items()},
            checksums=self._checksums(names),
            times={name: status.st_mtime_ns for name, status in written.items()},
        )
        save_manifest(self.index_dir, manifest, REBUILDING if self._rebuilding else MANIFEST)
        self.old = manifest

    def _checksums(self, names: Iterable[str]) -> dict[str, int]:
        """The checksums of files; those that the old state had are not read again, they never change.

        An engine may have linked them under other names.
        """
        old = {_identity(self.index_dir / name): value for name, value in self._old_checksums()}
        found = {name: old.get(_identity(path := self.index_dir / name)) or checksum(path) for name in names}
        return found | {self._copies.path.name: checksum(self._copies.path)}

    def _old_checksums(self) -> Iterable[tuple[str, int]]:
        return ((name, self.old.checksums[name]) for name in self.old.sizes) if self.old else ()

    def close(self) -> None:
        if self._writer is not None:
            self._writer.cancel()
        self._copies.close()
        remove_leftovers(self.index_dir)

    def _open_writer(self) -> Writer:
        if self._writer is None:
            self._writer = engine(self.engine_name).writer(self.index_dir / self._folder, self._state)
        return self._writer


@contextmanager
def folder_store(
    index_dir: Path, engine_name: str, versions: Mapping[str, str], *, rebuild: bool
) -> Iterator[FolderStore]:
    """Open the index in a folder for a change; see `builder.build`."""
    with _storage_errors(index_dir), _locked(index_dir):
        store = _begin(index_dir, engine_name, versions, rebuild)
        try:
            yield store
        finally:
            store.close()


def _begin(index_dir: Path, engine_name: str, versions: Mapping[str, str], rebuild: bool) -> FolderStore:
    old = _resumable(index_dir, engine_name, versions) if rebuild else load_manifest(index_dir)
    serial = _next_serial(index_dir)
    rebuilding = rebuild and (index_dir / MANIFEST).exists()
    if old is None:
        folder = f"{engine_name}-{serial}"
        (index_dir / folder).mkdir()
        copies = CopyStore(index_dir / f"copies-{serial}.sqlite")
        return FolderStore(index_dir, engine_name, versions, folder, copies, serial, rebuilding=rebuilding)
    touched: list[str] = []
    if not rebuild:
        old.check_versions(versions, index_dir)
        touched = old.check_files(index_dir)
        # What was done for a rebuild is out of date as soon as the index goes on without it.
        (index_dir / REBUILDING).unlink(missing_ok=True)
    copies = _old_copies(index_dir / old.copies)
    store = FolderStore(
        index_dir, old.engine, versions, old.folder, copies, serial, old=old, rebuilding=rebuilding
    )
    # A copied archive is committed anew, with the times of its files, so that no search reads them all.
    store.stale = bool(touched)
    return store


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


def _identity(path: Path) -> tuple[int, int]:
    """What a file and its links have in common."""
    status = path.stat()
    return status.st_dev, status.st_ino
