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
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ..errors import IndexCorrupt, IndexVersionError
from .engines.base import State

MANIFEST = "manifest.json"
FORMAT = 1
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
    """The state of an index. `sizes` maps each file, relative to the index folder, to its bytes.

    `copies` names the store of near-copies; "" in an index of a schema that had none.
    """

    engine: str
    versions: Mapping[str, str]
    folder: str
    state: State
    catalogue: str
    sections: int
    sizes: Mapping[str, int] = field(default_factory=dict)
    copies: str = ""

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


def load_manifest(index_dir: Path) -> Manifest | None:
    """The manifest of the index in `index_dir`, or None where there is no index."""
    path = index_dir / MANIFEST
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != FORMAT:
            raise IndexVersionError(f"the index in {index_dir} has format {data['format']}; {REBUILD}")
        state = State(data["state"]["generation"], tuple(data["state"]["files"]))
        names = ("engine", "versions", "folder", "catalogue", "sections", "sizes")
        return Manifest(state=state, copies=data.get("copies", ""), **{name: data[name] for name in names})
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise IndexCorrupt(f"{path} is damaged ({error!r}); {REBUILD}") from error


def save_manifest(index_dir: Path, manifest: Manifest) -> None:
    """Exchange the manifest; this is the commit."""
    data = {"format": FORMAT, **asdict(manifest)}
    write_beside(index_dir / MANIFEST, json.dumps(data, ensure_ascii=False, indent=1))


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
