"""Beginning an archive in a cluster, tidying it up, and putting a rebuilt one in its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ....errors import IndexCorrupt
from .client import Client, Conflict, Json
from .mapping import STATE_BODY, copies_body, files_body, sections_body
from .state import MANIFEST, REBUILDING, ClusterManifest, Names, Seen, exchange, load, save


def begin(
    client: Client, names: Names, versions: Mapping[str, str], *, rebuild: bool
) -> tuple[str, ClusterManifest]:
    """Which manifest a writer is to work on, and that manifest; both are made where they are not there."""
    client.check()
    current = load(client, names)
    if current is None:
        settings = {"number_of_shards": 1, "number_of_replicas": client.settings.replicas}
        client.create_index(names.state, STATE_BODY | {"settings": settings})
    which = REBUILDING if rebuild and current is not None else MANIFEST
    seen = load(client, names, which)
    if seen is not None and which == REBUILDING and dict(seen.manifest.versions) != dict(versions):
        # Of a rebuild by another version nothing can be used.
        _drop(client, names, seen)
        seen = None
    manifest = seen.manifest if seen else _made(client, names, versions, which, current)
    _tidy(client, names, which, manifest)
    return which, manifest


def _made(
    client: Client, names: Names, versions: Mapping[str, str], which: str, current: Seen | None
) -> ClusterManifest:
    """An empty archive, its indices and its manifest."""
    manifest = ClusterManifest(versions, current.manifest.generation + 1 if current else 1)
    settings, generation = client.settings, manifest.generation
    client.create_index(names.sections(generation), sections_body(settings.shards, settings.replicas))
    client.create_index(names.files(generation), files_body(settings.replicas))
    client.create_index(names.copies(generation), copies_body(settings.shards, settings.replicas))
    try:
        save(client, names, manifest, None, which)
    except Conflict:
        # Another machine was first; the indices are of the same names.
        seen = load(client, names, which)
        if seen is None:
            raise IndexCorrupt(
                f"the archive {names.archive} was removed while it was made; run: archive index"
            ) from None
        return seen.manifest
    if which == MANIFEST:
        _name(client, names, generation)
    return manifest


def _tidy(client: Client, names: Names, which: str, manifest: ClusterManifest) -> None:
    """Remove what killed writers have left."""
    for batch in manifest.abandoned():
        exchange(client, names, lambda now, batch=batch: now.closed(batch), which)  # type: ignore[misc]
        for index in (names.sections(manifest.generation), names.files(manifest.generation)):
            client.delete_by(index, {"term": {"batch": batch}})
    bury(client, names, which)


def bury(client: Client, names: Names, which: str) -> ClusterManifest:
    """Remove what is dead, which until then is only not seen; the manifest that no longer names it."""
    seen = load(client, names, which)
    if seen is None:
        raise IndexCorrupt(
            f"the manifest of the archive {names.archive} is gone; run: archive index --rebuild"
        )
    manifest = seen.manifest
    homes, files = manifest.dead_homes, manifest.dead_files
    if not homes and not files:
        return manifest
    if homes:
        client.delete_by(names.sections(manifest.generation), {"terms": {"home": list(homes)}})
    if files:
        client.delete_by(names.files(manifest.generation), {"terms": {"_id": list(files)}})

    def forget(now: ClusterManifest) -> ClusterManifest:
        left = tuple(name for name in now.dead_homes if name not in homes)
        return replace(
            now, dead_homes=left, dead_files=tuple(key for key in now.dead_files if key not in files)
        )

    return exchange(client, names, forget, which)


def finish(client: Client, names: Names) -> tuple[str, ...]:
    """Note that this machine has rebuilt its part; put the new archive in place when all have.

    The machines that have not are returned: until they have, the old archive stays in place.
    """
    machine = client.settings.machine
    done = exchange(
        client, names, lambda now: replace(now, done=tuple(sorted({*now.done, machine}))), REBUILDING
    )
    while True:
        current = load(client, names)
        waiting = tuple(sorted(set(current.manifest.machines) - set(done.done))) if current else ()
        if waiting:
            return waiting
        try:
            save(client, names, replace(done, done=()), current, MANIFEST)
        except Conflict:
            continue
        _name(client, names, done.generation)
        rebuilt = load(client, names, REBUILDING)
        if rebuilt is not None:
            client.call("DELETE", f"/{names.state}/_doc/{REBUILDING}")
        if current is not None:
            _remove_indices(client, names, current.manifest.generation)
        return ()


def _drop(client: Client, names: Names, seen: Seen) -> None:
    client.call("DELETE", f"/{names.state}/_doc/{REBUILDING}")
    _remove_indices(client, names, seen.manifest.generation)


def _remove_indices(client: Client, names: Names, generation: int) -> None:
    for index in (names.sections(generation), names.files(generation), names.copies(generation)):
        client.call("DELETE", f"/{index}", params={"ignore_unavailable": "true"})


def _name(client: Client, names: Names, generation: int) -> None:
    """Let the archive's name stand for its sections, for whoever looks at the cluster with other tools."""
    remove: Json = {"index": f"{names.archive}-*-sections", "alias": names.archive, "must_exist": False}
    add: Json = {"index": names.sections(generation), "alias": names.archive}
    client.call("POST", "/_aliases", {"actions": [{"remove": remove}, {"add": add}]})
