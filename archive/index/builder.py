"""Building and changing an index: one writer, all or nothing, old files removed last."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..errors import IndexBusy, IndexCorrupt, IndexVersionError, StorageError
from .copies import CopyStore
from .document import Document
from .engines import engine
from .engines.base import Writer
from .manifest import (
    MANIFEST,
    REBUILD,
    Catalogue,
    FileRecord,
    Manifest,
    checksum,
    load_catalogue,
    load_manifest,
    save_catalogue,
    save_manifest,
)

# A commit of a few files takes well under this; a long run of another process does not end by itself.
LOCK_PATIENCE_SECONDS = 5.0
_LOCK = "lock"


@dataclass(slots=True)
class Build:
    """A change in progress: `catalogue` is that of the index as it will be.

    Bytes that lie under several paths are indexed once, for the path that came first; the others
    are its copies. Where that path goes, its copies are `orphans`: the caller reads them anew.
    """

    index_dir: Path
    engine_name: str
    versions: Mapping[str, str]
    folder: str
    writer: Writer
    copies: CopyStore
    catalogue: Catalogue
    serial: int
    sections: int = 0
    orphans: list[str] = field(default_factory=list)
    old: Manifest | None = None
    _owners: dict[str, str] = field(default_factory=dict)
    _copies: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for path, record in self.catalogue.items():
            self._enter(path, record)

    def remove(self, path: str) -> None:
        """Drop a file and its sections."""
        record = self.catalogue.pop(path, None)
        if record is None or record.error is not None:
            return
        if record.copy_of is not None:
            self._copies[record.copy_of].discard(path)
            return
        self.writer.delete(record.digest)
        self.sections -= record.sections
        del self._owners[record.digest]
        for copy in sorted(self._copies.pop(path, ())):
            del self.catalogue[copy]
            self.orphans.append(copy)

    def add(self, path: str, record: FileRecord, documents: Iterable[Document]) -> None:
        """Add a file with its sections, in place of what was known under its path."""
        self.remove(path)
        for document in documents:
            self.writer.add(document, self.copies.groups(document.prints))
            self.sections += 1
        self._enter(path, record)

    def add_copy(self, path: str, record: FileRecord) -> None:
        """Note that `path` has the bytes of a file in the index, whose sections stand for both."""
        self.remove(path)
        self._enter(path, replace(record, copy_of=self._owners[record.digest]))

    def has_digest(self, digest: str) -> bool:
        """Whether a file with these bytes is in the index, under whatever path."""
        return digest in self._owners

    def _enter(self, path: str, record: FileRecord) -> None:
        self.catalogue[path] = record
        if record.copy_of is not None:
            self._copies.setdefault(record.copy_of, set()).add(path)
        elif record.error is None:
            self._owners[record.digest] = path

    def commit(self) -> Manifest:
        """Make the change visible."""
        state = self.writer.commit()
        self.copies.save()
        catalogue = f"catalogue-{self.serial}.json"
        save_catalogue(self.index_dir / catalogue, self.catalogue)
        names = [catalogue, *(f"{self.folder}/{name}" for name in state.files)]
        sizes = {name: _flushed_size(self.index_dir / name) for name in names}
        manifest = Manifest(
            engine=self.engine_name,
            versions=dict(self.versions),
            folder=self.folder,
            state=state,
            catalogue=catalogue,
            sections=self.sections,
            copies=self.copies.path.name,
            sizes=sizes,
            checksums=self._checksums(sizes),
        )
        save_manifest(self.index_dir, manifest)
        return manifest

    def _checksums(self, sizes: Mapping[str, int]) -> dict[str, int]:
        """The checksums of files; those that the old state had are not read again, they never change."""
        old = self.old.checksums if self.old else {}
        found = {name: old[name] if name in old else checksum(self.index_dir / name) for name in sizes}
        return found | {self.copies.path.name: checksum(self.copies.path)}


@contextmanager
def build(
    index_dir: Path, engine_name: str, versions: Mapping[str, str], *, rebuild: bool = False
) -> Iterator[Build]:
    """Open an index for a change, making it where there is none.

    The caller ends with `Build.commit`; without it, whatever was written is removed and the index
    stays as it was. An index of another version or a damaged one is only opened with `rebuild`,
    which starts from nothing and leaves the old index in place until the commit. Raises IndexBusy,
    StorageError, IndexVersionError, IndexCorrupt.
    """
    with _storage_errors(index_dir), _locked(index_dir):
        change = _begin(index_dir, engine_name, versions, rebuild)
        try:
            yield change
        except BaseException:
            change.writer.cancel()
            raise
        finally:
            change.copies.close()
            _remove_unnamed(index_dir)


def indexed_files(index_dir: Path) -> list[str]:
    """The paths in the catalogue of an index of whatever version; none where it does not read."""
    manifest = _readable_manifest(index_dir)
    try:
        return list(load_catalogue(index_dir, manifest)) if manifest else []
    except IndexCorrupt:
        return []


def _begin(index_dir: Path, engine_name: str, versions: Mapping[str, str], rebuild: bool) -> Build:
    old = _readable_manifest(index_dir) if rebuild else load_manifest(index_dir)
    serial = _next_serial(index_dir)
    if old is None or rebuild:
        folder = f"{engine_name}-{serial}"
        (index_dir / folder).mkdir()
        writer = engine(engine_name).writer(index_dir / folder, None)
        copies = CopyStore(index_dir / f"copies-{serial}.sqlite")
        return Build(index_dir, engine_name, versions, folder, writer, copies, {}, serial)
    old.check_versions(versions, index_dir)
    old.check_files(index_dir)
    writer = engine(old.engine).writer(index_dir / old.folder, old.state)
    catalogue = load_catalogue(index_dir, old)
    copies = _old_copies(index_dir / old.copies)
    return Build(
        index_dir, old.engine, versions, old.folder, writer, copies, catalogue, serial, old.sections, old=old
    )


def _old_copies(path: Path) -> CopyStore:
    if not path.is_file():
        raise IndexCorrupt(f"the index lacks its file {path}, which only changing it needs; {REBUILD}")
    return CopyStore(path)


def _readable_manifest(index_dir: Path) -> Manifest | None:
    """What a rebuild replaces may be of any version, and damaged."""
    try:
        return load_manifest(index_dir)
    except (IndexCorrupt, IndexVersionError):
        return None


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


def _remove_unnamed(index_dir: Path) -> None:
    """Remove what neither the manifest names nor a user put there."""
    manifest = _readable_manifest(index_dir)
    if manifest is None and (index_dir / MANIFEST).exists():
        return
    # The journal of a run that was killed belongs to the store: the next run needs it.
    keep = {*manifest.sizes, manifest.copies, f"{manifest.copies}-journal"} if manifest else set()
    for path in list(filter(_is_ours, index_dir.iterdir())):
        if path.is_dir() and (manifest is None or path.name != manifest.folder):
            shutil.rmtree(path, ignore_errors=True)
        elif path.is_dir():
            _remove_files(path, keep)
        elif path.name not in keep:
            path.unlink(missing_ok=True)


def _is_ours(path: Path) -> bool:
    stem, _, number = path.stem.rpartition("-")
    return path.name.startswith(f".{MANIFEST}-") or bool(stem and number.isdecimal())


def _remove_files(folder: Path, keep: set[str]) -> None:
    for path in folder.iterdir():
        if f"{folder.name}/{path.name}" in keep:
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _flushed_size(path: Path) -> int:
    """Push a file to the disk before the manifest names it; its size in bytes."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
        return os.fstat(file.fileno()).st_size
