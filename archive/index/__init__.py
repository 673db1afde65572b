"""The index: engines behind one protocol, and the manifest that says what is in them."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..config import Settings
from ..errors import IndexCorrupt, IndexMissing
from ..segment import segmenter
from ..versions import versions
from .engines import engine
from .engines.base import Snapshot
from .manifest import Catalogue, Manifest, checksum, load_catalogue, load_manifest

# Between reading the manifest and opening the files, a writer may have replaced both.
_OPEN_ATTEMPTS = 5
_OPEN_PAUSE_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class OpenIndex:
    """An index opened for reading."""

    index_dir: Path
    manifest: Manifest
    snapshot: Snapshot

    def catalogue(self) -> Catalogue:
        """The files that were read into it."""
        return load_catalogue(self.index_dir, self.manifest)

    def verify(self, *, deep: bool = True) -> None:
        """Read every byte of it; raises IndexCorrupt where one is not as it was written.

        With `deep`, all that the bytes stand for is decoded too, which takes far longer and finds what
        was written wrong.
        """
        self.manifest.check_contents(self.index_dir)
        if deep:
            self.snapshot.verify()

    def copies_changed(self) -> bool:
        """Whether the store of near-copies is other than the last commit left it."""
        name = self.manifest.copies
        return checksum(self.index_dir / name) != self.manifest.checksums[name]


def stamp(settings: Settings) -> dict[str, str]:
    """The versions that an index must have been built with to be used with these settings."""
    return versions(segmenter(settings.user_words).version, settings.rules)


def index_exists(index_dir: Path) -> bool:
    """Whether `index_dir` holds an index, of whatever version."""
    return (index_dir / "manifest.json").exists()


def open_index(index_dir: Path, versions: Mapping[str, str]) -> OpenIndex:
    """Open the newest state of the index in `index_dir`.

    Raises IndexMissing, IndexVersionError where it was built with other versions, IndexCorrupt.
    """
    for attempt in range(_OPEN_ATTEMPTS):
        manifest = load_manifest(index_dir)
        if manifest is None:
            raise IndexMissing(f"there is no index in {index_dir}; run: archive index PATH…")
        manifest.check_versions(versions, index_dir)
        try:
            manifest.check_files(index_dir)
            snapshot = engine(manifest.engine).snapshot(index_dir / manifest.folder, manifest.state)
            return OpenIndex(index_dir, manifest, snapshot)
        except IndexCorrupt:
            if attempt == _OPEN_ATTEMPTS - 1 or load_manifest(index_dir) == manifest:
                raise
            time.sleep(_OPEN_PAUSE_SECONDS)
    raise AssertionError("unreachable")
