"""The manifest: what an index is, which files it consists of, and what was read into it.

    index_data/
        manifest.json           engine, versions, state, sizes of all files; replaced at each commit
        catalogue-<n>.json      the files that were read, by path
        copies-<n>.sqlite       the leaders of the groups of near-copies, which only a writer needs;
                                changed in place, since it says nothing about what is in the index
        <engine>-<n>/           the engine's own files; a rebuild makes a new folder
        rebuild.json            the manifest of a rebuild that is not complete, which the next one resumes
        lock                    held by the one writer

The exchange of manifest.json is the one moment at which a change becomes visible. Before it, all new
files have been written beside the old ones; after it, what no manifest names is removed.
"""

from __future__ import annotations

import json
import os
import time
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from ..errors import IndexCorrupt, IndexVersionError
from .engines.base import State

MANIFEST = "manifest.json"
REBUILDING = "rebuild.json"
# Files are read in parts of this many bytes.
_PART = 1 << 20
FORMAT = 2
REBUILD = "run: archive index --rebuild"


# A file that changed so shortly before it was read may change again without its time showing it: FAT
# keeps times in steps of two seconds, other file systems in finer ones.
UNSETTLED_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file that was read: its identity, and what came of it (`error` is None if all went well).

    `copy_of` names the file with the same bytes whose sections stand for this one too, `encoding` the one
    that the user told. Size, times
    and inode are those of the moment before it was read (`ctime_ns` is 0 where the file had changed
    so shortly before that they prove nothing). `unread` are the members of a container that could not
    be read, each with the reason.
    """

    digest: str
    size: int
    mtime_ns: int
    reports: int = 0
    sections: int = 0
    error: str | None = None
    copy_of: str | None = None
    ctime_ns: int = 0
    inode: int = 0
    encoding: str | None = None
    unread: tuple[tuple[str, str], ...] = ()

    def looks_like(self, status: os.stat_result) -> bool:
        """Whether a file with this status need not be read to know that its bytes are the same.

        The time of the last change of status is asked too: writing sets it, and no program can
        set it back, as archivers set back the time of the last writing.
        """
        now = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
        return now == (self.size, self.mtime_ns, self.ctime_ns, self.inode)


def file_record(digest: str, status: os.stat_result, error: str | None = None) -> FileRecord:
    """The record of a file that had `status` just now, before it was read."""
    settled = time.time_ns() - max(status.st_mtime_ns, status.st_ctime_ns) > UNSETTLED_NS
    ctime_ns = status.st_ctime_ns if settled else 0
    return FileRecord(
        digest, status.st_size, status.st_mtime_ns, error=error, ctime_ns=ctime_ns, inode=status.st_ino
    )


Catalogue = dict[str, FileRecord]
_RECORD_KEYS = tuple(item.name for item in fields(FileRecord))


@dataclass(frozen=True, slots=True)
class Manifest:
    """The state of an index.

    `sizes` maps each file, relative to the index folder, to its bytes, `times` to the time of its last
    writing (in ns), and `checksums` to the CRC-32 of its content; `copies` names the store of
    near-copies, which has a checksum too.
    """

    engine: str
    versions: Mapping[str, str]
    folder: str
    state: State
    catalogue: str
    sections: int
    copies: str
    sizes: Mapping[str, int] = field(default_factory=dict)
    checksums: Mapping[str, int] = field(default_factory=dict)
    times: Mapping[str, int] = field(default_factory=dict)

    def check_versions(self, versions: Mapping[str, str], index_dir: Path) -> None:
        """Raise IndexVersionError unless the index was built with these versions."""
        check_versions(self.versions, versions, f"the index in {index_dir}")

    def check_files(self, index_dir: Path) -> list[str]:
        """Raise IndexCorrupt where a file is missing, or is not what was written, as far as one sees.

        A file with another time than it was written at has been copied or changed, and is read: not
        every engine notices by itself what it reads. Returns these files, where all is well.
        """
        touched = [name for name in self.sizes if self._is_touched(index_dir, name)]
        self._compare(index_dir, touched)
        return touched

    def _is_touched(self, index_dir: Path, name: str) -> bool:
        try:
            status = (index_dir / name).stat()
        except OSError:
            raise IndexCorrupt(f"the index in {index_dir} lacks its file {name}; {REBUILD}") from None
        if status.st_size != self.sizes[name]:
            raise IndexCorrupt(
                f"the index in {index_dir} is damaged ({name} has {status.st_size} bytes, "
                f"not {self.sizes[name]}); {REBUILD}"
            )
        return status.st_mtime_ns != self.times.get(name)

    def check_contents(self, index_dir: Path) -> None:
        """Read all files; raises IndexCorrupt where one has other content than was written."""
        self._compare(index_dir, self.sizes)

    def _compare(self, index_dir: Path, names: Iterable[str]) -> None:
        for name in names:
            if checksum(index_dir / name) != self.checksums.get(name):
                raise IndexCorrupt(f"the index in {index_dir} is damaged ({name} has changed); {REBUILD}")


def check_versions(found: Mapping[str, str], wanted: Mapping[str, str], where: str) -> None:
    """Raise IndexVersionError unless an index, called `where`, was built with the `wanted` versions."""
    different = [
        f"{name} {found.get(name, 'unknown')} instead of {version}"
        for name, version in wanted.items()
        if found.get(name) != version
    ]
    if different:
        raise IndexVersionError(f"{where} was built by another version ({'; '.join(different)}); {REBUILD}")


def checksum(path: Path) -> int:
    """The CRC-32 of a file's content."""
    found = 0
    with path.open("rb") as file:
        while part := file.read(_PART):
            found = zlib.crc32(part, found)
    return found


