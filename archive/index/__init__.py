"""The index: engines behind one protocol, and the manifest that says what is in them."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ..config import ClusterSettings, Settings
from ..errors import IndexCorrupt, IndexMissing
from ..segment import segmenter
from ..versions import versions
from .engines import engine, remote_archive
from .engines.base import Snapshot
from .manifest import MANIFEST, Catalogue, Manifest, checksum, load_catalogue, load_manifest
from .remote import ENGINE, RemoteArchive, remote_settings

# Between reading the manifest and opening the files, a writer may have replaced both.
_OPEN_ATTEMPTS = 5
_OPEN_PAUSE_SECONDS = 0.05


class Index(Protocol):
    """An index opened for reading; close its snapshot."""

    @property
    def engine(self) -> str:
        """The name of its engine."""

    @property
    def snapshot(self) -> Snapshot:
        """Its sections."""

    def catalogue(self) -> Catalogue:
        """The files that were read into it."""

    def verify(self, *, deep: bool = True) -> None:
        """Read all of it; raises IndexCorrupt where something is not as it was written.

        With `deep`, all that the bytes stand for is decoded too, which takes far longer and finds what
        was written wrong.
        """

    def copies_trouble(self) -> tuple[str, str] | None:
        """What is wrong with the store of near-copies ("lacking" or "changed"), and its name."""


@dataclass(frozen=True, slots=True)
class OpenIndex:
    """An index in a folder, opened for reading."""

    index_dir: Path
    manifest: Manifest
    snapshot: Snapshot

    @property
    def engine(self) -> str:
        return self.manifest.engine

    def catalogue(self) -> Catalogue:
        return load_catalogue(self.index_dir, self.manifest)

    def verify(self, *, deep: bool = True) -> None:
        self.manifest.check_contents(self.index_dir)
        if deep:
            self.snapshot.verify()

    def copies_changed(self) -> bool:
        """Whether the store of near-copies is other than the last commit left it."""
        name = self.manifest.copies
        return checksum(self.index_dir / name) != self.manifest.checksums[name]

    def copies_trouble(self) -> tuple[str, str] | None:
        name = self.manifest.copies
        if not (self.index_dir / name).is_file():
            return "lacking", name
        return ("changed", name) if self.copies_changed() else None


@dataclass(frozen=True, slots=True)
class RemoteIndex:
    """An archive in a cluster, opened for reading."""

    archive: RemoteArchive
    snapshot: Snapshot
    engine: str = ENGINE

    def catalogue(self) -> Catalogue:
        return self.archive.catalogue()

    def verify(self, *, deep: bool = True) -> None:
        # The cluster checks its bytes by itself whenever it reads them; `deep` is all that is left.
        self.snapshot.verify()

    def copies_trouble(self) -> None:
        """The cluster answers for what it keeps."""


def stamp(settings: Settings) -> dict[str, str]:
    """The versions that an index must have been built with to be used with these settings."""
    return versions(segmenter(settings.user_words).version, settings.rules)


def index_exists(settings: Settings) -> bool:
    """Whether there is an index for these settings, of whatever version."""
    cluster = remote_settings(settings)
    if cluster is not None:
        return remote_archive(cluster).exists()
    return (settings.index_dir / MANIFEST).exists()


def open_archive(settings: Settings) -> Index:
    """Open the newest state of the index of these settings, wherever it is; raises as `open_index`."""
    cluster = remote_settings(settings)
    if cluster is None:
        return open_index(settings.index_dir, stamp(settings))
    return open_remote(cluster, stamp(settings))


def open_remote(cluster: ClusterSettings, versions: Mapping[str, str]) -> RemoteIndex:
    """Open the newest state of an archive in a cluster.

    Raises IndexMissing, IndexVersionError, IndexCorrupt, ClusterError.
    """
    archive = remote_archive(cluster)
    return RemoteIndex(archive, archive.snapshot(versions))


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
