"""Writing and reading archives in the test cluster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from builders import VERSIONS

from archive.config import ClusterSettings
from archive.index import open_remote
from archive.index.builder import Build, build
from archive.index.document import document
from archive.index.engines.base import Snapshot
from archive.index.manifest import FileRecord
from archive.model import Entry
from archive.segment import segmenter

# An archive in a cluster has no folder.
NOWHERE = Path("/nonexistent")


@contextmanager
def changing(place: ClusterSettings, *, rebuild: bool = False) -> Iterator[Build]:
    with build(NOWHERE, "opensearch", VERSIONS, cluster=place, rebuild=rebuild) as change:
        yield change


def add(change: Build, path: str, entries: Iterable[Entry], digest: str | None = None) -> None:
    """Enter a file with these sections."""
    digest = digest or f"digest of {path}"
    documents = [document(item, digest, segmenter()) for item in entries]
    change.add(path, FileRecord(digest, 1, 1, 1, len(documents)), documents)


def write_archive(place: ClusterSettings, entries: Iterable[Entry]) -> None:
    """Let an archive hold these sections and no others, those of one path as one file."""
    files: dict[str, list[Entry]] = {}
    for item in entries:
        files.setdefault(item.path, []).append(item)
    with changing(place) as change:
        for path in list(change.catalogue):
            change.remove(path)
        for path, items in files.items():
            add(change, path, items)
        change.commit()


@contextmanager
def reading(place: ClusterSettings) -> Iterator[Snapshot]:
    with open_remote(place, VERSIONS).snapshot as snapshot:
        yield snapshot


def ids(place: ClusterSettings) -> list[str]:
    """The ids of all sections, each as often as it is there; the manifest must count as many."""
    with reading(place) as snapshot:
        found = [item.section.id for item in snapshot.entries()]
        snapshot.verify()
        assert snapshot.count() == len(found)
    return sorted(found)
