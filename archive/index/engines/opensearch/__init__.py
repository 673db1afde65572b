"""The engine `opensearch`: for archives that have outgrown one machine (extra `opensearch`).

The only place that imports opensearchpy. Words and tokens are cut here and sent as ready terms, so
that the cluster needs no plugin and finds what every engine finds. The manifest is in the cluster
too: no machine is special, and several may write at once (`state`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from ....config import ClusterSettings
from ....errors import IndexCorrupt, IndexMissing
from ...document import Document
from ...manifest import Catalogue, check_versions
from .client import Client
from .files import Kept, all_files
from .mapping import pack
from .points import Point
from .rebuild import begin
from .snapshot import ClusterSnapshot
from .state import Names, load
from .store import ClusterStore

_NO_WORDS: Counter[str] = Counter()


def packed(document: Document) -> Document:
    """A document with what is sent of it, and without what that was made of; see `base.Engine.pack`."""
    none = _NO_WORDS
    return document._replace(
        packed=pack(document), folded="", heading=none, body=none, title=none, record=b""
    )


class ClusterArchive:
    """See `index.remote.RemoteArchive`."""

    def __init__(self, settings: ClusterSettings) -> None:
        self._settings = settings
        self._names = Names(settings.name)

    @property
    def place(self) -> str:
        """What errors call it."""
        return f"the archive {self._settings.name} at {', '.join(self._settings.hosts)}"

    def exists(self) -> bool:
        client = Client(self._settings)
        try:
            return load(client, self._names) is not None
        finally:
            client.close()

    def snapshot(self, versions: Mapping[str, str]) -> ClusterSnapshot:
        client = Client(self._settings)
        try:
            found = ClusterSnapshot(client, self._names)
            check_versions(found.point.manifest.versions, versions, self.place)
        except BaseException:
            client.close()
            raise
        return found

    def catalogue(self) -> Catalogue:
        return {path: kept.record for path, kept in self._files().items()}

    def own_files(self) -> list[str]:
        machine = self._settings.machine
        return [path for path, kept in self._files().items() if kept.machine == machine]

    def _files(self) -> dict[str, Kept]:
        client = Client(self._settings)
        try:
            point = Point(client, self._names, self._names.files)
        except (IndexMissing, IndexCorrupt):
            client.close()
            return {}
        try:
            return all_files(point)
        finally:
            point.close()
            client.close()

    @contextmanager
    def store(self, versions: Mapping[str, str], *, rebuild: bool) -> Iterator[ClusterStore]:
        client = Client(self._settings)
        which, manifest = begin(client, self._names, versions, rebuild=rebuild)
        check_versions(manifest.versions, versions, self.place)
        store = ClusterStore(client, self._names, which, manifest.generation)
        try:
            yield store
        finally:
            store.close()
