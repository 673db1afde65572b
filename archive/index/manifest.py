"""The manifest: what an index is, which files it consists of, and what was read into it.

    index_data/
        manifest.json           engine, versions, state, sizes of all files; replaced at each commit
        catalogue-<n>.json      the files that were read, by path
        copies-<n>.sqlite       the leaders of the groups of near-copies, which only a writer needs;
                                changed in place, since it says nothing about what is in the index
        <engine>-<n>/           the engine's own files; a rebuild makes a new folder
        lock                    held by the one writer

The exchange of manifest.json is the one moment at which a change becomes visible. Before it, all new
files have been written beside the old ones; after it, what no manifest names is removed.
"""

from __future__ import annotations

import json
import os
import tempfile
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ..errors import IndexCorrupt, IndexVersionError
from .engines.base import State

MANIFEST = "manifest.json"
# Files are read in parts of this many bytes.
_PART = 1 << 20
FORMAT = 2
REBUILD = "run: archive index --rebuild"


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file that was read: its identity, and what came of it (`error` is None if all went well).

    `copy_of` names the file with the same bytes whose sections stand for this one too.
    """

    digest: str
    size: int
    mtime_ns: int
    reports: int = 0
    sections: int = 0
    error: str | None = None
    copy_of: str | None = None


Catalogue = dict[str, FileRecord]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The state of an index.

    `sizes` maps each file, relative to the index folder, to its bytes, and `checksums` to the CRC-32
    of its content; `copies` names the store of near-copies, which has a checksum too.
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

    def check_versions(self, versions: Mapping[str, str], index_dir: Path) -> None:
        """Raise IndexVersionError unless the index was built with these versions."""
        different = [
            f"{name} {self.versions.get(name, 'unknown')} instead of {version}"
            for name, version in versions.items()
            if self.versions.get(name) != version
        ]
        if different:
            raise IndexVersionError(
                f"the index in {index_dir} was built by another version ({'; '.join(different)}); {REBUILD}"
            )

    def check_files(self, index_dir: Path) -> None:
        """Raise IndexCorrupt where a file is missing or has another size than was written."""
        for name, size in self.sizes.items():
            try:
                found = (index_dir / name).stat().st_size
            except OSError:
                raise IndexCorrupt(f"the index in {index_dir} lacks its file {name}; {REBUILD}") from None
            if found != size:
                raise IndexCorrupt(
                    f"the index in {index_dir} is damaged ({name} has {found} bytes, not {size}); {REBUILD}"
                )

    def check_contents(self, index_dir: Path) -> None:
        """Read all files; raises IndexCorrupt where one has other content than was written."""
        for name in self.sizes:
            if checksum(index_dir / name) != self.checksums.get(name):
                raise IndexCorrupt(f"the index in {index_dir} is damaged ({name} has changed); {REBUILD}")


def checksum(path: Path) -> int:
    """The CRC-32 of a file's content."""
    found = 0
    with path.open("rb") as file:
        while part := file.read(_PART):
            found = zlib.crc32(part, found)
    return found


def load_manifest(index_dir: Path) -> Manifest | None:
    """The manifest of the index in `index_dir`, or None where there is no index."""
    path = index_dir / MANIFEST
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


def save_manifest(index_dir: Path, manifest: Manifest) -> None:
    """Exchange the manifest; this is the commit."""
    data = {"format": FORMAT, **asdict(manifest)}
    data["checksum"] = _own_checksum(data)
    write_beside(index_dir / MANIFEST, json.dumps(data, ensure_ascii=False, indent=1))


def _own_checksum(data: Mapping[str, Any]) -> int:
    return zlib.crc32(json.dumps(data, sort_keys=True).encode())


def load_catalogue(index_dir: Path, manifest: Manifest) -> Catalogue:
    """The files that were read into this index."""
    path = index_dir / manifest.catalogue
    try:
        data: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        return {name: FileRecord(**record) for name, record in data.items()}
    except (OSError, ValueError, TypeError) as error:
        raise IndexCorrupt(f"{path} is damaged ({error}); {REBUILD}") from error


def save_catalogue(path: Path, catalogue: Catalogue) -> None:
    """Write a catalogue; ASCII, since a path may hold bytes that are no text."""
    data = {name: asdict(record) for name, record in sorted(catalogue.items())}
    write_beside(path, json.dumps(data, indent=0))


def write_beside(path: Path, text: str) -> None:
    """Write a file under another name, flush it to disk and rename it: whole, or not at all."""
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
