"""Groups of near-copies, decided in the cluster: the same clustering as in `copies`, for many writers.

The leaders are documents that are found by their keys. A writer decides for some hundred sections at
a time, and holds a lease while it does, so that of two writers the second sees the leaders of the
first. Should a lease be taken from a writer that still lives, two groups may come to be where one
should, and nothing else.
"""

from __future__ import annotations

import base64
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain

from ....errors import ClusterError
from ....model import Groups
from ...copies import SECTION_KEYS
from ...near import (
    PARAGRAPH_SIMILARITY,
    SECTION_SIMILARITY,
    Fingerprint,
    Fingerprints,
    bands,
    estimate,
    label,
)
from .bulk import Bulk
from .client import Client, Conflict, Json

# A holder that has not shown itself for so long is taken for dead; it needs about a second.
LEASE_SECONDS = 30.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.02, 0.5
# The server takes 65,536 terms in a query, and gives 10,000 answers.
_MOST_KEYS, _MOST_HITS = 20_000, 10_000


@dataclass(frozen=True, slots=True)
class Leader:
    """A leader with its place in the order of their arrival."""

    order: int
    signature: bytes


class Lease:
    """A document that one writer at a time holds; it also counts the leaders."""

    def __init__(self, client: Client, index: str, ident: str, holder: str) -> None:
        self._client, self._index, self._ident, self._holder = client, index, ident, holder
        self._leaders = 0

    def number(self) -> int:
        """The place of a new leader."""
        self._leaders += 1
        return self._leaders

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lease; waits for other writers."""
        self._acquire()
        try:
            yield
        finally:
            self._release()

    def _acquire(self) -> None:
        pause, watched, since = _FIRST_PAUSE, -1, time.monotonic()
        while True:
            seen = self._client.get(self._index, self._ident)
            number = seen["_seq_no"] if seen else -1
            if number != watched:
                watched, since = number, time.monotonic()
            free = seen is None or not seen["_source"]["holder"]
            if free or time.monotonic() - since > LEASE_SECONDS:
                leaders = seen["_source"]["leaders"] if seen else 0
                try:
                    self._client.put(self._index, self._ident, self._document(self._holder, leaders), seen)
                except Conflict:
                    continue
                self._leaders = leaders
                return
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _release(self) -> None:
        seen = self._client.get(self._index, self._ident)
        if seen is None or seen["_source"]["holder"] != self._holder:
            return
        try:
            self._client.put(self._index, self._ident, self._document("", self._leaders), seen)
        except Conflict as error:
            raise ClusterError("the lease of the near-copies was lost; run the command again") from error

    @staticmethod
    def _document(holder: str, leaders: int) -> Json:
        return {"holder": holder, "leaders": leaders}


class Leaders:
    """The leaders of an archive, in an index of their own."""

    def __init__(self, client: Client, index: str, lease: Lease) -> None:
        self._client, self._index, self._lease = client, index, lease

    def groups(self, sections: Sequence[Fingerprints]) -> list[Groups]:
        """The groups of sections and their paragraphs; they become leaders where they have none."""
        if not any(mark.signature for prints in sections for mark in _marks(prints)):
            # The rule for short texts: only the same text is a copy.
            return _Deciding({}, self._lease).groups(sections)
        with self._lease.held():
            keys = {key for prints in sections for kind, mark in _kinds(prints) for key in _keys(kind, mark)}
            deciding = _Deciding(self._found(sorted(keys)), self._lease)
            found = deciding.groups(sections)
            self._keep(deciding.fresh)
        return found

    def _found(self, keys: list[str]) -> dict[str, list[Leader]]:
        """The leaders under these keys."""
        found: dict[str, list[Leader]] = {}
        for leader, own in self._asked(keys):
            for key in own:
                found.setdefault(key, []).append(leader)
        return found

    def _asked(self, keys: list[str]) -> Iterator[tuple[Leader, list[str]]]:
        if len(keys) > _MOST_KEYS:
            yield from self._halves(keys)
            return
        body = {"query": {"terms": {"keys": keys}}, "size": _MOST_HITS}
        params = {"allow_partial_search_results": "false"}
        hits = self._client.call("POST", f"/{self._index}/_search", body, params)["hits"]["hits"]
        if len(hits) == _MOST_HITS and len(keys) > 1:
            yield from self._halves(keys)
            return
        for hit in hits:
            kept = hit["_source"]["leader"]
            signature = base64.b64decode(kept["signature"])
            yield Leader(kept["order"], signature), hit["_source"]["keys"]

    def _halves(self, keys: list[str]) -> Iterator[tuple[Leader, list[str]]]:
        middle = len(keys) // 2
        yield from chain(self._asked(keys[:middle]), self._asked(keys[middle:]))

    def _keep(self, fresh: Iterable[tuple[Leader, list[str]]]) -> None:
        """Write new leaders, for others to find."""
        bulk = Bulk(self._client)
        try:
            for leader, keys in fresh:
                signature = base64.b64encode(leader.signature).decode()
                source = {"keys": keys, "leader": {"order": leader.order, "signature": signature}}
                bulk.add(self._index, f"{leader.order}-{label(leader.signature)}", source)
            bulk.flush()
        finally:
            bulk.close()
        self._client.refresh(self._index)


class _Deciding:
    """The groups of some sections, given the leaders that they may be like."""

    def __init__(self, leaders: dict[str, list[Leader]], lease: Lease) -> None:
        self._leaders, self._lease = leaders, lease
        self.fresh: list[tuple[Leader, list[str]]] = []

    def groups(self, sections: Sequence[Fingerprints]) -> list[Groups]:
        return [
            Groups(
                self._group(prints.section, SECTION_SIMILARITY, SECTION_KEYS),
                tuple(self._group(mark, PARAGRAPH_SIMILARITY, 0) for mark in prints.paragraphs),
            )
            for prints in sections
        ]

    def _group(self, mark: Fingerprint | None, least: float, kind: int) -> int:
        if mark is None:
            return 0
        if not mark.signature:
            return mark.label
        keys = _keys(kind, mark)
        near = {leader for key in keys for leader in self._leaders.get(key, ())}
        likest = max(
            ((estimate(one.signature, mark.signature), -one.order, one) for one in near),
            default=None,
            key=lambda item: item[:2],
        )
        if likest is not None and likest[0] >= least:
            return label(likest[2].signature)
        leader = Leader(self._lease.number(), mark.signature)
        for key in keys:
            self._leaders.setdefault(key, []).append(leader)
        self.fresh.append((leader, keys))
        return mark.label


def _marks(prints: Fingerprints) -> Iterator[Fingerprint]:
    return (mark for _, mark in _kinds(prints))


def _kinds(prints: Fingerprints) -> Iterator[tuple[int, Fingerprint]]:
    """The fingerprints that there are, each with what its keys are told apart by."""
    for kind, mark in ((SECTION_KEYS, prints.section), *((0, mark) for mark in prints.paragraphs)):
        if mark is not None:
            yield kind, mark


def _keys(kind: int, mark: Fingerprint) -> list[str]:
    return [f"{key ^ kind:08x}" for key in bands(mark)] if mark.signature else []
