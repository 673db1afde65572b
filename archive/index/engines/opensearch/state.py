"""The manifest of an archive in a cluster: one small document, whose exchange is the commit.

    NAME-state                what is here: the manifest, that of a rebuild that is not done, leases
    NAME-<generation>-sections   the sections; NAME is an alias for those that are searched
    NAME-<generation>-files      the files that were read
    NAME-<generation>-copies     the leaders of the groups of near-copies

Every writer takes a number for each of its commits, a *batch*, and marks all that it writes with it.
What is marked is seen as soon as the manifest counts the batch among the committed ones, and not
before, so that of a writer that was killed nothing is ever seen. What a commit replaces is named in
the manifest as dead, until it has been removed. The manifest is exchanged only if it is still what it
was when it was read (`if_seq_no`), so that several machines may write at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace

from ....errors import ClusterError, IndexCorrupt
from ....model import Span
from .client import Client, Conflict, Json

MANIFEST, REBUILDING = "manifest", "rebuild"
FORMAT = 1
# Of so many writers at once that all commit at the same moment, each needs another turn.
_ATTEMPTS = 100
_PAUSE_SECONDS = 0.02
# A batch is written within a minute or two; one that was begun so long ago, by whatever clock, will not
# be committed any more, and what was written of it is removed.
SILENCE_SECONDS = 6 * 3600


@dataclass(frozen=True, slots=True)
class Claim:
    """A batch that is being written: by which machine, and until when it is believed to (Unix time)."""

    machine: str
    until: float


@dataclass(frozen=True, slots=True)
class ClusterManifest:
    """What is in an archive.

    `committed` are runs of batches, first and last; `open` those being written. `dead_homes` (of
    sections) and `dead_files` are not to be seen. `sections` is their number and `words` the length
    of their bodies, as `ranking.CLASS_LENGTHS` has them. `machines` have read files into it; of a
    rebuild `done` are those that have finished.
    """

    versions: Mapping[str, str]
    generation: int
    next: int = 1
    committed: tuple[Span, ...] = ()
    open: Mapping[str, Claim] = field(default_factory=dict)
    dead_homes: tuple[str, ...] = ()
    dead_files: tuple[str, ...] = ()
    sections: int = 0
    words: int = 0
    machines: tuple[str, ...] = ()
    done: tuple[str, ...] = ()

    def has(self, batch: int) -> bool:
        """Whether a batch is committed."""
        return any(first <= batch <= last for first, last in self.committed)

    def begun(self, machine: str) -> ClusterManifest:
        """With one more batch, number `next`, that is being written."""
        claim = Claim(machine, time.time() + SILENCE_SECONDS)
        return replace(self, next=self.next + 1, open={**self.open, str(self.next): claim})

    def closed(self, batch: int) -> ClusterManifest:
        """Without this batch among those being written."""
        return replace(self, open={key: claim for key, claim in self.open.items() if key != str(batch)})

    def with_committed(self, batch: int) -> ClusterManifest:
        """With this batch among the committed ones."""
        runs: list[Span] = []
        for first, last in sorted((*self.committed, (batch, batch))):
            if runs and runs[-1][1] >= first - 1:
                runs[-1] = (runs[-1][0], max(last, runs[-1][1]))
            else:
                runs.append((first, last))
        return replace(self.closed(batch), committed=tuple(runs))

    def abandoned(self) -> list[int]:
        """The batches whose writers have been silent for too long."""
        return [int(key) for key, claim in self.open.items() if claim.until < time.time()]

    def seen(self, dead: str) -> Json:
        """The query for what is to be seen; `dead` is the field of names that may be dead."""
        names = self.dead_homes if dead == "home" else self.dead_files
        runs = [{"range": {"batch": {"gte": first, "lte": last}}} for first, last in self.committed]
        query: Json = {"should": runs or [{"match_none": {}}], "minimum_should_match": 1}
        if names:
            query["must_not"] = [{"terms": {dead: list(names)}}]
        return {"bool": query}


@dataclass(frozen=True, slots=True)
class Names:
    """What the indices of an archive of this name are called."""

    archive: str

    @property
    def state(self) -> str:
        return f"{self.archive}-state"

    def sections(self, generation: int) -> str:
        return f"{self.archive}-{generation}-sections"

    def files(self, generation: int) -> str:
        return f"{self.archive}-{generation}-files"

    def copies(self, generation: int) -> str:
        return f"{self.archive}-{generation}-copies"


@dataclass(frozen=True, slots=True)
class Seen:
    """A manifest, and the document that it was read from."""

    manifest: ClusterManifest
    document: Json


def load(client: Client, names: Names, which: str = MANIFEST) -> Seen | None:
    """The manifest as it is now; None where there is none. Raises IndexCorrupt, ClusterError."""
    document = client.get(names.state, which)
    if document is None:
        return None
    data = dict(document["_source"])
    if data.pop("format") != FORMAT:
        raise IndexCorrupt(
            f"the archive {names.archive} in the cluster is of another format; run: archive index --rebuild"
        )
    data["committed"] = tuple((first, last) for first, last in data["committed"])
    data["open"] = {key: Claim(**claim) for key, claim in data["open"].items()}
    for key in ("dead_homes", "dead_files", "machines", "done"):
        data[key] = tuple(data[key])
    return Seen(ClusterManifest(**data), document)


def save(client: Client, names: Names, manifest: ClusterManifest, seen: Seen | None, which: str) -> None:
    """Exchange the manifest; raises Conflict where another writer did so since it was `seen`."""
    data = {"format": FORMAT, **asdict(manifest)}
    client.put(names.state, which, data, seen.document if seen else None)


Change = Callable[[ClusterManifest], ClusterManifest | None]


def exchange(client: Client, names: Names, change: Change, which: str = MANIFEST) -> ClusterManifest:
    """Let `change` make a new manifest of the newest, as often as another writer comes first.

    It returns None where nothing is to be changed. Raises IndexCorrupt where the manifest is gone.
    """
    for _ in range(_ATTEMPTS):
        seen = load(client, names, which)
        if seen is None:
            raise IndexCorrupt(
                f"the manifest of the archive {names.archive} is gone from the cluster; run: archive index"
            )
        new = change(seen.manifest)
        if new is None:
            return seen.manifest
        try:
            save(client, names, new, seen, which)
            return new
        except Conflict:
            time.sleep(_PAUSE_SECONDS)
    raise ClusterError("too many writers change the archive at once; run the command again")