def load_manifest(index_dir: Path, name: str = MANIFEST) -> Manifest | None:
    """The manifest of the index in `index_dir`, or None where there is no index."""
    path = index_dir / name
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != FORMAT:
            raise IndexVersionError(f"the index in {index_dir} has format {data['format']}; {REBUILD}")
        if data.pop("checksum") != _own_checksum(data):
            raise IndexCorrupt(f"{path} is damaged (it has changed); {REBUILD}")
        del data["format"]
        data["state"] = State(data["state"]["generation"], tuple(data["state"]["files"]))
        return Manifest(**data)
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise IndexCorrupt(f"{path} is damaged ({error!r}); {REBUILD}") from error


def save_manifest(index_dir: Path, manifest: Manifest, name: str = MANIFEST) -> None:
    """Exchange the manifest; this is the commit."""
    data = {"format": FORMAT, **asdict(manifest)}
    data["checksum"] = _own_checksum(data)
    write_beside(index_dir / name, json.dumps(data, ensure_ascii=False, indent=1))


def _own_checksum(data: Mapping[str, Any]) -> int:
    return zlib.crc32(json.dumps(data, sort_keys=True).encode())


def load_catalogue(index_dir: Path, manifest: Manifest) -> Catalogue:
    """The files that were read into this index."""
    path = index_dir / manifest.catalogue
    try:
        data: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        return {name: _record(values) for name, values in data.items()}
    except (OSError, ValueError, TypeError) as error:
        raise IndexCorrupt(f"{path} is damaged ({error}); {REBUILD}") from error


def _record(values: dict[str, Any]) -> FileRecord:
    unread = tuple((path, reason) for path, reason in values.pop("unread", ()))
    return FileRecord(**values, unread=unread)


def save_catalogue(path: Path, catalogue: Catalogue) -> None:
    """Write a catalogue; ASCII, since a path may hold bytes that are no text."""
    rows = sorted(catalogue.items())
    # Not asdict, which takes ten times as long, for each of what may be 100,000 files.
    data = {name: {key: getattr(record, key) for key in _RECORD_KEYS} for name, record in rows}
    write_beside(path, json.dumps(data))


def write_beside(path: Path, text: str) -> None:
    """Write a file under another name, flush it to disk and rename it: whole, or not at all."""
    # Imported here: a search reads a manifest, and never writes one.
    import tempfile

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
