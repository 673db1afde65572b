"""An archive that is kept elsewhere than in a folder of this machine, and what the folder says of it.

    index_data/
        cluster.json    where the archive is: nodes and name, but no secret

A folder may hold this instead of an index. Without either, the settings say where a new archive is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ..config import ClusterSettings, Settings
from ..errors import IndexCorrupt
from .engines.base import Snapshot
from .manifest import MANIFEST, Catalogue, write_beside

if TYPE_CHECKING:
    from .store import Store

POINTER = "cluster.json"
ENGINE = "opensearch"
_FORMAT = 1


class RemoteArchive(Protocol):
    """An archive in a cluster; every method may raise ClusterError."""

    @property
    def place(self) -> str:
        """What messages call it."""

    def exists(self) -> bool:
        """Whether there is one, of whatever version."""

    def snapshot(self, versions: Mapping[str, str]) -> Snapshot:
        """Open the newest state; raises IndexMissing, IndexVersionError."""

    def catalogue(self) -> Catalogue:
        """The files that were read into it, by all machines."""

    def own_files(self) -> list[str]:
        """The paths of those that this machine has read; none where there is no archive."""

    def store(self, versions: Mapping[str, str], *, rebuild: bool) -> AbstractContextManager[Store]:
        """Open it for a change, making it where there is none; see `builder.build`."""


def remote_settings(settings: Settings) -> ClusterSettings | None:
    """Where the archive of these settings is; None where it is, or is to be made, in the folder."""
    found = _pointed(settings)
    if found is not None or (settings.index_dir / MANIFEST).exists():
        return found
    return settings.cluster if settings.engine == ENGINE else None


def rebuild_settings(settings: Settings) -> ClusterSettings | None:
    """Where the archive of these settings is to be after a rebuild: wherever their engine keeps it."""
    return (_pointed(settings) or settings.cluster) if settings.engine == ENGINE else None


def _pointed(settings: Settings) -> ClusterSettings | None:
    path = settings.index_dir / POINTER
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != _FORMAT:
            raise ValueError(f"its format is {data['format']}")
        hosts, name = tuple(map(str, data["hosts"])), str(data["name"])
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise IndexCorrupt(f"{path} cannot be read ({error}); delete it and run: archive index") from error
    # What was set is stronger: nodes come and go, and the archive is the same.
    hosts = settings.cluster.hosts if "cluster" in settings.sources else hosts
    name = settings.cluster.name if "cluster_name" in settings.sources else name
    return replace(settings.cluster, hosts=hosts, name=name)


def settle(index_dir: Path, cluster: ClusterSettings | None) -> None:
    """Let the folder say where the archive is, and hold nothing that is not of it."""
    if cluster is None:
        (index_dir / POINTER).unlink(missing_ok=True)
        return
    index_dir.mkdir(parents=True, exist_ok=True)
    data = {"format": _FORMAT, "hosts": cluster.hosts, "name": cluster.name}
    write_beside(index_dir / POINTER, json.dumps(data, ensure_ascii=False))
    (index_dir / MANIFEST).unlink(missing_ok=True)
    # Imported here: a search removes nothing.
    from .leftovers import remove_leftovers

    remove_leftovers(index_dir)
